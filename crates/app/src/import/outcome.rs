//! What became of a line: what its rows were before and after, or why it was refused. Holds nothing personal.

use super::checked::Checked;
use super::reason::Reason;

/// A line, by its number in the file, waiting to be written.
#[derive(Clone)]
pub struct Item {
    pub line: u64,
    pub checked: Checked,
}

/// What writing did, or in a dry run would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    Added,
    Updated,
    Unchanged,
}

impl Change {
    /// Notes that something of what was there already is new.
    pub(super) fn note(&mut self) {
        if *self == Self::Unchanged {
            *self = Self::Updated;
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    pub contract: Change,
    pub people: Vec<Change>,
}

/// The answer to one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    pub line: u64,
    /// How many people the line speaks of.
    pub people: usize,
    pub verdict: Result<Outcome, Reason>,
}

impl Item {
    pub(super) fn told(&self, verdict: Result<Outcome, Reason>) -> Told {
        Told { line: self.line, people: self.checked.people.len(), verdict }
    }
}
