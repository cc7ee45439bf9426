//! What a portal refuses, with a provider's key of its own.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::check::{self, Expected, IdClaims};
use super::jwt::{self, Alg, JwkSet};
use super::logout_token::{self, LogoutClaims, Seen};
use super::trouble::TokenRefused;
use super::{Area, Portal, Settings};

const NOW: i64 = 1_800_000_000;
const EXPECTED: Expected<'static> =
    Expected { issuer: "https://id.test", client_id: "mail", nonce: "n1", access_token: "at", now: NOW };

/// A portal whose provider does not answer.
pub fn portal() -> Arc<Portal> {
    gateways::tls::install_provider();
    let area = Area { path: "/inbox", title: "", promise: "", things: &[] };
    let settings = Settings {
        cookie_prefix: "mail",
        name: "Mail",
        url: "http://localhost:1".into(),
        area,
        neighbours: Vec::new(),
        issuer: "https://id.test".into(),
        client_id: "mail".into(),
        client_secret: "secret".into(),
        alg: Alg::Es256,
        extra_authorities: None,
        now: Arc::new(|| 1001),
    };
    Portal::new(settings).expect("a client can be built")
}

struct Key(EcdsaKeyPair);

impl Key {
    fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    fn published(&self, kid: &str) -> JwkSet {
        let point = self.0.public_key().as_ref();
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (x, y) = (part(&point[1..33]), part(&point[33..]));
        let key = json!({ "kty": "EC", "crv": "P-256", "kid": kid, "use": "sig", "x": x, "y": y });
        serde_json::from_value(json!({ "keys": [key] })).unwrap()
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let signature = self.0.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn header() -> Value {
    json!({ "alg": "ES256", "kid": "k1", "typ": "JWT" })
}

fn id_token() -> Value {
    json!({ "iss": "https://id.test", "sub": "s1", "aud": "mail", "exp": NOW + 300, "iat": NOW, "nonce": "n1", "sid": "i1" })
}

fn with(mut base: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        base[name] = value.clone();
    }
    base
}

fn judged(token: &str, keys: &JwkSet) -> Result<(), TokenRefused> {
    let claims: IdClaims = jwt::verified(token, Alg::Es256, "JWT", keys)?;
    check::id_token(&claims, &EXPECTED)
}

#[test]
fn a_sound_id_token_is_taken() {
    let key = Key::new();
    assert_eq!(judged(&key.sign(&header(), &id_token()), &key.published("k1")), Ok(()));
    let alone = with(id_token(), &json!({ "aud": ["mail"] }));
    assert_eq!(judged(&key.sign(&header(), &alone), &key.published("k1")), Ok(()));
}

#[test]
fn each_wrong_claim_is_refused_for_its_own_reason() {
    let key = Key::new();
    let table = [
        (json!({ "iss": "https://evil.test" }), TokenRefused::Issuer),
        (json!({ "aud": "cloud" }), TokenRefused::Audience),
        (json!({ "aud": ["mail", "cloud"] }), TokenRefused::Audience),
        (json!({ "exp": NOW }), TokenRefused::Expired),
        (json!({ "iat": NOW + 31 }), TokenRefused::IssuedAt),
        (json!({ "iat": NOW - 601 }), TokenRefused::IssuedAt),
        (json!({ "nonce": "n2" }), TokenRefused::Nonce),
        (json!({ "nonce": null }), TokenRefused::Nonce),
        (json!({ "at_hash": "other" }), TokenRefused::AtHash),
        (json!({ "sub": "" }), TokenRefused::Subject),
    ];
    for (changes, reason) in table {
        let token = key.sign(&header(), &with(id_token(), &changes));
        assert_eq!(judged(&token, &key.published("k1")), Err(reason), "{changes}");
    }
}

#[test]
fn a_signature_of_another_key_or_over_another_text_is_refused() {
    let (key, other) = (Key::new(), Key::new());
    let token = key.sign(&header(), &id_token());
    assert_eq!(judged(&token, &other.published("k1")), Err(TokenRefused::Signature));
    assert_eq!(judged(&token, &key.published("k2")), Err(TokenRefused::KeyUnknown));
    let forged = key.sign(&header(), &with(id_token(), &json!({ "sub": "s2" })));
    let (_, claims) = forged.split_once('.').unwrap();
    let (claims, _) = claims.split_once('.').unwrap();
    let (head, rest) = token.split_once('.').unwrap();
    let (_, signature) = rest.split_once('.').unwrap();
    let mixed = format!("{head}.{claims}.{signature}");
    assert_eq!(judged(&mixed, &key.published("k1")), Err(TokenRefused::Signature));
}

#[test]
fn only_the_agreed_algorithm_is_taken() {
    let key = Key::new();
    for alg in ["none", "HS256", "RS256", "es256", ""] {
        let token = key.sign(&with(header(), &json!({ "alg": alg })), &id_token());
        assert_eq!(judged(&token, &key.published("k1")), Err(TokenRefused::Algorithm), "{alg}");
        let (message, _) = token.rsplit_once('.').unwrap();
        assert_eq!(
            judged(&format!("{message}."), &key.published("k1")),
            Err(TokenRefused::Algorithm),
            "{alg}"
        );
    }
    let critical = key.sign(&with(header(), &json!({ "crit": ["b64"] })), &id_token());
    assert_eq!(judged(&critical, &key.published("k1")), Err(TokenRefused::Algorithm));
}

#[test]
fn what_is_no_token_is_refused() {
    let key = Key::new();
    for text in ["", ".", "..", "a.b", "a.b.c", "é.é.é"] {
        assert_eq!(judged(text, &key.published("k1")), Err(TokenRefused::Malformed), "{text}");
    }
}

fn logout() -> Value {
    json!({
        "iss": "https://id.test", "aud": "mail", "iat": NOW, "exp": NOW + 120, "jti": "j1", "sub": "s1", "sid": "i1",
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    })
}

fn left(claims: Value, seen: &Seen) -> Result<(), TokenRefused> {
    let claims: LogoutClaims = serde_json::from_value(claims).unwrap();
    logout_token::check(&claims, EXPECTED.issuer, EXPECTED.client_id, seen, NOW)
}

#[test]
fn a_logout_token_is_taken_once() {
    let seen = Seen::default();
    assert_eq!(left(logout(), &seen), Ok(()));
    assert_eq!(left(logout(), &seen), Err(TokenRefused::Replayed));
    assert_eq!(left(with(logout(), &json!({ "jti": "j2" })), &seen), Ok(()));
}

#[test]
fn each_wrong_logout_token_is_refused_for_its_own_reason() {
    let table = [
        (json!({ "iss": "https://evil.test" }), TokenRefused::Issuer),
        (json!({ "aud": "cloud" }), TokenRefused::Audience),
        (json!({ "exp": NOW }), TokenRefused::Expired),
        (json!({ "exp": NOW + 601 }), TokenRefused::Expired),
        (json!({ "iat": NOW + 31 }), TokenRefused::IssuedAt),
        (json!({ "events": {} }), TokenRefused::Events),
        (json!({ "sub": null, "sid": null }), TokenRefused::Session),
        (json!({ "nonce": "n1" }), TokenRefused::Nonce),
    ];
    for (changes, reason) in table {
        assert_eq!(left(with(logout(), &changes), &Seen::default()), Err(reason), "{changes}");
    }
}

#[test]
fn an_id_token_cannot_close_a_session_nor_a_logout_token_open_one() {
    let key = Key::new();
    let as_logout = jwt::verified::<Value>(
        &key.sign(&header(), &logout()),
        Alg::Es256,
        logout_token::TYP,
        &key.published("k1"),
    );
    assert_eq!(as_logout.unwrap_err(), TokenRefused::Type);
    let of_logout = with(header(), &json!({ "typ": logout_token::TYP }));
    assert_eq!(judged(&key.sign(&of_logout, &id_token()), &key.published("k1")), Err(TokenRefused::Type));
}
