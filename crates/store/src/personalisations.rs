//! Who was shown the screen to choose a login and a password, and what they said; with everything that the decision asks of
//! contracts, mailboxes and password, in one statement. Decides nothing.

use domain::account::PasswordOrigin;
use domain::contract::{ContractKind, Role};
use domain::personalise::{Known, OnContract, OwnPassword, Postponed};
use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    KNOWN = "personalisations.known",
        "SELECT w.origin, w.set_at, p.weak_at, p.first_shown_at, p.postponed_at, p.postponed_until, \
         m.role, c.kind, c.brand, c.segment, \
         (SELECT count(*) FROM mailboxes b WHERE b.contract_id = c.contract_id) \
         FROM accounts a LEFT JOIN passwords w ON w.account_id = a.account_id \
         LEFT JOIN personalisations p ON p.account_id = a.account_id \
         LEFT JOIN memberships m ON m.account_id = a.account_id AND m.ended_at IS NULL \
         LEFT JOIN contracts c ON c.contract_id = m.contract_id AND c.ended_at IS NULL \
         WHERE a.account_id = ?1 LIMIT 100";
    SHOWN = "personalisations.shown",
        "INSERT INTO personalisations (account_id, first_shown_at) VALUES (?1, ?2) \
         ON CONFLICT (account_id) DO UPDATE \
         SET first_shown_at = COALESCE(personalisations.first_shown_at, excluded.first_shown_at)";
    POSTPONED = "personalisations.postponed",
        "UPDATE personalisations SET postponed_at = ?2, postponed_until = ?3 WHERE account_id = ?1";
    WEAK = "personalisations.weak",
        "INSERT INTO personalisations (account_id, weak_at) VALUES (?1, ?2) \
         ON CONFLICT (account_id) DO UPDATE SET weak_at = excluded.weak_at";
    CHOSEN = "personalisations.chosen",
        "INSERT INTO personalisations (account_id, chosen_at) VALUES (?1, ?2) \
         ON CONFLICT (account_id) DO UPDATE SET chosen_at = excluded.chosen_at";
}

/// Everything the decision asks, and when the own password was set: the mark that a later choice is guarded by.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoredKnown {
    pub known: Known,
    pub password_set_at: Option<Timestamp>,
}

/// Nothing for an account that is not there.
pub async fn known(db: &Db, account: AccountId) -> Result<StoredKnown, Trouble> {
    let rows = db.fetch_many(&KNOWN, params![account]).await?;
    let Some(first) = rows.first() else { return Ok(StoredKnown::default()) };
    let password_set_at = first.opt_instant(1)?;
    let weak = first.opt_instant(2)?.zip(password_set_at).is_some_and(|(weak, set)| weak >= set);
    let origin = first.opt_text(0)?.as_deref().and_then(PasswordOrigin::from_word);
    let postponed = first.opt_instant(4)?.zip(first.opt_instant(5)?);
    let contracts: Result<Vec<_>, _> = rows.iter().map(contract).collect();
    let known = Known {
        contracts: contracts?.into_iter().flatten().collect(),
        own: origin.map(|origin| OwnPassword { origin, weak }),
        first_shown_at: first.opt_instant(3)?,
        postponed: postponed.map(|(at, until)| Postponed { at, until }),
    };
    Ok(StoredKnown { known, password_set_at })
}

/// `None` for who is on no contract, or on one that has ended.
fn contract(row: &Row) -> Result<Option<OnContract>, Trouble> {
    let (Some(role), Some(kind), Some(brand)) = (row.opt_text(6)?, row.opt_text(7)?, row.opt_text(8)?) else {
        return Ok(None);
    };
    Ok(Some(OnContract {
        kind: ContractKind::from_word(&kind).ok_or_else(|| words::not(7, "a kind of contract"))?,
        brand,
        segment: row.opt_text(9)?,
        role: Role::from_word(&role).ok_or_else(|| words::not(6, "a role"))?,
        mailboxes: words::small(row, 10)?,
    }))
}

/// The days are counted from the first showing: a later one moves nothing.
pub fn shown(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&SHOWN, params![account, now]);
}

/// « Plus tard ». Loss `never_shown`: what was never shown cannot be postponed.
pub fn postponed(batch: &mut Batch, account: AccountId, now: Timestamp, until: Timestamp) {
    batch.expect_one(&POSTPONED, params![account, now, until], "never_shown");
}

/// The own password was typed and is too weak; it counts until another one is set (X11).
pub fn weak(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&WEAK, params![account, now]);
}

pub fn chosen(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&CHOSEN, params![account, now]);
}
