//! Journeys between two turns: an opaque sealed document with a version that moves at each turn. Knows no state.

use domain::{AccountId, JourneyId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    LOAD = "journeys.load",
        "SELECT journey_id, account_id, kind, state_version, version, body_sealed, updated_at, expires_at \
         FROM journeys WHERE journey_id = ?1";
    INSERT = "journeys.insert",
        "INSERT INTO journeys (journey_id, account_id, kind, state_version, version, body_sealed, updated_at, \
         expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (journey_id) DO NOTHING";
    ADVANCE = "journeys.advance",
        "UPDATE journeys SET account_id = COALESCE(?3, account_id), kind = ?4, state_version = ?5, version = ?6, body_sealed = ?7, \
         updated_at = ?8, expires_at = ?9 WHERE journey_id = ?1 AND version = ?2";
    END = "journeys.end",
        "DELETE FROM journeys WHERE journey_id = ?1 AND version = ?2";
    END_KIND = "journeys.end_kind",
        "DELETE FROM journeys WHERE account_id = ?1 AND kind = ?2";
}

/// The other tab won.
const MOVED: &str = "journey_moved";

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredJourney {
    pub id: JourneyId,
    pub account: Option<AccountId>,
    pub kind: String,
    /// Of the state's form, for releases that change it.
    pub state_version: i64,
    pub version: i64,
    pub body_sealed: Vec<u8>,
    pub updated_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn load(db: &Db, id: JourneyId) -> Result<Option<StoredJourney>, Trouble> {
    let row = db.fetch_one(&LOAD, params![id]).await?;
    row.as_ref().map(read).transpose()
}

/// Loss `journey_moved`: it was begun before, by a form that was sent twice.
pub fn insert(batch: &mut Batch, journey: &StoredJourney) {
    let params = params![
        journey.id,
        journey.account,
        &journey.kind,
        journey.state_version,
        journey.version,
        &journey.body_sealed,
        journey.updated_at,
        journey.expires_at,
    ];
    batch.expect_one(&INSERT, params, MOVED);
}

/// Writes the next state, whose `version` differs from `from_version`. Loss `journey_moved`.
pub fn advance(batch: &mut Batch, id: JourneyId, from_version: i64, next: &StoredJourney) {
    let params = params![
        id,
        from_version,
        next.account,
        &next.kind,
        next.state_version,
        next.version,
        &next.body_sealed,
        next.updated_at,
        next.expires_at,
    ];
    batch.expect_one(&ADVANCE, params, MOVED);
}

/// Loss `journey_moved`.
pub fn end(batch: &mut Batch, id: JourneyId, from_version: i64) {
    batch.expect_one(&END, params![id, from_version], MOVED);
}

/// Ends every journey of this kind that the account has open.
pub fn end_kind(batch: &mut Batch, account: AccountId, kind: &str) {
    batch.run(&END_KIND, params![account, kind]);
}

fn read(row: &Row) -> Result<StoredJourney, Trouble> {
    Ok(StoredJourney {
        id: JourneyId::from_bytes(row.array(0)?),
        account: row.opt_array(1)?.map(AccountId::from_bytes),
        kind: row.text(2)?,
        state_version: row.int(3)?,
        version: row.int(4)?,
        body_sealed: row.bytes(5)?,
        updated_at: row.instant(6)?,
        expires_at: row.instant(7)?,
    })
}
