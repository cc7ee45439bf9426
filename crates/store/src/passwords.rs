//! Password hashes, sealed. Knows whether one came from the old system, was upgraded or was chosen here (X11),
//! and verifies none.

use domain::account::PasswordOrigin;
use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "passwords.of_account",
        "SELECT hash_sealed, scheme, origin FROM passwords WHERE account_id = ?1";
    SCHEMES = "passwords.schemes",
        "SELECT scheme, count(*) FROM passwords GROUP BY scheme ORDER BY scheme LIMIT 1000";
    PUT_IMPORTED = "passwords.put_imported",
        "INSERT INTO passwords (account_id, hash_sealed, scheme, origin, set_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (account_id) DO UPDATE \
         SET hash_sealed = excluded.hash_sealed, scheme = excluded.scheme, set_at = excluded.set_at \
         WHERE passwords.origin = excluded.origin AND passwords.hash_sealed <> excluded.hash_sealed";
    UPGRADE = "passwords.upgrade",
        "UPDATE passwords SET hash_sealed = ?3, scheme = ?4, origin = ?5, set_at = ?6 \
         WHERE account_id = ?1 AND scheme = ?2";
    CHOOSE = "passwords.choose",
        "INSERT INTO passwords (account_id, hash_sealed, scheme, origin, set_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (account_id) DO UPDATE SET hash_sealed = excluded.hash_sealed, scheme = excluded.scheme, \
         origin = excluded.origin, set_at = excluded.set_at";
    /// Changes nothing: it waits for whoever is changing the row, and then looks at what stands there.
    HOLD = "passwords.hold",
        "UPDATE passwords SET set_at = set_at WHERE account_id = ?1 AND (hash_sealed = ?2 OR origin <> ?3)";
    /// Guarded by when the one before was set: of two choices that began alike, one is made.
    PERSONALISE = "passwords.personalise",
        "INSERT INTO passwords (account_id, hash_sealed, scheme, origin, set_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (account_id) DO UPDATE SET hash_sealed = excluded.hash_sealed, scheme = excluded.scheme, \
         origin = excluded.origin, set_at = excluded.set_at WHERE passwords.set_at = ?6";
    REPLACE = "passwords.replace",
        "UPDATE passwords SET hash_sealed = ?3, scheme = ?4, origin = ?5, set_at = ?6 \
         WHERE account_id = ?1 AND hash_sealed = ?2";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredPassword {
    pub hash_sealed: Vec<u8>,
    pub scheme: String,
    /// `imported`, `upgraded` or `chosen`.
    pub origin: String,
}

pub async fn of_account(db: &Db, account: AccountId) -> Result<Option<StoredPassword>, Trouble> {
    let row = db.fetch_one(&OF_ACCOUNT, params![account]).await?;
    row.as_ref().map(read).transpose()
}

/// How many hashes there are of each scheme: the mix that decoys are drawn from (NU2). Reads the whole index.
pub async fn schemes(db: &Db) -> Result<Vec<(String, i64)>, Trouble> {
    let rows = db.fetch_many(&SCHEMES, params![]).await?;
    rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
}

/// Sets the hash that an import brings; one that was upgraded or chosen here stays, and that is no loss.
pub fn put_imported(
    batch: &mut Batch,
    account: AccountId,
    hash_sealed: Vec<u8>,
    scheme: &str,
    now: Timestamp,
) {
    let origin = PasswordOrigin::Imported.word();
    batch.run(&PUT_IMPORTED, params![account, hash_sealed, scheme, origin, now]);
}

/// Replaces the hash that was just verified by one of today's scheme. If it is no longer of `old_scheme`, somebody
/// was faster and nothing is written.
pub fn upgrade(
    batch: &mut Batch,
    account: AccountId,
    old_scheme: &str,
    hash_sealed: Vec<u8>,
    scheme: &str,
    now: Timestamp,
) {
    let origin = PasswordOrigin::Upgraded.word();
    let params = params![account, old_scheme, hash_sealed, scheme, origin, now];
    batch.run(&UPGRADE, params);
}

/// Sets the hash of a password that the person chose here: no import ever overwrites it.
pub fn choose(batch: &mut Batch, account: AccountId, hash_sealed: Vec<u8>, scheme: &str, now: Timestamp) {
    batch.run(&CHOOSE, params![account, hash_sealed, scheme, PasswordOrigin::Chosen.word(), now]);
}

/// The same, for who proved it by knowing the password `before`. Loss `password_moved`: that is no longer the password.
pub fn replace(
    batch: &mut Batch,
    account: AccountId,
    before: &[u8],
    hash_sealed: Vec<u8>,
    scheme: &str,
    now: Timestamp,
) {
    let params = params![account, before, hash_sealed, scheme, PasswordOrigin::Chosen.word(), now];
    batch.expect_one(&REPLACE, params, "password_moved");
}

/// The same, for who began to choose when the password had been set at `before`, or when there was none. Loss
/// `password_moved`: another one was set in the meantime.
pub fn personalise(
    batch: &mut Batch,
    account: AccountId,
    hash_sealed: Vec<u8>,
    scheme: &str,
    (before, now): (Option<Timestamp>, Timestamp),
) {
    let before = before.unwrap_or(Timestamp::from_millis(-1));
    let params = params![account, hash_sealed, scheme, PasswordOrigin::Chosen.word(), now, before];
    batch.expect_one(&PERSONALISE, params, "password_moved");
}

/// Goes on only while no other password was chosen than the one that `verified` is of: whoever proved an old one while
/// a new one was being stored gets nothing by it (EL7). Loss `password_moved`.
pub fn hold(batch: &mut Batch, account: AccountId, verified: &[u8]) {
    batch.expect_one(&HOLD, params![account, verified, PasswordOrigin::Chosen.word()], "password_moved");
}

fn read(row: &Row) -> Result<StoredPassword, Trouble> {
    Ok(StoredPassword { hash_sealed: row.bytes(0)?, scheme: row.text(1)?, origin: row.text(2)? })
}
