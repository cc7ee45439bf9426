//! The authorization endpoint's question: may this client ask this? Answered in three steps that cannot be skipped,
//! because only the earlier value makes the later: asked -> addressed -> an `AuthorizationRequest`.
//! Until the address is proven, a refusal is a page; afterwards it goes back to the client (OA2).

mod prompt;
mod refusal;
mod request;
mod table;
#[cfg(test)]
mod tests;

pub use prompt::{Prompt, Prompts};
pub use refusal::{PageReason, Refusal};
pub use request::{AuthorizationRequest, ResponseMode, SignInDue};

use domain::{Client, ClientId, Timestamp};

use super::redirect_uri::{self, Ports};
use crate::wire::Params;

/// The parameters that the endpoint understands: OpenID Connect Core §3.1.2.1, RFC 7636 §4.3. `claims` is ignored (§5.5 is optional).
pub const PARAMETERS: &[&str] = &[
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "acr_values",
    "ui_locales",
    "login_hint",
    "id_token_hint",
    "request",
    "request_uri",
    "registration",
];

/// A request that names a client which nobody has looked up yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked<'a> {
    params: &'a Params,
    client_id: ClientId,
    redirect_uri: String,
    received_at: Timestamp,
}

/// Reads who asks and where the answer should go; `now` is when the request arrived.
pub fn parse(params: &Params, now: Timestamp) -> Result<Asked<'_>, Refusal> {
    for name in ["client_id", "redirect_uri"] {
        if params.is_repeated(name) {
            return Err(Refusal::Page(PageReason::Repeated(name)));
        }
    }
    let client_id = params.owned("client_id").ok_or(Refusal::Page(PageReason::ClientMissing))?;
    let redirect_uri = params.owned("redirect_uri").ok_or(Refusal::Page(PageReason::AddressMissing))?;
    Ok(Asked { params, client_id: ClientId(client_id), redirect_uri, received_at: now })
}

impl<'a> Asked<'a> {
    /// Whom to look up. A client that is not found is `Refusal::Page(PageReason::ClientUnknown)`.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The whole check against the client that was looked up; `client.client_id` is the one asked for.
    pub fn against(self, client: &Client) -> Result<AuthorizationRequest, Refusal> {
        self.addressed(client)?.checked()
    }

    /// Proves the address; from here on the client itself can be told what is wrong.
    fn addressed<'c>(self, client: &'c Client) -> Result<Addressed<'a, 'c>, Refusal> {
        if self.client_id != client.client_id {
            return Err(Refusal::Page(PageReason::ClientUnknown));
        }
        // Only an application on the customer's own machine is public and loopback at once (RFC 8252 §8.4).
        let ports = if client.is_public() { Ports::FreeOnLoopback } else { Ports::Fixed };
        if !redirect_uri::is_registered(&self.redirect_uri, &client.redirect_uris, ports) {
            return Err(Refusal::Page(PageReason::AddressUnknown));
        }
        Ok(Addressed { asked: self, client })
    }
}

/// A request whose address is one of its client's.
struct Addressed<'a, 'c> {
    asked: Asked<'a>,
    client: &'c Client,
}

impl Addressed<'_, '_> {
    fn checked(self) -> Result<AuthorizationRequest, Refusal> {
        let Asked { params, client_id, redirect_uri, received_at } = self.asked;
        let state = params.owned("state").filter(|state| state.len() <= table::MAX_STATE);
        let mut request = AuthorizationRequest::bare(client_id, redirect_uri, state, received_at);
        for (check, read) in table::CHECKS {
            if let Err(objection) = read(params, self.client, &mut request) {
                return Err(request.refuse(objection.error, check, objection.description));
            }
        }
        table::take_hints(params, &mut request);
        Ok(request)
    }
}
