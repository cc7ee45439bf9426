//! Tries at a secret, booked as failures before they are judged (invariant 8). Knows no delay: `domain::throttle` does.

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
