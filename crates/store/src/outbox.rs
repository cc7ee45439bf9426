//! The outbox: what is to be sent, written with the act that wants it sent, kept until it is. Sends nothing.

use domain::{AccountId, MessageId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    PUT = "outbox.put",
        "INSERT INTO outbox (message_id, account_id, channel, body_sealed, created_at, due_at, tries) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)";
    /// The inner question stands apart, so that PostgreSQL asks it once and takes no row beyond the limit.
    CLAIM = "outbox.claim",
        "WITH due AS (SELECT message_id FROM outbox WHERE failed_at IS NULL AND due_at <= ?1 \
         AND (claimed_until IS NULL OR claimed_until <= ?1) \
         ORDER BY due_at LIMIT ?3 FOR UPDATE SKIP LOCKED) \
         UPDATE outbox SET claimed_until = ?2 WHERE message_id IN (SELECT message_id FROM due) \
         RETURNING message_id, account_id, channel, body_sealed, created_at, tries";
    DONE = "outbox.done",
        "DELETE FROM outbox WHERE message_id = ?1";
    RETRY = "outbox.retry",
        "UPDATE outbox SET due_at = ?2, tries = ?3, claimed_until = NULL WHERE message_id = ?1 AND failed_at IS NULL";
    GIVE_UP = "outbox.give_up",
        "UPDATE outbox SET failed_at = ?2, body_sealed = ?3, claimed_until = NULL \
         WHERE message_id = ?1 AND failed_at IS NULL";
    WAITING = "outbox.waiting",
        "SELECT count(*) FROM outbox WHERE failed_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredMessage {
    pub id: MessageId,
    pub account: Option<AccountId>,
    pub channel: String,
    pub body_sealed: Vec<u8>,
    pub created_at: Timestamp,
    pub due_at: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimedMessage {
    pub id: MessageId,
    pub account: Option<AccountId>,
    pub channel: String,
    pub body_sealed: Vec<u8>,
    pub created_at: Timestamp,
    /// How many tries came back with a failure before this one.
    pub tries: u32,
}

pub fn put(batch: &mut Batch, message: &StoredMessage) {
    let params = params![
        message.id,
        message.account,
        &message.channel,
        &message.body_sealed,
        message.created_at,
        message.due_at,
    ];
    batch.expect_one(&PUT, params, "message_exists");
}

/// Takes up to `limit` due messages for oneself until `until`: nobody else is handed them before. What is neither done
/// nor put back by then is handed out again.
pub async fn claim(
    db: &Db,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Result<Vec<ClaimedMessage>, Trouble> {
    let rows = db.claim(&CLAIM, params![now, until, limit]).await?;
    rows.iter().map(read).collect()
}

/// It was sent: the row goes, and its body with it (invariant 10).
pub fn done(batch: &mut Batch, id: MessageId) {
    batch.run(&DONE, params![id]);
}

/// Puts it back until `due_at`; `tries` counts the one that just failed.
pub fn retry(batch: &mut Batch, id: MessageId, due_at: Timestamp, tries: u32) {
    batch.run(&RETRY, params![id, due_at, tries]);
}

/// Keeps the row, without its body, for whoever looks after failures.
pub fn give_up(batch: &mut Batch, id: MessageId, now: Timestamp) {
    batch.run(&GIVE_UP, params![id, now, Vec::<u8>::new()]);
}

/// How many are still to be sent, claimed ones included.
pub async fn waiting(db: &Db) -> Result<i64, Trouble> {
    let rows = db.fetch_many(&WAITING, params![]).await?;
    rows.first().map_or(Ok(0), |row| row.int(0))
}

fn read(row: &Row) -> Result<ClaimedMessage, Trouble> {
    Ok(ClaimedMessage {
        id: MessageId::from_bytes(row.array(0)?),
        account: row.opt_array(1)?.map(AccountId::from_bytes),
        channel: row.text(2)?,
        body_sealed: row.bytes(3)?,
        created_at: row.instant(4)?,
        tries: words::small(row, 5)?,
    })
}
