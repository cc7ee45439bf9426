//! The audit as a verification reads it: whatever somebody did to the tables, a row that cannot be read is an answer and
//! no failure. Judges nothing.

use domain::audit::LANES;

use crate::audit::{LaneHead, StoredEntry, entry_columns, read, read_head};
use crate::{Db, Trouble, params};

statements! {
    HEADS = "doubted.heads", "SELECT lane, seq, head FROM audit_lanes ORDER BY lane LIMIT 1000";
    OF_LANE = "doubted.lane",
        concat!("SELECT ", entry_columns!(), " FROM audit WHERE lane = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3");
    AT = "doubted.at", concat!("SELECT ", entry_columns!(), " FROM audit WHERE lane = ?1 AND seq = ?2");
    ABOVE = "doubted.above",
        concat!("SELECT ", entry_columns!(), " FROM audit WHERE lane > ?1 ORDER BY lane, seq LIMIT 1");
    BELOW = "doubted.below",
        concat!("SELECT ", entry_columns!(), " FROM audit WHERE lane < ?1 ORDER BY lane, seq LIMIT 1");
}

/// A row of the audit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    Entry(Box<StoredEntry>),
    /// Its number, and nothing else that makes sense.
    Unreadable(i64),
}

/// Heads that can be read, of lanes that there are.
pub async fn heads(db: &Db) -> Result<Vec<LaneHead>, Trouble> {
    let rows = db.fetch_many(&HEADS, params![]).await?;
    Ok(rows.iter().filter_map(|row| read_head(row).ok()).filter(|head| head.lane < LANES).collect())
}

/// Oldest first, from the one after `after_seq`, which may be any number at all.
///
/// # Errors
/// `Trouble::Column` also for a number that is none.
pub async fn lane(db: &Db, lane: u8, after_seq: i64, limit: u32) -> Result<Vec<Row>, Trouble> {
    let rows = db.fetch_many(&OF_LANE, params![lane, after_seq, limit]).await?;
    rows.iter().map(doubt).collect()
}

pub async fn at(db: &Db, lane: u8, seq: i64) -> Result<Option<Row>, Trouble> {
    db.fetch_one(&AT, params![lane, seq]).await?.as_ref().map(doubt).transpose()
}

/// Whether some row stands in a lane that there is not.
pub async fn has_stray(db: &Db) -> Result<bool, Trouble> {
    let above = db.fetch_one(&ABOVE, params![LANES - 1]).await?;
    Ok(above.is_some() || db.fetch_one(&BELOW, params![0]).await?.is_some())
}

fn doubt(row: &crate::Row) -> Result<Row, Trouble> {
    let seq = row.int(1)?;
    Ok(read(row).map_or(Row::Unreadable(seq), |entry| Row::Entry(Box::new(entry))))
}
