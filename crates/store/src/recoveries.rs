//! Messages by which somebody may choose a new password: found by account or by the link's token, spent once (EL1-EL5).
//! Knows no code and no address: only digests.

use domain::{AccountId, RecoveryId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

/// A printed code proved somebody: no message, and no newer message takes it away.
const PRINTED: &str = "printed";
/// What these messages are for. Others will follow, each with one live message for an account.
const PASSWORD: &str = "password";

statements! {
    OF_ACCOUNT = "recoveries.of_account",
        "SELECT account_id, contact_digest, recovery_id, token_hash, code_hash, browser_digest, visit_sealed, asked_at, \
         expires_at, tries, link_tries \
         FROM recoveries WHERE account_id = ?1 AND purpose = ?2 ORDER BY contact_digest LIMIT 20";
    BY_TOKEN = "recoveries.by_token",
        "SELECT account_id, contact_digest, recovery_id, token_hash, code_hash, browser_digest, visit_sealed, asked_at, \
         expires_at, tries, link_tries \
         FROM recoveries WHERE token_hash = ?1 ORDER BY account_id LIMIT 20";
    BY_RECOVERY = "recoveries.by_recovery",
        "SELECT account_id, contact_digest, recovery_id, token_hash, code_hash, browser_digest, visit_sealed, asked_at, \
         expires_at, tries, link_tries \
         FROM recoveries WHERE recovery_id = ?1 ORDER BY account_id LIMIT 20";
    PUT = "recoveries.put",
        "INSERT INTO recoveries (account_id, purpose, contact_digest, recovery_id, token_hash, code_hash, \
         browser_digest, visit_sealed, asked_at, expires_at, tries, link_tries) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0) \
         ON CONFLICT (account_id, purpose, contact_digest) DO UPDATE SET recovery_id = excluded.recovery_id, \
         token_hash = excluded.token_hash, code_hash = excluded.code_hash, browser_digest = excluded.browser_digest, \
         visit_sealed = excluded.visit_sealed, asked_at = excluded.asked_at, expires_at = excluded.expires_at, \
         tries = 0, link_tries = 0";
    BOOK_TRY = "recoveries.book_try",
        "UPDATE recoveries SET tries = tries + 1 \
         WHERE account_id = ?1 AND purpose = ?2 AND recovery_id = ?3 AND tries = ?4";
    BOOK_LINK_TRY = "recoveries.book_link_try",
        "UPDATE recoveries SET link_tries = link_tries + 1 \
         WHERE account_id = ?1 AND purpose = ?2 AND recovery_id = ?3 AND link_tries = ?4";
    CLAIM = "recoveries.claim",
        "UPDATE recoveries SET browser_digest = ?4, \
         expires_at = CASE WHEN expires_at < ?5 THEN ?5 ELSE expires_at END \
         WHERE account_id = ?1 AND purpose = ?2 AND recovery_id = ?3";
    SPEND = "recoveries.spend",
        "DELETE FROM recoveries \
         WHERE account_id = ?1 AND recovery_id = ?2 AND browser_digest = ?3 AND expires_at > ?4";
    PROVE = "recoveries.prove",
        "INSERT INTO recoveries (account_id, purpose, contact_digest, recovery_id, token_hash, code_hash, \
         browser_digest, visit_sealed, asked_at, expires_at, tries, link_tries) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?3, ?7, ?8, 0, 0) \
         ON CONFLICT (account_id, purpose, contact_digest) DO UPDATE SET recovery_id = excluded.recovery_id, \
         token_hash = excluded.token_hash, code_hash = excluded.code_hash, browser_digest = excluded.browser_digest, \
         asked_at = excluded.asked_at, expires_at = excluded.expires_at, tries = 0, link_tries = 0";
    FORGET_MESSAGES = "recoveries.forget_messages",
        "DELETE FROM recoveries WHERE account_id = ?1 AND purpose = ?2";
    FORGET_OF_BROWSER = "recoveries.forget_of_browser",
        "DELETE FROM recoveries WHERE account_id = ?1 AND browser_digest = ?2";
    FORGET = "recoveries.forget",
        "DELETE FROM recoveries WHERE account_id = ?1";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredRecovery {
    pub account: AccountId,
    pub contact_digest: [u8; 16],
    pub id: RecoveryId,
    pub token_hash: [u8; 32],
    pub code_hash: [u8; 32],
    pub browser_digest: [u8; 16],
    pub visit_sealed: Vec<u8>,
    pub asked_at: Timestamp,
    pub expires_at: Timestamp,
    /// Codes typed alone, and codes typed with the link. Zero when it is put.
    pub tries: u32,
    pub link_tries: u32,
}

impl StoredRecovery {
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

/// One row for each address that the last request wrote to; expired ones too.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredRecovery>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account, PASSWORD]).await?;
    rows.iter().map(read).collect()
}

/// One row for each account that the message with this link names.
pub async fn by_token(db: &Db, token_hash: &[u8; 32]) -> Result<Vec<StoredRecovery>, Trouble> {
    let rows = db.fetch_many(&BY_TOKEN, params![token_hash]).await?;
    rows.iter().map(read).collect()
}

/// The same, by the message's own id.
pub async fn by_recovery(db: &Db, id: RecoveryId) -> Result<Vec<StoredRecovery>, Trouble> {
    let rows = db.fetch_many(&BY_RECOVERY, params![id]).await?;
    rows.iter().map(read).collect()
}

/// Lays one row; `forget` before it, so that what an older request wrote to other addresses is dead (EL5).
pub fn put(batch: &mut Batch, recovery: &StoredRecovery) {
    let params = params![
        recovery.account,
        PASSWORD,
        recovery.contact_digest,
        recovery.id,
        recovery.token_hash,
        recovery.code_hash,
        recovery.browser_digest,
        &recovery.visit_sealed,
        recovery.asked_at,
        recovery.expires_at,
    ];
    batch.run(&PUT, params);
}

/// Books a code on exactly the row that was read. Loss `recovery_moved`: a parallel try booked first, or it is gone.
pub fn book_try(batch: &mut Batch, before: &StoredRecovery, by_link: bool) {
    let (statement, tries) =
        if by_link { (&BOOK_LINK_TRY, before.link_tries) } else { (&BOOK_TRY, before.tries) };
    batch.expect_one(statement, params![before.account, PASSWORD, before.id, tries], "recovery_moved");
}

/// The code was right: from now on this browser may choose the password, until `until` at least.
/// Loss `recovery_spent`: it was used, or a newer request replaced it.
pub fn claim(batch: &mut Batch, account: AccountId, id: RecoveryId, browser: &[u8; 16], until: Timestamp) {
    batch.expect_one(&CLAIM, params![account, PASSWORD, id, browser, until], "recovery_spent");
}

/// Spent is gone. Loss `recovery_spent`: it was used, has expired, was replaced, or another browser has claimed it.
pub fn spend(batch: &mut Batch, account: AccountId, id: RecoveryId, browser: &[u8; 16], now: Timestamp) {
    batch.expect_one(&SPEND, params![account, id, browser, now], "recovery_spent");
}

/// What this browser asked for or proved is dead: its person signed in after all (EL5). What others hold is not, so that
/// who knows the old password cannot keep the customer from a new one by signing in.
pub fn forget_of_browser(batch: &mut Batch, account: AccountId, browser: &[u8; 16]) {
    batch.run(&FORGET_OF_BROWSER, params![account, browser]);
}

/// A printed code was right: this browser may choose the password until then. `unguessable` is chance that nobody holds, where
/// a message has its link and code.
pub fn prove(
    batch: &mut Batch,
    (account, id): (AccountId, RecoveryId),
    browser: &[u8; 16],
    unguessable: &[u8; 32],
    (now, until): (Timestamp, Timestamp),
) {
    let nowhere = Vec::<u8>::new();
    batch.run(&PROVE, params![account, PRINTED, nowhere, id, unguessable, browser, now, until]);
}

/// Older messages are dead: a newer was asked for (EL5). What a printed code proved stays.
pub fn forget_messages(batch: &mut Batch, account: AccountId) {
    batch.run(&FORGET_MESSAGES, params![account, PASSWORD]);
}

/// Every message of the account is dead: a newer request, a changed password, a changed address (EL5).
pub fn forget(batch: &mut Batch, account: AccountId) {
    batch.run(&FORGET, params![account]);
}

fn read(row: &Row) -> Result<StoredRecovery, Trouble> {
    Ok(StoredRecovery {
        account: AccountId::from_bytes(row.array(0)?),
        contact_digest: row.array(1)?,
        id: RecoveryId::from_bytes(row.array(2)?),
        token_hash: row.array(3)?,
        code_hash: row.array(4)?,
        browser_digest: row.array(5)?,
        visit_sealed: row.bytes(6)?,
        asked_at: row.instant(7)?,
        expires_at: row.instant(8)?,
        tries: words::small(row, 9)?,
        link_tries: words::small(row, 10)?,
    })
}
