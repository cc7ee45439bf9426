//! Whether a verified logout token tells of a logout, to us, once (Back-Channel Logout 1.0 §2.6). No I/O, no clock.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::check::{Audience, SKEW};
use super::trouble::TokenRefused;

pub const TYP: &str = "logout+jwt";
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// Seconds; a token's `jti` is remembered for as long.
const LONGEST_LIFE: i64 = 600;

#[derive(Clone, Debug, Deserialize)]
pub struct LogoutClaims {
    iss: String,
    aud: Audience,
    iat: i64,
    exp: i64,
    jti: String,
    pub sub: Option<String>,
    pub sid: Option<String>,
    events: Map<String, Value>,
    nonce: Option<Value>,
}

/// Which tokens were taken already. Forgets each once it has expired.
#[derive(Default)]
pub struct Seen(Mutex<HashMap<String, i64>>);

impl Seen {
    /// Whether `jti` comes for the first time.
    fn first(&self, jti: &str, until: i64, now: i64) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|_, until| *until > now);
        seen.insert(jti.to_owned(), until).is_none()
    }
}

/// Every check of the standard, the first failure told. `now` in seconds.
pub fn check(
    claims: &LogoutClaims,
    issuer: &str,
    client_id: &str,
    seen: &Seen,
    now: i64,
) -> Result<(), TokenRefused> {
    let lives = claims.exp > now && claims.exp <= claims.iat + LONGEST_LIFE;
    let checks = [
        (claims.iss == issuer, TokenRefused::Issuer),
        (claims.aud.is(client_id), TokenRefused::Audience),
        (lives, TokenRefused::Expired),
        (claims.iat <= now + SKEW, TokenRefused::IssuedAt),
        (claims.events.get(EVENT).is_some_and(Value::is_object), TokenRefused::Events),
        (claims.sid.is_some() || claims.sub.is_some(), TokenRefused::Session),
        // An ID token has a nonce: it must not pass for this one.
        (claims.nonce.is_none(), TokenRefused::Nonce),
    ];
    if let Some((_, refused)) = checks.into_iter().find(|(holds, _)| !holds) {
        return Err(refused);
    }
    if seen.first(&claims.jti, claims.exp, now) { Ok(()) } else { Err(TokenRefused::Replayed) }
}
