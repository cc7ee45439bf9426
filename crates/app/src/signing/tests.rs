//! Our own tokens are recognised, and nothing else is, whatever an attacker does to header, claims or signature.

use std::sync::LazyLock;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::*;

static SIGNER: LazyLock<Signer> = LazyLock::new(|| Signer::new(keys()).unwrap());

fn published(alg: SigningAlg, is_active: bool) -> PublishedKey {
    PublishedKey { pair: Pair::generate(alg).unwrap(), is_active }
}

fn keys() -> Vec<PublishedKey> {
    vec![
        published(SigningAlg::ES256, false),
        published(SigningAlg::RS256, true),
        published(SigningAlg::ES256, true),
    ]
}

fn decode(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}

#[test]
fn a_token_comes_back_as_it_left() {
    for alg in [SigningAlg::RS256, SigningAlg::ES256] {
        let claims = json!({ "sub": "é", "exp": 0 });
        let token = SIGNER.sign(alg, "JWT", &claims);
        assert_eq!(SIGNER.verify_own::<Value>(&token, "JWT"), Some(claims));
    }
}

#[test]
fn whoever_reads_our_published_keys_can_verify() {
    for alg in [SigningAlg::RS256, SigningAlg::ES256] {
        let token = SIGNER.sign(alg, "JWT", &json!({}));
        let read = Unverified::parse(&token).unwrap();
        let keys = SIGNER.jwks()["keys"].as_array().unwrap();
        let jwk = keys.iter().find(|jwk| jwk["kid"].as_str() == read.header.kid.as_deref()).unwrap();
        assert_eq!((&jwk["alg"], &jwk["use"]), (&json!(alg.word()), &json!("sig")));
        let input = read.signing_input.as_bytes();
        let verified = if alg == SigningAlg::RS256 {
            let key = RsaPublicKeyComponents { n: decode(&jwk["n"]), e: decode(&jwk["e"]) };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, input, &read.signature)
        } else {
            let point = [vec![4], decode(&jwk["x"]), decode(&jwk["y"])].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(input, &read.signature)
        };
        assert_eq!(verified, Ok(()), "{alg:?}");
    }
}

#[test]
fn published_keys_show_no_private_part() {
    let keys = SIGNER.jwks()["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 3);
    for key in keys {
        for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(key.get(private).is_none(), "{private}");
        }
    }
}

#[test]
fn a_key_that_is_published_but_not_active_verifies_and_does_not_sign() {
    let waiting = &SIGNER.keys[0];
    let token = SIGNER.sign(SigningAlg::ES256, "JWT", &json!({}));
    assert_ne!(Unverified::parse(&token).unwrap().header.kid.as_ref(), Some(&waiting.kid));
    let input = jws::signing_input(&Header::new(SigningAlg::ES256, &waiting.kid, "JWT"), &json!({})).unwrap();
    let signature = waiting.key.pair.sign(input.as_bytes());
    assert!(SIGNER.verify_own::<Value>(&jws::assemble(input, &signature), "JWT").is_some());
}

#[test]
fn a_key_that_is_not_ours_is_refused() {
    let other = Signer::new(keys()).unwrap();
    let token = other.sign(SigningAlg::ES256, "JWT", &json!({}));
    assert_eq!(SIGNER.verify_own::<Value>(&token, "JWT"), None);
    // The same token under the name of one of our keys.
    let kid = &SIGNER.keys[SIGNER.es256].kid;
    let input = jws::signing_input(&Header::new(SigningAlg::ES256, kid, "JWT"), &json!({})).unwrap();
    let signature = other.keys[other.es256].key.pair.sign(input.as_bytes());
    assert_eq!(SIGNER.verify_own::<Value>(&jws::assemble(input, &signature), "JWT"), None);
}

#[test]
fn a_key_verifies_only_its_own_algorithm() {
    let rsa = &SIGNER.keys[SIGNER.rs256];
    let header = Header::new(SigningAlg::ES256, &rsa.kid, "JWT");
    let input = jws::signing_input(&header, &json!({})).unwrap();
    let signature = rsa.key.pair.sign(input.as_bytes());
    assert_eq!(SIGNER.verify_own::<Value>(&jws::assemble(input, &signature), "JWT"), None);
}

#[test]
fn a_token_of_another_kind_is_refused() {
    let token = SIGNER.sign(SigningAlg::ES256, "logout+jwt", &json!({}));
    assert_eq!(SIGNER.verify_own::<Value>(&token, "JWT"), None);
    assert!(SIGNER.verify_own::<Value>(&token, "logout+jwt").is_some());
}

#[test]
fn every_changed_character_breaks_the_token() {
    let token = SIGNER.sign(SigningAlg::ES256, "JWT", &json!({ "sub": "a" }));
    for at in 0..token.len() {
        let mut altered = token.clone().into_bytes();
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        assert_eq!(SIGNER.verify_own::<Value>(&altered, "JWT"), None, "character {at}");
    }
    for end in 0..token.len() {
        assert_eq!(SIGNER.verify_own::<Value>(&token[..end], "JWT"), None, "{end} characters");
    }
}

#[test]
fn an_unsigned_token_is_refused() {
    let kid = &SIGNER.keys[SIGNER.es256].kid;
    let header = URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"none","kid":"{kid}","typ":"JWT"}}"#));
    assert_eq!(SIGNER.verify_own::<Value>(&format!("{header}.e30."), "JWT"), None);
}

#[test]
fn each_algorithm_needs_exactly_one_active_key() {
    let (es, rs) =
        (|active| published(SigningAlg::ES256, active), |active| published(SigningAlg::RS256, active));
    assert!(Signer::new(vec![es(true)]).is_none());
    assert!(Signer::new(vec![es(true), rs(false)]).is_none());
    assert!(Signer::new(vec![es(true), es(true), rs(true)]).is_none());
    assert!(Signer::new(vec![es(true), es(false), rs(true)]).is_some());
}

#[test]
fn the_signature_of_rfc_7515_appendix_a_3_is_valid() {
    let token = "eyJhbGciOiJFUzI1NiJ9\
        .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
        .DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let read = Unverified::parse(token).unwrap();
    let pair = crate::keys::samples::rfc_7515_a_3();
    assert!(pair.has_signed(read.signing_input.as_bytes(), &read.signature));
    assert!(!pair.has_signed(b"another text", &read.signature));
}
