//! Who sends a push message: a short signed text for the one push service it is sent to (RFC 8292).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

/// RFC 8292 §2 allows a day; half of it is asked for by some services.
const VALID: i64 = 12 * 60 * 60;

#[derive(Serialize)]
struct Header {
    typ: &'static str,
    alg: &'static str,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    sub: &'a str,
}

/// What is to be signed with ES256. `audience` is the origin of the push service, `contact` a `mailto:` or `https:` address
/// of the operator, `now` in seconds.
pub fn signing_input(audience: &str, contact: &str, now: i64) -> String {
    let header = Header { typ: "JWT", alg: "ES256" };
    let claims = Claims { aud: audience, exp: now.saturating_add(VALID), sub: contact };
    let part = |json: serde_json::Result<Vec<u8>>| {
        URL_SAFE_NO_PAD.encode(json.expect("three plain members are JSON"))
    };
    format!("{}.{}", part(serde_json::to_vec(&header)), part(serde_json::to_vec(&claims)))
}

/// The value of `Authorization` (RFC 8292 §3). `signature` is r then s; `public` the uncompressed point.
pub fn authorization(signing_input: &str, signature: &[u8], public: &[u8]) -> String {
    let (signature, public) = (URL_SAFE_NO_PAD.encode(signature), URL_SAFE_NO_PAD.encode(public));
    format!("vapid t={signing_input}.{signature}, k={public}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_names_the_service_and_lives_twelve_hours() {
        let input = signing_input("https://push.example", "mailto:a@lumen.example", 1000);
        let (header, claims) = input.split_once('.').unwrap();
        assert_eq!(URL_SAFE_NO_PAD.decode(header).unwrap(), br#"{"typ":"JWT","alg":"ES256"}"#);
        let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        assert_eq!(claims, r#"{"aud":"https://push.example","exp":44200,"sub":"mailto:a@lumen.example"}"#);
        assert_eq!(authorization("a.b", &[0; 3], &[4]), "vapid t=a.b.AAAA, k=BA");
    }
}
