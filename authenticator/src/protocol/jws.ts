/**
 * JWS compact, ES256 alone (RFC 7515, RFC 7518 §3.4), by hand: a library that knows more algorithms can be talked into
 * one of them. Signatures are over the bytes as received. It does not know what is signed.
 */
import { decode, encode, utf8 } from "./base64url";

export interface PublicJwk {
  kty: string;
  crv: string;
  x: string;
  y: string;
  kid?: string;
}

export type Claims = Record<string, unknown>;

const ES256 = { name: "ECDSA", hash: "SHA-256" } as const;

export async function sign(header: Claims, payload: Claims, key: CryptoKey): Promise<string> {
  const part = (value: Claims) => encode(utf8(JSON.stringify(value)));
  const signed = `${part({ alg: "ES256", ...header })}.${part(payload)}`;
  // WebCrypto gives r and s one after the other, 64 bytes: what JWS wants.
  const signature = await crypto.subtle.sign(ES256, key, utf8(signed));
  return `${signed}.${encode(new Uint8Array(signature))}`;
}

/**
 * The claims of a JWS of exactly this type, signed by one of these keys; `undefined` for everything else, whatever the
 * reason: nobody needs to know why a forgery failed.
 */
export async function verified(jws: string, typ: string, keys: PublicJwk[]): Promise<Claims | undefined> {
  try {
    const parts = jws.split(".");
    const [head, body, signature] = parts;
    if (parts.length !== 3 || !head || !body || !signature) return undefined;
    const header = json(head);
    if (header["alg"] !== "ES256" || header["typ"] !== typ || "crit" in header) return undefined;
    const jwk = keys.find((key) => key.kid === header["kid"]);
    if (!jwk) return undefined;
    const key = await publicKey(jwk);
    const good = await crypto.subtle.verify(ES256, key, decode(signature), utf8(`${head}.${body}`));
    return good ? json(body) : undefined;
  } catch {
    return undefined;
  }
}

function publicKey({ kty, crv, x, y }: PublicJwk): Promise<CryptoKey> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  return crypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, false, ["verify"]);
}

function json(part: string): Claims {
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(decode(part)));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("not an object");
  return value as Claims;
}
