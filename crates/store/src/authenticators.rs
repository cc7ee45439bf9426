//! What proves somebody beside the password. Every one here works: what is being set up lies in `enrolments` (EN4).
//! Judges nothing: a counter that only moves on is its one rule.

use domain::{AccountId, AuthenticatorId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    OF_ACCOUNT = "authenticators.of_account",
        "SELECT account_id, authenticator_id, kind, label_sealed, secret_sealed, handle_digest, counter, failures, \
         created_at, last_used_at, blocked_at, lost_at \
         FROM authenticators WHERE account_id = ?1 AND ended_at IS NULL ORDER BY authenticator_id LIMIT 50";
    BY_HANDLE = "authenticators.by_handle",
        "SELECT account_id, authenticator_id, kind, label_sealed, secret_sealed, handle_digest, counter, failures, \
         created_at, last_used_at, blocked_at, lost_at \
         FROM authenticators WHERE handle_digest = ?1 AND ended_at IS NULL";
    INSERT = "authenticators.insert",
        "INSERT INTO authenticators (account_id, authenticator_id, kind, label_sealed, secret_sealed, handle_digest, \
         counter, failures, created_at, last_used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9)";
    /// TO1: a step serves once for ever, whoever else shows it at the same moment on whichever node.
    ACCEPT = "authenticators.accept",
        "UPDATE authenticators SET counter = ?3, failures = 0, last_used_at = ?4 \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND counter < ?3 AND ended_at IS NULL AND blocked_at IS NULL";
    /// For signatures whose device counts nothing: it stands at what it was.
    ACCEPT_UNCOUNTED = "authenticators.accept_uncounted",
        "UPDATE authenticators SET failures = 0, last_used_at = ?3 \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND ended_at IS NULL AND blocked_at IS NULL";
    BOOK_FAILURE = "authenticators.book_failure",
        "UPDATE authenticators SET failures = failures + 1 \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND failures = ?3 AND ended_at IS NULL";
    BLOCK = "authenticators.block",
        "UPDATE authenticators SET blocked_at = ?3 \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND ended_at IS NULL AND blocked_at IS NULL";
    /// A passkey that may have been copied stays blocked until it is removed (PK5), and what was lost until it is given back.
    UNBLOCK = "authenticators.unblock",
        "UPDATE authenticators SET blocked_at = NULL, failures = 0 \
         WHERE account_id = ?1 AND ended_at IS NULL AND kind <> 'passkey' AND lost_at IS NULL";
    LOSE = "authenticators.lose",
        "UPDATE authenticators SET lost_at = ?3, blocked_at = COALESCE(blocked_at, ?3) \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND ended_at IS NULL AND lost_at IS NULL";
    FIND = "authenticators.find",
        "UPDATE authenticators SET lost_at = NULL, \
         blocked_at = CASE WHEN blocked_at = lost_at THEN NULL ELSE blocked_at END \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND ended_at IS NULL AND lost_at IS NOT NULL";
    RESEAL = "authenticators.reseal",
        "UPDATE authenticators SET secret_sealed = ?3 \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND ended_at IS NULL";
    RENAME = "authenticators.rename",
        "UPDATE authenticators SET label_sealed = ?3 \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND ended_at IS NULL";
    /// Those of texts and calls whose people do not know that these end.
    UNTOLD = "authenticators.untold",
        "SELECT account_id, COUNT(*) FROM authenticators \
         WHERE kind IN ('sms', 'voice') AND ended_at IS NULL AND told_of_end_at IS NULL GROUP BY account_id LIMIT 100";
    TELL = "authenticators.tell",
        "UPDATE authenticators SET told_of_end_at = ?2 \
         WHERE account_id = ?1 AND kind IN ('sms', 'voice') AND ended_at IS NULL AND told_of_end_at IS NULL";
    END = "authenticators.end",
        "UPDATE authenticators SET ended_at = ?3, secret_sealed = ?4, handle_digest = NULL \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND ended_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredAuthenticator {
    pub account: AccountId,
    pub id: AuthenticatorId,
    /// `Factor::word`.
    pub kind: String,
    pub label_sealed: Vec<u8>,
    pub secret_sealed: Vec<u8>,
    pub handle_digest: Option<[u8; 32]>,
    pub counter: i64,
    /// Wrong proofs in a row.
    pub failures: u32,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    /// Guessed at too often: it proves nothing, and still protects (TO3). Never set when it is new.
    pub blocked_at: Option<Timestamp>,
    /// Blocked by its owner with a telephone that was lost (C29). Never set when it is new.
    pub lost_at: Option<Timestamp>,
}

/// Those that were not ended, the oldest first: ids are made in the order of time.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredAuthenticator>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// The one that the world knows by this handle.
pub async fn by_handle(db: &Db, handle: &[u8; 32]) -> Result<Option<StoredAuthenticator>, Trouble> {
    let row = db.fetch_one(&BY_HANDLE, params![handle]).await?;
    row.as_ref().map(read).transpose()
}

/// Accounts that use texts or calls and were not told that these end, each with how many it has; at most 100.
pub async fn untold_of_end(db: &Db) -> Result<Vec<(AccountId, u64)>, Trouble> {
    let rows = db.fetch_many(&UNTOLD, params![]).await?;
    let read =
        |row: &Row| Ok((AccountId::from_bytes(row.array(0)?), u64::try_from(row.int(1)?).unwrap_or(0)));
    rows.iter().map(read).collect()
}

/// `many` as they were read. Loss `told_already`: another node was first, or there are others by now.
pub fn told_of_end(batch: &mut Batch, (account, many): (AccountId, u64), now: Timestamp) {
    batch.expect(&TELL, params![account, now], many, "told_already");
}

/// Loss `authenticator_exists`: somebody has this handle already (PK3).
pub fn insert(batch: &mut Batch, new: &StoredAuthenticator) {
    let params = params![
        new.account,
        new.id,
        &new.kind,
        &new.label_sealed,
        &new.secret_sealed,
        new.handle_digest,
        new.counter,
        new.created_at,
        new.last_used_at,
    ];
    batch.expect_one(&INSERT, params, "authenticator_exists");
}

/// Takes a proof and clears its failures. Loss `proof_used`: this counter or a later one was taken before (TO1), or the
/// authenticator was ended.
pub fn accept(batch: &mut Batch, account: AccountId, id: AuthenticatorId, counter: i64, now: Timestamp) {
    batch.expect_one(&ACCEPT, params![account, id, counter, now], "proof_used");
}

/// The same for what has no counter. Loss `proof_used`: the authenticator was ended.
pub fn accept_uncounted(batch: &mut Batch, account: AccountId, id: AuthenticatorId, now: Timestamp) {
    batch.expect_one(&ACCEPT_UNCOUNTED, params![account, id, now], "proof_used");
}

/// What is kept of it has changed, as when a passkey was copied to another device. Loss `authenticator_gone`.
pub fn reseal(batch: &mut Batch, account: AccountId, id: AuthenticatorId, secret_sealed: Vec<u8>) {
    batch.expect_one(&RESEAL, params![account, id, secret_sealed], "authenticator_gone");
}

/// Books a proof as wrong before it is judged. Loss `failure_moved`: a parallel one was booked first.
pub fn book_failure(batch: &mut Batch, account: AccountId, id: AuthenticatorId, before: u32) {
    batch.expect_one(&BOOK_FAILURE, params![account, id, before], "failure_moved");
}

/// It was guessed at too often. Loss `authenticator_gone`: it was ended or blocked meanwhile.
pub fn block(batch: &mut Batch, account: AccountId, id: AuthenticatorId, now: Timestamp) {
    batch.expect_one(&BLOCK, params![account, id, now], "authenticator_gone");
}

/// A new password was chosen: whoever guessed with the old one has lost it, and its owner's tries begin anew.
pub fn unblock(batch: &mut Batch, account: AccountId) {
    batch.run(&UNBLOCK, params![account]);
}

/// It was on a telephone that was lost. Loss `authenticator_gone`: it was ended, or is lost already.
pub fn lose(batch: &mut Batch, account: AccountId, id: AuthenticatorId, now: Timestamp) {
    batch.expect_one(&LOSE, params![account, id, now], "authenticator_gone");
}

/// Its owner has it again; a block of another reason stays. Loss `authenticator_gone`: it was ended, or is not lost.
pub fn find(batch: &mut Batch, account: AccountId, id: AuthenticatorId) {
    batch.expect_one(&FIND, params![account, id], "authenticator_gone");
}

/// Loss `authenticator_gone`.
pub fn rename(batch: &mut Batch, account: AccountId, id: AuthenticatorId, label_sealed: Vec<u8>) {
    batch.expect_one(&RENAME, params![account, id, label_sealed], "authenticator_gone");
}

/// Ended for ever, its secret gone with it. Loss `authenticator_gone`.
pub fn end(batch: &mut Batch, account: AccountId, id: AuthenticatorId, now: Timestamp) {
    batch.expect_one(&END, params![account, id, now, Vec::<u8>::new()], "authenticator_gone");
}

/// The same for what may never have been there.
pub fn end_if_there(batch: &mut Batch, account: AccountId, id: AuthenticatorId, now: Timestamp) {
    batch.run(&END, params![account, id, now, Vec::<u8>::new()]);
}

fn read(row: &Row) -> Result<StoredAuthenticator, Trouble> {
    Ok(StoredAuthenticator {
        account: AccountId::from_bytes(row.array(0)?),
        id: AuthenticatorId::from_bytes(row.array(1)?),
        kind: row.text(2)?,
        label_sealed: row.bytes(3)?,
        secret_sealed: row.bytes(4)?,
        handle_digest: row.opt_array(5)?,
        counter: row.int(6)?,
        failures: words::small(row, 7)?,
        created_at: row.instant(8)?,
        last_used_at: row.opt_instant(9)?,
        blocked_at: row.opt_instant(10)?,
        lost_at: row.opt_instant(11)?,
    })
}
