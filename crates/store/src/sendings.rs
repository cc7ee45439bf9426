//! What was sent by text, call or mail, and what may still be: by address, by budget, by hour (SM2). Knows no number and no
//! limit: digests and figures are handed in.

use domain::Timestamp;

use crate::{Batch, Db, Trouble, params, words};

statements! {
    TO = "sendings.to",
        "SELECT seq, at FROM sendings WHERE to_digest = ?1 ORDER BY seq DESC LIMIT ?2";
    BOOK = "sendings.book",
        "INSERT INTO sendings (to_digest, seq, at) VALUES (?1, ?2, ?3) ON CONFLICT (to_digest, seq) DO NOTHING";
    SPEND = "sendings.spend",
        "INSERT INTO sending_budgets (budget_key, used, expires_at) VALUES (?1, 1, ?3) \
         ON CONFLICT (budget_key) DO UPDATE SET used = sending_budgets.used + 1 WHERE sending_budgets.used < ?2";
    COUNT_SENT = "sendings.count_sent",
        "INSERT INTO sending_hours (hour, calling_code, sent, used) VALUES (?1, ?2, 1, 0) \
         ON CONFLICT (hour, calling_code) DO UPDATE SET sent = sending_hours.sent + 1";
    COUNT_USED = "sendings.count_used",
        "INSERT INTO sending_hours (hour, calling_code, sent, used) VALUES (?1, ?2, 0, 1) \
         ON CONFLICT (hour, calling_code) DO UPDATE SET used = sending_hours.used + 1";
    SINCE = "sendings.since",
        "SELECT calling_code, sent, used FROM sending_hours WHERE hour >= ?1 LIMIT 2000";
}

/// What went to one address, the newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sent {
    pub at: Vec<Timestamp>,
    /// The place that the next one takes.
    pub next: i64,
}

/// The last `most` that went to an address.
pub async fn to(db: &Db, to: &[u8; 16], most: u32) -> Result<Sent, Trouble> {
    let rows = db.fetch_many(&TO, params![to, most]).await?;
    let next = rows.first().map(|row| row.int(0)).transpose()?.unwrap_or(0) + 1;
    let at = rows.iter().map(|row| row.instant(1)).collect::<Result<_, _>>()?;
    Ok(Sent { at, next })
}

/// Takes the next place. Loss `sending_moved`: a parallel request took it.
pub fn book(batch: &mut Batch, to: &[u8; 16], seq: i64, now: Timestamp) {
    batch.expect_one(&BOOK, params![to, seq, now], "sending_moved");
}

/// Uses one of a budget. Ends with `loss` where as many as `most` were used.
pub fn spend(batch: &mut Batch, budget: &[u8; 16], most: u32, expires_at: Timestamp, loss: &'static str) {
    batch.expect_one(&SPEND, params![budget, most, expires_at], loss);
}

/// One went to that calling code in that hour.
pub fn count_sent(batch: &mut Batch, hour: i64, calling_code: &str) {
    batch.run(&COUNT_SENT, params![hour, calling_code]);
}

/// One that was sent there was used.
pub fn count_used(batch: &mut Batch, hour: i64, calling_code: &str) {
    batch.run(&COUNT_USED, params![hour, calling_code]);
}

/// Sent and used by calling code, from that hour on.
pub async fn since(db: &Db, hour: i64) -> Result<Vec<(String, u64, u64)>, Trouble> {
    let rows = db.fetch_many(&SINCE, params![hour]).await?;
    rows.iter().map(|row| Ok((row.text(0)?, words::small(row, 1)?, words::small(row, 2)?))).collect()
}
