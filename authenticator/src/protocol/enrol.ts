/** Enrolment: a code from the company's page is claimed, shown to the person, and only then registered with a key. */
import type { Pair } from "../keys/pair";
import { sign, type PublicJwk } from "./jws";
import type { Server } from "./server";

/** What came out of a QR code, a link, or was typed. */
export type Ticket = { es: string; secret: string } | { manual_code: string };

/** What the server says of an enrolment before anything is made. */
export interface Claim {
  es: string;
  /** Proves to the next call that this app claimed. */
  claim: string;
  nonce: string;
  iss: string;
  tenant: { name: string };
  account_hint: string;
  server_jwks: { keys: PublicJwk[] };
  /** The server's Web Push key, raw P-256 in base64url. */
  vapid?: string;
  policy: { confirm: "auto" | "number"; totp: boolean };
}

export interface Registered {
  enr: string;
  device: string;
  kid: string;
  /** `registered`: the phone counts once its first challenge is approved (EN4). */
  state: "completed" | "registered";
  totp?: { secret: string; algorithm: "SHA1" | "SHA256" | "SHA512"; digits: number; period: number };
}

export interface DeviceFacts {
  name: string;
  platform: "ios" | "android" | "other";
  app_version: string;
  standalone: boolean;
  persisted: boolean;
}

export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export const claim = (server: Server, ticket: Ticket): Promise<Claim> =>
  server.ask({ method: "POST", path: "/enrol/claim", body: ticket });

/** Binds the key to the claimed session: the proof is signed by the very key that it brings. */
export async function register(
  server: Server,
  claimed: Claim,
  pair: Pair,
  device: DeviceFacts,
  push: Subscription | null,
  now: number,
): Promise<Registered> {
  const { kty, crv, x, y } = pair.publicJwk;
  const payload = {
    aud: claimed.iss,
    es: claimed.es,
    nonce: claimed.nonce,
    iat: Math.floor(now / 1000),
    device,
    push,
  };
  const proof = await sign({ typ: "vap-enrol+jwt", jwk: { kty, crv, x, y } }, payload, pair.privateKey);
  const body = { es: claimed.es, claim: claimed.claim, proof };
  return server.ask({ method: "POST", path: "/enrol/register", body });
}
