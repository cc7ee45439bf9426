/**
 * A key pair for each enrolment, made in this browser. The private half cannot be read by any script, ours included;
 * it lies in IndexedDB as a key one can only sign with (PU2). It does not know what it signs.
 */
import { sha256 } from "../protocol/base64url";
import type { PublicJwk } from "../protocol/jws";

export interface Pair {
  privateKey: CryptoKey;
  publicJwk: PublicJwk;
  /** RFC 7638 thumbprint of the public half. */
  kid: string;
}

export async function makePair(): Promise<Pair> {
  // P-256 and not Ed25519: Safari before 17 has no other curve (P1).
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  if (!kty || !crv || !x || !y) throw new Error("no public key");
  const publicJwk = { kty, crv, x, y };
  return { privateKey: pair.privateKey, publicJwk, kid: await thumbprint(publicJwk) };
}

/** RFC 7638 §3.2: the required members in the order of the alphabet, without white space. */
export function thumbprint({ crv, kty, x, y }: PublicJwk): Promise<string> {
  return sha256(JSON.stringify({ crv, kty, x, y }));
}
