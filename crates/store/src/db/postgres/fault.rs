//! What an error of PostgreSQL means for what was asked, and how often to ask again. Knows no statement.

use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::db::{Cause, CommitError, Trouble};

/// Between two attempts; one more attempt than pauses.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(2),
    Duration::from_millis(20),
    Duration::from_millis(200),
    Duration::from_millis(500),
];

/// Why one attempt did not succeed.
#[derive(Debug)]
pub(super) enum Miss {
    Lost(&'static str),
    /// Certainly not written; worth another attempt.
    Again(Trouble),
    /// Sent, perhaps written: the answer never came.
    InDoubt(Cause),
    /// Another attempt would end the same way.
    Hopeless(Trouble),
}

impl Miss {
    /// A single statement, which commits by itself.
    pub(super) fn of_query(statement: &'static str, error: Error) -> Self {
        match Kind::of(&error) {
            Kind::Conflict => Self::Again(failed(statement, error)),
            Kind::Away => Self::InDoubt(cause(error)),
            Kind::Duplicate | Kind::Other => Self::Hopeless(failed(statement, error)),
        }
    }

    /// A statement within a transaction, before `COMMIT` was sent.
    pub(super) fn before_commit(statement: &'static str, error: Error) -> Self {
        match Kind::of(&error) {
            Kind::Conflict => Self::Again(failed(statement, error)),
            Kind::Away => Self::Again(Trouble::Unreachable(cause(error))),
            Kind::Duplicate | Kind::Other => Self::Hopeless(failed(statement, error)),
        }
    }

    /// `COMMIT` itself: an error that the server states means that it rolled back.
    pub(super) fn of_commit(error: Error) -> Self {
        match Kind::of(&error) {
            Kind::Conflict => Self::Again(Trouble::NotCommitted(cause(error))),
            Kind::Duplicate => Self::Hopeless(Trouble::NotCommitted(cause(error))),
            Kind::Other if error.code().is_some() => Self::Hopeless(Trouble::NotCommitted(cause(error))),
            Kind::Away | Kind::Other => Self::InDoubt(cause(error)),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A unique key is taken.
    Duplicate,
    /// Lost against another transaction, as 40001 and 40P01 say.
    Conflict,
    /// The connection is gone, or the server goes, comes, or only reads.
    Away,
    Other,
}

impl Kind {
    pub(super) fn of(error: &Error) -> Self {
        let Some(code) = error.code() else {
            let is_io = error.source().and_then(|source| source.downcast_ref::<io::Error>()).is_some();
            return if error.is_closed() || is_io { Self::Away } else { Self::Other };
        };
        match code {
            &SqlState::UNIQUE_VIOLATION => Self::Duplicate,
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Self::Conflict,
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::READ_ONLY_SQL_TRANSACTION => Self::Away,
            code if code.code().starts_with("08") => Self::Away,
            _ => Self::Other,
        }
    }
}

/// Attempts until it is known how it went, or patience ends. What is `repeatable` may be attempted again
/// after a lost answer.
pub(super) async fn persist<T, F>(repeatable: bool, attempt: impl Fn() -> F) -> Result<T, CommitError>
where
    F: Future<Output = Result<T, Miss>>,
{
    let mut doubt = None;
    for pause in PAUSES {
        match attempt().await {
            Ok(value) => return Ok(value),
            Err(Miss::Again(_)) => {}
            Err(Miss::InDoubt(cause)) if repeatable => doubt = Some(cause),
            Err(miss) => return Err(verdict(miss, doubt)),
        }
        tokio::time::sleep(pause).await;
    }
    attempt().await.map_err(|miss| verdict(miss, doubt))
}

/// Once an answer was lost, only a value or a lost guard can settle whether that attempt had been written.
fn verdict(miss: Miss, doubt: Option<Cause>) -> CommitError {
    match (miss, doubt) {
        (Miss::Lost(loss), _) => CommitError::Lost(loss),
        (_, Some(cause)) | (Miss::InDoubt(cause), None) => Trouble::OutcomeUnknown(cause).into(),
        (Miss::Again(trouble) | Miss::Hopeless(trouble), None) => trouble.into(),
    }
}

/// The server's words without their detail, which quotes keys and rows.
#[derive(Debug, Error)]
#[error("{code}: {message}")]
struct Said {
    code: String,
    message: String,
}

pub(super) fn cause(error: Error) -> Cause {
    match error.as_db_error() {
        Some(said) => Arc::new(Said { code: said.code().code().into(), message: said.message().into() }),
        None => Arc::new(error),
    }
}

pub(super) fn failed(statement: &'static str, error: Error) -> Trouble {
    Trouble::Statement { statement, source: cause(error) }
}

#[cfg(test)]
mod tests;
