/**
 * Who asks: a signature over method, address, body and the server's nonce, made anew for each request. The phone's
 * clock does not matter, because freshness comes from the nonce.
 */
import { sha256 } from "./base64url";
import { sign } from "./jws";

/** What an enrolment needs to speak for itself. */
export interface Speaker {
  /** The enrolment's and the device's names with the server. */
  enr: string;
  device: string;
  kid: string;
  privateKey: CryptoKey;
}

export interface Asked {
  method: string;
  /** Whole address, without its query. */
  url: string;
  body?: string | undefined;
}

export async function prove(speaker: Speaker, asked: Asked, nonce: string, now: number): Promise<string> {
  const payload = {
    iss: speaker.device,
    sub: speaker.enr,
    htm: asked.method,
    htu: asked.url,
    ...(asked.body === undefined ? {} : { bh: await sha256(asked.body) }),
    nonce,
    jti: crypto.randomUUID(),
    iat: Math.floor(now / 1000),
  };
  return sign({ typ: "vap-proof+jwt", kid: speaker.kid }, payload, speaker.privateKey);
}
