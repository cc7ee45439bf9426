//! The token endpoint's questions, in order: who asks (`client_auth`), for what (`TokenRequest`), and is the code worth it
//! (`redeem`). Knows no store: the shell finds the client and the grant, and burns the code.

pub mod client_auth;
mod redeem;
#[cfg(test)]
mod tests;

pub use client_auth::PresentedClient;
pub use redeem::redeem;

use domain::Secret;

use crate::error::{TokenError, TokenErrorCode};
use crate::wire::Params;

/// The parameters that the endpoint understands: RFC 6749 §4.1.3 and §2.3.1, RFC 7636 §4.5, RFC 7521 §4.2.
pub const PARAMETERS: &[&str] = &[
    "grant_type",
    "code",
    "redirect_uri",
    "code_verifier",
    "client_id",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
];

/// A code to be exchanged (RFC 6749 §4.1.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenRequest {
    pub code: Secret,
    pub redirect_uri: String,
    pub code_verifier: Option<Secret>,
}

impl TokenRequest {
    /// Reads the request of a client that has proven who it is.
    pub fn read(params: &Params) -> Result<Self, TokenError> {
        once(params)?;
        match params.get("grant_type") {
            Some("authorization_code") => {}
            None => return Err(TokenError::request("grant_type", "grant_type is missing")),
            Some(_) => {
                let description = "grant_type must be authorization_code";
                return Err(TokenError::new(TokenErrorCode::UnsupportedGrantType, "grant_type", description));
            }
        }
        let code = params.owned("code").ok_or(TokenError::request("code", "code is missing"))?;
        let redirect_uri = params
            .owned("redirect_uri")
            .ok_or(TokenError::request("redirect_uri", "redirect_uri is missing"))?;
        Ok(Self {
            code: Secret::new(code),
            redirect_uri,
            code_verifier: params.owned("code_verifier").map(Secret::new),
        })
    }
}

/// OA13: of two values neither can be trusted.
fn once(params: &Params) -> Result<(), TokenError> {
    match params.first_repeated() {
        None => Ok(()),
        Some(_) => Err(TokenError::request("parameters_once", "a parameter is repeated")),
    }
}
