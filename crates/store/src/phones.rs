//! Phones with a key of their own, one row for each account they serve. Knows no signature: keys are bytes here.

use domain::vap::{PhoneState, PushState};
use domain::{AccountId, AuthenticatorId, DeviceId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    BY_ID = "phones.by_id",
        "SELECT account_id, phone_id, device_id, kid, public_key, about_sealed, totp_sealed, push_sealed, push_state, \
         state, registered_at, last_seen_at, label_sealed, lock_sealed, locked_at FROM phones WHERE phone_id = ?1";
    OF_ACCOUNT = "phones.of_account",
        "SELECT account_id, phone_id, device_id, kid, public_key, about_sealed, totp_sealed, push_sealed, push_state, \
         state, registered_at, last_seen_at, label_sealed, lock_sealed, locked_at FROM phones \
         WHERE account_id = ?1 AND state <> 'revoked' ORDER BY last_seen_at DESC LIMIT 20";
    INSERT = "phones.insert",
        "INSERT INTO phones (account_id, phone_id, device_id, kid, public_key, about_sealed, totp_sealed, push_sealed, \
         push_state, state, registered_at, last_seen_at, label_sealed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12)";
    MOVE = "phones.move",
        "UPDATE phones SET state = ?4, ended_at = CASE WHEN ?4 = 'revoked' THEN ?5 ELSE ended_at END \
         WHERE account_id = ?1 AND phone_id = ?2 AND state = ?3";
    END = "phones.end",
        "UPDATE phones SET state = 'revoked', ended_at = ?3, push_sealed = NULL, push_state = 'absent', \
         totp_sealed = NULL, lock_sealed = NULL, locked_at = NULL \
         WHERE account_id = ?1 AND phone_id = ?2 AND state <> 'revoked'";
    END_PENDING = "phones.end_pending",
        "UPDATE phones SET state = 'revoked', ended_at = ?2, push_sealed = NULL, push_state = 'absent' \
         WHERE account_id = ?1 AND state = 'pending'";
    RENAME = "phones.rename",
        "UPDATE phones SET label_sealed = ?3 WHERE account_id = ?1 AND phone_id = ?2 AND state <> 'revoked'";
    PUSH = "phones.push",
        "UPDATE phones SET push_sealed = ?3, push_state = ?4 \
         WHERE account_id = ?1 AND phone_id = ?2 AND state <> 'revoked'";
    PUSH_DIED = "phones.push_died",
        "UPDATE phones SET push_state = 'dead' WHERE account_id = ?1 AND phone_id = ?2 AND push_sealed = ?3";
    LOCK = "phones.lock",
        "UPDATE phones SET lock_sealed = ?3, locked_at = ?4 \
         WHERE account_id = ?1 AND phone_id = ?2 AND state <> 'revoked'";
    /// Holds the row for the rest of the act, and changes nothing.
    HOLD = "phones.hold",
        "UPDATE phones SET last_seen_at = last_seen_at WHERE account_id = ?1 AND phone_id = ?2 AND state = 'active'";
    SEEN = "phones.seen",
        "UPDATE phones SET last_seen_at = ?3 WHERE account_id = ?1 AND phone_id = ?2 AND last_seen_at < ?3";
    REMEMBER_PROOF = "phones.remember_proof",
        "INSERT INTO vap_proofs (phone_id, proof_digest, expires_at) VALUES (?1, ?2, ?3)";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredPhone {
    pub account: AccountId,
    pub id: AuthenticatorId,
    pub device: DeviceId,
    pub kid: String,
    pub public_key: Vec<u8>,
    pub about_sealed: Vec<u8>,
    /// As its owner calls it.
    pub label_sealed: Vec<u8>,
    pub totp_sealed: Option<Vec<u8>>,
    pub push_sealed: Option<Vec<u8>>,
    pub push_state: PushState,
    pub state: PhoneState,
    pub registered_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// The phone's own lock, and since when it is known.
    pub lock: Option<(Vec<u8>, Timestamp)>,
}

pub async fn by_id(db: &Db, id: AuthenticatorId) -> Result<Option<StoredPhone>, Trouble> {
    db.fetch_one(&BY_ID, params![id]).await?.as_ref().map(read).transpose()
}

/// Those that are not revoked, the last used first.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredPhone>, Trouble> {
    db.fetch_many(&OF_ACCOUNT, params![account]).await?.iter().map(read).collect()
}

/// Loss `key_reused`: some account has a phone with this key, revoked ones included.
pub fn insert(batch: &mut Batch, phone: &StoredPhone) {
    let params = params![
        phone.account,
        phone.id,
        phone.device,
        &phone.kid,
        &phone.public_key,
        &phone.about_sealed,
        phone.totp_sealed.as_ref(),
        phone.push_sealed.as_ref(),
        phone.push_state.word(),
        phone.state.word(),
        phone.registered_at,
        &phone.label_sealed,
    ];
    batch.expect_one(&INSERT, params, "key_reused");
}

/// From one standing to another. Loss `phone_moved`.
pub fn change(batch: &mut Batch, phone: &StoredPhone, to: PhoneState, now: Timestamp) {
    shift(batch, (phone.account, phone.id), (phone.state, to), now);
}

/// The same for one that was not read. Loss `phone_moved`: it stood elsewhere.
pub fn shift(
    batch: &mut Batch,
    (account, phone): (AccountId, AuthenticatorId),
    (from, to): (PhoneState, PhoneState),
    now: Timestamp,
) {
    batch.expect_one(&MOVE, params![account, phone, from.word(), to.word(), now], "phone_moved");
}

/// Revoked, whatever it was; what wakes it and its codes' secret go at once (PU7). Loss `phone_moved`: it was already.
pub fn end(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, now: Timestamp) {
    batch.expect_one(&END, params![account, phone, now], "phone_moved");
}

/// The same for what may be revoked already.
pub fn end_if_there(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, now: Timestamp) {
    batch.run(&END, params![account, phone, now]);
}

/// Phones that never approved their first number go with the offer that brought them (EN4).
pub fn end_pending(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&END_PENDING, params![account, now]);
}

/// Loss `phone_moved`: it was revoked.
pub fn rename(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, label_sealed: &[u8]) {
    batch.expect_one(&RENAME, params![account, phone, label_sealed], "phone_moved");
}

pub fn set_push(
    batch: &mut Batch,
    phone: (AccountId, AuthenticatorId),
    sealed: Option<Vec<u8>>,
    state: PushState,
) {
    batch.run(&PUSH, params![phone.0, phone.1, sealed, state.word()]);
}

/// The push service says that this subscription is gone; a newer one stays.
pub fn push_died(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, sealed: &[u8]) {
    batch.run(&PUSH_DIED, params![account, phone, sealed]);
}

/// Brings the phone's own lock, or takes it away.
pub fn lock(batch: &mut Batch, phone: (AccountId, AuthenticatorId), sealed: Option<Vec<u8>>, now: Timestamp) {
    let since = sealed.as_ref().map(|_| now);
    batch.run(&LOCK, params![phone.0, phone.1, sealed, since]);
}

/// The whole act is lost, as `phone_moved`, where this phone no longer serves.
pub fn hold(batch: &mut Batch, account: AccountId, phone: AuthenticatorId) {
    batch.expect_one(&HOLD, params![account, phone], "phone_moved");
}

pub fn seen(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, now: Timestamp) {
    batch.run(&SEEN, params![account, phone, now]);
}

/// Loss `proof_replayed`: it served already.
pub fn remember_proof(batch: &mut Batch, phone: AuthenticatorId, digest: &[u8; 16], until: Timestamp) {
    batch.expect_one(&REMEMBER_PROOF, params![phone, digest, until], "proof_replayed");
}

fn read(row: &Row) -> Result<StoredPhone, Trouble> {
    Ok(StoredPhone {
        account: AccountId::from_bytes(row.array(0)?),
        id: AuthenticatorId::from_bytes(row.array(1)?),
        device: DeviceId::from_bytes(row.array(2)?),
        kid: row.text(3)?,
        public_key: row.bytes(4)?,
        about_sealed: row.bytes(5)?,
        totp_sealed: row.opt_bytes(6)?,
        push_sealed: row.opt_bytes(7)?,
        push_state: PushState::parse(&row.text(8)?).ok_or_else(|| words::not(8, "a push state"))?,
        state: PhoneState::parse(&row.text(9)?).ok_or_else(|| words::not(9, "a phone's state"))?,
        registered_at: row.instant(10)?,
        last_seen_at: row.instant(11)?,
        label_sealed: row.bytes(12)?,
        lock: row.opt_bytes(13)?.zip(row.opt_instant(14)?),
    })
}
