// ES256 in Node's own crypto: a second hand beside the app's, so that both can be wrong only in different ways.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

const b64u = (value) => Buffer.from(value).toString("base64url");
export const sha256 = (text) => createHash("sha256").update(text).digest("base64url");

export function thumbprint({ crv, kty, x, y }) {
  return sha256(JSON.stringify({ crv, kty, x, y }));
}

/** A signing key of the server, with its public JWK. */
export function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
  const jwk = { kty, crv, x, y, use: "sig", alg: "ES256", kid: thumbprint({ crv, kty, x, y }) };
  return { privateKey: createPrivateKey(privateKey.export({ format: "pem", type: "pkcs8" })), jwk };
}

export function signed(key, typ, payload) {
  const text = `${b64u(JSON.stringify({ alg: "ES256", typ, kid: key.jwk.kid }))}.${b64u(JSON.stringify(payload))}`;
  const signature = sign("sha256", Buffer.from(text), { key: key.privateKey, dsaEncoding: "ieee-p1363" });
  return `${text}.${b64u(signature)}`;
}

/** Header and payload, or nothing; `jwkOf` names the key by what the header says. */
export function opened(jws, typ, jwkOf) {
  const [head, body, signature] = String(jws).split(".");
  const header = JSON.parse(Buffer.from(head, "base64url"));
  const members = Object.keys(header).sort().join();
  const isFormed = header.alg === "ES256" && header.typ === typ && (members === "alg,jwk,typ" || members === "alg,kid,typ");
  const jwk = isFormed && jwkOf(header);
  if (!jwk) return undefined;
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const good = verify("sha256", Buffer.from(`${head}.${body}`), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  return good ? { header, payload: JSON.parse(Buffer.from(body, "base64url")) } : undefined;
}
