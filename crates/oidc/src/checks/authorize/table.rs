//! The checks of an authorization request, one line each, in this order. Each reads its parameter and fills its part of
//! the request, or objects. To add a rule, add a line.

use domain::Client;

use super::{AuthorizationRequest, Prompts};
use crate::checks::pkce::CodeChallenge;
use crate::error::AuthorizeError;
use crate::scope::{Scope, Scopes};
use crate::wire::Params;

/// Longest `state` that is carried along, in bytes: it waits in a sealed value while the customer signs in.
pub(super) const MAX_STATE: usize = 2048;
const MAX_NONCE: usize = 512;
const MAX_HINT: usize = 512;
const MAX_TOKEN_HINT: usize = 4096;

pub(super) struct Objection {
    pub error: AuthorizeError,
    pub description: &'static str,
}

type Verdict = Result<(), Objection>;
type Check = fn(&Params, &Client, &mut AuthorizationRequest) -> Verdict;

pub(super) const CHECKS: [(&str, Check); 12] = [
    ("parameters_once", parameters_once),
    ("state", state),
    ("request", no_request_object),
    ("request_uri", no_request_uri),
    ("registration", no_registration),
    ("response_type", response_type),
    ("response_mode", response_mode),
    ("scope", scope),
    ("nonce", nonce),
    ("pkce", pkce),
    ("prompt", prompt),
    ("max_age", max_age),
];

fn object(error: AuthorizeError, description: &'static str) -> Verdict {
    Err(Objection { error, description })
}

fn invalid(description: &'static str) -> Verdict {
    object(AuthorizeError::InvalidRequest, description)
}

/// OA13, RFC 6749 §3.1.
fn parameters_once(params: &Params, _: &Client, _: &mut AuthorizationRequest) -> Verdict {
    if params.first_repeated().is_some() { invalid("a parameter is repeated") } else { Ok(()) }
}

fn state(params: &Params, _: &Client, request: &mut AuthorizationRequest) -> Verdict {
    if params.get("state") == request.state.as_deref() { Ok(()) } else { invalid("state is too long") }
}

/// OpenID Connect Core §6: refused by name, so that nothing inside is believed half-way.
fn no_request_object(params: &Params, _: &Client, _: &mut AuthorizationRequest) -> Verdict {
    match params.get("request") {
        None => Ok(()),
        Some(_) => object(AuthorizeError::RequestNotSupported, "request objects are not supported"),
    }
}

fn no_request_uri(params: &Params, _: &Client, _: &mut AuthorizationRequest) -> Verdict {
    match params.get("request_uri") {
        None => Ok(()),
        Some(_) => object(AuthorizeError::RequestUriNotSupported, "request_uri is not supported"),
    }
}

fn no_registration(params: &Params, _: &Client, _: &mut AuthorizationRequest) -> Verdict {
    match params.get("registration") {
        None => Ok(()),
        Some(_) => object(AuthorizeError::RegistrationNotSupported, "registration is not supported"),
    }
}

/// The code flow only (OA5).
fn response_type(params: &Params, _: &Client, _: &mut AuthorizationRequest) -> Verdict {
    match params.get("response_type") {
        Some("code") => Ok(()),
        None => invalid("response_type is missing"),
        Some(_) => object(AuthorizeError::UnsupportedResponseType, "response_type must be code"),
    }
}

fn response_mode(params: &Params, _: &Client, _: &mut AuthorizationRequest) -> Verdict {
    match params.get("response_mode") {
        None | Some("query") => Ok(()),
        Some(_) => invalid("response_mode must be query"),
    }
}

/// Without `openid` it is no OpenID Connect request; what the client is not registered for is left out (RFC 6749 §3.3).
fn scope(params: &Params, client: &Client, request: &mut AuthorizationRequest) -> Verdict {
    request.scopes = Scopes::parse(params.get("scope").unwrap_or_default()).within(&client.scopes);
    if request.scopes.has(Scope::OpenId) {
        Ok(())
    } else {
        object(AuthorizeError::InvalidScope, "scope must contain openid")
    }
}

fn nonce(params: &Params, _: &Client, request: &mut AuthorizationRequest) -> Verdict {
    request.nonce = params.owned("nonce");
    if request.nonce.as_ref().is_some_and(|nonce| nonce.len() > MAX_NONCE) {
        return invalid("nonce is too long");
    }
    Ok(())
}

/// S256 or nothing, and nothing only for clients that are named (OA3). A missing method would mean `plain` (RFC 7636 §4.3).
fn pkce(params: &Params, client: &Client, request: &mut AuthorizationRequest) -> Verdict {
    match (params.get("code_challenge"), params.get("code_challenge_method")) {
        (Some(text), Some("S256")) => {
            request.code_challenge = CodeChallenge::parse(text);
            if request.code_challenge.is_some() {
                Ok(())
            } else {
                invalid("code_challenge is not a SHA-256 digest")
            }
        }
        (Some(_), _) => invalid("code_challenge_method must be S256"),
        (None, Some(_)) => invalid("code_challenge is missing"),
        (None, None) if client.pkce_required() => invalid("code_challenge is required"),
        (None, None) => Ok(()),
    }
}

fn prompt(params: &Params, _: &Client, request: &mut AuthorizationRequest) -> Verdict {
    match Prompts::parse(params.get("prompt").unwrap_or_default()) {
        Ok(prompts) => {
            request.prompts = prompts;
            Ok(())
        }
        Err(description) => invalid(description),
    }
}

fn max_age(params: &Params, _: &Client, request: &mut AuthorizationRequest) -> Verdict {
    let Some(text) = params.get("max_age") else { return Ok(()) };
    // `parse` alone would take a leading plus sign.
    let seconds = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    request.max_age = seconds;
    if seconds.is_some() { Ok(()) } else { invalid("max_age must be a number of seconds") }
}

/// Wishes: a hint that is too long to carry is dropped, since nothing depends on it.
pub(super) fn take_hints(params: &Params, request: &mut AuthorizationRequest) {
    let hint = |name, limit| params.owned(name).filter(|hint| hint.len() <= limit);
    let acr_values = hint("acr_values", MAX_HINT).unwrap_or_default();
    request.acr_values = acr_values.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    request.ui_locales = hint("ui_locales", MAX_HINT);
    request.login_hint = hint("login_hint", MAX_HINT);
    request.id_token_hint = hint("id_token_hint", MAX_TOKEN_HINT);
}
