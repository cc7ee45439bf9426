//! Changes of contact addresses (EL8): one that waits for its code, and what a confirmed one brings and sends away.
//! Knows no code: only keyed digests.

use domain::{AccountId, ChangeId, ContactId, Timestamp};

use crate::contacts::StoredContact;
use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    OF_ACCOUNT = "contact_changes.of_account",
        "SELECT change_id, value_sealed, replaces, code_hash, expires_at, tries FROM contact_changes \
         WHERE account_id = ?1";
    PUT = "contact_changes.put",
        "INSERT INTO contact_changes (account_id, change_id, value_sealed, replaces, code_hash, expires_at, tries) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0) ON CONFLICT (account_id) DO UPDATE SET change_id = excluded.change_id, \
         value_sealed = excluded.value_sealed, replaces = excluded.replaces, code_hash = excluded.code_hash, \
         expires_at = excluded.expires_at, tries = 0";
    BOOK = "contact_changes.book",
        "UPDATE contact_changes SET tries = tries + 1 WHERE account_id = ?1 AND change_id = ?2 AND tries = ?3";
    TAKE = "contact_changes.take",
        "DELETE FROM contact_changes WHERE account_id = ?1 AND change_id = ?2 AND expires_at > ?3";
    FORGET = "contact_changes.forget",
        "DELETE FROM contact_changes WHERE account_id = ?1";
    BRING = "contact_changes.bring",
        "INSERT INTO contacts (account_id, contact_id, kind, value_digest, value_sealed, verified_at, changed_at, added_by) \
         VALUES (?1, ?2, 'mail', ?3, ?4, ?5, ?5, ?6) ON CONFLICT (account_id, value_digest) DO UPDATE \
         SET leaves_at = NULL, left_by = NULL, verified_at = excluded.verified_at";
    SEND_AWAY = "contact_changes.send_away",
        "UPDATE contacts SET leaves_at = ?4, left_by = ?3 \
         WHERE account_id = ?1 AND contact_id = ?2 AND leaves_at IS NULL";
    TAKE_BACK = "contact_changes.take_back",
        "DELETE FROM contacts WHERE account_id = ?1 AND added_by = ?2 AND changed_at > ?3";
    LET_STAY = "contact_changes.let_stay",
        "UPDATE contacts SET leaves_at = NULL, left_by = NULL WHERE account_id = ?1 AND left_by = ?2 AND leaves_at > ?3";
    IS_OWN = "contact_changes.is_own",
        "SELECT 1 FROM contact_standings WHERE account_id = ?1 AND own_since IS NOT NULL";
    POSTPONED = "contact_changes.postponed",
        "SELECT postponed_at FROM contact_standings WHERE account_id = ?1";
    POSTPONE = "contact_changes.postpone",
        "INSERT INTO contact_standings (account_id, postponed_at) VALUES (?1, ?2) ON CONFLICT (account_id) DO UPDATE \
         SET postponed_at = excluded.postponed_at";
    OWN = "contact_changes.own",
        "INSERT INTO contact_standings (account_id, own_since) VALUES (?1, ?2) ON CONFLICT (account_id) DO UPDATE \
         SET own_since = COALESCE(contact_standings.own_since, excluded.own_since)";
}

/// An address that waits for its code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredChange {
    pub account: AccountId,
    pub id: ChangeId,
    pub value_sealed: Vec<u8>,
    /// The contact that it takes the place of.
    pub replaces: Option<ContactId>,
    pub code_hash: [u8; 32],
    pub expires_at: Timestamp,
    pub tries: u32,
}

pub async fn of_account(db: &Db, account: AccountId) -> Result<Option<StoredChange>, Trouble> {
    let row = db.fetch_one(&OF_ACCOUNT, params![account]).await?;
    row.as_ref().map(|row| read(account, row)).transpose()
}

/// Whether this person changed an address here: an import then leaves their addresses alone.
pub async fn is_own(db: &Db, account: AccountId) -> Result<bool, Trouble> {
    Ok(db.fetch_one(&IS_OWN, params![account]).await?.is_some())
}

/// « Plus tard » to a second way to recover, pressed last (O12).
pub async fn postponed_at(db: &Db, account: AccountId) -> Result<Option<Timestamp>, Trouble> {
    let row = db.fetch_one(&POSTPONED, params![account]).await?;
    Ok(row.as_ref().map(|row| row.opt_instant(0)).transpose()?.flatten())
}

pub fn postpone(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&POSTPONE, params![account, now]);
}

/// In the place of any change that still waited.
pub fn put(batch: &mut Batch, change: &StoredChange) {
    let StoredChange { account, id, value_sealed, replaces, code_hash, expires_at, .. } = change;
    batch.run(&PUT, params![*account, *id, value_sealed, *replaces, code_hash, *expires_at]);
}

/// Loss `change_tried`: another try was booked at the same time.
pub fn book_try(batch: &mut Batch, change: &StoredChange) {
    batch.expect_one(&BOOK, params![change.account, change.id, change.tries], "change_tried");
}

/// Single use. Loss `change_taken`: its code served, it is too old, or another change took its place.
pub fn take(batch: &mut Batch, account: AccountId, id: ChangeId, now: Timestamp) {
    batch.expect_one(&TAKE, params![account, id, now], "change_taken");
}

/// Whatever waited is dead.
pub fn forget(batch: &mut Batch, account: AccountId) {
    batch.run(&FORGET, params![account]);
}

/// Brings an address, which then is this person's own. One that was leaving stays.
pub fn bring(batch: &mut Batch, digest: &[u8; 16], contact: &StoredContact, change: ChangeId) {
    let StoredContact { account, id, value_sealed, changed_at, .. } = contact;
    batch.run(&BRING, params![*account, *id, digest, value_sealed, *changed_at, change]);
    batch.run(&OWN, params![*account, *changed_at]);
}

/// Sends an address away at `leaves_at`. Loss `contact_gone`: it is no longer there, or leaves already.
pub fn send_away(
    batch: &mut Batch,
    (account, contact): (AccountId, ContactId),
    change: ChangeId,
    (now, leaves_at): (Timestamp, Timestamp),
) {
    batch.expect_one(&SEND_AWAY, params![account, contact, change, leaves_at], "contact_gone");
    batch.run(&OWN, params![account, now]);
}

/// Takes a change back while its days run: what it brought after `since` goes, what it sends away stays. Afterwards it
/// touches nothing.
pub fn undo(batch: &mut Batch, account: AccountId, change: ChangeId, (now, since): (Timestamp, Timestamp)) {
    batch.run(&TAKE_BACK, params![account, change, since]);
    batch.run(&LET_STAY, params![account, change, now]);
    batch.run(&FORGET, params![account]);
}

fn read(account: AccountId, row: &Row) -> Result<StoredChange, Trouble> {
    Ok(StoredChange {
        account,
        id: ChangeId::from_bytes(row.array(0)?),
        value_sealed: row.bytes(1)?,
        replaces: row.opt_array(2)?.map(ContactId::from_bytes),
        code_hash: row.array(3)?,
        expires_at: row.instant(4)?,
        tries: words::small(row, 5)?,
    })
}
