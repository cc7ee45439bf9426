//! Migrations on SQLite: each in a transaction that takes the write lock first, so processes take turns.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::db::Trouble;
use crate::db::migrate::{MIGRATIONS_TABLE, Migration, RECORD_MIGRATION, SQLITE_PRELUDE};

pub(super) fn apply(
    connection: &Connection,
    migrations: &'static [Migration],
    now: i64,
) -> Result<Vec<&'static str>, Trouble> {
    connection.execute_batch(MIGRATIONS_TABLE).map_err(|source| Trouble::statement("migrations", source))?;
    let mut applied = Vec::new();
    for (name, sql) in std::iter::once(&SQLITE_PRELUDE).chain(migrations) {
        if apply_one(connection, name, sql, now).map_err(|source| Trouble::statement(name, source))? {
            applied.push(*name);
        }
    }
    Ok(applied)
}

fn apply_one(connection: &Connection, name: &str, sql: &str, now: i64) -> rusqlite::Result<bool> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let is_ours = transaction.execute(RECORD_MIGRATION.sql, (name, now))? == 1;
    if is_ours {
        transaction.execute_batch(sql)?;
    }
    transaction.commit()?;
    Ok(is_ours)
}
