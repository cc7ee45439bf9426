//! What was granted: behind a code while it waits a minute, and the answer that it is exchanged for.

mod answer;
mod grant;

pub use answer::TokenAnswer;
pub use grant::{Grant, Proof};

#[cfg(test)]
pub(crate) mod tests {
    use domain::{AccountId, ClientId, Method, SignInId, Timestamp};

    use super::*;
    use crate::checks::pkce::CodeChallenge;
    use crate::checks::samples::CHALLENGE;
    use crate::scope::Scopes;

    pub fn grant() -> Grant {
        Grant {
            client_id: ClientId("mail".into()),
            redirect_uri: "https://mail.test/cb".into(),
            scope: Scopes::parse("openid email"),
            nonce: Some("n1".into()),
            code_challenge: CodeChallenge::parse(CHALLENGE),
            account: AccountId::from_bytes([1; 16]),
            sign_in_id: SignInId::from_bytes([2; 16]),
            auth_time: Timestamp::from_millis(1_795_280_000_000),
            methods: vec![Method::Password],
            expires_at: Timestamp::from_millis(1_795_290_060_000),
        }
    }

    #[test]
    fn the_answer_has_the_members_of_rfc_6749() {
        let answer = TokenAnswer::new("at".into(), domain::time::minutes(5), "idt".into(), grant().scope);
        assert_eq!(
            serde_json::to_value(&answer).unwrap(),
            serde_json::json!({
                "access_token": "at",
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": "idt",
                "scope": "openid email",
            })
        );
    }
}
