//! SIM cards that were met just changed, by account and number (SM5). Knows no number: its keyed digest is handed in.

use domain::sim_swap::Met;
use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Trouble, params};

statements! {
    MET = "sim_swaps.met",
        "SELECT met_at, told_at FROM sim_swaps WHERE account_id = ?1 AND to_digest = ?2 AND expires_at > ?3";
    /// The first who meets a change writes it; an older change gives way.
    NOTE = "sim_swaps.note",
        "INSERT INTO sim_swaps (account_id, to_digest, met_at, told_at, expires_at) VALUES (?1, ?2, ?3, NULL, ?4) \
         ON CONFLICT (account_id, to_digest) DO UPDATE SET met_at = ?3, told_at = NULL, expires_at = ?4 \
         WHERE sim_swaps.expires_at <= ?3";
    TELL = "sim_swaps.tell",
        "UPDATE sim_swaps SET told_at = ?3 WHERE account_id = ?1 AND to_digest = ?2 AND told_at IS NULL";
}

/// What was met and is not over.
pub async fn met(db: &Db, account: AccountId, to: &[u8; 16], now: Timestamp) -> Result<Option<Met>, Trouble> {
    let row = db.fetch_one(&MET, params![account, to, now]).await?;
    row.map(|row| Ok(Met { at: row.instant(0)?, told: row.opt_instant(1)?.is_some() })).transpose()
}

/// Notes a change that was met, until `over`.
pub fn note(batch: &mut Batch, account: AccountId, to: &[u8; 16], now: Timestamp, over: Timestamp) {
    batch.run(&NOTE, params![account, to, now, over]);
}

/// It is told in this act. Loss `sim_change_told`: a parallel one told it.
pub fn tell(batch: &mut Batch, account: AccountId, to: &[u8; 16], now: Timestamp) {
    batch.expect_one(&TELL, params![account, to, now], "sim_change_told");
}
