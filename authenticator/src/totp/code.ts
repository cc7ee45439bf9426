/** Codes that change with time (RFC 6238). The secret is a key that scripts can use and not read. It knows no clock. */

export type Algorithm = "SHA1" | "SHA256" | "SHA512";

export interface Totp {
  key: CryptoKey;
  digits: number;
  /** Seconds that a code lives. */
  period: number;
}

export async function importSecret(
  secret: Uint8Array<ArrayBuffer>,
  algorithm: Algorithm,
  digits: number,
  period: number,
): Promise<Totp> {
  const hash = `SHA-${algorithm.slice(3)}`;
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign"]);
  return { key, digits, period };
}

/** The code of a moment, in milliseconds of Unix time. */
export async function codeAt({ key, digits, period }: Totp, at: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(at / 1000 / period)));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  // RFC 4226 §5.3: the last four bits say where to read.
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
  const number = mac.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** Whole seconds until the code of this moment ends: 1 to `period`. */
export function secondsLeft({ period }: Pick<Totp, "period">, at: number): number {
  return period - (Math.floor(at / 1000) % period);
}
