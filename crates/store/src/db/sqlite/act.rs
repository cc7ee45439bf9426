//! What one Batch or one claim does on the writer's connection, inside the savepoint that the writer opened.

use rusqlite::{Connection, Error, ffi, params_from_iter};

use super::reader;
use crate::db::batch::Guarded;
use crate::db::migrate::RECORD_ACT;
use crate::db::{Batch, CommitError, Row, Statement, Trouble, Value};
use crate::params;

pub(super) fn run(connection: &Connection, batch: &Batch) -> Result<(), CommitError> {
    if let Some(now) = batch.recorded_at {
        match execute(connection, &RECORD_ACT, &params![batch.act, now]) {
            Ok(_) => {}
            Err(source) if is_duplicate(&source) => return Ok(()),
            Err(source) => return Err(Trouble::statement(RECORD_ACT.name, source).into()),
        }
    }
    batch.guarded.iter().try_for_each(|guarded| run_guarded(connection, guarded))
}

fn run_guarded(connection: &Connection, guarded: &Guarded) -> Result<(), CommitError> {
    let Guarded { statement, params, expect } = guarded;
    let lost = match execute(connection, statement, params) {
        Ok(touched) => expect.missed_by(touched),
        Err(source) => match expect.on_duplicate() {
            Some(loss) if is_duplicate(&source) => Some(loss),
            _ => return Err(Trouble::statement(statement.name, source).into()),
        },
    };
    lost.map_or(Ok(()), |loss| Err(CommitError::Lost(loss)))
}

/// Runs a statement that returns the rows it took.
pub(super) fn claim(
    connection: &Connection,
    statement: &Statement,
    params: &[Value],
) -> Result<Vec<Row>, Trouble> {
    reader::collect(connection, statement.name, &statement.for_sqlite(), params, usize::MAX)
        .map_err(|source| Trouble::statement(statement.name, source))
}

fn execute(connection: &Connection, statement: &Statement, params: &[Value]) -> rusqlite::Result<u64> {
    let touched = connection.prepare_cached(statement.sql)?.execute(params_from_iter(params))?;
    Ok(touched as u64)
}

fn is_duplicate(error: &Error) -> bool {
    let codes =
        [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY, ffi::SQLITE_CONSTRAINT_ROWID];
    error.sqlite_error().is_some_and(|failure| codes.contains(&failure.extended_code))
}
