//! How a client proves who it is (RFC 6749 §2.3.1): by exactly one method, and the one it is registered for (OA8).
//! Secrets are 256 random bits that we made, so their SHA-256 is kept and compared.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::client::AuthMethod;
use domain::{Client, ClientId, Secret};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::once;
use crate::error::TokenError;
use crate::wire::{self, Params};

/// A client as it presents itself; nobody has judged it yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PresentedClient {
    client_id: ClientId,
    method: AuthMethod,
    secret: Option<Secret>,
}

impl PresentedClient {
    /// Reads the `Authorization` header's value and the form's body. A client that is then not found is
    /// `TokenError::client("client_known")`.
    pub fn read(authorization: Option<&str>, params: &Params) -> Result<Self, TokenError> {
        once(params)?;
        if params.get("client_assertion").or(params.get("client_assertion_type")).is_some() {
            return Err(TokenError::client("method_supported"));
        }
        let secret = params.owned("client_secret");
        match (authorization, secret) {
            (Some(_), Some(_)) => {
                Err(TokenError::request("one_method", "the client authenticates in two ways at once"))
            }
            (Some(header), None) => basic(header)?.agrees_with(params.get("client_id")),
            (None, secret) => {
                let method = secret.as_ref().map_or(AuthMethod::None, |_| AuthMethod::ClientSecretPost);
                let client_id = params.owned("client_id").ok_or(TokenError::client("client_named"))?;
                Ok(Self { client_id: ClientId(client_id), method, secret: secret.map(Secret::new) })
            }
        }
    }

    /// Whom to look up.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Judges the client that was looked up; `secret_hash` is the SHA-256 that its registration keeps.
    pub fn against(&self, client: &Client, secret_hash: Option<&[u8; 32]>) -> Result<(), TokenError> {
        if self.client_id != client.client_id {
            return Err(TokenError::client("client_known"));
        }
        if self.method != client.token_endpoint_auth_method {
            return Err(TokenError::client("method_registered"));
        }
        match (&self.secret, secret_hash) {
            (None, _) if client.is_public() => Ok(()),
            (Some(secret), Some(hash)) if secret_matches(secret, hash) => Ok(()),
            _ => Err(TokenError::client("secret")),
        }
    }

    fn agrees_with(self, client_id: Option<&str>) -> Result<Self, TokenError> {
        match client_id {
            Some(other) if other != self.client_id.0 => {
                Err(TokenError::request("one_client", "client_id is not the client that authenticates"))
            }
            _ => Ok(self),
        }
    }
}

/// What a registration keeps of a client's secret.
pub fn secret_hash(secret: &Secret) -> [u8; 32] {
    Sha256::digest(secret.reveal().as_bytes()).into()
}

fn secret_matches(secret: &Secret, hash: &[u8; 32]) -> bool {
    secret_hash(secret).ct_eq(hash).into()
}

/// `Basic base64(form(client_id) ":" form(secret))`; the form encoding inside is what many forget (RFC 6749 §2.3.1).
fn basic(header: &str) -> Result<PresentedClient, TokenError> {
    let failure = TokenError::client("basic_header");
    let (scheme, encoded) = header.split_once(' ').ok_or(failure)?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return Err(TokenError::client("method_supported"));
    }
    let pair = STANDARD.decode(encoded.trim_start_matches(' ')).map_err(|_| failure)?;
    let colon = pair.iter().position(|byte| *byte == b':').ok_or(failure)?;
    let client_id = wire::decode(&pair[..colon]).map_err(|_| failure)?;
    let secret = wire::decode(&pair[colon + 1..]).map_err(|_| failure)?;
    if client_id.is_empty() || secret.is_empty() {
        return Err(failure);
    }
    Ok(PresentedClient {
        client_id: ClientId(client_id),
        method: AuthMethod::ClientSecretBasic,
        secret: Some(Secret::new(secret)),
    })
}
