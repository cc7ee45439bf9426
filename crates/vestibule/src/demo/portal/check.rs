//! Whether a verified ID token is the answer to our own request (OpenID Connect Core §3.1.3.7). No I/O, no clock.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::trouble::TokenRefused;

/// How far the provider's clock may run ahead of ours, in seconds.
pub const SKEW: i64 = 30;
/// An ID token comes straight from the token endpoint: one issued longer ago answers something else. Seconds.
const FRESH: i64 = 600;

#[derive(Clone, Debug, Deserialize)]
pub struct IdClaims {
    pub iss: String,
    pub sub: String,
    pub aud: Audience,
    pub exp: i64,
    pub iat: i64,
    pub nonce: Option<String>,
    pub at_hash: Option<String>,
    pub sid: Option<String>,
}

/// One name or several (RFC 7519 §4.1.3).
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    /// Only us: we trust no other audience (§3.1.3.7, 3).
    pub fn is(&self, client_id: &str) -> bool {
        match self {
            Self::One(name) => name == client_id,
            Self::Many(names) => names.len() == 1 && names[0] == client_id,
        }
    }
}

/// What we asked, and what came beside the token.
#[derive(Clone, Copy)]
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub access_token: &'a str,
    /// Seconds since 1970 UTC.
    pub now: i64,
}

/// Every check that the standard asks of a client, the first failure told.
pub fn id_token(claims: &IdClaims, expected: &Expected<'_>) -> Result<(), TokenRefused> {
    let hash = at_hash(expected.access_token);
    let checks = [
        (claims.iss == expected.issuer, TokenRefused::Issuer),
        (claims.aud.is(expected.client_id), TokenRefused::Audience),
        (claims.exp > expected.now, TokenRefused::Expired),
        (claims.iat <= expected.now + SKEW && claims.iat >= expected.now - FRESH, TokenRefused::IssuedAt),
        (claims.nonce.as_deref() == Some(expected.nonce), TokenRefused::Nonce),
        (claims.at_hash.as_ref().is_none_or(|said| *said == hash), TokenRefused::AtHash),
        (!claims.sub.is_empty(), TokenRefused::Subject),
    ];
    checks.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, refused)| Err(refused))
}

/// The left half of the access token's SHA-256 (§3.1.3.6).
fn at_hash(access_token: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, access_token.as_bytes());
    URL_SAFE_NO_PAD.encode(&digest.as_ref()[..16])
}
