//! An application on each engine at hand, whose tables a test may change behind its back.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use domain::message::Message;
use domain::{AccountId, ActId, Brand, ClientId, DeviceId, Fact, Policy, SessionId, SignInId, Timestamp};
use store::db::Tls;
use store::{Batch, Db, Statement, StoreConfig, params};
use tempfile::TempDir;

use crate::audit::verify::{self, Finding, Summary, Told};
use crate::keys::{KeyFile, Keys};
use crate::{App, Clock, Compose, ComposedMail, Setup, chance};

/// Runs each test once an engine; on an engine that is not at hand there is nothing to run.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test(&$crate::audit::tests::bench::Bench::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                if let Some(bench) = $crate::audit::tests::bench::Bench::postgres().await {
                    super::$test(&bench).await;
                    bench.clear().await;
                }
            })+
        }
    };
}
pub(super) use on_both_engines;

pub struct Bench {
    pub app: App,
    pub clock: Clock,
    config: StoreConfig,
    schema: Option<String>,
    folder: TempDir,
}

struct Wordless;

impl Compose for Wordless {
    fn mail(&self, _: &Message, _: &Brand, _: &str) -> Option<ComposedMail> {
        None
    }

    fn push_title(&self, _: &Brand, _: domain::Locale) -> String {
        String::new()
    }

    fn telephone(&self, _: &Message, _: &Brand, _: &str) -> Option<(String, &'static str)> {
        None
    }
}

/// The text of a key file; RSA keys take a while to find, so one serves every test.
pub fn key_file() -> &'static str {
    static FILE: OnceLock<String> = OnceLock::new();
    FILE.get_or_init(|| KeyFile::generate(Timestamp::from_millis(1)).unwrap().to_text().to_string())
}

pub fn keys() -> Keys {
    Keys::prepare(&KeyFile::parse(key_file()).unwrap()).unwrap()
}

fn brand() -> Brand {
    let text = r##"{"id": "lumen", "name": "Lumen", "service_name": "Lumen", "colour": "#0b5d53",
        "support": {"name": "Lumen"}, "time_zone": "Europe/Paris", "country": "FR"}"##;
    serde_json::from_str(text).unwrap()
}

pub fn account(number: u8) -> AccountId {
    AccountId::from_bytes([number; 16])
}

impl Bench {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig::Sqlite { path: folder.path().join("store.db"), readers: 2 };
        Self::on(config, None, folder).await
    }

    /// A schema of its own in the tests' PostgreSQL.
    pub async fn postgres() -> Option<Self> {
        let url = std::env::var_os("VESTIBULE_TEST_PG")?.into_string().unwrap();
        let schema = format!("audit_{}", ActId::from_bytes(chance::bytes()));
        let config = |url: String| StoreConfig::Postgres { url, connections: 6, tls: Tls::Off };
        run(&Db::open(&config(url.clone())).await.unwrap(), &format!("CREATE SCHEMA {schema}")).await;
        let sign = if url.contains('?') { '&' } else { '?' };
        let config = config(format!("{url}{sign}options=-c%20search_path%3D{schema}"));
        Some(Self::on(config, Some(schema), tempfile::tempdir().unwrap()).await)
    }

    async fn on(config: StoreConfig, schema: Option<String>, folder: TempDir) -> Self {
        let clock = Clock::default();
        let app = node(&config, &clock, folder.path().join("checkpoints")).await;
        Self { app, clock, config, schema, folder }
    }

    /// Another process of the same installation, with a file of its own.
    pub async fn second_node(&self) -> App {
        node(&self.config, &self.clock, self.folder.path().join("checkpoints-2")).await
    }

    pub const fn is_sqlite(&self) -> bool {
        matches!(self.config, StoreConfig::Sqlite { .. })
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("checkpoints")
    }

    pub fn second_file(&self) -> PathBuf {
        self.folder.path().join("checkpoints-2")
    }

    pub async fn clear(self) {
        if let Some(schema) = &self.schema {
            self.run(&format!("DROP SCHEMA {schema} CASCADE")).await;
        }
    }

    /// Somebody does this to the tables behind our back.
    pub async fn run(&self, sql: &str) {
        run(self.app.db(), sql).await;
    }

    /// So many acts of this account, each a second after the one before.
    pub async fn acts(&self, number: u8, count: usize) {
        for _ in 0..count {
            self.clock.turn(std::time::Duration::from_secs(1));
            self.act(number, &opened("mail")).await;
        }
    }

    pub async fn act(&self, number: u8, fact: &Fact) {
        let now = self.app.now();
        let mut batch = chance::act(now);
        let place = "Firefox · Windows · 203.0.113.0/24";
        self.app.audit(&mut batch, Some(account(number)), fact, Some(place), now);
        self.app.db().commit(batch).await.unwrap();
    }

    pub async fn verify(&self) -> (Vec<Finding>, Summary) {
        self.verify_with(keys(), None).await
    }

    pub async fn verify_with_file(&self) -> (Vec<Finding>, Summary) {
        self.verify_with(keys(), Some(self.file())).await
    }

    pub async fn verify_with(&self, keys: Keys, file: Option<PathBuf>) -> (Vec<Finding>, Summary) {
        self.verify_on(self.app.db(), keys, file).await
    }

    pub async fn verify_on(&self, db: &Db, keys: Keys, file: Option<PathBuf>) -> (Vec<Finding>, Summary) {
        let (vault, signer) = keys.into_parts();
        let keys = verify::Keys { db, vault: &vault, signer: &signer };
        let mut findings = Vec::new();
        let mut tell = |told| {
            if let Told::Found(finding) = told {
                findings.push(finding);
            }
        };
        let summary = verify::verify(keys, file.as_deref(), &mut tell).await.unwrap();
        (findings, summary)
    }

    /// The one number that a question gives.
    pub async fn count(&self, sql: &str) -> i64 {
        let row = self.app.db().fetch_one(statement(sql), params![]).await.unwrap();
        row.unwrap().int(0).unwrap()
    }
}

async fn node(config: &StoreConfig, clock: &Clock, checkpoint_file: PathBuf) -> App {
    let db = Db::open(config).await.unwrap();
    db.migrate(store::MIGRATIONS, clock.now()).await.unwrap();
    App::start(Setup {
        issuer: "https://connexion.lumen.example".into(),
        db,
        keys: keys(),
        clock: clock.clone(),
        policy: Policy::default(),
        brands: vec![brand()],
        mail: Arc::new(gateways::RecordedMail::new()),
        telephone: Arc::new(gateways::telephone::NoTelephone),
        sim_swap: None,
        http: gateways::Http::recorded().0,
        compose: Arc::new(Wordless),
        hash_permits: 1,
        checkpoint_file: Some(checkpoint_file),
        authenticator: None,
    })
    .await
    .unwrap()
}

fn statement(sql: &str) -> &'static Statement {
    let sql = Box::leak(sql.to_owned().into_boxed_str());
    Box::leak(Box::new(Statement::new("test", sql)))
}

async fn run(db: &Db, sql: &str) {
    let mut batch = Batch::new(ActId::from_bytes(chance::bytes()));
    batch.run(statement(sql), params![]);
    db.commit(batch).await.unwrap();
}

pub fn opened(client: &str) -> Fact {
    Fact::CodeIssued { client: ClientId(client.into()) }
}

pub fn signed_in() -> Fact {
    Fact::SessionStarted {
        session: SessionId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([2; 16]),
        sign_in: SignInId::from_bytes([3; 16]),
        kept: true,
        new_device: false,
    }
}
