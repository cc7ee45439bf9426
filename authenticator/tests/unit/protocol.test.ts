import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { makePair, thumbprint } from "../../src/keys/pair";
import { decode, encode, sha256, utf8 } from "../../src/protocol/base64url";
import { readChallenge } from "../../src/protocol/challenge";
import { sign, verified, type Claims } from "../../src/protocol/jws";
import { lockChallenge } from "../../src/protocol/lock";
import { announced } from "../../src/protocol/server-keys";
import { prove } from "../../src/protocol/proof";

const NOW = 1_795_290_000_000;
const ISS = "https://id.lumen.example";

async function server() {
  const pair = await makePair();
  return { ...pair, jwk: { ...pair.publicJwk, kid: pair.kid } };
}

test("a thumbprint is that of RFC 7638 for the key of RFC 7515 A.3", async () => {
  const jwk = { kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" };
  assert.equal(await thumbprint(jwk), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
});

test("the example of RFC 7515 A.3 is verified", async () => {
  const jwk = { kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" };
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const signed = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  const signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
  assert.equal(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, decode(signature), utf8(signed)), true);
});

test("what is signed is verified, and a private key cannot be read", async () => {
  const key = await server();
  const jws = await sign({ typ: "t", kid: key.kid }, { a: "é" }, key.privateKey);
  assert.deepEqual(await verified(jws, "t", [key.jwk]), { a: "é" });
  assert.equal(key.privateKey.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("jwk", key.privateKey));
});

test("a text of another type, key, algorithm or byte is not believed", async () => {
  const [key, other] = [await server(), await server()];
  const jws = await sign({ typ: "t", kid: key.kid }, { a: 1 }, key.privateKey);
  const [head = "", body = "", signature = ""] = jws.split(".");
  const header = (value: Claims) => encode(utf8(JSON.stringify(value)));
  const forged = [
    `${header({ alg: "none", typ: "t", kid: key.kid })}.${body}.`,
    `${header({ alg: "HS256", typ: "t", kid: key.kid })}.${body}.${signature}`,
    `${header({ alg: "ES256", typ: "t", kid: key.kid, crit: ["x"] })}.${body}.${signature}`,
    `${head}.${header({ a: 2 })}.${signature}`,
    `${head}.${body}.${signature.slice(0, -4)}AAAA`,
    `${head}.${body}`,
    "",
  ];
  for (const text of forged) assert.equal(await verified(text, "t", [key.jwk]), undefined, text);
  assert.equal(await verified(jws, "u", [key.jwk]), undefined);
  assert.equal(await verified(jws, "t", [other.jwk]), undefined);
  assert.equal(await verified(jws, "t", []), undefined);
});

test("a proof names method, address and body", async () => {
  const pair = await makePair();
  const speaker = { enr: "e", device: "d", kid: pair.kid, privateKey: pair.privateKey };
  const proof = await prove(speaker, { method: "PUT", url: "https://app/vap/v1/device/push", body: "{}" }, "n", NOW);
  const claims = await verified(proof, "vap-proof+jwt", [{ ...pair.publicJwk, kid: pair.kid }]);
  assert.deepEqual([claims?.["iss"], claims?.["sub"], claims?.["htm"], claims?.["nonce"]], ["d", "e", "PUT", "n"]);
  assert.equal(claims?.["bh"], await sha256("{}"));
});

const CLAIMS = {
  iss: ISS, aud: "vap:d", sub: "e", jti: "c", iat: NOW / 1000, exp: NOW / 1000 + 120, kind: "signin",
  num: { mode: "enter2" }, ctx: { client: "Espace Client", account: "m•••", ua: "Firefox", place: "Lyon", at: NOW / 1000 },
};

test("a request for this phone is read, and for no other party, time or text", async () => {
  const key = await server();
  const whom = { iss: ISS, device: "d", enr: "e", serverKeys: [key.jwk] };
  const read = async (change: Claims, now = NOW) =>
    readChallenge(await sign({ typ: "vap-challenge+jwt", kid: key.kid }, { ...CLAIMS, ...change }, key.privateKey), whom, now);
  assert.equal((await read({}))?.digits, 2);
  const wrong: Claims[] = [
    { iss: "https://evil.example" }, { aud: "vap:x" }, { aud: "d" }, { sub: "x" }, { exp: NOW / 1000 }, { exp: "soon" }, { jti: 7 },
    { ctx: { ...CLAIMS.ctx, client: "Lumen\u202egro" } }, { ctx: { ...CLAIMS.ctx, ua: "x".repeat(201) } }, { ctx: { ...CLAIMS.ctx, place: 3 } },
  ];
  for (const change of wrong) assert.equal(await read(change), undefined, JSON.stringify(change));
  assert.equal(await read({}, (CLAIMS.exp + 1) * 1000), undefined);
});

test("a request that we do not understand can only be refused", async () => {
  const key = await server();
  const whom = { iss: ISS, device: "d", enr: "e", serverKeys: [key.jwk] };
  const read = async (change: Claims) =>
    readChallenge(await sign({ typ: "vap-challenge+jwt", kid: key.kid }, { ...CLAIMS, ...change }, key.privateKey), whom, NOW);
  assert.equal((await read({ kind: "marriage" }))?.canApprove, false);
  assert.equal((await read({ num: { mode: "enter9" } }))?.canApprove, false);
  assert.equal((await read({}))?.canApprove, true);
  assert.equal(await read({ kind: "payment" }), undefined);
  const tx = { id: "p", amt: "4.99", cur: "EUR", payee: "Le Journal", payee_id: "m", label: "Accès 24 h", line: "Livebox 42" };
  assert.equal((await read({ kind: "payment", num: { mode: "enter6" }, tx }))?.purchase?.amount, "4.99");
  assert.equal(await read({ kind: "payment", num: { mode: "none" }, tx }), undefined);
  assert.equal(await read({ kind: "payment", num: { mode: "enter6" }, tx: { ...tx, amt: "4,99" } }), undefined);
});

test("a new key of the server is believed from an old one alone", async () => {
  const [held, next, thief] = [await server(), await server(), await server()];
  const said = (by: typeof held, keys: unknown, iss = ISS) => sign({ typ: "vap-keys+jwt", kid: by.kid }, { iss, keys }, by.privateKey);
  assert.deepEqual(await announced(await said(held, [next.jwk]), ISS, [held.jwk]), [next.jwk]);
  assert.equal(await announced(await said(thief, [thief.jwk]), ISS, [held.jwk]), undefined);
  assert.equal(await announced(await said(held, [next.jwk], "https://evil.example"), ISS, [held.jwk]), undefined);
  assert.equal(await announced(await said(held, []), ISS, [held.jwk]), undefined);
  assert.equal(await announced(42, ISS, [held.jwk]), undefined);
});

test("what the phone's lock signs is bound to the challenge, as in the published vector", async () => {
  const vectors = JSON.parse(await readFile("../crates/proofs/tests/fixtures/vap-1.json", "utf8"));
  const { challenge_jws, cth, lock_challenge } = vectors.answers;
  assert.equal(await sha256(challenge_jws), cth);
  assert.equal(encode(await lockChallenge(challenge_jws)), lock_challenge);
  assert.notEqual(encode(await lockChallenge(`${challenge_jws}x`)), lock_challenge);
});
