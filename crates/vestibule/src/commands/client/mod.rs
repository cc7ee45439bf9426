//! `vestibule client apply` and `vestibule client list`.

pub mod apply;
pub mod declared;
mod list;

use clap::Subcommand;

use super::{ConfigFile, Failure};

#[derive(Subcommand)]
pub enum Action {
    /// Register the relying parties that a file declares; says what changes
    Apply(apply::Options),
    /// List the registered relying parties
    List(ConfigFile),
}

pub async fn run(action: &Action) -> Result<(), Failure> {
    match action {
        Action::Apply(options) => apply::run(options).await,
        Action::List(file) => list::run(file).await,
    }
}
