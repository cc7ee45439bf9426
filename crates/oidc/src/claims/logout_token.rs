//! The logout token: tells a relying party that a sign-in has ended (Back-Channel Logout 1.0 §2.4).

use domain::{ClientId, SignInId, Timestamp};
use serde_json::{Value, json};

/// What a logout token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogoutToken<'a> {
    pub issuer: &'a str,
    /// Whom to tell.
    pub client_id: &'a ClientId,
    /// The account's id as the ID token said it.
    pub subject: &'a str,
    /// What has ended.
    pub sign_in: SignInId,
    /// Drawn by the shell, never repeated: a relying party refuses a token that it has seen.
    pub token_id: &'a str,
    pub now: Timestamp,
}

impl LogoutToken<'_> {
    /// A `typ` of its own, so that it can never pass for an ID token (RFC 8725 §3.11).
    pub const TYP: &'static str = "logout+jwt";
    /// Seconds; at most two minutes (Back-Channel Logout 1.0 §2.4).
    const LIFETIME: i64 = 120;
}

/// The claims. There is no `nonce`, as the standard demands.
pub fn logout_token(token: &LogoutToken<'_>) -> Value {
    let issued_at = token.now.seconds();
    json!({
        "iss": token.issuer,
        "sub": token.subject,
        "aud": token.client_id,
        "iat": issued_at,
        "exp": issued_at + LogoutToken::LIFETIME,
        "jti": token.token_id,
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        "sid": token.sign_in.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logout_token_names_the_sign_in_and_lives_two_minutes() {
        let claims = logout_token(&LogoutToken {
            issuer: "https://id.test",
            client_id: &ClientId("mail".into()),
            subject: "s1",
            sign_in: SignInId::from_bytes([2; 16]),
            token_id: "j1",
            now: Timestamp::from_millis(60_999),
        });
        assert_eq!(
            claims,
            json!({
                "iss": "https://id.test",
                "sub": "s1",
                "aud": "mail",
                "iat": 60,
                "exp": 180,
                "jti": "j1",
                "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
                "sid": "02".repeat(16),
            })
        );
    }
}
