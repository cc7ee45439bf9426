//! The ID token: who signed in, for whom, when and how (OpenID Connect Core §2). Its `typ` is `JWT`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

use super::acr;
use crate::grants::Grant;

/// Instants in whole seconds since 1970, as JWT counts (RFC 7519 §2 NumericDate).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IdToken {
    pub iss: String,
    /// The account's id: the same for every client (subject type `public`), never reassigned.
    pub sub: String,
    pub aud: String,
    pub exp: i64,
    pub iat: i64,
    pub auth_time: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    pub acr: String,
    pub amr: Vec<String>,
    /// The sign-in (Front- and Back-Channel Logout): what a logout token will name.
    pub sid: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_hash: Option<String>,
}

impl IdToken {
    pub const TYP: &'static str = "JWT";

    /// The claims for a redeemed grant.
    pub fn new(grant: &Grant, issuer: &str, access_token: &str, now: Timestamp, lifetime: Duration) -> Self {
        Self {
            iss: issuer.to_owned(),
            sub: grant.account.to_string(),
            aud: grant.client_id.0.clone(),
            exp: (now + lifetime).seconds(),
            iat: now.seconds(),
            auth_time: grant.auth_time.seconds(),
            nonce: grant.nonce.clone(),
            acr: acr(&grant.methods).to_owned(),
            amr: domain::method::amr(&grant.methods).into_iter().map(str::to_owned).collect(),
            sid: grant.sign_in_id.to_string(),
            at_hash: Some(at_hash(access_token)),
        }
    }
}

/// Binds the access token to the ID token: the left half of its SHA-256, which RS256 and ES256 share (OpenID Connect Core §3.1.3.6).
pub fn at_hash(access_token: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(access_token.as_bytes())[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grants::tests::grant;
    use domain::Method;
    use domain::time::minutes;

    #[test]
    fn the_hash_of_an_access_token_is_that_of_openid_connect_core_appendix_a() {
        assert_eq!(at_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ");
    }

    #[test]
    fn an_id_token_says_who_when_and_how() {
        let now = Timestamp::from_millis(1_795_290_000_999);
        let token = IdToken::new(&grant(), "https://id.test", "at", now, minutes(5));
        assert_eq!((token.iss.as_str(), token.aud.as_str()), ("https://id.test", "mail"));
        assert_eq!((token.iat, token.exp), (1_795_290_000, 1_795_290_300));
        assert_eq!(token.auth_time, grant().auth_time.seconds());
        assert_eq!((token.acr.as_str(), token.amr.as_slice()), ("1", ["pwd".to_owned()].as_slice()));
        assert_eq!(token.sub, grant().account.to_string());
        assert_eq!(token.sid, grant().sign_in_id.to_string());
    }

    #[test]
    fn an_absent_nonce_is_absent_and_not_null() {
        let mut grant = grant();
        grant.nonce = None;
        let token = IdToken::new(&grant, "https://id.test", "at", Timestamp::from_millis(0), minutes(5));
        let value = serde_json::to_value(&token).unwrap();
        assert!(value.get("nonce").is_none());
        assert_eq!(serde_json::from_value::<IdToken>(value).unwrap(), token);
    }

    #[test]
    fn nothing_proven_is_level_zero() {
        assert_eq!((acr(&[]), acr(&[Method::Password])), ("0", "1"));
        assert_eq!(acr(&[Method::Password, Method::Totp]), "2");
        assert_eq!(acr(&[Method::Passkey]), "2pr");
    }
}
