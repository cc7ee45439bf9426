//! Devices: one person in one browser, and the series of verifiers of a kept one (O11, SE3-SE5).
//! Judges no verifier: `domain::session` does.

use domain::{AccountId, DeviceId, SignInId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    BY_ID = "devices.by_id",
        "SELECT device_id, account_id, label_sealed, first_seen_at, last_seen_at, authenticated_at, sign_in_id, \
         methods, kept_until, verifier_hash, previous_hash, rotated_at, ended_at, factor_at, name_sealed \
         FROM devices WHERE device_id = ?1";
    OF_ACCOUNT = "devices.of_account",
        "SELECT device_id, account_id, label_sealed, first_seen_at, last_seen_at, authenticated_at, sign_in_id, \
         methods, kept_until, verifier_hash, previous_hash, rotated_at, ended_at, factor_at, name_sealed \
         FROM devices WHERE account_id = ?1 AND ended_at IS NULL ORDER BY last_seen_at DESC LIMIT 100";
    /// An ended device that signs in again is the same device, alive; when it was first seen stays.
    START = "devices.start",
        "INSERT INTO devices (device_id, account_id, label_sealed, first_seen_at, last_seen_at, authenticated_at, \
         sign_in_id, methods, kept_until, verifier_hash, previous_hash, rotated_at, factor_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
         ON CONFLICT (device_id) DO UPDATE SET label_sealed = excluded.label_sealed, \
         last_seen_at = excluded.last_seen_at, authenticated_at = excluded.authenticated_at, \
         sign_in_id = excluded.sign_in_id, methods = excluded.methods, kept_until = excluded.kept_until, \
         verifier_hash = excluded.verifier_hash, previous_hash = excluded.previous_hash, \
         rotated_at = excluded.rotated_at, ended_at = NULL, \
         factor_at = COALESCE(excluded.factor_at, devices.factor_at) \
         WHERE devices.account_id = excluded.account_id";
    ROTATE = "devices.rotate",
        "UPDATE devices SET previous_hash = verifier_hash, verifier_hash = ?3, rotated_at = ?4, last_seen_at = ?4 \
         WHERE device_id = ?1 AND verifier_hash = ?2 AND ended_at IS NULL";
    SEEN = "devices.seen",
        "UPDATE devices SET last_seen_at = ?2 WHERE device_id = ?1 AND last_seen_at < ?2";
    END = "devices.end",
        "UPDATE devices SET ended_at = ?3, kept_until = NULL, verifier_hash = NULL, previous_hash = NULL \
         WHERE device_id = ?1 AND account_id = ?2 AND ended_at IS NULL";
    END_KEPT = "devices.end_kept",
        "UPDATE devices SET kept_until = NULL, verifier_hash = NULL, previous_hash = NULL, rotated_at = ?2 \
         WHERE device_id = ?1";
    FORGET = "devices.forget",
        "DELETE FROM devices WHERE device_id = ?1 AND account_id = ?2";
    FORGET_OTHERS = "devices.forget_others",
        "DELETE FROM devices WHERE account_id = ?1 AND device_id <> ?2";
    END_OTHERS = "devices.end_others",
        "UPDATE devices SET ended_at = ?3, kept_until = NULL, verifier_hash = NULL, previous_hash = NULL \
         WHERE account_id = ?1 AND device_id <> ?2 AND ended_at IS NULL";
    END_ALL = "devices.end_all",
        "UPDATE devices SET ended_at = ?2, kept_until = NULL, verifier_hash = NULL, previous_hash = NULL \
         WHERE account_id = ?1 AND ended_at IS NULL";
    PROVE = "devices.prove",
        "UPDATE devices SET methods = ?3, factor_at = ?4 WHERE device_id = ?1 AND account_id = ?2";
    RENAME = "devices.rename",
        "UPDATE devices SET name_sealed = ?3 WHERE device_id = ?1 AND account_id = ?2 AND ended_at IS NULL";
    FORGET_FACTORS = "devices.forget_factors",
        "UPDATE devices SET factor_at = NULL WHERE account_id = ?1 AND factor_at IS NOT NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredDevice {
    pub id: DeviceId,
    pub account: AccountId,
    pub label_sealed: Vec<u8>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub authenticated_at: Timestamp,
    /// The sign-in that a kept cookie renews.
    pub sign_in: SignInId,
    /// `amr` words of that sign-in, separated by spaces.
    pub methods: String,
    /// None when the device is not kept.
    pub kept_until: Option<Timestamp>,
    pub verifier_hash: Option<[u8; 32]>,
    /// The verifier before the last rotation, good for the grace window that begins at `rotated_at` (SE4).
    pub previous_hash: Option<[u8; 32]>,
    pub rotated_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    /// When a second factor was last proven here; `start` without one keeps what stands.
    pub factor_at: Option<Timestamp>,
    /// What its owner calls it; `start` keeps what stands.
    pub name_sealed: Option<Vec<u8>>,
}

pub async fn by_id(db: &Db, id: DeviceId) -> Result<Option<StoredDevice>, Trouble> {
    let row = db.fetch_one(&BY_ID, params![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The live ones, newest first; at most 100.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredDevice>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// A sign-in on this device: makes it, or revives it. Loss `device_of_another`: the id belongs to another account.
pub fn start(batch: &mut Batch, device: &StoredDevice) {
    let params = params![
        device.id,
        device.account,
        &device.label_sealed,
        device.first_seen_at,
        device.last_seen_at,
        device.authenticated_at,
        device.sign_in,
        &device.methods,
        device.kept_until,
        device.verifier_hash,
        device.previous_hash,
        device.rotated_at,
        device.factor_at,
    ];
    batch.expect_one(&START, params, "device_of_another");
}

/// Puts the next verifier of the series in the place of `from`. Loss `rotated_already`: a parallel tab was first, or
/// the device was ended meanwhile.
pub fn rotate(batch: &mut Batch, id: DeviceId, from: [u8; 32], to: [u8; 32], now: Timestamp) {
    batch.expect_one(&ROTATE, params![id, from, to, now], "rotated_already");
}

pub fn seen(batch: &mut Batch, id: DeviceId, now: Timestamp) {
    batch.run(&SEEN, params![id, now]);
}

/// Ends a device, if it is this account's.
pub fn end(batch: &mut Batch, account: AccountId, id: DeviceId, now: Timestamp) {
    batch.run(&END, params![id, account, now]);
}

/// Ends « rester identifié » on a device, which stays known otherwise (RL4).
pub fn end_kept(batch: &mut Batch, id: DeviceId, now: Timestamp) {
    batch.run(&END_KEPT, params![id, now]);
}

/// Removes a device, if it is this account's: it is no longer known (SE8).
pub fn forget(batch: &mut Batch, account: AccountId, id: DeviceId) {
    batch.run(&FORGET, params![id, account]);
}

/// Removes every device of the account but the one at hand.
pub fn forget_others(batch: &mut Batch, account: AccountId, id: DeviceId) {
    batch.run(&FORGET_OTHERS, params![account, id]);
}

/// Every device of the account but the one at hand; they stay known.
pub fn end_others(batch: &mut Batch, account: AccountId, id: DeviceId, now: Timestamp) {
    batch.run(&END_OTHERS, params![account, id, now]);
}

pub fn end_all(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&END_ALL, params![account, now]);
}

/// A second factor was proven in the sign-in that goes on here; `methods` are all that it proved.
pub fn prove(batch: &mut Batch, account: AccountId, id: DeviceId, methods: &str, now: Timestamp) {
    batch.run(&PROVE, params![id, account, methods, now]);
}

/// What its owner calls it from now on; nothing gives the browser's own name back. Loss `device_gone`.
pub fn rename(batch: &mut Batch, account: AccountId, id: DeviceId, name_sealed: Option<Vec<u8>>) {
    batch.expect_one(&RENAME, params![id, account, name_sealed], "device_gone");
}

/// No device of the account is trusted without a factor any more: a password chosen by mail takes no factor's place (EL7).
pub fn forget_factors(batch: &mut Batch, account: AccountId) {
    batch.run(&FORGET_FACTORS, params![account]);
}

fn read(row: &Row) -> Result<StoredDevice, Trouble> {
    Ok(StoredDevice {
        id: DeviceId::from_bytes(row.array(0)?),
        account: AccountId::from_bytes(row.array(1)?),
        label_sealed: row.bytes(2)?,
        first_seen_at: row.instant(3)?,
        last_seen_at: row.instant(4)?,
        authenticated_at: row.instant(5)?,
        sign_in: SignInId::from_bytes(row.array(6)?),
        methods: row.text(7)?,
        kept_until: row.opt_instant(8)?,
        verifier_hash: row.opt_array(9)?,
        previous_hash: row.opt_array(10)?,
        rotated_at: row.opt_instant(11)?,
        ended_at: row.opt_instant(12)?,
        factor_at: row.opt_instant(13)?,
        name_sealed: row.opt_bytes(14)?,
    })
}
