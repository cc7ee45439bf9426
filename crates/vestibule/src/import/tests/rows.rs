//! Every imported row, opened, in an order and in words that do not depend on ids, instants or nonces.

use std::fmt::Write as _;

use app::App;
use app::vault::Purpose;
use store::{Db, Row, Statement};

const ACCOUNTS: Statement = Statement::new(
    "test.accounts",
    "SELECT account_id, origin_digest, brand, locale, person_sealed, CAST(disabled_at IS NOT NULL AS INTEGER) \
     FROM accounts ORDER BY origin_digest",
);
const IDENTIFIERS: Statement = Statement::new(
    "test.identifiers",
    "SELECT kind, value_digest, value_sealed FROM identifiers WHERE account_id = ?1 ORDER BY added_at",
);
const CONTACTS: Statement = Statement::new(
    "test.contacts",
    "SELECT kind || CASE WHEN verified_at IS NULL THEN '' ELSE ' verified' END, value_digest, value_sealed \
     FROM contacts WHERE account_id = ?1 ORDER BY contact_id",
);
const PASSWORDS: Statement = Statement::new(
    "test.passwords",
    "SELECT scheme || ' ' || origin, x'', hash_sealed FROM passwords WHERE account_id = ?1",
);
const CONTRACTS: Statement = Statement::new(
    "test.contracts",
    "SELECT contract_id, origin_digest, brand || ' ' || kind || ' ' || COALESCE(segment, '-'), ref_sealed, created_at \
     FROM contracts ORDER BY origin_digest",
);
const MEMBERS: Statement = Statement::new(
    "test.members",
    "SELECT m.role, a.origin_digest, m.since FROM memberships m JOIN accounts a USING (account_id) \
     WHERE m.contract_id = ?1 ORDER BY a.origin_digest",
);
const LINES: Statement = Statement::new(
    "test.lines",
    "SELECT '', number_digest, number_sealed FROM lines WHERE contract_id = ?1 ORDER BY number_digest",
);
const MAILBOXES: Statement = Statement::new(
    "test.mailboxes",
    "SELECT COALESCE((SELECT hex(a.origin_digest) FROM accounts a WHERE a.account_id = m.account_id), 'free'), \
     address_digest, address_sealed FROM mailboxes m WHERE contract_id = ?1 ORDER BY address_digest",
);

const COUNT: Statement = Statement::new("test.count", "SELECT count(*) FROM accounts");

/// How many accounts there are.
pub async fn count(app: &App) -> usize {
    let row = app.db().fetch_one(&COUNT, Vec::new()).await.unwrap().unwrap();
    usize::try_from(row.int(0).unwrap()).unwrap()
}

/// The same rows without the instants at their ends, which differ from run to run.
pub fn without_instants(rows: &[String]) -> Vec<&str> {
    let is_instant = |word: &str| word.len() == 13 && word.bytes().all(|byte| byte.is_ascii_digit());
    rows.iter()
        .map(|row| match row.rsplit_once(' ') {
            Some((head, last)) if is_instant(last) => head,
            _ => row.as_str(),
        })
        .collect()
}

/// All of them.
pub async fn all(app: &App) -> Vec<String> {
    let mut rows = Vec::new();
    for row in app.db().fetch_many(&ACCOUNTS, Vec::new()).await.unwrap() {
        let id: [u8; 16] = row.array(0).unwrap();
        let name = open(app, Purpose::Person, &id, &row.bytes(4).unwrap());
        let (brand, locale, disabled) = (row.text(2).unwrap(), row.text(3).unwrap(), row.int(5).unwrap());
        rows.push(format!("account {} {brand} {locale} {name} {disabled}", hex(&row, 1)));
        rows.extend(values(app, &IDENTIFIERS, Purpose::Identifier, id).await);
        rows.extend(values(app, &CONTACTS, Purpose::Contact, id).await);
        rows.extend(values(app, &PASSWORDS, Purpose::PasswordHash, id).await);
    }
    for row in app.db().fetch_many(&CONTRACTS, Vec::new()).await.unwrap() {
        let id: [u8; 16] = row.array(0).unwrap();
        let reference = open(app, Purpose::Contract, &id, &row.bytes(3).unwrap());
        let (words, since) = (row.text(2).unwrap(), row.int(4).unwrap());
        rows.push(format!("contract {} {words} {reference} {since}", hex(&row, 1)));
        for member in app.db().fetch_many(&MEMBERS, store::params![id]).await.unwrap() {
            let (role, since) = (member.text(0).unwrap(), member.int(2).unwrap());
            rows.push(format!("  {role} {} {since}", hex(&member, 1)));
        }
        rows.extend(values(app, &LINES, Purpose::Line, id).await);
        rows.extend(values(app, &MAILBOXES, Purpose::Mailbox, id).await);
    }
    rows
}

async fn values(app: &App, statement: &'static Statement, purpose: Purpose, owner: [u8; 16]) -> Vec<String> {
    let db: &Db = app.db();
    let rows = db.fetch_many(statement, store::params![owner]).await.unwrap();
    let value = |row: &Row| {
        let text = open(app, purpose, &owner, &row.bytes(2).unwrap());
        format!("  {} {} {text}", row.text(0).unwrap(), hex(row, 1))
    };
    rows.iter().map(value).collect()
}

fn open(app: &App, purpose: Purpose, owner: &[u8; 16], sealed: &[u8]) -> String {
    app.vault().open_text(purpose, owner, sealed).expect("sealed for its owner and purpose")
}

fn hex(row: &Row, column: usize) -> String {
    let mut text = String::new();
    for byte in row.bytes(column).unwrap() {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}
