//! JWS Compact Serialization with one algorithm and no way to say another (RFC 7515 §7.1, RFC 8725 §3.1): a text of another
//! `alg` or `typ`, with a member we do not know, or spelt in a second way is not read. The bytes that came are verified.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::key::{DeviceKey, Jwk};

/// Longest signed text that is read, in bytes: a challenge has less than two kilobytes.
pub const LONGEST: usize = 8 * 1024;
const SIGNATURE: usize = 64;

/// The one algorithm: ECDSA with P-256 and SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Alg {
    ES256,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: Alg,
    typ: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    jwk: Option<Jwk>,
}

/// Which key a header names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
    /// By thumbprint.
    Kid(String),
    /// The key itself: only where a phone introduces itself.
    Jwk(Jwk),
}

/// A text as read; nothing in it is true before `is_signed_by` or `introduced`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unverified<'a> {
    pub named: Named,
    signing_input: &'a str,
    payload: Vec<u8>,
    signature: [u8; SIGNATURE],
}

impl<'a> Unverified<'a> {
    /// Reads a text of exactly this kind.
    pub fn parse(text: &'a str, typ: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (signing_input, signature) = text.rsplit_once('.')?;
        let (header, payload) = signing_input.split_once('.')?;
        let header: Header = object(&URL_SAFE_NO_PAD.decode(header).ok()?)?;
        if header.typ != typ {
            return None;
        }
        let named = match (header.kid, header.jwk) {
            (Some(kid), None) => Named::Kid(kid),
            (None, Some(jwk)) => Named::Jwk(jwk),
            _ => return None,
        };
        Some(Self {
            named,
            signing_input,
            payload: URL_SAFE_NO_PAD.decode(payload).ok()?,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?.try_into().ok()?,
        })
    }

    /// Whether this key signed it, and the header names it by its thumbprint.
    pub fn is_signed_by(&self, key: &DeviceKey) -> bool {
        matches!(&self.named, Named::Kid(kid) if *kid == key.thumbprint()) && self.is_signature_of(key)
    }

    /// The key that the header brings along, if it made the signature: for introductions alone.
    pub fn introduced(&self) -> Option<DeviceKey> {
        let Named::Jwk(jwk) = &self.named else { return None };
        DeviceKey::from_jwk(jwk).filter(|key| self.is_signature_of(key))
    }

    fn is_signature_of(&self, key: &DeviceKey) -> bool {
        key.has_signed(self.signing_input.as_bytes(), &self.signature)
    }

    /// What is said. True only after `is_signed_by`; before, it serves to find the key.
    pub fn payload<T: DeserializeOwned>(&self) -> Option<T> {
        object(&self.payload)
    }
}

/// The deserialiser would take an array for an object.
fn object<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    if bytes.first() != Some(&b'{') {
        return None;
    }
    serde_json::from_slice(bytes).ok()
}

/// What is to be signed: header and payload, each base64url, with a dot between. `None` if the payload is no JSON.
pub fn signing_input(typ: &str, named: Named, payload: &impl Serialize) -> Option<String> {
    let (kid, jwk) = match named {
        Named::Kid(kid) => (Some(kid), None),
        Named::Jwk(jwk) => (None, Some(jwk)),
    };
    let header = Header { alg: Alg::ES256, typ: typ.to_owned(), kid, jwk };
    let mut text = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&header).ok()?);
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(payload).ok()?, &mut text);
    Some(text)
}

/// The finished text; `signature` is r then s.
pub fn assemble(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut signing_input);
    signing_input
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(header: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.{}", part(header), part("{}"), URL_SAFE_NO_PAD.encode([1; 64]))
    }

    #[test]
    fn only_es256_of_the_exact_kind_with_one_named_key_is_read() {
        assert!(Unverified::parse(&text(r#"{"alg":"ES256","typ":"a","kid":"k"}"#), "a").is_some());
        for header in [
            r#"{"alg":"ES256","typ":"b","kid":"k"}"#,
            r#"{"alg":"ES256","typ":"A","kid":"k"}"#,
            r#"{"alg":"none","typ":"a","kid":"k"}"#,
            r#"{"alg":"HS256","typ":"a","kid":"k"}"#,
            r#"{"alg":"es256","typ":"a","kid":"k"}"#,
            r#"{"alg":"ES256","kid":"k"}"#,
            r#"{"alg":"ES256","typ":"a"}"#,
            r#"{"alg":"ES256","typ":"a","kid":"k","crit":["b64"]}"#,
            r#"{"alg":"ES256","typ":"a","kid":"k","jku":"https://x"}"#,
            r#"{"alg":"ES256","typ":"a","kid":"k","kid":"l"}"#,
            r#"["ES256","a","k"]"#,
        ] {
            assert!(Unverified::parse(&text(header), "a").is_none(), "{header}");
        }
    }

    #[test]
    fn parts_missing_added_or_of_another_length_are_not_read() {
        let good = text(r#"{"alg":"ES256","typ":"a","kid":"k"}"#);
        for wrong in [
            format!("{good}A"),
            format!("{good}."),
            format!(".{good}"),
            good.replace('.', ""),
            format!("{good}="),
            "a".repeat(LONGEST + 1),
        ] {
            assert!(Unverified::parse(&wrong, "a").is_none(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn noise_is_not_read_and_does_not_panic(noise: String) {
            prop_assert!(Unverified::parse(&noise, "a").is_none());
        }
    }
}
