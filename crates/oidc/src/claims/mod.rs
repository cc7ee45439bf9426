//! What tokens and userinfo say about a person. Says only what is true: `acr` and `amr` are what was really proven.

mod id_token;
mod logout_token;
mod userinfo;

pub use id_token::{IdToken, at_hash};
pub use logout_token::{LogoutToken, logout_token};
pub use userinfo::{Person, userinfo};

use domain::{Assurance, Method};

/// The level of a sign-in: "1" for one factor, "2" for two, "2pr" where they resist phishing, "0" for none (OpenID Connect
/// Core §2).
pub fn acr(methods: &[Method]) -> &'static str {
    Assurance::of(methods).acr()
}
