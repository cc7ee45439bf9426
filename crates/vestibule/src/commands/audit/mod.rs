//! `vestibule audit verify` and `vestibule audit list`: what happened, and whether the record of it is whole.

mod facts;
mod findings;
pub(super) mod list;
mod since;
pub(super) mod verify;

use app::Setup;
use clap::Subcommand;

use super::{ConfigFile, Failure};
use crate::config::Config;
use crate::server::plan;

#[derive(Subcommand)]
pub enum Action {
    /// Prove that no entry was changed, removed, reordered or cut off; say which if one was
    Verify(verify::Options),
    /// List what happened, newest first, a sentence each
    List(list::Options),
}

pub async fn run(action: &Action) -> Result<(), Failure> {
    match action {
        Action::Verify(options) => verify::run(options).await,
        Action::List(options) => list::run(options).await,
    }
}

/// The store with its keys, beside a server that may be using both.
async fn open(file: &ConfigFile) -> Result<(Config, Setup), Failure> {
    let config = file.read()?;
    let setup = plan::setup(&config).await.map_err(Failure::misunderstood)?;
    Ok((config, setup))
}

/// The instant in UTC, as both commands tell it.
fn told(at: domain::Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::MAX);
    at.strftime("%F %T").to_string()
}

fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
