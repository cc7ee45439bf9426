//! The audit's 64 hash chains, moved in the act's own Batch (AU1, AU2). Makes no leaf and unseals nothing.

use domain::audit::LANES;
use domain::{AccountId, ActId, Timestamp};

use crate::{Batch, CommitError, Db, Row, Trouble, params, words};

/// The columns that `read` reads, in its order.
macro_rules! entry_columns {
    () => {
        "lane, seq, act_id, at, code, account_id, body, salt, personal_sealed, personal_hash, leaf, head"
    };
}
pub(crate) use entry_columns;

statements! {
    /// First, because it holds the lane until the commit: two acts of one lane take their turns and neither is lost.
    MOVE_HEAD = "audit.move_head",
        "UPDATE audit_lanes SET seq = seq + 1, head = audit_chain(head, ?2) WHERE lane = ?1";
    APPEND = "audit.append",
        "INSERT INTO audit \
         (lane, seq, act_id, at, code, account_id, body, salt, personal_sealed, personal_hash, leaf, head) \
         SELECT lane, seq, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, head FROM audit_lanes WHERE lane = ?1";
    SEED = "audit.seed",
        "INSERT INTO audit_lanes (lane, seq, head) VALUES (?1, 0, ?2) ON CONFLICT (lane) DO NOTHING";
    HEADS = "audit.heads",
        "SELECT lane, seq, head FROM audit_lanes ORDER BY lane LIMIT 64";
    OF_LANE = "audit.lane",
        concat!("SELECT ", entry_columns!(), " FROM audit WHERE lane = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3");
}

/// One fact, ready to be chained.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// `domain::audit::lane` of the account.
    pub lane: u8,
    pub act: ActId,
    pub at: Timestamp,
    /// The fact's stable code.
    pub code: String,
    pub account: Option<AccountId>,
    /// JSON of the fact: ids and words, nothing personal.
    pub body: String,
    pub salt: Option<Vec<u8>>,
    pub personal_sealed: Option<Vec<u8>>,
    /// H(salt || personal part); stays when both are erased, and tells nothing without the salt (AU4).
    pub personal_hash: Option<[u8; 32]>,
    /// Commits to all of the above, to the personal part by its hash only.
    pub leaf: [u8; 32],
}

/// An entry where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredEntry {
    /// From 1, without a gap, in its lane.
    pub seq: i64,
    pub entry: Entry,
    /// SHA-256 over the lane's head before and the leaf.
    pub head: [u8; 32],
}

/// Where a lane stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LaneHead {
    pub lane: u8,
    /// 0 while the lane is empty.
    pub seq: i64,
    pub head: [u8; 32],
}

/// Chains an entry to its lane. Push it last: the lane is held from here to the commit. Loss `audit_lane_missing`:
/// the store was never seeded.
pub fn append(batch: &mut Batch, entry: &Entry) {
    const MISSING: &str = "audit_lane_missing";
    batch.expect_one(&MOVE_HEAD, params![entry.lane, entry.leaf], MISSING);
    let params = params![
        entry.lane,
        entry.act,
        entry.at,
        &entry.code,
        entry.account,
        &entry.body,
        entry.salt.as_ref(),
        entry.personal_sealed.as_ref(),
        entry.personal_hash,
        entry.leaf,
    ];
    batch.expect_one(&APPEND, params, MISSING);
}

/// Makes the lanes that are not there yet, each with a head of 32 zero bytes; after every migration.
pub async fn seed(db: &Db) -> Result<(), CommitError> {
    // The act is not recorded: whoever seeds twice changes nothing.
    let mut batch = Batch::new(ActId::from_bytes([0; 16]));
    for lane in 0..LANES {
        batch.run(&SEED, params![lane, [0_u8; 32]]);
    }
    db.commit(batch).await
}

/// All lanes as they stand at one instant.
pub async fn heads(db: &Db) -> Result<Vec<LaneHead>, Trouble> {
    db.fetch_many(&HEADS, params![]).await?.iter().map(read_head).collect()
}

/// Oldest first, from the one after `after_seq`.
pub async fn lane(db: &Db, lane: u8, after_seq: i64, limit: u32) -> Result<Vec<StoredEntry>, Trouble> {
    let rows = db.fetch_many(&OF_LANE, params![lane, after_seq, limit]).await?;
    rows.iter().map(read).collect()
}

pub(crate) fn read_head(row: &Row) -> Result<LaneHead, Trouble> {
    Ok(LaneHead { lane: words::small(row, 0)?, seq: row.int(1)?, head: row.array(2)? })
}

pub(crate) fn read(row: &Row) -> Result<StoredEntry, Trouble> {
    let entry = Entry {
        lane: words::small(row, 0)?,
        act: ActId::from_bytes(row.array(2)?),
        at: row.instant(3)?,
        code: row.text(4)?,
        account: row.opt_array(5)?.map(AccountId::from_bytes),
        body: row.text(6)?,
        salt: row.opt_bytes(7)?,
        personal_sealed: row.opt_bytes(8)?,
        personal_hash: row.opt_array(9)?,
        leaf: row.array(10)?,
    };
    Ok(StoredEntry { seq: row.int(1)?, entry, head: row.array(11)? })
}
