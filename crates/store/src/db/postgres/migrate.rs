//! Migrations on PostgreSQL: each in a transaction that marks it first, so that of two nodes one waits.

use deadpool_postgres::{ClientWrapper, Pool};
use tokio_postgres::Error;

use super::pool::Held;
use super::{bind, fault};
use crate::db::migrate::{MIGRATIONS_TABLE, POSTGRES_PRELUDE, RECORD_MIGRATION};
use crate::db::{Migration, Trouble};
use crate::params;

pub(super) async fn apply(
    pool: &Pool,
    migrations: &'static [Migration],
    now: i64,
) -> Result<Vec<&'static str>, Trouble> {
    let held = Held::from(pool).await?;
    let client = held.client();
    create_table(client).await.map_err(|error| fault::failed("migrations", error))?;
    let mut applied = Vec::new();
    for (name, sql) in std::iter::once(&POSTGRES_PRELUDE).chain(migrations) {
        if apply_one(client, name, sql, now).await.map_err(|error| fault::failed(name, error))? {
            applied.push(*name);
        }
    }
    held.give_back();
    Ok(applied)
}

/// Two nodes may both find no table; the one that comes second is told so by a duplicate in the catalogue.
async fn create_table(client: &ClientWrapper) -> Result<(), Error> {
    match client.batch_execute(MIGRATIONS_TABLE).await {
        Err(error) if error.code().is_some() => client.batch_execute(MIGRATIONS_TABLE).await,
        created => created,
    }
}

async fn apply_one(client: &ClientWrapper, name: &str, sql: &str, now: i64) -> Result<bool, Error> {
    client.batch_execute("BEGIN").await?;
    let params = params![name, now];
    let params: Vec<_> = params.iter().map(bind::parameter).collect();
    let is_ours = client.execute(&RECORD_MIGRATION.for_postgres(), &params).await? == 1;
    if is_ours {
        client.batch_execute(sql).await?;
    }
    client.batch_execute("COMMIT").await?;
    Ok(is_ours)
}
