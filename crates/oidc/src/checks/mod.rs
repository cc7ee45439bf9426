//! Whether a request may: one file or folder per question that an endpoint asks. Knows no store and no clock.

pub mod authorize;
pub mod bearer;
pub mod end_session;
pub mod pkce;
pub mod redirect_uri;
pub mod registration;
pub mod token;

#[cfg(test)]
pub(crate) mod samples;
