/** Base32 (RFC 4648 §6) as people copy it: any case, spaces, dashes, with or without padding. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** `undefined` when the text is no base32, or is too short for a secret. */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const letters = text.toUpperCase().replace(/[\s\u00a0\u202f-]/g, "").replace(/=+$/, "");
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of letters) {
    const at = LETTERS.indexOf(letter);
    if (at < 0) return undefined;
    value = (value << 5) | at;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
      value &= (1 << bits) - 1;
    }
  }
  // Ten letters, 50 bits: shorter than any service gives.
  return letters.length >= 10 ? Uint8Array.from(bytes) : undefined;
}
