//! Accounts: one person's standing with us. Knows no credential, and no name in clear.

use domain::{AccountId, Locale, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    BY_ID = "accounts.by_id",
        "SELECT account_id, brand, locale, person_sealed, created_at, disabled_at FROM accounts \
         WHERE account_id = ?1";
    BY_ORIGIN = "accounts.by_origin",
        "SELECT account_id, brand, locale, person_sealed, created_at, disabled_at FROM accounts \
         WHERE origin_digest = ?1";
    INSERT = "accounts.insert",
        "INSERT INTO accounts (account_id, origin_digest, brand, locale, person_sealed, created_at, disabled_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
    UPDATE_PERSON = "accounts.update_person",
        "UPDATE accounts SET brand = ?2, locale = ?3, person_sealed = ?4 WHERE account_id = ?1";
    RECOVERED_AT = "accounts.recovered_at",
        "SELECT recovered_at FROM accounts WHERE account_id = ?1";
    RECOVERED = "accounts.recovered",
        "UPDATE accounts SET recovered_at = ?2 WHERE account_id = ?1";
    DISABLE = "accounts.disable",
        "UPDATE accounts SET disabled_at = ?2 WHERE account_id = ?1 AND disabled_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredAccount {
    pub id: AccountId,
    pub brand: String,
    pub locale: Locale,
    pub person_sealed: Vec<u8>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
}

pub async fn by_id(db: &Db, id: AccountId) -> Result<Option<StoredAccount>, Trouble> {
    let row = db.fetch_one(&BY_ID, params![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The account that an import made of this (source, ref).
pub async fn by_origin(db: &Db, origin_digest: &[u8; 16]) -> Result<Option<StoredAccount>, Trouble> {
    let row = db.fetch_one(&BY_ORIGIN, params![origin_digest]).await?;
    row.as_ref().map(read).transpose()
}

/// Loss `account_exists`: this id or this origin is there already, perhaps from an import beside us.
pub fn insert(batch: &mut Batch, account: &StoredAccount, origin_digest: &[u8; 16]) {
    let params = params![
        account.id,
        origin_digest,
        &account.brand,
        account.locale.tag(),
        &account.person_sealed,
        account.created_at,
        account.disabled_at,
    ];
    batch.expect_one(&INSERT, params, "account_exists");
}

/// When the account was last recovered (RE6).
pub async fn recovered_at(db: &Db, id: AccountId) -> Result<Option<Timestamp>, Trouble> {
    let row = db.fetch_one(&RECOVERED_AT, params![id]).await?;
    row.map_or(Ok(None), |row| row.opt_instant(0))
}

/// It was recovered just now.
pub fn recovered(batch: &mut Batch, id: AccountId, now: Timestamp) {
    batch.run(&RECOVERED, params![id, now]);
}

/// What a repeated import may change of an account.
pub fn update_person(batch: &mut Batch, id: AccountId, brand: &str, locale: Locale, person_sealed: Vec<u8>) {
    batch.run(&UPDATE_PERSON, params![id, brand, locale.tag(), person_sealed]);
}

/// Closes an account: its sessions and tokens are refused from the next request on (SE8).
pub fn disable(batch: &mut Batch, id: AccountId, now: Timestamp) {
    batch.run(&DISABLE, params![id, now]);
}

fn read(row: &Row) -> Result<StoredAccount, Trouble> {
    Ok(StoredAccount {
        id: AccountId::from_bytes(row.array(0)?),
        brand: row.text(1)?,
        locale: words::locale(row, 2)?,
        person_sealed: row.bytes(3)?,
        created_at: row.instant(4)?,
        disabled_at: row.opt_instant(5)?,
    })
}
