//! A fresh database on each engine at hand, with a small schema of its own.

use domain::{ActId, Timestamp};
use store::db::Migration;
use store::{Batch, Db, Statement, StoreConfig};
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp::from_millis(1_795_290_000_000);

pub static MIGRATIONS: &[Migration] = &[
    (
        "0001_things",
        "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, label TEXT, body BYTEA, used_at BIGINT);\n\
         CREATE UNIQUE INDEX things_label ON things (label);",
    ),
    (
        "0002_heads",
        "CREATE TABLE heads (lane BIGINT NOT NULL PRIMARY KEY, head BYTEA NOT NULL);",
    ),
];

pub const INSERT: Statement = Statement::new(
    "things.insert",
    "INSERT INTO things (id, label, body) VALUES (?1, ?2, ?3)",
);
pub const BY_ID: Statement = Statement::new(
    "things.by_id",
    "SELECT id, label, body, used_at FROM things WHERE id = ?1",
);

/// An open store and what must outlive it.
pub struct Bench {
    pub db: Db,
    _folder: Option<TempDir>,
}

pub async fn sqlite() -> Bench {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store.db");
    let db = Db::open(&StoreConfig::Sqlite { path, readers: 2 }).await.unwrap();
    db.migrate(MIGRATIONS, NOW).await.unwrap();
    Bench {
        db,
        _folder: Some(folder),
    }
}

pub fn batch(number: u64) -> Batch {
    let mut act = [0; 16];
    act[8..].copy_from_slice(&number.to_be_bytes());
    Batch::new(ActId::from_bytes(act))
}
