//! `vestibule import`: brings customers in from a file, also while a server runs. Exit code 0 when every line came in,
//! 1 when some were refused, 2 when it could not run to its end.

use app::{App, Setup};
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::console::say;
use super::{ConfigFile, Failure};
use crate::config::chain;
use crate::import::{self, Ending, Order, Teller};
use crate::server::plan;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    order: Order,
    #[command(flatten)]
    file: ConfigFile,
}

pub async fn run(options: &Options) -> Result<(), Failure> {
    let setup = plan::setup(&options.file.read()?).await.map_err(Failure::misunderstood)?;
    // An import hashes nothing: one permit's memory is enough.
    let app = App::start(Setup { hash_permits: 1, ..setup }).await.map_err(|trouble| cannot(&trouble))?;
    let stop = stop_asked()?;
    let report = import::run(&options.order, &app, Teller::on_terminal(), stop).await;
    let report = report.map_err(|trouble| cannot(&trouble))?;
    say(&report.to_string());
    match report.ending {
        Ending::EveryLine => Ok(()),
        Ending::SomeRefused => Err(Failure::Told),
        Ending::Stopped => {
            Err(Failure::Misunderstood("Stopped as asked; the same command goes on from here.".to_owned()))
        }
    }
}

fn cannot(trouble: &dyn std::error::Error) -> Failure {
    Failure::Misunderstood(format!("The import could not run to its end: {}.", chain(trouble)))
}

/// Done once somebody asks for an end: the lines at hand are written first.
fn stop_asked() -> Result<impl Future<Output = ()>, Failure> {
    let listen = |kind| signal(kind).map_err(|error| Failure::Misunderstood(format!("Signals: {error}.")));
    let (mut term, mut int) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    })
}
