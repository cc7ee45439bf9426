//! The token endpoint's good answer (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).

use std::time::Duration;

use serde::Serialize;

use crate::scope::Scopes;

/// No `Debug`: it holds tokens in clear.
#[derive(Serialize)]
pub struct TokenAnswer {
    access_token: String,
    token_type: &'static str,
    /// Seconds.
    expires_in: u64,
    id_token: String,
    scope: Scopes,
}

impl TokenAnswer {
    pub fn new(access_token: String, lifetime: Duration, id_token: String, scope: Scopes) -> Self {
        Self { access_token, token_type: "Bearer", expires_in: lifetime.as_secs(), id_token, scope }
    }
}
