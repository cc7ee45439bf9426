//! The text of signed tokens: JWS Compact Serialization (RFC 7515 §7.1), written and read strictly.
//! Knows no key: who signs and who verifies is the shell's affair.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::client::SigningAlg;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Longest token that is read at all, in bytes.
pub const MAX_BYTES: usize = 16 * 1024;

/// The header that we write, and all that we believe of one that we read. `alg` is a closed list, so `none` and HMAC do
/// not exist; `jwk`, `jku` and `x5u` have no place to be read into (OA9).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Header {
    pub alg: SigningAlg,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typ: Option<String>,
    /// Extensions that a reader must understand (RFC 7515 §4.1.11); we understand none.
    #[serde(default, skip_serializing)]
    crit: Option<Value>,
}

impl Header {
    pub fn new(alg: SigningAlg, kid: &str, typ: &str) -> Self {
        Self { alg, kid: Some(kid.to_owned()), typ: Some(typ.to_owned()), crit: None }
    }

    /// Whether the token is of this kind: a token of one kind never passes for another (RFC 8725 §3.11).
    pub fn is_typ(&self, typ: &str) -> bool {
        self.typ.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(typ))
    }
}

/// What is signed: header and claims, each base64url, with a dot between. Fails only if the claims are not a JSON object's.
pub fn signing_input<C: Serialize>(header: &Header, claims: &C) -> Result<String, serde_json::Error> {
    let mut text = URL_SAFE_NO_PAD.encode(serde_json::to_vec(header)?);
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(claims)?, &mut text);
    Ok(text)
}

/// The finished token.
pub fn assemble(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut signing_input);
    signing_input
}

/// A token as read; nothing in it is true before its signature is verified over `signing_input`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unverified<'a> {
    pub header: Header,
    pub signing_input: &'a str,
    pub signature: Vec<u8>,
    payload: Vec<u8>,
}

impl<'a> Unverified<'a> {
    /// Reads three canonical base64url parts; anything else, or a critical extension, is nothing.
    pub fn parse(token: &'a str) -> Option<Self> {
        if token.len() > MAX_BYTES {
            return None;
        }
        let (signing_input, signature) = token.rsplit_once('.')?;
        let (header, payload) = signing_input.split_once('.')?;
        let header = URL_SAFE_NO_PAD.decode(header).ok()?;
        // The deserialiser would take a JSON array for an object.
        if !header.starts_with(b"{") {
            return None;
        }
        let header: Header = serde_json::from_slice(&header).ok()?;
        if header.crit.is_some() {
            return None;
        }
        let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        Some(Self { header, signing_input, signature, payload })
    }

    /// The claims. Call it only after the signature was verified.
    pub fn claims<C: DeserializeOwned>(&self) -> Option<C> {
        serde_json::from_slice(&self.payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// RFC 7515 Appendix A.3.
    const A3: &str = "eyJhbGciOiJFUzI1NiJ9\
        .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
        .DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    fn text(header: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.{}", part(header), part("{}"), part("signature"))
    }

    #[test]
    fn the_example_of_rfc_7515_appendix_a_3_is_read() {
        let token = Unverified::parse(A3).unwrap();
        assert_eq!(token.header.alg, SigningAlg::ES256);
        assert_eq!(token.signature.len(), 64);
        assert_eq!(token.signing_input, A3.rsplit_once('.').unwrap().0);
        let claims: Value = token.claims().unwrap();
        assert_eq!(claims["iss"], "joe");
        assert_eq!(claims["http://example.com/is_root"], true);
    }

    #[test]
    fn what_is_written_reads_back() {
        let header = Header::new(SigningAlg::RS256, "k1", "JWT");
        let input = signing_input(&header, &json!({ "sub": "é" })).unwrap();
        let token = assemble(input.clone(), &[1, 2, 3]);
        let read = Unverified::parse(&token).unwrap();
        assert_eq!((read.header.clone(), read.signing_input), (header, input.as_str()));
        assert_eq!(read.signature, [1, 2, 3]);
        assert_eq!(read.claims::<Value>().unwrap(), json!({ "sub": "é" }));
    }

    #[test]
    fn an_algorithm_outside_the_list_is_no_token() {
        assert!(Unverified::parse(&text(r#"{"alg":"ES256"}"#)).is_some());
        for header in [
            r#"{"alg":"none"}"#,
            r#"{"alg":"HS256"}"#,
            r#"{"alg":"rs256"}"#,
            r#"{"typ":"JWT"}"#,
            r#"{"alg":"ES256","alg":"RS256"}"#,
            r#"{"alg":"ES256","crit":["exp"],"exp":1}"#,
            r#"["ES256"]"#,
            "",
        ] {
            assert!(Unverified::parse(&text(header)).is_none(), "{header}");
        }
    }

    #[test]
    fn a_key_inside_the_token_is_not_looked_at() {
        let own = text(r#"{"alg":"ES256","jku":"https://evil.test/","jwk":{"kty":"EC"}}"#);
        let header = Unverified::parse(&own).unwrap().header;
        assert_eq!(serde_json::to_value(header).unwrap(), json!({ "alg": "ES256" }));
    }

    #[test]
    fn broken_text_is_no_token() {
        let good = text(r#"{"alg":"ES256"}"#);
        let padded = format!("{good}=");
        let four = format!("{good}.AA");
        let spaced = format!(" {good}");
        let long = format!("{good}{}", "A".repeat(MAX_BYTES));
        let unsigned = good.rsplit_once('.').unwrap().0;
        for broken in ["", ".", "..", "...", unsigned, &padded, &four, &spaced, &long] {
            assert!(Unverified::parse(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_signature_has_one_spelling_only() {
        // "AB" carries four bits that no byte has; a lenient reader would take it for "AA".
        let (input, _) = A3.rsplit_once('.').unwrap();
        assert!(Unverified::parse(&format!("{input}.AA")).is_some());
        assert!(Unverified::parse(&format!("{input}.AB")).is_none());
    }

    #[test]
    fn a_token_of_one_kind_is_not_of_another() {
        let header = Header::new(SigningAlg::ES256, "k1", "logout+jwt");
        assert!(header.is_typ("logout+JWT") && !header.is_typ("JWT"));
        assert!(!Unverified::parse(A3).unwrap().header.is_typ("JWT"));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(token in "[A-Za-z0-9_.=-]{0,80}", other in ".{0,80}") {
            let _ = Unverified::parse(&token);
            let _ = Unverified::parse(&other);
        }
    }
}
