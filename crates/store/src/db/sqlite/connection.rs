//! How a SQLite connection is opened: what every durable guarantee of the store rests on (BK2).

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use aws_lc_rs::digest::{Context, SHA256};
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{ToSqlOutput, Value as Column, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};

use crate::db::{Trouble, Value};

/// How long the writer waits for another process (an import, a migration) that holds the write lock.
const WRITE_LOCK: Duration = Duration::from_secs(10);
/// How long it pauses between two tries: short, so that an import's gaps are enough for a customer.
const PAUSE: Duration = Duration::from_millis(1);
/// Pages kept in memory by the writer, in KiB: a full group's pages fit, and are written once.
const WRITER_CACHE: i64 = 64 * 1024;
/// Statements kept prepared on each connection; more than we have.
const PREPARED: usize = 512;

/// Makes the file, readable by its owner only, and turns on write-ahead logging, which stays with the file.
pub(super) fn create(path: &Path) -> Result<(), Trouble> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(Trouble::unreachable)?;

    let connection = for_writing(path)?;
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(Trouble::unreachable)?;
    if mode == "wal" {
        Ok(())
    } else {
        Err(Trouble::NotDurable("this file system cannot hold a SQLite write-ahead log"))
    }
}

pub(super) fn for_writing(path: &Path) -> Result<Connection, Trouble> {
    let mut connection = open(path).map_err(Trouble::unreachable)?;
    connection.busy_handler(Some(wait_for_write_lock)).map_err(Trouble::unreachable)?;
    // The writer runs each piece of work in a savepoint, for which every page it touches is copied aside so that it
    // can be undone alone. In a temporary file, as is the default, these copies cost more than the rows themselves.
    connection.pragma_update(None, "temp_store", "MEMORY").map_err(Trouble::unreachable)?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE).map_err(Trouble::unreachable)?;
    Ok(connection)
}

pub(super) fn for_reading(path: &Path) -> Result<Connection, Trouble> {
    let connection = open(path).map_err(Trouble::unreachable)?;
    connection.pragma_update(None, "query_only", true).map_err(Trouble::unreachable)?;
    Ok(connection)
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    // Else the planner looks at bound values, and a statement is parsed and planned anew for every value: ten times
    // the cost of a keyed read.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let pure =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("audit_chain", 2, pure, |arguments| {
        Ok(match (arguments.get_raw(0), arguments.get_raw(1)) {
            (ValueRef::Blob(head), ValueRef::Blob(leaf)) => Column::Blob(chain(head, leaf)),
            _ => Column::Null,
        })
    })?;
    Ok(connection)
}

/// The next head of an audit lane (AU2): SHA-256 over the head and the new leaf, as PostgreSQL's `sha256`.
fn chain(head: &[u8], leaf: &[u8]) -> Vec<u8> {
    let mut context = Context::new(&SHA256);
    context.update(head);
    context.update(leaf);
    context.finish().as_ref().to_vec()
}

#[expect(
    clippy::disallowed_methods,
    reason = "runs on the writer's own thread, which has nothing else to do"
)]
fn wait_for_write_lock(tries: i32) -> bool {
    std::thread::sleep(PAUSE);
    u128::try_from(tries).is_ok_and(|tries| tries * PAUSE.as_millis() < WRITE_LOCK.as_millis())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) if text.contains('\0') => return Err(nul_in_text()),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// SQLite would take it, PostgreSQL would not.
fn nul_in_text() -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure("a text holds the character NUL".into())
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus::RePrepare;

    use super::*;

    #[test]
    fn what_a_savepoint_keeps_to_undo_is_kept_in_memory() {
        const MEMORY: i64 = 2;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("undone.db");
        create(&path).expect("the file is made");
        let connection = for_writing(&path).expect("it opens");
        let place: i64 =
            connection.pragma_query_value(None, "temp_store", |row| row.get(0)).expect("it answers");
        assert_eq!(place, MEMORY);
    }

    #[test]
    fn a_statement_is_planned_once_whatever_is_bound() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("planned.db");
        create(&path).expect("the file is made");
        let connection = for_writing(&path).expect("it opens");
        connection
            .execute_batch(
                "CREATE TABLE a (id TEXT PRIMARY KEY, b TEXT); CREATE TABLE b (id TEXT PRIMARY KEY)",
            )
            .expect("two tables");
        let hot = "SELECT a.id FROM a JOIN b ON b.id = a.b WHERE a.id = ?1 LIMIT ?2";
        for limit in [1, 2, 3] {
            let mut prepared = connection.prepare_cached(hot).expect("it is planned");
            prepared.query_map(("x", limit), |_| Ok(())).expect("it runs").for_each(drop);
            assert_eq!(prepared.get_status(RePrepare), 0);
        }
    }
}
