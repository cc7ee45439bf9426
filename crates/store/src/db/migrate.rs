//! What the two engines need before the first noun, and how a migration is marked as done. Knows no schema.
//!
//! A node marks a migration in the transaction that applies it. Of two nodes that start together, the second
//! waits on the mark's primary key (PostgreSQL) or on the write lock (SQLite) and then finds it taken.

use super::Statement;

/// A name, `0001_first`, and its text: portable statements separated by `;`, run in one transaction.
pub type Migration = (&'static str, &'static str);

pub(super) const MIGRATIONS_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)";

pub(super) const RECORD_MIGRATION: Statement = Statement::new(
    "migrations.record",
    "INSERT INTO migrations (name, applied_at) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
);

pub(super) const APPLIED: Statement = Statement::new("migrations.applied", "SELECT name FROM migrations");

/// A row if this database was ever migrated.
pub(super) const SQLITE_IS_MIGRATED: Statement = Statement::new(
    "migrations.exist",
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'",
);
pub(super) const POSTGRES_IS_MIGRATED: Statement =
    Statement::new("migrations.exist", "SELECT relname FROM pg_class WHERE oid = to_regclass('migrations')");

macro_rules! acts_table {
    () => {
        "CREATE TABLE acts (act_id BYTEA NOT NULL PRIMARY KEY, at BIGINT NOT NULL);\n\
         CREATE INDEX acts_at ON acts (at);\n"
    };
}

/// On SQLite `audit_chain` is a function of each connection.
pub(super) const SQLITE_PRELUDE: Migration = ("0000_engine", acts_table!());

/// The same function that SQLite's connections register, so that one text moves an audit head (AU2).
pub(super) const POSTGRES_PRELUDE: Migration = (
    "0000_engine",
    concat!(
        acts_table!(),
        "CREATE FUNCTION audit_chain(head BYTEA, leaf BYTEA) RETURNS BYTEA \
         LANGUAGE SQL IMMUTABLE STRICT AS 'SELECT sha256(head || leaf)';\n",
    ),
);

pub(super) const RECORD_ACT: Statement =
    Statement::new("acts.record", "INSERT INTO acts (act_id, at) VALUES (?1, ?2)");

/// Acts are kept only for as long as a lost answer may be asked for again.
pub(super) const FORGET_ACTS: Statement = Statement::new("acts.forget", "DELETE FROM acts WHERE at < ?1");
