//! Writes the test vectors of VAP/1: `cargo run -p proofs --example vap_vectors > crates/proofs/tests/fixtures/vap-1.json`.
//! The keys are those that RFC 6979 A.2.5, RFC 7515 A.3 and RFC 7517 A.2 publish. ECDSA signatures differ at each run: the
//! file is written once, and `tests/vap_vectors.rs` checks what it says.

use std::io::Write as _;

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proofs::vap::jws::{Named, assemble, signing_input};
use proofs::vap::key::DeviceKey;
use proofs::vap::{digest, nonce, typ};
use serde_json::{Value, json};

const NOW: i64 = 1_795_290_000;
const ISSUER: &str = "https://id.lumen.example";
const APP: &str = "https://app.lumen.example";
const ES: &str = "0199f0a1b2c37d4e8f90a1b2c3d4e5f6";
const DEVICE: &str = "0199f0a1b2c47a3b9c8d7e6f50413223";
const ENR: &str = "0199f0a1b2c47f1e8d2c3b4a59687766";
const CHALLENGE: &str = "0199f0a2c3d57b6a9f8e7d6c5b4a3928";
/// The server's own secret for nonces, so that the vectors can be judged as of `NOW`.
const NONCE_KEY: [u8; 32] = [7; 32];

struct Pair {
    d: &'static str,
    signs: EcdsaKeyPair,
    public: DeviceKey,
}

impl Pair {
    fn new(d: &'static str) -> Self {
        let scalar = URL_SAFE_NO_PAD.decode(d).expect("base64url");
        let private = PrivateKey::from_private_key(&ECDH_P256, &scalar).expect("a scalar");
        let point = private.compute_public_key().expect("a point");
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &scalar,
            point.as_ref(),
        );
        let public = DeviceKey::from_point(point.as_ref()).expect("a point");
        Self { d, signs: pair.expect("a pair"), public }
    }

    fn sign(&self, input: String) -> String {
        let signature = self.signs.sign(&SystemRandom::new(), input.as_bytes()).expect("signs");
        assemble(input, signature.as_ref())
    }

    fn by_kid(&self, typ: &str, payload: &Value) -> String {
        self.sign(signing_input(typ, Named::Kid(self.public.thumbprint()), payload).expect("JSON"))
    }

    fn by_jwk(&self, typ: &str, payload: &Value) -> String {
        self.sign(signing_input(typ, Named::Jwk(self.public.jwk()), payload).expect("JSON"))
    }

    /// With a header that the library refuses to write.
    fn by_header(&self, header: &Value, payload: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        self.sign(format!("{}.{}", part(header), part(payload)))
    }

    fn shown(&self) -> Value {
        let jwk = self.public.jwk();
        json!({
            "private_jwk": { "kty": "EC", "crv": "P-256", "x": jwk.x, "y": jwk.y, "d": self.d },
            "point": URL_SAFE_NO_PAD.encode(self.public.point()),
            "kid": self.public.thumbprint(),
        })
    }
}

fn changed(base: &Value, by: &Value) -> Value {
    let mut changed = base.clone();
    for (name, value) in by.as_object().expect("an object") {
        changed[name] = value.clone();
    }
    changed
}

fn main() {
    // RFC 7515 A.3, RFC 6979 A.2.5, RFC 7517 A.2.
    let server = Pair::new("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
    let device = Pair::new("ya-p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piK1EPZyE");
    let other = Pair::new("870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE");
    let told = nonce::make(&NONCE_KEY, NOW);
    let vectors = json!({
        "about": "Test vectors of VAP/1: docs/protocol/vap-1.md says what each must give.",
        "now": NOW, "issuer": ISSUER, "authenticator": APP,
        "es": ES, "device": DEVICE, "enr": ENR, "challenge": CHALLENGE,
        "keys": { "server": server.shown(), "device": device.shown(), "other_device": other.shown() },
        "nonce": { "key_hex": "07".repeat(32), "value": told, "stale": nonce::make(&NONCE_KEY, NOW - 301) },
        "enrol": enrol(&device, &told),
        "proofs": proofs(&device, &other, &told),
        "answers": answers(&server, &device, &other),
        "numbers": {
            "enter2": { "good": ["10", "47", "99"], "bad": ["", "4", "047", " 47", "4a", "４７"] },
            "enter6": { "good": ["000000", "472913"], "bad": ["", "47291", "4729131", "472 13", "-72913"] },
        },
        "manual_code": { "stored": "K7QF2M9X4T", "shown": "K7QF-2M9X-4T",
            "typed": ["K7QF-2M9X-4T", "k7qf2m9x4t", " k7qf 2m9x 4t "],
            "refused": ["", "K7QF-2M9X-4", "K7QF-2M9X-4U"] },
        "link": format!("{APP}/e#{ES}.AAECAwQFBgcICQoLDA0ODxAREhM"),
    });
    let text = serde_json::to_string_pretty(&vectors).expect("JSON");
    writeln!(std::io::stdout(), "{text}").expect("the output is open");
}

fn enrol(device: &Pair, told: &str) -> Value {
    let payload = json!({
        "aud": ISSUER, "es": ES, "nonce": told, "iat": NOW,
        "device": { "name": "iPhone de Jeanne", "platform": "ios", "app_version": "1.0.0",
            "standalone": true, "persisted": true },
        "push": null,
    });
    let good = device.by_jwk(typ::ENROL, &payload);
    let header = json!({ "alg": "ES256", "typ": typ::ENROL, "jwk": device.public.jwk() });
    let mut private = header.clone();
    private["jwk"]["d"] = json!(device.d);
    let mut off = header.clone();
    off["jwk"]["y"] = off["jwk"]["x"].clone();
    let case = |name: &str, jws: String, result: &str| json!({ "name": name, "jws": jws, "result": result });
    let with = |changes: Value| device.by_jwk(typ::ENROL, &changed(&payload, &changes));
    json!({ "payload": payload, "cases": [
        case("good", good.clone(), "ok"),
        case("wrong aud", with(json!({ "aud": "https://id.other.example" })), "not_for_this"),
        case("another enrolment", with(json!({ "es": DEVICE })), "not_for_this"),
        case("a nonce of another claim", with(json!({ "nonce": nonce::make(&NONCE_KEY, NOW - 1) })), "not_for_this"),
        case("wrong typ", device.by_jwk(typ::PROOF, &payload), "unsound"),
        case("key by kid", device.by_kid(typ::ENROL, &payload), "unsound"),
        case("private part in jwk", device.by_header(&private, &payload), "unsound"),
        case("point beside the curve", device.by_header(&off, &payload), "unsound"),
        case("alg none", device.by_header(&changed(&header, &json!({ "alg": "none" })), &payload), "unsound"),
        case("alg HS256", device.by_header(&changed(&header, &json!({ "alg": "HS256" })), &payload), "unsound"),
        case("no signature", format!("{}.", good.rsplit_once('.').expect("three parts").0), "unsound"),
    ] })
}

fn proofs(device: &Pair, other: &Pair, told: &str) -> Value {
    let url = format!("{APP}/vap/v1/device");
    let body = r#"{"name":"Téléphone de Jeanne"}"#;
    let get = json!({
        "iss": DEVICE, "sub": ENR, "htm": "GET", "htu": url, "nonce": told, "jti": "prf-00000001", "iat": NOW,
    });
    let patch =
        changed(&get, &json!({ "htm": "PATCH", "bh": digest(body.as_bytes()), "jti": "prf-00000002" }));
    let case = |name: &str, (method, body): (&str, &str), jws: String, result: &str| json!({ "name": name, "method": method, "url": url, "body": body, "jws": jws, "result": result });
    let (reads, writes) = (("GET", ""), ("PATCH", body));
    let got = |changes: Value| device.by_kid(typ::PROOF, &changed(&get, &changes));
    json!({ "payload": patch, "cases": [
        case("good, no body", reads, got(json!({})), "ok"),
        case("good, a body", writes, device.by_kid(typ::PROOF, &patch), "ok"),
        case("another body", ("PATCH", "{\"name\":\"x\"}"), device.by_kid(typ::PROOF, &patch), "other_request"),
        case("a body without its hash", writes, got(json!({ "htm": "PATCH" })), "other_request"),
        case("another method", ("DELETE", ""), got(json!({})), "other_request"),
        case("another address", reads, got(json!({ "htu": format!("{url}/push") })), "other_request"),
        case("stale nonce", reads, got(json!({ "nonce": nonce::make(&NONCE_KEY, NOW - 301) })), "use_nonce"),
        case("a nonce of nobody's", reads, got(json!({ "nonce": nonce::make(&[8; 32], NOW) })), "use_nonce"),
        case("no nonce", reads, got(json!({ "nonce": "" })), "use_nonce"),
        case("another device", reads, got(json!({ "iss": ENR })), "unsound"),
        case("another device's key", reads, other.by_kid(typ::PROOF, &get), "unsound"),
        case("wrong typ", reads, device.by_kid(typ::RESPONSE, &get), "unsound"),
        case("a jti that is no word", reads, got(json!({ "jti": "a b c d e f" })), "unsound"),
    ] })
}

fn answers(server: &Pair, device: &Pair, other: &Pair) -> Value {
    let asked = json!({
        "iss": ISSUER, "aud": format!("vap:{DEVICE}"), "sub": ENR, "jti": CHALLENGE, "iat": NOW, "exp": NOW + 120,
        "nonce": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "kind": "signin", "num": { "mode": "enter2" },
        "ctx": { "client": "Espace Client", "account": "j•••@lumen.example", "ua": "Firefox · Windows",
            "place": "192.0.2.0/24", "at": NOW },
    });
    let challenge = server.by_kid(typ::CHALLENGE, &asked);
    let newer = server.by_kid(typ::CHALLENGE, &changed(&asked, &json!({ "iat": NOW + 1 })));
    let approve = json!({
        "iss": format!("vap:{DEVICE}"), "aud": ISSUER, "sub": ENR, "jti": "rsp-00000001", "iat": NOW + 5,
        "challenge": CHALLENGE, "cth": digest(challenge.as_bytes()), "decision": "approve", "num": "47",
    });
    let good = device.by_kid(typ::RESPONSE, &approve);
    let with = |changes: Value| device.by_kid(typ::RESPONSE, &changed(&approve, &changes));
    let case = |name: &str, state: &str, jws: String, result: &str| json!({ "name": name, "state": state, "jws": jws, "result": result });
    let header = json!({ "alg": "HS256", "typ": typ::RESPONSE, "kid": device.public.thumbprint() });
    json!({
        "challenge_payload": asked, "challenge_jws": challenge, "cth": digest(challenge.as_bytes()), "number": "47",
        "response_payload": approve,
        "cases": [
            case("good", "pending", good.clone(), "approve"),
            case("number off by one", "pending", with(json!({ "num": "46" })), "number_mismatch"),
            case("no number", "pending", with(json!({ "num": null })), "number_required"),
            case("six digits for two", "pending", with(json!({ "num": "472913" })), "number_required"),
            case("deny", "pending", with(json!({ "decision": "deny", "num": null })), "deny"),
            case("report", "pending", with(json!({ "decision": "report", "num": null })), "report"),
            case("an unknown decision", "pending", with(json!({ "decision": "maybe" })), "bad_signature"),
            case("second answer", "approved", good.clone(), "already_answered"),
            case("after a refusal", "denied", good.clone(), "already_answered"),
            case("superseded", "superseded", good.clone(), "superseded"),
            case("expired", "expired", good.clone(), "expired"),
            case("another device's key", "pending", other.by_kid(typ::RESPONSE, &approve), "bad_signature"),
            case("wrong typ", "pending", device.by_kid(typ::PROOF, &approve), "bad_signature"),
            case("alg HS256", "pending", device.by_header(&header, &approve), "bad_signature"),
            case("alg none", "pending",
                device.by_header(&changed(&header, &json!({ "alg": "none" })), &approve), "bad_signature"),
            case("key embedded", "pending", device.by_jwk(typ::RESPONSE, &approve), "bad_signature"),
            case("wrong aud", "pending", with(json!({ "aud": "https://id.other.example" })), "wrong_party"),
            case("wrong iss", "pending", with(json!({ "iss": format!("vap:{ENR}") })), "wrong_party"),
            case("wrong sub", "pending", with(json!({ "sub": DEVICE })), "wrong_party"),
            case("another challenge's id", "pending", with(json!({ "challenge": ES })), "wrong_party"),
            case("cth of another challenge", "pending",
                with(json!({ "cth": digest(newer.as_bytes()) })), "bad_hash"),
        ],
    })
}
