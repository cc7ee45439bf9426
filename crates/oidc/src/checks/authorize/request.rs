//! An authorization request that passed every check. It is stored or sealed while the customer signs in.

use std::time::Duration;

use domain::{ClientId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Prompt, Prompts, Refusal};
use crate::checks::pkce::CodeChallenge;
use crate::error::AuthorizeError;
use crate::scope::Scopes;

/// How the answer travels. Only by query: a fragment is for flows that we do not have (OA5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    #[default]
    Query,
}

/// What a client may have, as it asked for it. Only `checks::authorize` makes one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    pub client_id: ClientId,
    pub redirect_uri: String,
    pub state: Option<String>,
    /// When the request arrived: a sign-in after it satisfies `prompt=login` and `max_age`.
    pub received_at: Timestamp,
    pub scopes: Scopes,
    pub nonce: Option<String>,
    pub code_challenge: Option<CodeChallenge>,
    pub prompts: Prompts,
    /// Seconds since the customer last proved who they are.
    pub max_age: Option<u64>,
    pub acr_values: Vec<String>,
    pub ui_locales: Option<String>,
    pub login_hint: Option<String>,
    /// The raw token; whoever reads it verifies its signature first.
    pub id_token_hint: Option<String>,
    pub response_mode: ResponseMode,
}

/// Why the customer must prove again who they are (OA11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInDue {
    NobodySignedIn,
    /// `prompt=login` or `prompt=select_account`.
    Asked,
    /// Longer ago than `max_age`.
    TooLongAgo,
}

impl AuthorizationRequest {
    pub(super) fn bare(
        client_id: ClientId,
        redirect_uri: String,
        state: Option<String>,
        received_at: Timestamp,
    ) -> Self {
        Self {
            client_id,
            redirect_uri,
            state,
            received_at,
            scopes: Scopes::default(),
            nonce: None,
            code_challenge: None,
            prompts: Prompts::default(),
            max_age: None,
            acr_values: Vec::new(),
            ui_locales: None,
            login_hint: None,
            id_token_hint: None,
            response_mode: ResponseMode::Query,
        }
    }

    /// Whether no page may be shown: what would need one is an error for the client instead.
    pub fn is_silent(&self) -> bool {
        self.prompts.has(Prompt::None)
    }

    /// Whether a sign-in is due; `authenticated_at` is when the person of this browser last proved who they are.
    /// A proof after the request arrived is as fresh as any client can ask, or `max_age=0` would loop.
    pub fn sign_in_due(&self, authenticated_at: Option<Timestamp>, now: Timestamp) -> Option<SignInDue> {
        let Some(proven_at) = authenticated_at else { return Some(SignInDue::NobodySignedIn) };
        if proven_at >= self.received_at {
            return None;
        }
        if self.prompts.has(Prompt::Login) || self.prompts.has(Prompt::SelectAccount) {
            return Some(SignInDue::Asked);
        }
        let limit = Duration::from_secs(self.max_age?);
        (now.since(proven_at) > limit).then_some(SignInDue::TooLongAgo)
    }

    /// Sends this request back refused; `check` names the rule for our log.
    pub fn refuse(&self, error: AuthorizeError, check: &'static str, description: &'static str) -> Refusal {
        Refusal::Redirect {
            redirect_uri: self.redirect_uri.clone(),
            state: self.state.clone(),
            error,
            description,
            check,
        }
    }
}
