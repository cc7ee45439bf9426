//! Whether a code is worth tokens: bound to its client, its address, its proof key and its minute (OA3, OA4).
//! That it is redeemed once, and that its session still lives, the store's Batch decides.

use domain::{Client, Timestamp};
use subtle::ConstantTimeEq as _;

use super::TokenRequest;
use crate::checks::pkce;
use crate::error::{TokenError, TokenErrorCode};
use crate::grants::Grant;

/// Judges an authenticated client's request against what stands behind its code.
pub fn redeem(
    grant: &Grant,
    request: &TokenRequest,
    client: &Client,
    now: Timestamp,
) -> Result<(), TokenError> {
    if grant.client_id != client.client_id {
        return Err(TokenError::grant("code_client"));
    }
    if now >= grant.expires_at {
        return Err(TokenError::grant("code_expiry"));
    }
    let same_address: bool = grant.redirect_uri.as_bytes().ct_eq(request.redirect_uri.as_bytes()).into();
    if !same_address {
        return Err(invalid("code_redirect_uri", "redirect_uri is not the one of the authorization request"));
    }
    proof_key(grant, request, client)
}

fn proof_key(grant: &Grant, request: &TokenRequest, client: &Client) -> Result<(), TokenError> {
    match (&grant.code_challenge, &request.code_verifier) {
        (Some(challenge), Some(verifier)) => {
            let verifier = verifier.reveal();
            if pkce::is_verifier(verifier) && challenge.is_met_by(verifier) {
                Ok(())
            } else {
                Err(invalid("pkce_verifier", "code_verifier does not fit"))
            }
        }
        (Some(_), None) => Err(invalid("pkce_verifier_missing", "code_verifier is missing")),
        // Whoever brings a verifier believes in a challenge that somebody stripped (RFC 9700 §4.8.2).
        (None, Some(_)) => Err(invalid("pkce_downgrade", "code_verifier without code_challenge")),
        (None, None) if client.pkce_required() => {
            Err(invalid("pkce_required", "code_challenge was required"))
        }
        (None, None) => Ok(()),
    }
}

const fn invalid(check: &'static str, description: &'static str) -> TokenError {
    TokenError::new(TokenErrorCode::InvalidGrant, check, description)
}
