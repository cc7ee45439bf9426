//! The audit trail: 64 hash chains, moved in the act's own Batch (AU1, AU2). Makes no leaf and unseals nothing.

use domain::audit::LANES;
use domain::{AccountId, ActId, Timestamp};

use crate::{Batch, CommitError, Db, Row, Trouble, params, words};

statements! {
    /// First, because it holds the lane until the commit: two acts of one lane take their turns and neither is lost.
    MOVE_HEAD = "audit.move_head",
        "UPDATE audit_lanes SET seq = seq + 1, head = audit_chain(head, ?2) WHERE lane = ?1";
    APPEND = "audit.append",
        "INSERT INTO audit (lane, seq, act_id, at, code, account_id, body, salt, personal_sealed, leaf, head) \
         SELECT lane, seq, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, head FROM audit_lanes WHERE lane = ?1";
    SEED = "audit.seed",
        "INSERT INTO audit_lanes (lane, seq, head) VALUES (?1, 0, ?2) ON CONFLICT (lane) DO NOTHING";
    HEADS = "audit.heads",
        "SELECT lane, seq, head FROM audit_lanes ORDER BY lane LIMIT 64";
    OF_ACCOUNT = "audit.of_account",
        "SELECT lane, seq, act_id, at, code, account_id, body, salt, personal_sealed, leaf, head FROM audit \
         WHERE account_id = ?1 ORDER BY at DESC, seq DESC LIMIT ?2";
    OF_LANE = "audit.lane",
        "SELECT lane, seq, act_id, at, code, account_id, body, salt, personal_sealed, leaf, head FROM audit \
         WHERE lane = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
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
    /// Commits to all of the above, to the personal part by H(salt || personal) only (AU4).
    pub leaf: [u8; 32],
}

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

/// All lanes, for a checkpoint or a verification.
pub async fn heads(db: &Db) -> Result<Vec<LaneHead>, Trouble> {
    let rows = db.fetch_many(&HEADS, params![]).await?;
    let head =
        |row: &Row| Ok(LaneHead { lane: words::small(row, 0)?, seq: row.int(1)?, head: row.array(2)? });
    rows.iter().map(head).collect()
}

/// Newest first.
pub async fn of_account(db: &Db, account: AccountId, limit: u32) -> Result<Vec<StoredEntry>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account, limit]).await?;
    rows.iter().map(read).collect()
}

/// Oldest first, from the one after `after_seq`: a page of a verification.
pub async fn lane(db: &Db, lane: u8, after_seq: i64, limit: u32) -> Result<Vec<StoredEntry>, Trouble> {
    let rows = db.fetch_many(&OF_LANE, params![lane, after_seq, limit]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<StoredEntry, Trouble> {
    let entry = Entry {
        lane: words::small(row, 0)?,
        act: ActId::from_bytes(row.array(2)?),
        at: row.instant(3)?,
        code: row.text(4)?,
        account: row.opt_array(5)?.map(AccountId::from_bytes),
        body: row.text(6)?,
        salt: row.opt_bytes(7)?,
        personal_sealed: row.opt_bytes(8)?,
        leaf: row.array(9)?,
    };
    Ok(StoredEntry { seq: row.int(1)?, entry, head: row.array(10)? })
}
