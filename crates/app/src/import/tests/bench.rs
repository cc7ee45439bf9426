//! An application on an empty store, and a household to import into it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use domain::message::Message;
use domain::{Brand, Policy, Timestamp};
use store::{Db, Statement, StoreConfig};
use tempfile::TempDir;

use crate::import::{
    Change, ContactRecord, Import, Item, LineRecord, MailboxRecord, Outcome, PasswordRecord, PersonRecord,
    Reason, Record, Told,
};
use crate::keys::{KeyFile, Keys};
use crate::{App, Clock, Compose, ComposedMail, Setup};

/// Made by htpasswd.
pub const BCRYPT: &str = "$2y$05$UcCYm8xyEUvf4yggXwqCBuAPR9ZA6pbTR1HqaKrhuqPwQEkgR4KUe";
/// Made by passlib.
pub const SHA512: &str = "$2y$05$tdDnlkZmQ47pd79lI7opWO1s20Dr2U58mdP7fjh0/TLbqKpyhTmwi";

pub struct Bench {
    pub app: App,
    pub import: Import,
    pub folder: TempDir,
}

const fn table(name: &'static str, sql: &'static str) -> Statement {
    Statement::new(name, sql)
}

/// `quote` is SQLite's; it writes blobs in hexadecimal.
static TABLES: [&Statement; 9] = [
    &table(
        "accounts",
        "SELECT quote(account_id) || quote(origin_digest) || brand || locale || quote(person_sealed) || created_at \
         || quote(disabled_at) FROM accounts ORDER BY 1",
    ),
    &table(
        "identifiers",
        "SELECT quote(value_digest) || quote(account_id) || kind || quote(value_sealed) || added_at \
         FROM identifiers ORDER BY 1",
    ),
    &table(
        "contacts",
        "SELECT quote(account_id) || quote(contact_id) || kind || quote(value_digest) || quote(value_sealed) \
         || quote(verified_at) || changed_at FROM contacts ORDER BY 1",
    ),
    &table(
        "contracts",
        "SELECT quote(contract_id) || quote(origin_digest) || quote(ref_sealed) || brand || kind || quote(segment) \
         || created_at || quote(ended_at) FROM contracts ORDER BY 1",
    ),
    &table(
        "memberships",
        "SELECT quote(account_id) || quote(contract_id) || role || since || quote(ended_at) FROM memberships ORDER BY 1",
    ),
    &table(
        "lines",
        "SELECT quote(contract_id) || quote(line_id) || quote(number_digest) || quote(number_sealed) \
         FROM lines ORDER BY 1",
    ),
    &table(
        "mailboxes",
        "SELECT quote(contract_id) || quote(mailbox_id) || quote(account_id) || quote(address_digest) \
         || quote(address_sealed) FROM mailboxes ORDER BY 1",
    ),
    &table(
        "passwords",
        "SELECT quote(account_id) || quote(hash_sealed) || scheme || origin || set_at FROM passwords ORDER BY 1",
    ),
    &table("audit", "SELECT code || ' ' || body FROM audit ORDER BY lane, seq"),
];

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

/// RSA keys take a while to find: one file serves every test.
fn keys() -> Keys {
    static FILE: OnceLock<String> = OnceLock::new();
    let text = FILE.get_or_init(|| {
        let file = KeyFile::generate(Timestamp::from_millis(1)).unwrap();
        file.to_text().to_string()
    });
    Keys::prepare(&KeyFile::parse(text).unwrap()).unwrap()
}

fn brand(id: &str) -> Brand {
    let text = format!(
        r##"{{"id": "{id}", "name": "{id}", "service_name": "{id}", "colour": "#0b5d53",
            "support": {{"name": "{id}"}}, "time_zone": "Europe/Paris", "country": "FR"}}"##
    );
    serde_json::from_str(&text).unwrap()
}

pub async fn open(path: &Path) -> Db {
    let db = Db::open(&StoreConfig::Sqlite { path: path.into(), readers: 2 }).await.unwrap();
    db.migrate(store::MIGRATIONS, Timestamp::from_millis(1)).await.unwrap();
    store::audit::seed(&db).await.unwrap();
    db
}

impl Bench {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::start(Setup {
            issuer: "http://localhost".into(),
            db: open(&folder.path().join("store.db")).await,
            keys: keys(),
            clock: Clock::default(),
            policy: Policy::default(),
            brands: vec![brand("lumen"), brand("nord")],
            mail: Arc::new(gateways::RecordedMail::new()),
            telephone: Arc::new(gateways::telephone::NoTelephone),
            sim_swap: None,
            http: gateways::Http::recorded().0,
            compose: Arc::new(Wordless),
            hash_permits: 1,
            checkpoint_file: None,
            authenticator: None,
        })
        .await
        .unwrap();
        let import = Import::new(app.clone(), "crm", &[1; 32]).unwrap();
        Self { app, import, folder }
    }

    pub fn db(&self) -> &Db {
        self.app.db()
    }

    pub fn items(&self, records: &[Record]) -> Vec<Item> {
        let item = |(index, record)| Item {
            line: index as u64 + 1,
            checked: self.import.check(record).map_err(|reason| reason.to_string()).unwrap(),
        };
        records.iter().enumerate().map(item).collect()
    }

    /// Imports these records, line 1 first.
    pub async fn import(&self, records: &[Record]) -> Vec<Result<Outcome, Reason>> {
        let prepared = self.import.prepare(self.items(records)).await.unwrap();
        verdicts(self.import.write(prepared).await.unwrap())
    }

    /// One record that must not be refused.
    pub async fn import_one(&self, record: &Record) -> Outcome {
        self.import(std::slice::from_ref(record)).await.remove(0).unwrap()
    }

    /// Every row that an import writes, byte for byte, in a fixed order.
    pub async fn rows(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for statement in TABLES {
            let found = self.db().fetch_many(statement, Vec::new()).await.unwrap();
            rows.extend(found.iter().map(|row| format!("{} {}", statement.name(), row.text(0).unwrap())));
        }
        rows
    }

    pub async fn count(&self, table: &str) -> usize {
        self.rows().await.iter().filter(|row| row.starts_with(&format!("{table} "))).count()
    }
}

/// In the order of the lines.
pub fn verdicts(mut told: Vec<Told>) -> Vec<Result<Outcome, Reason>> {
    told.sort_by_key(|told| told.line);
    told.into_iter().map(|told| told.verdict).collect()
}

pub fn all(contract: Change, people: &[Change]) -> Outcome {
    Outcome { contract, people: people.to_vec() }
}

pub fn mail(address: &str) -> ContactRecord {
    ContactRecord { mail: Some(address.into()), ..Default::default() }
}

pub fn hash(text: &str) -> PasswordRecord {
    PasswordRecord { hash: text.into() }
}

/// Somebody whose only identifier is `<reference>@lumen.example`.
pub fn person(reference: &str) -> PersonRecord {
    PersonRecord {
        reference: reference.into(),
        role: "member".into(),
        given_name: "Zoé".into(),
        family_name: "Martin".into(),
        identifiers: vec![format!("{reference}@lumen.example")],
        contacts: Some(vec![mail("martin@courrier.example")]),
        password: Some(hash(BCRYPT)),
        ..Default::default()
    }
}

pub fn contract(reference: &str, people: Vec<PersonRecord>) -> Record {
    Record { reference: reference.into(), kind: "internet".into(), people, ..Default::default() }
}

/// A holder and a member, two lines, two mailboxes of which one is taken, a contact they share.
pub fn household(number: u32) -> Record {
    let (holder, member) = (format!("h{number}"), format!("m{number}"));
    let mailbox =
        |address: String, owner: Option<&str>| MailboxRecord { address, owner: owner.map(str::to_owned) };
    Record {
        segment: Some("fibre".into()),
        since: Some("2019-03-01".into()),
        lines: vec![
            LineRecord { number: format!("01 99 00 {:02} {:02}", number / 100, number % 100) },
            LineRecord { number: format!("FTTH-{number}") },
        ],
        mailboxes: vec![
            mailbox(format!("{holder}@lumen.example"), Some(&holder)),
            mailbox(format!("libre{number}@lumen.example"), None),
        ],
        people: vec![PersonRecord { role: "holder".into(), ..person(&holder) }, person(&member)],
        ..contract(&format!("c{number}"), Vec::new())
    }
}
