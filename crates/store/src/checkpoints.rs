//! Signed checkpoints over the audit's lanes, in an order without a gap. Verifies no signature.

use domain::Timestamp;

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    LATEST = "checkpoints.latest",
        "SELECT seq, at, jws FROM audit_checkpoints WHERE seq = (SELECT max(seq) FROM audit_checkpoints)";
    AFTER = "checkpoints.after",
        "SELECT seq, at, jws FROM audit_checkpoints WHERE seq > ?1 ORDER BY seq LIMIT ?2";
    INSERT = "checkpoints.insert", "INSERT INTO audit_checkpoints (seq, at, jws) VALUES (?1, ?2, ?3)";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredCheckpoint {
    /// From 1, without a gap.
    pub seq: i64,
    pub at: Timestamp,
    /// In compact form (RFC 7515 §7.1).
    pub jws: String,
}

pub async fn latest(db: &Db) -> Result<Option<StoredCheckpoint>, Trouble> {
    db.fetch_one(&LATEST, params![]).await?.as_ref().map(read).transpose()
}

/// Oldest first, from the one after `seq`.
pub async fn after(db: &Db, seq: i64, limit: u32) -> Result<Vec<StoredCheckpoint>, Trouble> {
    db.fetch_many(&AFTER, params![seq, limit]).await?.iter().map(read).collect()
}

/// Loss `checkpoint_taken`: another node has written the one of this number.
pub fn insert(batch: &mut Batch, checkpoint: &StoredCheckpoint) {
    let params = params![checkpoint.seq, checkpoint.at, &checkpoint.jws];
    batch.expect_one(&INSERT, params, "checkpoint_taken");
}

fn read(row: &Row) -> Result<StoredCheckpoint, Trouble> {
    Ok(StoredCheckpoint { seq: row.int(0)?, at: row.instant(1)?, jws: row.text(2)? })
}
