//! What stands behind an authorization code. The store seals it beside the code's hash and never looks inside.

use domain::{AccountId, ClientId, Method, Session, SignInId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::checks::authorize::AuthorizationRequest;
use crate::checks::pkce::CodeChallenge;
use crate::scope::Scopes;

/// One person's yes to one client, bound to everything that the client must show again (OA4).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grant {
    pub client_id: ClientId,
    pub redirect_uri: String,
    pub scope: Scopes,
    pub nonce: Option<String>,
    pub code_challenge: Option<CodeChallenge>,
    pub account: AccountId,
    pub sign_in_id: SignInId,
    /// When the person last proved who they are; not when a cookie was renewed (SE6).
    pub auth_time: Timestamp,
    pub methods: Vec<Method>,
    pub expires_at: Timestamp,
}

/// Who signed in, when and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    pub account: AccountId,
    pub sign_in_id: SignInId,
    pub authenticated_at: Timestamp,
    pub methods: Vec<Method>,
}

impl From<&Session> for Proof {
    fn from(session: &Session) -> Self {
        Self {
            account: session.account,
            sign_in_id: session.sign_in,
            authenticated_at: session.authenticated_at,
            methods: session.methods.clone(),
        }
    }
}

impl Grant {
    /// Grants a checked request to the person of `proof`; the code that leads to it ends at `expires_at`.
    pub fn new(request: &AuthorizationRequest, proof: Proof, expires_at: Timestamp) -> Self {
        Self {
            client_id: request.client_id.clone(),
            redirect_uri: request.redirect_uri.clone(),
            scope: request.scopes.clone(),
            nonce: request.nonce.clone(),
            code_challenge: request.code_challenge.clone(),
            account: proof.account,
            sign_in_id: proof.sign_in_id,
            auth_time: proof.authenticated_at,
            methods: proof.methods,
            expires_at,
        }
    }
}
