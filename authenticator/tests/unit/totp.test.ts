import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeBase32 } from "../../src/totp/base32";
import { Clock } from "../../src/totp/clock";
import { codeAt, importSecret, secondsLeft, type Algorithm } from "../../src/totp/code";
import { readOtpauth } from "../../src/totp/otpauth";

/** RFC 6238, appendix B: the secret is repeated to the hash's length. */
const SECRETS: Record<Algorithm, string> = {
  SHA1: "12345678901234567890",
  SHA256: "12345678901234567890123456789012",
  SHA512: "1234567890123456789012345678901234567890123456789012345678901234",
};
const VECTORS: [number, Record<Algorithm, string>][] = [
  [59, { SHA1: "94287082", SHA256: "46119246", SHA512: "90693936" }],
  [1111111109, { SHA1: "07081804", SHA256: "68084774", SHA512: "25091201" }],
  [1111111111, { SHA1: "14050471", SHA256: "67062674", SHA512: "99943326" }],
  [1234567890, { SHA1: "89005924", SHA256: "91819424", SHA512: "93441116" }],
  [2000000000, { SHA1: "69279037", SHA256: "90698825", SHA512: "38618901" }],
  [20000000000, { SHA1: "65353130", SHA256: "77737706", SHA512: "47863826" }],
];

test("codes are those of RFC 6238", async () => {
  for (const [seconds, wanted] of VECTORS) {
    for (const algorithm of ["SHA1", "SHA256", "SHA512"] as const) {
      const secret = new TextEncoder().encode(SECRETS[algorithm]) as Uint8Array<ArrayBuffer>;
      const totp = await importSecret(secret, algorithm, 8, 30);
      assert.equal(await codeAt(totp, seconds * 1000), wanted[algorithm], `${algorithm} at ${seconds}`);
    }
  }
});

test("a secret cannot be read back", async () => {
  const { key } = await importSecret(new Uint8Array(20), "SHA1", 6, 30);
  assert.equal(key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
});

test("a code changes when its seconds are over", () => {
  assert.equal(secondsLeft({ period: 30 }, 0), 30);
  assert.equal(secondsLeft({ period: 30 }, 29_999), 1);
  assert.equal(secondsLeft({ period: 30 }, 30_000), 30);
});

test("base32 is read as people copy it, and nothing else is", () => {
  const wanted = new TextEncoder().encode("12345678901234567890");
  for (const text of ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "gezd gnbv-gy3t qojq gezd\u00a0gnbv gy3t qojq", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ===="]) {
    assert.deepEqual(decodeBase32(text), Uint8Array.from(wanted));
  }
  for (const text of ["", "GEZDGN", "GEZDGNBVGY3TQOJ1", "clé secrète"]) assert.equal(decodeBase32(text), undefined, text);
});

test("an otpauth address is read with its names", () => {
  const read = readOtpauth("otpauth://totp/Caf%C3%A9%20%26%20Cie:marie%40example.net?secret=GEZDGNBVGY3TQOJQ&issuer=Caf%C3%A9%20%26%20Cie");
  assert.deepEqual([read?.company, read?.account, read?.digits, read?.period, read?.algorithm], ["Café & Cie", "marie@example.net", 6, 30, "SHA1"]);
});

test("an otpauth address that we could not honour is refused whole", () => {
  const base = "otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ";
  const wrong = ["otpauth://hotp/a:b?secret=GEZDGNBVGY3TQOJQ", "otpauth://totp/a:b", `${base}&digits=12`, `${base}&period=1`, `${base}&algorithm=MD5`];
  for (const text of wrong) assert.equal(readOtpauth(text), undefined, text);
});

test("a name cannot carry characters that turn the text around", () => {
  assert.equal(readOtpauth("otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQ&issuer=Lumen%E2%80%AEevil")?.company, "Lumenevil");
});

test("the clock follows the server when the phone is wrong, and leaves a right one alone", () => {
  const phone = Date.parse("2026-11-25T10:00:00Z");
  const clock = new Clock(0, () => phone);
  assert.equal(clock.learn("Wed, 25 Nov 2026 10:00:01 GMT", phone, phone + 200), false);
  assert.equal(clock.isOff, false);
  assert.equal(clock.learn("Wed, 25 Nov 2026 10:02:00 GMT", phone, phone), true);
  assert.equal(clock.isOff, true);
  assert.equal(Math.round((clock.now() - phone) / 1000), 121);
  assert.equal(clock.learn("nonsense", phone, phone), false);
  assert.equal(clock.learn("Wed, 25 Nov 2026 10:05:00 GMT", phone, phone + 20_000), false);
});
