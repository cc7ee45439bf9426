//! Who must enrol a second factor, who was asked, who postponed it (E1). Knows no rule: `domain::factor` does.

use domain::factor::{Standing, Why};
use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "factor_standings.of_account",
        "SELECT required_why, required_at, first_asked_at, postponed_at, exempt_until FROM factor_standings \
         WHERE account_id = ?1";
    REQUIRE = "factor_standings.require",
        "INSERT INTO factor_standings (account_id, required_why, required_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (account_id) DO UPDATE SET required_why = excluded.required_why, \
         required_at = excluded.required_at, first_asked_at = NULL, postponed_at = NULL";
    ASKED = "factor_standings.asked",
        "INSERT INTO factor_standings (account_id, first_asked_at) VALUES (?1, ?2) \
         ON CONFLICT (account_id) DO UPDATE \
         SET first_asked_at = COALESCE(factor_standings.first_asked_at, excluded.first_asked_at)";
    POSTPONED = "factor_standings.postponed",
        "UPDATE factor_standings SET postponed_at = ?2 WHERE account_id = ?1";
    EXEMPT = "factor_standings.exempt",
        "INSERT INTO factor_standings (account_id, exempt_until, exempt_reason_sealed) VALUES (?1, ?2, ?3) \
         ON CONFLICT (account_id) DO UPDATE SET exempt_until = excluded.exempt_until, \
         exempt_reason_sealed = excluded.exempt_reason_sealed";
    EXEMPTION = "factor_standings.exemption",
        "SELECT exempt_until, exempt_reason_sealed FROM factor_standings WHERE account_id = ?1";
}

/// What is noted; nothing where nobody was ever asked.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Standing, Trouble> {
    let Some(row) = db.fetch_one(&OF_ACCOUNT, params![account]).await? else {
        return Ok(Standing::default());
    };
    read(&row, 0)
}

/// The five columns from this one on.
pub(crate) fn read(row: &Row, from: usize) -> Result<Standing, Trouble> {
    let why = row.opt_text(from)?.and_then(|word| Why::from_word(&word));
    Ok(Standing {
        required: why.zip(row.opt_instant(from + 1)?),
        first_asked_at: row.opt_instant(from + 2)?,
        postponed_at: row.opt_instant(from + 3)?,
        exempt_until: row.opt_instant(from + 4)?,
    })
}

/// Until when this account is exempt, and why (sealed); nothing where it never was.
pub async fn exemption(db: &Db, account: AccountId) -> Result<Option<(Timestamp, Vec<u8>)>, Trouble> {
    let Some(row) = db.fetch_one(&EXEMPTION, params![account]).await? else { return Ok(None) };
    let Some(until) = row.opt_instant(0)? else { return Ok(None) };
    Ok(Some((until, row.bytes(1)?)))
}

/// This account need not set a second factor up before that instant. An exemption in the past ends one.
pub fn exempt(batch: &mut Batch, account: AccountId, until: Timestamp, reason_sealed: Vec<u8>) {
    batch.run(&EXEMPT, params![account, until, reason_sealed]);
}

/// This account must, from that instant on; the days to postpone begin anew.
pub fn require(batch: &mut Batch, account: AccountId, why: Why, from: Timestamp) {
    batch.run(&REQUIRE, params![account, why.word(), from]);
}

/// The page was shown: the days to postpone count from the first time.
pub fn asked(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&ASKED, params![account, now]);
}

pub fn postponed(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&POSTPONED, params![account, now]);
}
