//! Tries at a secret, booked as failures before they are judged (invariant 8). Knows no delay: `domain::throttle` does.

use std::time::Duration;

use domain::Timestamp;

use crate::{Batch, Db, Trouble, params, words};

statements! {
    COUNTER = "attempts.counter",
        "SELECT failures, last_at FROM attempts WHERE counter_key = ?1";
    BOOK_FIRST = "attempts.book_first",
        "INSERT INTO attempts (counter_key, failures, last_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (counter_key) DO NOTHING";
    BOOK_NEXT = "attempts.book_next",
        "UPDATE attempts SET failures = ?2, last_at = ?3 WHERE counter_key = ?1 AND failures = ?4 AND last_at = ?5";
    /// For networks, `last_at` is when all is paid: each try moves it on by a pause.
    OWE = "attempts.owe",
        "INSERT INTO attempts (counter_key, failures, last_at) VALUES (?1, 1, CAST(?3 AS BIGINT) + CAST(?2 AS BIGINT)) \
         ON CONFLICT (counter_key) DO UPDATE SET failures = attempts.failures + 1, \
         last_at = CASE WHEN attempts.last_at > ?3 THEN attempts.last_at ELSE ?3 END + ?2";
    PAY = "attempts.pay",
        "UPDATE attempts SET last_at = last_at - ?2 WHERE counter_key = ?1";
    CLEAR = "attempts.clear",
        "DELETE FROM attempts WHERE counter_key = ?1";
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredCounter {
    pub failures: u32,
    pub last_at: Timestamp,
}

pub async fn counter(db: &Db, key: &[u8; 16]) -> Result<Option<StoredCounter>, Trouble> {
    let Some(row) = db.fetch_one(&COUNTER, params![key]).await? else {
        return Ok(None);
    };
    Ok(Some(StoredCounter { failures: words::small(&row, 0)?, last_at: row.instant(1)? }))
}

/// Books one more failure on exactly the counter that was read. Loss `attempt_moved`: a parallel try booked first.
pub fn book(batch: &mut Batch, key: &[u8; 16], before: Option<StoredCounter>, failures: u32, now: Timestamp) {
    const MOVED: &str = "attempt_moved";
    match before {
        None => batch.expect_one(&BOOK_FIRST, params![key, failures, now], MOVED),
        Some(before) => {
            let params = params![key, failures, now, before.failures, before.last_at];
            batch.expect_one(&BOOK_NEXT, params, MOVED)
        }
    };
}

/// Forgets the failures, after a success.
pub fn clear(batch: &mut Batch, key: &[u8; 16]) {
    batch.run(&CLEAR, params![key]);
}

/// Books a try of a network: its debt grows by one pause. Parallel tries all count, in whatever order.
pub fn owe(batch: &mut Batch, key: &[u8; 16], pause: Duration, now: Timestamp) {
    batch.run(&OWE, params![key, millis(pause), now]);
}

/// Takes a network's try back: it was right.
pub fn pay(batch: &mut Batch, key: &[u8; 16], pause: Duration) {
    batch.run(&PAY, params![key, millis(pause)]);
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
