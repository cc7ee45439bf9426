//! `vestibule account`: what the rules say of one account. Reads only; what is typed is written nowhere.

pub(super) mod explain;

use clap::Subcommand;

use super::Failure;

#[derive(Subcommand)]
pub enum Action {
    /// Say in a sentence why somebody is, or is not, asked to choose a login and a password of their own
    Explain(explain::Options),
}

pub async fn run(action: &Action) -> Result<(), Failure> {
    match action {
        Action::Explain(options) => explain::run(options).await,
    }
}
