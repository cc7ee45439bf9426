/** The phone's own lock, as the company's server knows it (VAP/1 §6, §7.4). It does not know how a phone is unlocked. */
import { encode, utf8 } from "./base64url";
import type { Speaker } from "./proof";
import type { Server } from "./server";

/** That the lock was opened for one challenge. */
export interface Unlocked {
  credential: string;
  client_data: string;
  authenticator_data: string;
  signature: string;
}

export interface Made {
  clientData: ArrayBuffer;
  attestation: ArrayBuffer;
}

/** What the lock signs for a challenge: bound to everything that was shown. */
export async function lockChallenge(jws: string): Promise<Uint8Array<ArrayBuffer>> {
  const cth = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(jws)));
  const bound = new Uint8Array([...utf8("VAP-UV1\0"), ...cth]);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bound));
}

/** Brings the lock of this phone, or says that there is none any more. */
export function putLock(server: Server, speaker: Speaker, made: Made | undefined): Promise<{ lock: boolean }> {
  const text = (bytes: ArrayBuffer) => encode(new Uint8Array(bytes));
  const body = made ? { client_data: text(made.clientData), attestation: text(made.attestation) } : null;
  return server.ask({ method: "PUT", path: "/device/lock", body, speaker });
}
