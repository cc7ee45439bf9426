//! The embedded engine: readers in parallel, one writer that commits in groups. Knows no noun.

mod act;
mod connection;
mod migrate;
mod reader;
mod writer;

use std::path::Path;
use std::sync::Arc;

use self::reader::Readers;
use self::writer::Writer;
use super::{Batch, CommitError, Migration, Row, Statement, Tally, Trouble, Value};

#[derive(Clone)]
pub(super) struct Sqlite {
    readers: Arc<Readers>,
    writer: Writer,
}

impl Sqlite {
    pub(super) fn open(path: &Path, readers: usize, tally: Arc<Tally>) -> Result<Self, Trouble> {
        connection::create(path)?;
        let writing = path.to_owned();
        let writer = Writer::start(tally, move || connection::for_writing(&writing))?;
        Ok(Self { readers: Arc::new(Readers::new(path.to_owned(), readers)), writer })
    }

    /// Runs on the caller's thread: a keyed read costs less than handing it to another.
    pub(super) fn fetch_one(&self, statement: &Statement, params: &[Value]) -> Result<Option<Row>, Trouble> {
        let rows = self.readers.inline(|connection| reader::fetch(connection, statement, params, 1))?;
        Ok(rows.into_iter().next())
    }

    pub(super) async fn fetch_many(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Trouble> {
        self.readers.aside(move |connection| reader::fetch(connection, statement, &params, usize::MAX)).await
    }

    pub(super) async fn commit(&self, batch: Batch) -> Result<(), CommitError> {
        self.writer.submit(move |connection| act::run(connection, &batch)).await
    }

    pub(super) async fn claim(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Trouble> {
        self.writer.submit(move |connection| act::claim(connection, statement, &params)).await
    }

    pub(super) async fn migrate(
        &self,
        migrations: &'static [Migration],
        now: i64,
    ) -> Result<Vec<&'static str>, Trouble> {
        self.readers.apart(move |connection| migrate::apply(connection, migrations, now)).await
    }

    pub(super) async fn prepare(&self, statements: Vec<Statement>) -> Result<(), Trouble> {
        self.readers
            .aside(move |connection| {
                statements.iter().try_for_each(|statement| {
                    let prepared = connection.prepare(&statement.for_sqlite()).map(drop);
                    prepared.map_err(|source| Trouble::statement(statement.name, source))
                })
            })
            .await
    }

    pub(super) async fn explain(&self, statement: Statement) -> Result<Vec<String>, Trouble> {
        self.readers.aside(move |connection| reader::explain(connection, &statement)).await
    }
}
