//! `vestibule policy`: what the rules would do to all customers, before they are applied. Reads only.

pub(super) mod forecast;

use clap::Subcommand;

use super::Failure;

#[derive(Subcommand)]
pub enum Action {
    /// Say who would be asked, stopped or left without protection by the rules of two-step verification on a day
    Forecast(forecast::Options),
}

pub async fn run(action: &Action) -> Result<(), Failure> {
    match action {
        Action::Forecast(options) => forecast::run(options).await,
    }
}
