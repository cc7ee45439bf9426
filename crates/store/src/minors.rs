//! People under age: until when, and who was told that it is over (X19). Knows no date of birth.

use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "minors.of_account",
        "SELECT account_id, adult_at, added_at, told_at FROM minors WHERE account_id = ?1";
    OF_AGE = "minors.of_age",
        "SELECT account_id, adult_at, added_at, told_at FROM minors \
         WHERE told_at IS NULL AND adult_at <= ?1 ORDER BY adult_at LIMIT 100";
    PUT = "minors.put",
        "INSERT INTO minors (account_id, adult_at, added_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (account_id) DO UPDATE SET adult_at = excluded.adult_at WHERE minors.told_at IS NULL";
    TOLD = "minors.told",
        "UPDATE minors SET told_at = ?2 WHERE account_id = ?1 AND told_at IS NULL";
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredMinor {
    pub account: AccountId,
    /// None where nobody said until when.
    pub adult_at: Option<Timestamp>,
    pub added_at: Timestamp,
    pub told_at: Option<Timestamp>,
}

pub async fn of_account(db: &Db, account: AccountId) -> Result<Option<StoredMinor>, Trouble> {
    let row = db.fetch_one(&OF_ACCOUNT, params![account]).await?;
    row.as_ref().map(read).transpose()
}

/// Those who came of age and were not told; at most 100.
pub async fn of_age(db: &Db, now: Timestamp) -> Result<Vec<StoredMinor>, Trouble> {
    let rows = db.fetch_many(&OF_AGE, params![now]).await?;
    rows.iter().map(read).collect()
}

/// Marks somebody as a minor; another day may be said while they are one.
pub fn put(batch: &mut Batch, account: AccountId, adult_at: Option<Timestamp>, now: Timestamp) {
    batch.run(&PUT, params![account, adult_at, now]);
}

/// Loss `told_already`: another node was first.
pub fn told(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.expect_one(&TOLD, params![account, now], "told_already");
}

fn read(row: &Row) -> Result<StoredMinor, Trouble> {
    Ok(StoredMinor {
        account: AccountId::from_bytes(row.array(0)?),
        adult_at: row.opt_instant(1)?,
        added_at: row.instant(2)?,
        told_at: row.opt_instant(3)?,
    })
}
