//! A write transaction as data: what to run, and what must turn out true for it to count. Knows no engine.
//! Nothing can be awaited, hashed or read inside it, because there is no inside (invariant 7).

use domain::{ActId, Timestamp};

use super::{Statement, Value};

/// Statements that are written together or not at all, in the order given.
#[derive(Clone, Debug)]
pub struct Batch {
    pub(super) act: ActId,
    pub(super) recorded_at: Option<Timestamp>,
    pub(super) guarded: Vec<Guarded>,
}

#[derive(Clone, Debug)]
pub(super) struct Guarded {
    pub statement: &'static Statement,
    pub params: Vec<Value>,
    pub expect: Expect,
}

/// How many rows a statement must touch.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expect {
    Any,
    Exactly { rows: u64, loss: &'static str },
}

impl Expect {
    /// The loss, when this many rows are not what was expected.
    pub fn missed_by(self, touched: u64) -> Option<&'static str> {
        match self {
            Self::Exactly { rows, loss } if rows != touched => Some(loss),
            _ => None,
        }
    }

    /// The loss that a unique key's violation means: someone else was first with that key.
    pub fn on_duplicate(self) -> Option<&'static str> {
        match self {
            Self::Exactly { loss, .. } => Some(loss),
            Self::Any => None,
        }
    }
}

impl Batch {
    /// An empty Batch; `act` is drawn by the shell and never used for another.
    pub fn new(act: ActId) -> Self {
        Self { act, recorded_at: None, guarded: Vec::new() }
    }

    /// Asks that this act be written at most once, however often it is committed: its id goes into
    /// `acts` in the same transaction, and a commit whose answer was lost is tried again. Without it,
    /// such a commit ends in `Trouble::OutcomeUnknown`.
    #[must_use]
    pub fn retryable(mut self, now: Timestamp) -> Self {
        self.recorded_at = Some(now);
        self
    }

    /// Adds a statement that may touch any number of rows.
    pub fn run(&mut self, statement: &'static Statement, params: Vec<Value>) -> &mut Self {
        self.guarded.push(Guarded { statement, params, expect: Expect::Any });
        self
    }

    /// Adds a statement that must touch exactly one row and violate no unique key; else the whole Batch
    /// is `CommitError::Lost(loss)`.
    pub fn expect_one(
        &mut self,
        statement: &'static Statement,
        params: Vec<Value>,
        loss: &'static str,
    ) -> &mut Self {
        self.expect(statement, params, 1, loss)
    }

    /// Adds a statement that must touch exactly `rows` rows and violate no unique key.
    pub fn expect(
        &mut self,
        statement: &'static Statement,
        params: Vec<Value>,
        rows: u64,
        loss: &'static str,
    ) -> &mut Self {
        self.guarded.push(Guarded { statement, params, expect: Expect::Exactly { rows, loss } });
        self
    }

    pub fn act(&self) -> ActId {
        self.act
    }

    pub fn is_empty(&self) -> bool {
        self.guarded.is_empty()
    }
}
