//! The one place that knows there are two engines (invariant 2). Knows no noun: statements and parameters
//! in, rows out; a write is a `Batch` and nothing else.

mod batch;
mod config;
mod migrate;
mod postgres;
mod row;
mod sqlite;
mod statement;
mod tally;
mod trouble;
mod value;

use std::sync::Arc;

use domain::Timestamp;

pub use self::batch::Batch;
pub use self::config::{StoreConfig, Tls};
pub use self::migrate::Migration;
pub use self::row::Row;
pub use self::statement::Statement;
pub use self::tally::Written;
pub use self::trouble::{Cause, CommitError, Trouble};
pub use self::value::Value;

use self::migrate::{APPLIED, FORGET_ACTS, POSTGRES_IS_MIGRATED, SQLITE_IS_MIGRATED};
use self::postgres::Postgres;
use self::sqlite::Sqlite;
use self::tally::Tally;

/// The store, open; clones share it.
///
/// The futures of PostgreSQL are boxed: they are large, every future above holds the one it waits for, and with SQLite
/// nothing would stand in that room.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    tally: Arc<Tally>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Db {
    /// Opens the store, making the SQLite file if there is none.
    ///
    /// # Errors
    /// `Trouble::Unreachable`; `Trouble::NotDurable` when the engine would acknowledge before it has written.
    pub async fn open(config: &StoreConfig) -> Result<Self, Trouble> {
        let tally = Arc::<Tally>::default();
        let engine = match config {
            StoreConfig::Sqlite { path, readers } => {
                Engine::Sqlite(Sqlite::open(path, *readers, tally.clone())?)
            }
            StoreConfig::Postgres { url, connections, tls } => {
                Engine::Postgres(Postgres::open(url, *connections, tls, tally.clone()).await?)
            }
        };
        Ok(Self { engine, tally })
    }

    /// Reads by key the one row there may be; of several, the first. On SQLite it runs on the calling
    /// thread (3 to 4 µs): only for statements that an index answers.
    pub async fn fetch_one(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Option<Row>, Trouble> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.fetch_one(statement, &params),
            Engine::Postgres(postgres) => {
                Ok(Box::pin(postgres.fetch(statement, params)).await?.into_iter().next())
            }
        }
    }

    /// Reads all the rows, away from the threads that serve; the statement bounds them with `LIMIT`.
    pub async fn fetch_many(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Trouble> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.fetch_many(statement, params).await,
            Engine::Postgres(postgres) => Box::pin(postgres.fetch(statement, params)).await,
        }
    }

    /// Writes all of the Batch or nothing, and answers once it is durable (BK2). It goes on to its end
    /// even if the caller is dropped meanwhile.
    ///
    /// # Errors
    /// `Lost` with the name of the first guard that missed; `Trouble` when the engine failed.
    pub async fn commit(&self, batch: Batch) -> Result<(), CommitError> {
        if batch.is_empty() {
            return Ok(());
        }
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.commit(batch).await,
            Engine::Postgres(postgres) => Box::pin(postgres.commit(batch)).await,
        }
    }

    /// Takes rows for oneself, durably, and returns them: an `UPDATE … RETURNING` whose inner `SELECT` ends in
    /// ` FOR UPDATE SKIP LOCKED`, which SQLite, whose writer is alone, does without. Who claims must note
    /// until when, because a claim whose answer is lost stays taken.
    pub async fn claim(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Trouble> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.claim(statement, params).await,
            Engine::Postgres(postgres) => Box::pin(postgres.claim(statement, params)).await,
        }
    }

    /// Applies the migrations that are not yet, in order, and returns their names.
    pub async fn migrate(
        &self,
        migrations: &'static [Migration],
        now: Timestamp,
    ) -> Result<Vec<&'static str>, Trouble> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.migrate(migrations, now.millis()).await,
            Engine::Postgres(postgres) => postgres.migrate(migrations, now.millis()).await,
        }
    }

    /// The names of the migrations still to apply; all of them on an empty database.
    pub async fn pending(&self, migrations: &'static [Migration]) -> Result<Vec<&'static str>, Trouble> {
        let exists = match &self.engine {
            Engine::Sqlite(_) => self.fetch_one(&SQLITE_IS_MIGRATED, Vec::new()).await?,
            Engine::Postgres(_) => self.fetch_one(&POSTGRES_IS_MIGRATED, Vec::new()).await?,
        };
        if exists.is_none() {
            return Ok(migrations.iter().map(|(name, _)| *name).collect());
        }
        let rows = self.fetch_many(&APPLIED, Vec::new()).await?;
        let applied = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>, _>>()?;
        let names = migrations.iter().map(|(name, _)| *name);
        Ok(names.filter(|name| !applied.iter().any(|done| done == name)).collect())
    }

    /// Prepares every statement on the live engine, so that a wrong column fails the start and not a customer.
    pub async fn prepare_all(&self, statements: &[&Statement]) -> Result<(), Trouble> {
        let statements: Vec<_> = statements.iter().map(|statement| **statement).collect();
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.prepare(statements).await,
            Engine::Postgres(postgres) => postgres.prepare(&statements).await,
        }
    }

    /// The engine's plan, one step a line. `SCAN` (SQLite) or `Seq Scan` (PostgreSQL, told to avoid it) means
    /// that no index answers the statement.
    pub async fn explain(&self, statement: &Statement) -> Result<Vec<String>, Trouble> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.explain(*statement).await,
            Engine::Postgres(postgres) => postgres.explain(statement).await,
        }
    }

    /// Forgets the retryable acts recorded before this instant: an hour ago is ample.
    pub async fn forget_acts(&self, act: domain::ActId, before: Timestamp) -> Result<(), CommitError> {
        let mut batch = Batch::new(act);
        batch.run(&FORGET_ACTS, crate::params![before]);
        self.commit(batch).await
    }

    /// What this process has written so far, for metrics.
    pub fn written(&self) -> Written {
        self.tally.counted()
    }
}
