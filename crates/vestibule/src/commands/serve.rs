//! `vestibule serve`: serves until told to stop, then finishes what is in flight.

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::console::say;
use super::{ConfigFile, Failure};
use crate::config::Finding;
use crate::logs;
use crate::server::{self, Plan, open_files};

pub async fn run(file: &ConfigFile) -> Result<(), Failure> {
    let config = file.read()?;
    let (refused, advice): (Vec<_>, Vec<_>) = config.check().into_iter().partition(Finding::is_refusal);
    if !refused.is_empty() {
        return Err(refused.into());
    }
    logs::begin(&config.log).map_err(|error| Failure::trouble(format!("The log cannot begin: {error}.")))?;
    for finding in advice {
        tracing::warn!(about = finding.about, "{} {}", finding.says, finding.cure);
    }
    let open_files = open_files::raise();
    if open_files.is_some_and(|most| most < open_files::needed()) {
        tracing::warn!(
            open_files,
            "fewer connections than planned fit: raise the system's limit of open files"
        );
    }
    let (mut term, mut int) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let running = server::start(Plan::of(&config).await?).await?;
    say(&format!("Serving {} on {}.", config.server.issuer, running.addr));
    tracing::info!(address = %running.addr, issuer = config.server.issuer, "serving");
    stop_asked(&mut term, &mut int).await;
    tracing::info!("stopping: requests in flight are finished first");
    tokio::select! {
        all_finished = running.stop() => tracing::info!(all_finished, "stopped"),
        () = stop_asked(&mut term, &mut int) => tracing::warn!("stopped at once, as asked a second time"),
    }
    Ok(())
}

fn listen(kind: SignalKind) -> Result<Signal, Failure> {
    signal(kind).map_err(|error| Failure::trouble(format!("The system does not pass signals on: {error}.")))
}

async fn stop_asked(term: &mut Signal, int: &mut Signal) {
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}
