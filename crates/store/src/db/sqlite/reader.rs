//! Reading: connections that wait in a stack, taken by whoever reads. Knows no noun and never writes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};
use tokio::sync::Semaphore;

use super::connection;
use crate::db::{Row, Statement, Trouble, Value};

/// The stack grows to as many connections as have ever read at once: the runtime's threads and `long`.
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    long: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(path: PathBuf, long: usize) -> Self {
        Self { path, idle: Mutex::default(), long: Arc::new(Semaphore::new(long.max(1))) }
    }

    /// Reads on the calling thread.
    pub(super) fn inline<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let taken = self.idle().pop();
        let connection = match taken {
            Some(connection) => connection,
            None => connection::for_reading(&self.path)?,
        };
        let answer = read(&connection);
        self.idle().push(connection);
        answer
    }

    /// Reads on a thread where waiting harms nobody, when one of the `long` places is free.
    pub(super) async fn aside<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&Connection) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let readers = Arc::clone(self);
        let place = Arc::clone(&self.long).acquire_owned().await.map_err(|_| Trouble::GivenUp)?;
        let work = move || {
            let answer = readers.inline(read);
            drop(place);
            answer
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(Trouble::GivenUp))
    }

    /// Runs on a thread and a writing connection of its own: for migrations, before anything is served.
    pub(super) async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let path = self.path.clone();
        let work = move || work(&connection::for_writing(&path)?);
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(Trouble::GivenUp))
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// At most `limit` rows of the statement.
pub(super) fn fetch(
    connection: &Connection,
    statement: &Statement,
    params: &[Value],
    limit: usize,
) -> Result<Vec<Row>, Trouble> {
    collect(connection, statement.name, statement.sql, params, limit)
        .map_err(|source| Trouble::statement(statement.name, source))
}

/// The plan's steps; `SCAN` in one of them means that no index served.
pub(super) fn explain(connection: &Connection, statement: &Statement) -> Result<Vec<String>, Trouble> {
    let sql = format!("EXPLAIN QUERY PLAN {}", statement.for_sqlite());
    let steps = || -> rusqlite::Result<Vec<String>> {
        let mut prepared = connection.prepare(&sql)?;
        let nothing = vec![Value::Null; prepared.parameter_count()];
        prepared.query_map(params_from_iter(nothing), |row| row.get(3))?.collect()
    };
    steps().map_err(|source| Trouble::statement(statement.name, source))
}

pub(super) fn collect(
    connection: &Connection,
    name: &'static str,
    sql: &str,
    params: &[Value],
    limit: usize,
) -> rusqlite::Result<Vec<Row>> {
    let mut prepared = connection.prepare_cached(sql)?;
    let width = prepared.column_count();
    let mut rows = prepared.query(params_from_iter(params))?;
    let mut collected = Vec::new();
    while collected.len() < limit
        && let Some(row) = rows.next()?
    {
        let values = (0..width).map(|column| row.get_ref(column).and_then(|value| own(column, value)));
        collected.push(Row::new(name, values.collect::<rusqlite::Result<_>>()?));
    }
    Ok(collected)
}

/// Floating-point columns do not exist in our schema (portable SQL).
fn own(column: usize, value: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => {
            let text = str::from_utf8(text).map_err(|source| rusqlite::Error::Utf8Error(column, source))?;
            Value::Text(text.to_owned())
        }
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Real(_) => {
            return Err(rusqlite::Error::InvalidColumnType(column, "real".into(), value.data_type()));
        }
    })
}
