import assert from "node:assert/strict";
import { test } from "node:test";
import { meaningOf, typedTicket } from "../../src/scanner/meaning";
import { derToRaw } from "../../src/lock/der";
import { digitsOf } from "../../src/view/field";

const APP = "https://app.lumen.example";
const LINK = `${APP}/e#0199f0a1b2c37d4e8f90a1b2c3d4e5f6.abcdefghijklmnopqrstuvwxyz0`;

test("our link is an enrolment, another origin's is named, everything else is nothing", () => {
  assert.equal(meaningOf(LINK, APP).is, "ours");
  assert.deepEqual(meaningOf(LINK.replace("lumen", "evil"), APP), { is: "elsewhere", host: "app.evil.example" });
  for (const text of ["", "bonjour", "https://lumen.example/", `${APP}/e`, `${APP}/x#a.b`, "javascript:alert(1)"]) {
    assert.equal(meaningOf(text, APP).is, "nothing", text);
  }
  assert.equal(meaningOf("otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ", APP).is, "otpauth");
});

test("a typed code is read in any case, with dashes, spaces and look-alikes", () => {
  for (const text of ["K7QF-2M9X-4T", "k7qf 2m9x 4t", " k7qf2m9x4t ", "Ｋ７ＱＦ－２Ｍ９Ｘ－４Ｔ"]) {
    assert.deepEqual(typedTicket(text, APP), { manual_code: "K7QF2M9X4T" }, text);
  }
  assert.deepEqual(typedTicket("OIL0-1234-56", APP), { manual_code: "0110123456" });
  for (const text of ["K7QF", "K7QF-2M9X-4U", "K7QF-2M9X-4TT"]) assert.equal(typedTicket(text, APP), undefined, text);
});

test("a copied link may be pasted where a code is typed", () => {
  const wanted = { es: "0199f0a1b2c37d4e8f90a1b2c3d4e5f6", secret: "abcdefghijklmnopqrstuvwxyz0" };
  assert.deepEqual(typedTicket(` ${LINK}\n`, APP), wanted);
});

test("digits are found among what people type", () => {
  assert.equal(digitsOf(" 4-7 "), "47");
  assert.equal(digitsOf("１２３\u00a0456"), "123456");
  assert.equal(digitsOf("code : 12"), "12");
});

test("a DER signature becomes 64 bytes, short and padded integers included", () => {
  const der = Uint8Array.from([0x30, 0x26, 0x02, 0x21, 0x00, ...new Array<number>(32).fill(0xff), 0x02, 0x01, 0x05]);
  const raw = derToRaw(der);
  assert.equal(raw[0], 0xff);
  assert.equal(raw[63], 5);
  assert.equal(raw[32], 0);
  assert.throws(() => derToRaw(Uint8Array.from([0x30, 0x00, 0x04])));
});
