//! `vestibule account`: what the rules say of one account, and exceptions for it. What is typed is written nowhere in clear.

pub(super) mod explain;
pub(super) mod factor;

use clap::Subcommand;

use super::Failure;

#[derive(Subcommand)]
pub enum Action {
    /// Say in a sentence why somebody is, or is not, asked to choose a login and a password of their own
    Explain(explain::Options),
    /// Let somebody off setting up a second factor until a day, with the reason
    Exempt(factor::Exempt),
    /// Ask somebody to set up a second factor, whatever is asked of the others
    Require(factor::Require),
}

pub async fn run(action: &Action) -> Result<(), Failure> {
    match action {
        Action::Explain(options) => explain::run(options).await,
        Action::Exempt(options) => factor::exempt(options).await,
        Action::Require(options) => factor::require(options).await,
    }
}
