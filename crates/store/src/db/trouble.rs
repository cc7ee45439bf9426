//! What can go wrong between us and the database. Knows no HTTP status and shows no value of a row:
//! sources carry an engine's code and message, never the detail that quotes a key.

use std::error::Error;
use std::sync::Arc;

use thiserror::Error;

/// The engine's own error, shared by all who waited for the same commit.
pub type Cause = Arc<dyn Error + Send + Sync>;

/// The store failed us; nobody's fault who asked. Logged once at the edge, with its sources.
#[derive(Clone, Debug, Error)]
pub enum Trouble {
    #[error("the database could not be opened or reached")]
    Unreachable(#[source] Cause),
    #[error("the database does not keep what it acknowledges: {0}")]
    NotDurable(&'static str),
    #[error("statement {statement} failed")]
    Statement {
        statement: &'static str,
        #[source]
        source: Cause,
    },
    #[error("statement {statement}: column {column} is not {wanted}")]
    Column { statement: &'static str, column: usize, wanted: &'static str },
    #[error("the transaction could not be committed, nothing of it was written")]
    NotCommitted(#[source] Cause),
    /// Only for a Batch that was not `retryable`, or when every attempt met the same silence.
    #[error("the answer to a commit was lost, it may or may not have been written")]
    OutcomeUnknown(#[source] Cause),
    #[error("the work was given up before its commit, nothing of it was written")]
    GivenUp,
}

impl Trouble {
    pub(super) fn unreachable(source: impl Error + Send + Sync + 'static) -> Self {
        Self::Unreachable(Arc::new(source))
    }

    pub(super) fn not_committed(source: impl Error + Send + Sync + 'static) -> Self {
        Self::NotCommitted(Arc::new(source))
    }

    pub(super) fn statement(statement: &'static str, source: impl Error + Send + Sync + 'static) -> Self {
        Self::Statement { statement, source: Arc::new(source) }
    }
}

/// Why a Batch was not written. In both cases nothing of it was, `Trouble::OutcomeUnknown` excepted.
#[derive(Clone, Debug, Error)]
pub enum CommitError {
    /// A guard missed: someone else was first. The name is the one that the guarded statement gave.
    #[error("lost: {0}")]
    Lost(&'static str),
    #[error("the batch was not written")]
    Trouble(#[from] Trouble),
}
