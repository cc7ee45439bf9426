//! The audit as people read it: newest first, page by page; and its personal parts, erased when their time is over.
//! Knows no chain.

use domain::{AccountId, Timestamp};

use crate::audit::{StoredEntry, entry_columns, read};
use crate::{Batch, Db, Trouble, Value, params};

statements! {
    OF_ACCOUNT = "trail.of_account",
        concat!("SELECT ", entry_columns!(), " FROM audit WHERE account_id = ?1 AND at >= ?2 \
         AND (at, seq) < (?3, ?4) ORDER BY at DESC, seq DESC LIMIT ?5");
    OF_CODE = "trail.of_code",
        concat!("SELECT ", entry_columns!(), " FROM audit WHERE code = ?1 AND at >= ?2 \
         AND (at, lane, seq) < (?3, ?4, ?5) ORDER BY at DESC, lane DESC, seq DESC LIMIT ?6");
    OF_ALL = "trail.of_all",
        concat!("SELECT ", entry_columns!(), " FROM audit WHERE at >= ?1 \
         AND (at, lane, seq) < (?2, ?3, ?4) ORDER BY at DESC, lane DESC, seq DESC LIMIT ?5");
    ERASE_PERSONAL = "trail.erase_personal",
        "UPDATE audit SET salt = NULL, personal_sealed = NULL WHERE (lane, seq) IN (\
         SELECT lane, seq FROM audit WHERE personal_sealed IS NOT NULL AND at < ?1 ORDER BY at LIMIT ?2)";
}

/// Whose entries are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Of {
    Account(AccountId),
    /// A fact's stable code.
    Code(String),
    All,
}

/// The place of an entry in the trail; a page goes on before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mark {
    pub at: Timestamp,
    pub lane: u8,
    pub seq: i64,
}

impl Mark {
    /// Before which everything lies.
    pub const NEWEST: Self = Self { at: Timestamp::from_millis(i64::MAX), lane: u8::MAX, seq: i64::MAX };

    pub const fn of(stored: &StoredEntry) -> Self {
        Self { at: stored.entry.at, lane: stored.entry.lane, seq: stored.seq }
    }
}

/// Newest first, those before the mark, none older than `since`; at most `limit`.
pub async fn page(
    db: &Db,
    of: &Of,
    since: Timestamp,
    before: Mark,
    limit: u32,
) -> Result<Vec<StoredEntry>, Trouble> {
    let Mark { at, lane, seq } = before;
    let (statement, params): (_, Vec<Value>) = match of {
        Of::Account(account) => (&OF_ACCOUNT, params![*account, since, at, seq, limit]),
        Of::Code(code) => (&OF_CODE, params![code, since, at, lane, seq, limit]),
        Of::All => (&OF_ALL, params![since, at, lane, seq, limit]),
    };
    db.fetch_many(statement, params).await?.iter().map(read).collect()
}

/// Entries that one slice erases at most.
pub const SLICE: u32 = 500;

/// Erases salt and personal part of up to `SLICE` entries older than this (AU4). The chain stays as it is.
pub fn erase_personal(batch: &mut Batch, before: Timestamp) {
    batch.run(&ERASE_PERSONAL, params![before, SLICE]);
}
