//! `vestibule audit verify`: exit code 0 when the audit is whole, 1 when it is not, 2 when that could not be found out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use app::Clock;
use app::audit::verify::{self, Keys, Summary, Told};
use clap::Args;
use domain::Timestamp;

use super::{counted, findings, told};
use crate::commands::console::{complain, say};
use crate::commands::{ConfigFile, Failure};
use crate::config::chain;

/// How often it says how far it is.
const EVERY: Duration = Duration::from_secs(5);

#[derive(Args)]
pub struct Options {
    /// A file of exported checkpoints; without it the configured one, if it is there
    #[arg(long, value_name = "FILE")]
    pub checkpoints: Option<PathBuf>,
    #[command(flatten)]
    pub file: ConfigFile,
}

pub async fn run(options: &Options) -> Result<(), Failure> {
    verified(options, &mut say).await
}

/// Says each finding as it is found, and how it ended.
pub async fn verified(options: &Options, say: &mut (dyn FnMut(&str) + Send)) -> Result<(), Failure> {
    let (config, setup) = super::open(&options.file).await?;
    let configured = config.audit.checkpoint_file(&config.place).filter(|path| path.exists());
    let file = options.checkpoints.clone().or(configured);
    let (vault, signer) = setup.keys.into_parts();
    let keys = Keys { db: &setup.db, vault: &vault, signer: &signer };
    let mut progress = Progress { told_at: setup.clock.now(), clock: setup.clock };
    let mut tell = |told| match told {
        Told::Found(finding) => say(&findings::sentence(&finding)),
        Told::Progress { entries, of } => progress.tell(entries, of),
    };
    let summary = verify::verify(keys, file.as_deref(), &mut tell).await.map_err(|trouble| {
        Failure::Misunderstood(format!("The audit could not be verified to its end: {}.", chain(&trouble)))
    })?;
    say(&ending(&summary, file.as_deref()));
    if summary.findings == 0 { Ok(()) } else { Err(Failure::Told) }
}

struct Progress {
    clock: Clock,
    told_at: Timestamp,
}

impl Progress {
    fn tell(&mut self, entries: i64, of: i64) {
        let now = self.clock.now();
        if now.since(self.told_at) >= EVERY {
            self.told_at = now;
            complain(&format!("{entries} of {of} entries verified"));
        }
    }
}

fn ending(summary: &Summary, file: Option<&Path>) -> String {
    let Summary { entries, erased, checkpoints, newest, uncovered, findings } = summary;
    let verdict = match findings {
        0 => "The audit is whole".to_owned(),
        1 => "The audit is NOT whole, 1 finding".to_owned(),
        many => format!("The audit is NOT whole, {many} findings"),
    };
    let entries = counted(*entries, "entry", "entries");
    let covered = match newest {
        Some((number, at)) => format!(
            "{}, the newest number {number} of {} UTC, {} since.",
            counted(*checkpoints, "checkpoint", "checkpoints"),
            told(*at),
            counted(*uncovered, "entry", "entries"),
        ),
        None => "no checkpoint yet, so a chain rewritten from end to end would not show.".to_owned(),
    };
    let beside = match file {
        Some(path) => format!("Held against {}.", path.display()),
        None => "No exported file of checkpoints was at hand.".to_owned(),
    };
    format!("{verdict}: {entries}, {erased} of them with the personal part erased; {covered} {beside}")
}
