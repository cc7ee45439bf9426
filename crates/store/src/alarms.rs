//! The links of security notices, « ce n’était pas moi » (X10): found by token, pressed once, kept until they expire.

use domain::alarm::Told;
use domain::{AccountId, AlarmId, AuthenticatorId, ChangeId, DeviceId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    BY_TOKEN = "alarms.by_token",
        "SELECT alarm_id, account_id, told, device_id, change_id, place_sealed, at, expires_at, used_at, method_id \
         FROM alarms WHERE token_hash = ?1";
    PUT = "alarms.put",
        "INSERT INTO alarms (alarm_id, token_hash, account_id, told, device_id, change_id, place_sealed, at, expires_at, \
         method_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    PRESS = "alarms.press",
        "UPDATE alarms SET used_at = ?3 \
         WHERE alarm_id = ?1 AND account_id = ?2 AND used_at IS NULL AND expires_at > ?3";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredAlarm {
    pub id: AlarmId,
    pub account: AccountId,
    pub told: Told,
    /// What ends; absent: every device.
    pub device: Option<DeviceId>,
    /// What is undone.
    pub change: Option<ChangeId>,
    /// The method that was added.
    pub method: Option<AuthenticatorId>,
    pub place_sealed: Vec<u8>,
    /// When it happened.
    pub at: Timestamp,
    pub expires_at: Timestamp,
    /// One that is put has none.
    pub used_at: Option<Timestamp>,
}

pub async fn by_token(db: &Db, token_hash: &[u8; 32]) -> Result<Option<StoredAlarm>, Trouble> {
    let row = db.fetch_one(&BY_TOKEN, params![token_hash]).await?;
    row.as_ref().map(read).transpose()
}

pub fn put(batch: &mut Batch, token_hash: &[u8; 32], alarm: &StoredAlarm) {
    let params = params![
        alarm.id,
        token_hash,
        alarm.account,
        alarm.told.word(),
        alarm.device,
        alarm.change,
        &alarm.place_sealed,
        alarm.at,
        alarm.expires_at,
        alarm.method,
    ];
    batch.expect_one(&PUT, params, "alarm_exists");
}

/// Loss `alarm_used`: it was pressed before, or has expired.
pub fn press(batch: &mut Batch, account: AccountId, id: AlarmId, now: Timestamp) {
    batch.expect_one(&PRESS, params![id, account, now], "alarm_used");
}

fn read(row: &Row) -> Result<StoredAlarm, Trouble> {
    Ok(StoredAlarm {
        id: AlarmId::from_bytes(row.array(0)?),
        account: AccountId::from_bytes(row.array(1)?),
        told: Told::from_word(&row.text(2)?)
            .ok_or_else(|| words::not(2, "a notice that this release knows"))?,
        device: row.opt_array(3)?.map(DeviceId::from_bytes),
        change: row.opt_array(4)?.map(ChangeId::from_bytes),
        place_sealed: row.bytes(5)?,
        at: row.instant(6)?,
        expires_at: row.instant(7)?,
        used_at: row.opt_instant(8)?,
        method: row.opt_array(9)?.map(AuthenticatorId::from_bytes),
    })
}
