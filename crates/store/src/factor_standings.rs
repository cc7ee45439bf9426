//! Who must enrol a second factor, who was asked, who postponed it (E1). Knows no rule: `domain::factor` does.

use domain::factor::{Standing, Why};
use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Trouble, params};

statements! {
    OF_ACCOUNT = "factor_standings.of_account",
        "SELECT required_why, required_at, first_asked_at, postponed_at FROM factor_standings WHERE account_id = ?1";
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
}

/// What is noted; nothing where nobody was ever asked.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Standing, Trouble> {
    let Some(row) = db.fetch_one(&OF_ACCOUNT, params![account]).await? else {
        return Ok(Standing::default());
    };
    let why = row.opt_text(0)?.and_then(|word| Why::from_word(&word));
    Ok(Standing {
        required: why.zip(row.opt_instant(1)?),
        first_asked_at: row.opt_instant(2)?,
        postponed_at: row.opt_instant(3)?,
    })
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
