//! A fresh database on each engine at hand, with a small schema of its own.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::{ActId, Timestamp};
use store::db::{Migration, Tls};
use store::{Batch, CommitError, Db, Row, Statement, StoreConfig, Value, params};
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp::from_millis(1_795_290_000_000);

pub static MIGRATIONS: &[Migration] = &[
    (
        "0001_things",
        "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, label TEXT, body BYTEA, used_at BIGINT);\n\
         -- a comment with a semicolon; and a 'quote'\n\
         CREATE UNIQUE INDEX things_label ON things (label);",
    ),
    (
        "0002_heads",
        "CREATE TABLE heads (lane BIGINT NOT NULL PRIMARY KEY, head BYTEA, moves BIGINT NOT NULL);",
    ),
];

pub const INSERT: Statement =
    Statement::new("things.insert", "INSERT INTO things (id, label, body) VALUES (?1, ?2, ?3)");
pub const BY_ID: Statement =
    Statement::new("things.by_id", "SELECT id, label, body, used_at FROM things WHERE id = ?1");
pub const USE: Statement =
    Statement::new("things.use", "UPDATE things SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL");
pub const COUNT: Statement = Statement::new("things.count", "SELECT count(*) FROM things");

/// Runs each test of the suite once an engine; on an engine that is not at hand there is nothing to run.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                super::$test(&$crate::bench::Bench::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                if let Some(bench) = $crate::bench::Bench::postgres().await {
                    super::$test(&bench).await;
                    bench.clear().await;
                }
            })+
        }
    };
}
pub(crate) use on_both_engines;

/// An open store, its tables made, and what must outlive it.
pub struct Bench {
    pub db: Db,
    config: StoreConfig,
    schema: Option<&'static str>,
    _folder: Option<TempDir>,
}

impl Bench {
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("store.db");
        Self::on(StoreConfig::Sqlite { path, readers: 2 }, None, Some(folder)).await
    }

    /// A schema of its own in the database at hand.
    pub async fn postgres() -> Option<Self> {
        let url = postgres_url()?;
        let schema = fresh_schema(&url).await;
        Some(Self::on(postgres_config(&url, schema), Some(schema), None).await)
    }

    async fn on(config: StoreConfig, schema: Option<&'static str>, folder: Option<TempDir>) -> Self {
        let db = Db::open(&config).await.unwrap();
        db.migrate(MIGRATIONS, NOW).await.unwrap();
        Self { db, config, schema, _folder: folder }
    }

    /// Another process's view of the same database.
    pub async fn neighbour(&self) -> Db {
        Db::open(&self.config).await.unwrap()
    }

    /// The same engine with nothing in it.
    pub async fn empty(&self) -> (Self, StoreConfig) {
        let mut other =
            if self.schema.is_some() { Self::postgres().await.unwrap() } else { Self::sqlite().await };
        other.forget_all().await;
        let config = other.config.clone();
        (other, config)
    }

    async fn forget_all(&mut self) {
        if let Some(schema) = self.schema {
            make_schema(&postgres_url().unwrap(), schema).await;
        } else if let StoreConfig::Sqlite { path, .. } = &mut self.config {
            *path = path.with_file_name("empty.db");
        }
        self.db = Db::open(&self.config).await.unwrap();
    }

    pub fn sqlite_path(&self) -> Option<PathBuf> {
        match &self.config {
            StoreConfig::Sqlite { path, .. } => Some(path.clone()),
            StoreConfig::Postgres { .. } => None,
        }
    }

    /// The same database reached through another port, as through a proxy.
    pub fn through(&self, port: u16, tls: Tls) -> StoreConfig {
        let schema = self.schema.expect("only PostgreSQL is reached through a port");
        let url = postgres_url().unwrap();
        let (before, _, rest) = split_at_port(&url);
        match postgres_config(&format!("{before}:{port}{rest}"), schema) {
            StoreConfig::Postgres { url, connections, .. } => StoreConfig::Postgres { url, connections, tls },
            sqlite @ StoreConfig::Sqlite { .. } => sqlite,
        }
    }

    pub async fn clear(self) {
        if let Some(schema) = self.schema {
            run(&self.db, &format!("DROP SCHEMA {schema} CASCADE")).await;
        }
    }

    pub async fn insert(&self, id: i64, label: &str) -> Result<(), CommitError> {
        let mut batch = batch();
        batch.expect_one(&INSERT, params![id, label, None::<&str>], "taken");
        self.db.commit(batch).await
    }

    pub async fn thing(&self, id: i64) -> Option<Row> {
        self.db.fetch_one(&BY_ID, params![id]).await.unwrap()
    }

    pub async fn count(&self) -> i64 {
        self.db.fetch_one(&COUNT, params![]).await.unwrap().unwrap().int(0).unwrap()
    }

    /// The only row of a statement that exists for one test.
    pub async fn ask(&self, statement: &'static Statement, params: Vec<Value>) -> Row {
        self.db.fetch_one(statement, params).await.unwrap().unwrap()
    }
}

/// A Batch whose act no other has.
pub fn batch() -> Batch {
    static ACTS: AtomicU64 = AtomicU64::new(1);
    let mut act = [0; 16];
    act[8..].copy_from_slice(&ACTS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Batch::new(ActId::from_bytes(act))
}

pub async fn run(db: &Db, sql: &str) {
    let sql = Box::leak(sql.to_owned().into_boxed_str());
    let mut batch = batch();
    batch.run(Box::leak(Box::new(Statement::new("bench", sql))), params![]);
    db.commit(batch).await.unwrap();
}

/// The port that a proxy in front of PostgreSQL passes on to.
pub fn postgres_port() -> u16 {
    split_at_port(&postgres_url().unwrap()).1
}

#[expect(clippy::disallowed_methods, reason = "the one thing that a test run is told from outside")]
fn postgres_url() -> Option<String> {
    std::env::var("VESTIBULE_TEST_PG").ok()
}

fn split_at_port(url: &str) -> (&str, u16, &str) {
    let (before, after) = url.rsplit_once(':').expect("the test URL names a port");
    let end = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
    (before, after[..end].parse().expect("the test URL names a port"), &after[end..])
}

fn postgres_config(url: &str, schema: &str) -> StoreConfig {
    let sign = if url.contains('?') { '&' } else { '?' };
    let options = format!("options=-c%20search_path%3D{schema}%20-c%20deadlock_timeout%3D20ms");
    StoreConfig::Postgres { url: format!("{url}{sign}{options}"), connections: 8, tls: Tls::Off }
}

async fn fresh_schema(url: &str) -> &'static str {
    static SCHEMAS: AtomicU64 = AtomicU64::new(1);
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("conformance_{}_{number}", std::process::id()).leak();
    make_schema(url, schema).await;
    schema
}

async fn make_schema(url: &str, schema: &str) {
    let db = Db::open(&postgres_config(url, "public")).await.unwrap();
    run(&db, &format!("DROP SCHEMA IF EXISTS {schema} CASCADE")).await;
    run(&db, &format!("CREATE SCHEMA {schema}")).await;
}
