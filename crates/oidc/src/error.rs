//! What a relying party is told when it may not: the closed lists of OAuth's and OpenID Connect's error words.
//! Knows no HTTP status and no page.

use serde_json::{Value, json};

use crate::wire::Malformed;

/// Errors that travel back in the redirect (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuthorizeError {
    InvalidRequest,
    UnauthorizedClient,
    AccessDenied,
    UnsupportedResponseType,
    InvalidScope,
    ServerError,
    TemporarilyUnavailable,
    InteractionRequired,
    LoginRequired,
    AccountSelectionRequired,
    ConsentRequired,
    RequestNotSupported,
    RequestUriNotSupported,
    RegistrationNotSupported,
}

impl AuthorizeError {
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::AccessDenied => "access_denied",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::InteractionRequired => "interaction_required",
            Self::LoginRequired => "login_required",
            Self::AccountSelectionRequired => "account_selection_required",
            Self::ConsentRequired => "consent_required",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
        }
    }
}

/// Errors of the token endpoint (RFC 6749 §5.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenErrorCode {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnauthorizedClient,
    UnsupportedGrantType,
    InvalidScope,
}

impl TokenErrorCode {
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
        }
    }
}

/// A refusal of the token endpoint. `check` names the rule for our log; the client reads only code and description.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}: {description} ({check})", code.word())]
pub struct TokenError {
    pub code: TokenErrorCode,
    pub description: &'static str,
    pub check: &'static str,
}

impl TokenError {
    pub(crate) const fn new(code: TokenErrorCode, check: &'static str, description: &'static str) -> Self {
        Self { code, description, check }
    }

    pub(crate) const fn request(check: &'static str, description: &'static str) -> Self {
        Self::new(TokenErrorCode::InvalidRequest, check, description)
    }

    /// One text for unknown client, wrong method and wrong secret: a stranger learns only that it failed.
    pub const fn client(check: &'static str) -> Self {
        Self::new(TokenErrorCode::InvalidClient, check, "client authentication failed")
    }

    /// One text for a code that is unknown, expired, used before, ended with its session or another client's.
    pub const fn grant(check: &'static str) -> Self {
        Self::new(
            TokenErrorCode::InvalidGrant,
            check,
            "the code is unknown, expired, used before or not this client's",
        )
    }

    /// Whether the answer must ask for credentials (RFC 6749 §5.2: 401 and `WWW-Authenticate`).
    pub const fn is_client_auth_failure(&self) -> bool {
        matches!(self.code, TokenErrorCode::InvalidClient)
    }

    /// The JSON body of RFC 6749 §5.2.
    pub fn body(&self) -> Value {
        json!({ "error": self.code.word(), "error_description": self.description })
    }
}

impl From<Malformed> for TokenError {
    fn from(reason: Malformed) -> Self {
        let description = match reason {
            Malformed::TooLong => "the request is too long",
            Malformed::TooManyPairs => "the request has too many parameters",
            Malformed::BrokenPercent => "a percent sign is not followed by two hexadecimal digits",
            Malformed::BrokenUtf8 => "a parameter is not UTF-8 text",
            Malformed::ZeroByte => "a parameter contains a zero byte",
        };
        Self::request("well_formed", description)
    }
}

/// Errors of an endpoint that an access token opens (RFC 6750 §3.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BearerError {
    /// No token came along: the answer names the scheme and nothing else.
    Missing,
    InvalidRequest,
    InvalidToken,
    InsufficientScope,
}

impl BearerError {
    /// The error's word, or nothing when no token was presented (RFC 6750 §3.1, last paragraph).
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Missing => None,
            Self::InvalidRequest => Some("invalid_request"),
            Self::InvalidToken => Some("invalid_token"),
            Self::InsufficientScope => Some("insufficient_scope"),
        }
    }

    /// The value of `WWW-Authenticate`.
    pub fn challenge(self) -> String {
        match self.word() {
            None => "Bearer".to_owned(),
            Some(word) => format!("Bearer error=\"{word}\""),
        }
    }
}
