//! An application on an empty store, files to import into it, and what was told.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use app::keys::{KeyFile, Keys};
use app::{App, Clock, Setup};
use domain::{Brand, Policy, Timestamp};
use store::{Db, StoreConfig};
use tempfile::TempDir;

use crate::compose::Mails;
use crate::import::{ImportTrouble, Order, Report, Teller, run};

pub struct Bench {
    pub app: App,
    folder: TempDir,
}

/// RSA keys take a while to find: one file serves every test.
fn keys() -> Keys {
    static FILE: OnceLock<String> = OnceLock::new();
    let text = FILE.get_or_init(|| {
        let file = KeyFile::generate(Timestamp::from_millis(1)).unwrap();
        file.to_text().to_string()
    });
    Keys::prepare(&KeyFile::parse(text).unwrap()).unwrap()
}

fn brand() -> Brand {
    let text = r##"{"id": "lumen", "name": "Lumen", "service_name": "Espace Client", "colour": "#0b5d53",
        "support": {"name": "Lumen"}, "time_zone": "Europe/Paris", "country": "FR"}"##;
    serde_json::from_str(text).unwrap()
}

impl Bench {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let db = Db::open(&StoreConfig::Sqlite { path, readers: 2 }).await.unwrap();
        db.migrate(store::MIGRATIONS, Timestamp::from_millis(1)).await.unwrap();
        store::audit::seed(&db).await.unwrap();
        let setup = Setup {
            issuer: "http://localhost".into(),
            db,
            keys: keys(),
            clock: Clock::default(),
            policy: Policy::default(),
            brands: vec![brand()],
            mail: Arc::new(gateways::RecordedMail::new()),
            telephone: Arc::new(gateways::telephone::NoTelephone),
            sim_swap: None,
            http: gateways::Http::recorded().0,
            compose: Arc::new(Mails::new(&[brand()]).unwrap()),
            hash_permits: 1,
            checkpoint_file: None,
            authenticator: None,
        };
        Self { app: App::start(setup).await.unwrap(), folder }
    }

    /// A file to import.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub async fn import(&self, order: &Order) -> (Result<Report, ImportTrouble>, String) {
        let told = Told::default();
        let report = run(order, &self.app, told.teller(), std::future::pending()).await;
        (report, told.text())
    }

    /// Imports a file that must be read to its end; what was told besides.
    pub async fn import_file(&self, name: &str, content: impl AsRef<[u8]>) -> (Report, String) {
        let (report, told) = self.import(&Order::new(self.file(name, content))).await;
        (report.unwrap(), told)
    }
}

/// What a teller wrote.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<Vec<u8>>>);

impl Told {
    pub fn teller(&self) -> Teller {
        Teller::plain(Box::new(self.clone()))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
    }
}

impl Write for Told {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A person as JSON, whose identifier is `<reference>@lumen.example`.
pub fn person(reference: &str) -> serde_json::Value {
    serde_json::json!({
        "ref": reference, "role": "member", "given_name": "Zoé", "family_name": "Martin",
        "identifiers": [format!("{reference}@lumen.example")],
        "contacts": [{"mail": "martin@courrier.example"}],
        "password": {"hash": "$2y$05$UcCYm8xyEUvf4yggXwqCBuAPR9ZA6pbTR1HqaKrhuqPwQEkgR4KUe"},
    })
}

/// A contract of one person as a line of JSONL.
pub fn contract(reference: &str) -> String {
    let people = [person(&format!("p-{reference}"))];
    serde_json::json!({"ref": reference, "kind": "internet", "people": people}).to_string()
}

/// So many contracts, a line each.
pub fn contracts(count: usize) -> String {
    (0..count).map(|number| contract(&number.to_string()) + "\n").collect()
}
