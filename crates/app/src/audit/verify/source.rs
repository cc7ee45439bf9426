//! Where checkpoints are read from: the store's table, and a file that left the house. A page at a time, both by number.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use store::checkpoints::{self, StoredCheckpoint};

use super::finding::{InCheckpoints, Source};
use super::{Keys, Report};
use crate::Trouble;
use crate::audit::checkpoint::Checkpoint;

const PAGE: u32 = 100;

/// A checkpoint's text under the number that its place gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub seq: i64,
    pub jws: String,
}

/// Both sources, side by side.
pub struct Both {
    table: Table,
    export: Option<Export>,
    stored: Option<Found>,
    exported: Option<Found>,
}

/// What stands under the next number: in the store, in the file, or in both.
pub struct Step {
    pub stored: Option<Found>,
    pub exported: Option<Found>,
}

impl Both {
    pub fn open(file: Option<&Path>) -> Result<Self, Trouble> {
        let export = file.map(Export::open).transpose()?;
        Ok(Self { table: Table::default(), export, stored: None, exported: None })
    }

    pub async fn next(&mut self, keys: &Keys<'_>, report: &mut Report<'_>) -> Result<Option<Step>, Trouble> {
        if self.exported.is_none() {
            self.exported = self.next_line(report)?;
        }
        // After the file: what was exported a moment ago was stored before.
        if self.stored.is_none() {
            self.stored = self.table.next(keys).await?;
        }
        let number = |found: &Option<Found>| found.as_ref().map_or(i64::MAX, |found| found.seq);
        let next = number(&self.stored).min(number(&self.exported));
        let step = Step {
            stored: self.stored.take_if(|found| found.seq == next),
            exported: self.exported.take_if(|found| found.seq == next),
        };
        Ok((step.stored.is_some() || step.exported.is_some()).then_some(step))
    }

    fn next_line(&mut self, report: &mut Report<'_>) -> Result<Option<Found>, Trouble> {
        let Some(export) = &mut self.export else { return Ok(None) };
        loop {
            match export.next()? {
                None => return Ok(None),
                Some(Ok(found)) => return Ok(Some(found)),
                Some(Err(what)) => report.find_checkpoint(Source::File, what),
            }
        }
    }
}

/// The store's own, also those written while we read.
#[derive(Default)]
struct Table {
    page: VecDeque<StoredCheckpoint>,
    read_to: Option<i64>,
}

impl Table {
    async fn next(&mut self, keys: &Keys<'_>) -> Result<Option<Found>, Trouble> {
        if self.page.is_empty() {
            self.page = checkpoints::after(keys.db, self.read_to.unwrap_or(i64::MIN), PAGE).await?.into();
            self.read_to = self.page.back().map(|stored| stored.seq).or(self.read_to);
        }
        Ok(self.page.pop_front().map(|stored| Found { seq: stored.seq, jws: stored.jws }))
    }
}

/// An exported file, line by line.
struct Export {
    file: BufReader<File>,
    number: u64,
    ahead: Option<String>,
}

impl Export {
    fn open(path: &Path) -> Result<Self, Trouble> {
        let file = File::open(path).map_err(|error| unreadable(&error))?;
        let mut export = Self { file: BufReader::new(file), number: 0, ahead: None };
        export.ahead = export.line()?;
        Ok(export)
    }

    /// The next line's checkpoint; a line that cannot be read is a finding.
    fn next(&mut self) -> Result<Option<Result<Found, InCheckpoints>>, Trouble> {
        loop {
            let Some(line) = self.ahead.take() else { return Ok(None) };
            self.ahead = self.line()?;
            self.number += 1;
            // A crash cut this line, and the next one repeats it.
            if self.ahead.as_ref().is_some_and(|ahead| ahead.starts_with(&line)) {
                continue;
            }
            return Ok(Some(match Checkpoint::unverified(&line) {
                Some(said) => Ok(Found { seq: said.seq, jws: line }),
                None => Err(InCheckpoints::Unreadable { line: self.number }),
            }));
        }
    }

    /// A last line without its end is still being written, or was when the process ended: it comes again.
    fn line(&mut self) -> Result<Option<String>, Trouble> {
        let mut line = Vec::new();
        self.file.read_until(b'\n', &mut line).map_err(|error| unreadable(&error))?;
        Ok((line.pop() == Some(b'\n')).then(|| String::from_utf8_lossy(&line).into_owned()))
    }
}

fn unreadable(error: &std::io::Error) -> Trouble {
    Trouble::CheckpointFile(error.to_string())
}
