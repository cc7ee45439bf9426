//! What an import did, in numbers. Holds nothing personal.

use std::fmt;
use std::time::Duration;

use app::import::{Change, Told};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub added: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub refused: u64,
}

impl Count {
    fn note(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Updated => self.updated += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, updated, unchanged, refused } = self;
        write!(f, "{added} added, {updated} updated, {unchanged} unchanged, {refused} refused")
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub lines: u64,
    pub contracts: Count,
    /// Of a line that cannot be read nobody knows how many people it speaks of.
    pub people: Count,
}

impl Tally {
    /// Counts a line that was written, or in a dry run would be.
    pub fn written(&mut self, told: &Told) {
        if let Ok(outcome) = &told.verdict {
            self.contracts.note(outcome.contract);
            outcome.people.iter().for_each(|change| self.people.note(*change));
        }
    }

    pub fn refused(&mut self, people: usize) {
        self.contracts.refused += 1;
        self.people.refused += people as u64;
    }
}

/// How an import ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    EveryLine,
    SomeRefused,
    /// Asked to stop; the next run goes on where this one stopped.
    Stopped,
}

impl Ending {
    /// For the process: 0, 1 when lines were refused, 2 when it did not come to its end.
    pub const fn code(self) -> u8 {
        match self {
            Self::EveryLine => 0,
            Self::SomeRefused => 1,
            Self::Stopped => 2,
        }
    }
}

/// The last word of an import; `Display` is the summary.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Report {
    pub tally: Tally,
    pub ending: Ending,
    pub took: Duration,
    pub dry: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { lines, contracts, people } = &self.tally;
        if self.dry {
            writeln!(f, "Dry run: nothing was written. A run would say:")?;
        }
        writeln!(f, "{lines} lines read in {:.1} s", self.took.as_secs_f64())?;
        writeln!(f, "contracts: {contracts}")?;
        write!(f, "people: {people}")
    }
}
