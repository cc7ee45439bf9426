//! What Vestibule remembers: one SQL text on two engines, one file per noun, migrations and the outbox.
//! Knows no HTTP, no language, no journey's meaning: a journey's state is a sealed document to it.

pub mod db;

pub use db::{Batch, CommitError, Db, Row, Statement, StoreConfig, Trouble, Value};
