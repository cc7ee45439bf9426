//! Why a sign-in at this portal did not come about. Every one of them ends in a page that offers to begin again.

use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq, Clone)]
pub enum Trouble {
    #[error("the HTTP client could not be built")]
    Client,
    #[error("the provider does not answer: {0}")]
    Unreachable(String),
    #[error("the provider's answer is not what the standard says: {0}")]
    Unreadable(&'static str),
    #[error("the provider refused: {0}")]
    Refused(String),
    #[error("the sign-in was begun in another browser, or too long ago")]
    NoTicket,
    #[error("a token was refused: {0}")]
    Token(#[from] TokenRefused),
}

/// What is wrong with a token, by the first check that failed.
#[derive(Debug, Error, PartialEq, Eq, Clone, Copy)]
pub enum TokenRefused {
    #[error("it is not a signed token")]
    Malformed,
    #[error("its algorithm is not the agreed one")]
    Algorithm,
    #[error("it is of another type")]
    Type,
    #[error("no key of the provider has its key id")]
    KeyUnknown,
    #[error("its signature is wrong")]
    Signature,
    #[error("it comes from another issuer")]
    Issuer,
    #[error("it is meant for somebody else")]
    Audience,
    #[error("it has expired")]
    Expired,
    #[error("it was issued in the future, or too long ago")]
    IssuedAt,
    #[error("it answers another request")]
    Nonce,
    #[error("it belongs to another access token")]
    AtHash,
    #[error("userinfo names another subject")]
    Subject,
    #[error("it tells of no logout")]
    Events,
    #[error("it names no session")]
    Session,
    #[error("it was seen before")]
    Replayed,
}
