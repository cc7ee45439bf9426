//! The engine for more than one machine: a pool of connections, prepared statements, pipelined Batches.
//! Asks no more than its distributed cousins and a transaction pooler give: no session state, no advisory
//! locks, no triggers. Knows no noun.

mod bind;
mod commit;
mod explain;
mod fault;
mod migrate;
mod pool;

use std::sync::Arc;

use deadpool_postgres::Pool;

use self::fault::{Miss, persist};
use self::pool::Held;
use super::{Batch, CommitError, Migration, Row, Statement, Tally, Tls, Trouble, Value};

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
    tally: Arc<Tally>,
}

impl Postgres {
    pub(super) async fn open(
        url: &str,
        connections: usize,
        tls: &Tls,
        tally: Arc<Tally>,
    ) -> Result<Self, Trouble> {
        let pool = pool::build(url, connections, tls)?;
        pool::check_durable(&pool).await?;
        Ok(Self { pool, tally })
    }

    /// Reads; a connection lost on the way is replaced and the question asked again.
    pub(super) async fn fetch(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Trouble> {
        let params = &params;
        let answer = persist(true, || query(&self.pool, statement, params)).await;
        answer.map_err(|error| match only_trouble(error) {
            Trouble::OutcomeUnknown(cause) => Trouble::Unreachable(cause),
            trouble => trouble,
        })
    }

    /// Runs on a task of its own: a caller that goes away leaves neither half a transaction nor a connection
    /// to be thrown away.
    pub(super) async fn commit(&self, batch: Batch) -> Result<(), CommitError> {
        let Self { pool, tally } = self.clone();
        let work = async move {
            let batch = &batch;
            let outcome = persist(batch.recorded_at.is_some(), || commit::attempt(&pool, batch)).await;
            if matches!(outcome, Ok(()) | Err(CommitError::Lost(_))) {
                tally.count(1);
            }
            outcome
        };
        tokio::spawn(work).await.unwrap_or(Err(CommitError::Trouble(Trouble::GivenUp)))
    }

    /// One statement in its own transaction. A lost answer is not asked for again: the rows stay claimed.
    pub(super) async fn claim(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Trouble> {
        let params = &params;
        let rows = persist(false, || query(&self.pool, statement, params)).await.map_err(only_trouble)?;
        self.tally.count(1);
        Ok(rows)
    }

    pub(super) async fn migrate(
        &self,
        migrations: &'static [Migration],
        now: i64,
    ) -> Result<Vec<&'static str>, Trouble> {
        migrate::apply(&self.pool, migrations, now).await
    }

    pub(super) async fn prepare(&self, statements: &[Statement]) -> Result<(), Trouble> {
        let held = Held::from(&self.pool).await?;
        for statement in statements {
            let prepared = held.client().prepare_cached(&statement.for_postgres()).await;
            prepared.map_err(|error| fault::failed(statement.name, error))?;
        }
        held.give_back();
        Ok(())
    }

    pub(super) async fn explain(&self, statement: &Statement) -> Result<Vec<String>, Trouble> {
        explain::plan(&self.pool, statement).await
    }
}

/// Outside of a transaction nothing can be left open, so the connection goes back by itself, even when the
/// caller is dropped: an answer that nobody awaits is read and thrown away.
async fn query(pool: &Pool, statement: &Statement, params: &[Value]) -> Result<Vec<Row>, Miss> {
    let client = pool.get().await.map_err(|error| Miss::Again(Trouble::unreachable(error)))?;
    let asked = async {
        let prepared = client.prepare_cached(&statement.for_postgres()).await?;
        let params: Vec<_> = params.iter().map(bind::parameter).collect();
        client.query(&prepared, &params).await
    };
    let rows = asked.await.map_err(|error| Miss::of_query(statement.name, error))?;
    rows.iter().map(|row| bind::row(statement.name, row).map_err(Miss::Hopeless)).collect()
}

/// A statement alone has no guard to lose.
fn only_trouble(error: CommitError) -> Trouble {
    match error {
        CommitError::Trouble(trouble) => trouble,
        CommitError::Lost(_) => Trouble::GivenUp,
    }
}
