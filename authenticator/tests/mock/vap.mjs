// VAP/1's server side as docs/protocol/vap-1.md tells it, in memory: what the app's walks speak with where the product's
// own server is not wanted. Strict in what it takes, so that the app's requests are proved too.
import { randomBytes, randomUUID } from "node:crypto";
import { makeKey, opened, sha256, signed, thumbprint } from "./jws.mjs";

const hex = () => randomBytes(16).toString("hex");
const now = () => Math.floor(Date.now() / 1000);
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export class Refused extends Error {
  constructor(status, error, more = {}) {
    super(error);
    Object.assign(this, { status, body: { error, message: error, ...more } });
  }
}

const exactly = (body, ...members) => {
  if (!body || Object.keys(body).sort().join() !== members.sort().join()) throw new Refused(400, "malformed");
};

export class Vap {
  key = makeKey();
  announced = undefined;
  enrolments = new Map();
  phones = new Map();
  challenges = new Map();
  nonces = new Set();
  jtis = new Set();
  /** Every request, as `POST /enrol/claim`. */
  asked = [];

  constructor(issuer) {
    this.issuer = issuer;
  }

  nonce() {
    const nonce = randomUUID();
    this.nonces.add(nonce);
    return nonce;
  }

  // What a signed-in page and the sign-in do.

  enrolment({ confirm = "auto", hint = "m•••@lumen.example", totp = true } = {}) {
    const secret = randomBytes(20).toString("base64url");
    const code = [...randomBytes(10)].map((byte) => CROCKFORD[byte % 32]).join("");
    const enrolment = { es: hex(), secret, code, confirm, hint, totp, state: "created" };
    this.enrolments.set(enrolment.es, enrolment);
    return enrolment;
  }

  challenge(phone, { kind = "signin", mode = "enter2", number = "47", lives = 120, ctx = {}, tx, key = this.key, iss } = {}) {
    const at = now();
    const id = hex();
    const payload = {
      ...{ iss: iss ?? this.issuer, aud: `vap:${phone.device}`, sub: phone.enr, jti: id, iat: at, exp: at + lives },
      ...{ nonce: randomBytes(32).toString("base64url"), kind, num: { mode } },
      ctx: { client: "Espace Client", account: phone.hint, ua: "Firefox · Windows", place: "Lyon", at, ...ctx },
      ...(tx ? { tx } : {}),
    };
    const jws = signed(key, "vap-challenge+jwt", payload);
    const challenge = { id, jws, enr: phone.enr, number, mode, tries: mode === "enter6" ? 3 : 1, exp: at + lives, state: "pending" };
    this.challenges.set(id, challenge);
    return challenge;
  }

  // What the app asks.

  claim(body) {
    const isTyped = body?.manual_code !== undefined;
    exactly(body, ...(isTyped ? ["manual_code"] : ["es", "secret"]));
    const all = [...this.enrolments.values()];
    const found = all.find((one) => (isTyped ? one.code === body.manual_code : one.es === body.es && one.secret === body.secret));
    if (!found) throw new Refused(404, "unknown_enrolment");
    if (found.state === "expired") throw new Refused(410, "expired");
    if (found.state !== "created") throw new Refused(409, "already_claimed");
    Object.assign(found, { state: "claimed", claim: randomBytes(32).toString("base64url"), nonce: randomUUID() });
    return {
      ...{ es: found.es, claim: found.claim, nonce: found.nonce, iss: this.issuer, tenant: { name: "Lumen" } },
      ...{ account_hint: found.hint, server_jwks: { keys: [this.key.jwk] }, vapid: makePoint(this.key.jwk), algs: ["ES256"] },
      ...{ policy: { confirm: found.confirm, totp: found.totp }, expires_at: now() + 600 },
    };
  }

  register(body) {
    exactly(body, "es", "claim", "proof");
    const found = this.enrolments.get(body.es);
    if (!found) throw new Refused(404, "unknown_enrolment");
    if (found.claim !== body.claim) throw new Refused(409, "not_claimed");
    const proof = opened(body.proof, "vap-enrol+jwt", ({ jwk }) => Object.keys(jwk ?? {}).sort().join() === "crv,kty,x,y" && jwk);
    const { aud, es, nonce, device, push } = proof?.payload ?? {};
    if (aud !== this.issuer || es !== found.es || nonce !== found.nonce) throw new Refused(422, "bad_proof");
    exactly(device, "name", "platform", "app_version", "standalone", "persisted");
    const { jwk } = proof.header;
    const phone = { enr: hex(), device: hex(), kid: thumbprint(jwk), jwk, push, hint: found.hint, state: "active", facts: device };
    this.phones.set(phone.enr, phone);
    found.phone = phone;
    found.state = found.confirm === "number" ? "registered" : "completed";
    if (found.state === "registered") found.challenge = this.challenge(phone, { kind: "enrol" });
    const totp = { secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", algorithm: "SHA1", digits: 6, period: 30 };
    return { enr: phone.enr, device: phone.device, kid: phone.kid, state: found.state, ...(found.totp ? { totp } : {}) };
  }

  /** §4, in its order. */
  phoneOf(authorization, { method, url, body }) {
    const proof = opened(authorization.replace(/^VAP /, ""), "vap-proof+jwt", ({ kid }) => [...this.phones.values()].find((p) => p.kid === kid)?.jwk);
    const { iss, sub, htm, htu, bh, nonce, jti } = proof?.payload ?? {};
    const phone = this.phones.get(sub);
    if (!phone || phone.device !== iss || phone.kid !== proof.header.kid) throw new Refused(401, "enrolment_revoked");
    if (!this.nonces.has(nonce)) throw new Refused(401, "use_nonce");
    if (htm !== method || htu !== url || bh !== (body ? sha256(body) : undefined)) throw new Refused(401, "bad_proof");
    if (phone.state === "revoked") throw new Refused(401, "enrolment_revoked");
    if (phone.state === "suspended") throw new Refused(403, "enrolment_suspended");
    if (this.jtis.has(jti) && method !== "GET") throw new Refused(409, "replayed");
    this.jtis.add(jti);
    return phone;
  }

  pending(phone) {
    const all = [...this.challenges.values()].filter((one) => one.enr === phone.enr && one.state === "pending" && one.exp > now());
    return { challenges: all.reverse().map((one) => one.jws) };
  }

  respond(phone, id, body) {
    exactly(body, "response");
    const challenge = this.challenges.get(id);
    if (!challenge || challenge.enr !== phone.enr) throw new Refused(404, "unknown_challenge");
    if (challenge.state === "superseded") throw new Refused(409, "superseded");
    if (challenge.exp <= now()) throw new Refused(410, "expired");
    if (challenge.state !== "pending") throw new Refused(409, "already_answered");
    const answer = opened(body.response, "vap-response+jwt", ({ kid }) => kid === phone.kid && phone.jwk)?.payload;
    if (!answer) throw new Refused(422, "bad_signature");
    const isParty = answer.iss === `vap:${phone.device}` && answer.aud === this.issuer && answer.sub === phone.enr && answer.challenge === id;
    if (!isParty) throw new Refused(422, "wrong_party");
    if (answer.cth !== sha256(challenge.jws)) throw new Refused(422, "bad_hash");
    if (answer.decision === "approve" && challenge.mode !== "none") this.#compare(challenge, answer.num);
    challenge.state = { approve: "approved", deny: "denied", report: "reported" }[answer.decision];
    return { state: challenge.state };
  }

  #compare(challenge, number) {
    if (!/^\d+$/.test(number ?? "")) throw new Refused(422, "number_required");
    challenge.tries -= 1;
    if (number === challenge.number) return;
    if (challenge.tries === 0) challenge.state = "failed";
    throw new Refused(403, "number_mismatch", { attempts_left: challenge.tries });
  }

  keys() {
    const { by = this.key, keys = [this.key.jwk] } = this.announced ?? {};
    return { keys: signed(by, "vap-keys+jwt", { iss: this.issuer, iat: now(), keys }) };
  }
}

/** The uncompressed point, as browsers want a VAPID key. */
function makePoint({ x, y }) {
  return Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]).toString("base64url");
}
