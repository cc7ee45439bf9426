//! The loop of an import: while one wave is written, the next is prepared. Counts and tells line by line.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::import::{DryRun, Import, Told};

use super::file::Lines;
use super::format::Format;
use super::tally::Tally;
use super::tell::Teller;
use super::trouble::ImportTrouble;
use super::wave::{self, Refused, Wave};

/// The pause between two waves, in which a serving process takes the write lock: it asks every millisecond.
const BREATH: Duration = Duration::from_millis(2);

pub struct Drive<'a> {
    pub app: &'a App,
    pub import: Import,
    pub format: Arc<Format>,
    pub teller: Teller,
    pub tally: Tally,
}

impl Drive<'_> {
    /// Drives every line through; false when it was asked to stop on the way.
    pub async fn through(
        &mut self,
        lines: Lines,
        mut dry: Option<DryRun>,
        stop: impl Future<Output = ()>,
    ) -> Result<bool, ImportTrouble> {
        let mut stop = pin!(stop);
        let (format, import) = (self.format.clone(), self.import.clone());
        let next = |lines| tokio::spawn(wave::next(lines, format.clone(), import.clone()));
        let mut ahead = next(lines);
        loop {
            let (lines, wave) = tokio::select! {
                biased;
                () = &mut stop => {
                    ahead.abort();
                    return Ok(false);
                }
                ready = &mut ahead => ready??,
            };
            let Some(wave) = wave else { return Ok(true) };
            ahead = next(lines);
            if let Err(trouble) = self.settle(wave, dry.as_mut()).await {
                ahead.abort();
                return Err(trouble);
            }
        }
    }
    /// Writes one wave, or foretells it, and answers for each of its lines.
    async fn settle(&mut self, wave: Wave, dry: Option<&mut DryRun>) -> Result<(), ImportTrouble> {
        let Wave { prepared, mut refused, lines, last, offset } = wave;
        let told = if let Some(dry) = dry {
            dry.foretell(prepared)
        } else {
            let told = self.import.write(prepared).await?;
            self.import.answered(last);
            tokio::time::sleep(BREATH).await;
            told
        };
        self.tally.lines += lines;
        for line in told {
            self.tally.written(&line);
            refused.extend(refusal(line));
        }
        refused.sort_by_key(|refused| refused.line);
        for Refused { line, people, reason } in refused {
            self.tally.refused(people);
            self.teller.refused(line, &reason).map_err(ImportTrouble::Telling)?;
        }
        self.teller.progress(&self.tally, offset, self.app.now()).map_err(ImportTrouble::Telling)
    }
}

fn refusal(told: Told) -> Option<Refused> {
    let reason = told.verdict.err()?.to_string();
    Some(Refused { line: told.line, people: told.people, reason })
}
