/** A signature of WebAuthn (DER: two integers) as WebCrypto reads it: r and s, 32 bytes each. */

export function derToRaw(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(64);
  // SEQUENCE, its length, then INTEGER, its length, its bytes, twice; P-256 never needs long lengths.
  let at = 2;
  for (const end of [32, 64]) {
    if (der[at] !== 0x02) throw new Error("not an ECDSA signature");
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    const short = number.subarray(Math.max(0, length - 32));
    raw.set(short, end - short.length);
    at += 2 + length;
  }
  return raw;
}
