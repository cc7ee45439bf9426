//! OpenID Connect as pure functions: request checks, grants, claims, the text of tokens, discovery.
//! Knows no HTTP, no store, no private key, no clock and no chance: instants and verdicts are handed in by the shell.

pub mod checks;
pub mod claims;
pub mod discovery;
pub mod error;
pub mod grants;
pub mod jws;
pub mod keys;
pub mod redirect;
pub mod scope;
pub mod wire;

pub use error::{AuthorizeError, BearerError, TokenError, TokenErrorCode};
pub use grants::Grant;
pub use scope::{Scope, Scopes};
pub use wire::{Malformed, Params};
