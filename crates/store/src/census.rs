//! All accounts in pages, with what a policy of second factors must know of each (X6). For an operator's forecast: reads
//! ten million accounts in bounded steps, and no request of a customer waits for it.

use std::collections::HashSet;

use domain::factor::Standing;
use domain::{AccountId, AuthenticatorId, Factor, Timestamp};

use crate::{Db, Trouble, factor_standings, params};

statements! {
    ACCOUNTS = "census.accounts",
        "SELECT account_id, brand, created_at FROM accounts \
         WHERE account_id > ?1 AND disabled_at IS NULL ORDER BY account_id LIMIT 500";
    SEGMENTS = "census.segments",
        "SELECT m.account_id, c.segment FROM memberships m JOIN contracts c ON c.contract_id = m.contract_id \
         WHERE m.account_id >= ?1 AND m.account_id <= ?2 AND m.ended_at IS NULL AND c.ended_at IS NULL \
         ORDER BY m.account_id, c.segment";
    FACTORS = "census.factors",
        "SELECT account_id, authenticator_id, kind FROM authenticators \
         WHERE account_id >= ?1 AND account_id <= ?2 AND ended_at IS NULL ORDER BY account_id";
    PHONES = "census.phones",
        "SELECT account_id, phone_id FROM phones \
         WHERE account_id >= ?1 AND account_id <= ?2 AND state IN ('active', 'suspended') ORDER BY account_id";
    STANDINGS = "census.standings",
        "SELECT account_id, required_why, required_at, first_asked_at, postponed_at, exempt_until \
         FROM factor_standings WHERE account_id >= ?1 AND account_id <= ?2 ORDER BY account_id";
    WITH_ONLY = "census.with_only",
        "SELECT DISTINCT a.account_id FROM authenticators a WHERE a.kind = ?1 AND a.ended_at IS NULL AND NOT EXISTS \
         (SELECT 1 FROM authenticators b WHERE b.account_id = a.account_id AND b.ended_at IS NULL AND b.kind <> ?1 \
         AND b.kind IN (?2, ?3, ?4, ?5, ?6, ?7, ?8)) AND NOT EXISTS \
         (SELECT 1 FROM factor_standings s WHERE s.account_id = a.account_id AND s.exempt_until > ?9) AND NOT EXISTS \
         (SELECT 1 FROM phones p WHERE p.account_id = a.account_id AND p.state IN ('active', 'suspended') AND CAST(?10 AS BIGINT) = 1) \
         LIMIT 20";
}

/// Some accounts, at most twenty, that hold this kind and none of those (at most seven), and are not exempt at that instant.
pub async fn with_only(
    db: &Db,
    kind: &str,
    others: &[&str],
    now: Timestamp,
) -> Result<Vec<AccountId>, Trouble> {
    let other = |at: usize| others.get(at).copied().unwrap_or(kind);
    let phones_count = i64::from(others.contains(&Factor::Push.word()));
    let params = params![
        kind,
        other(0),
        other(1),
        other(2),
        other(3),
        other(4),
        other(5),
        other(6),
        now,
        phones_count
    ];
    let rows = db.fetch_many(&WITH_ONLY, params).await?;
    rows.iter().map(|row| Ok(AccountId::from_bytes(row.array(0)?))).collect()
}

/// One open account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    pub account: AccountId,
    pub brand: String,
    /// Of their contracts, the first by name.
    pub segment: Option<String>,
    pub created_at: Timestamp,
    /// `Factor::word` of each authenticator that was not ended.
    pub kinds: Vec<String>,
    pub standing: Standing,
}

/// The next page of open accounts after this one, in the order of their ids; empty after the last.
pub async fn after(db: &Db, last: Option<AccountId>) -> Result<Vec<Counted>, Trouble> {
    let from = last.unwrap_or_else(|| AccountId::from_bytes([0; 16]));
    let mut page = Vec::new();
    for row in db.fetch_many(&ACCOUNTS, params![from]).await? {
        page.push(Counted {
            account: AccountId::from_bytes(row.array(0)?),
            brand: row.text(1)?,
            segment: None,
            created_at: row.instant(2)?,
            kinds: Vec::new(),
            standing: Standing::default(),
        });
    }
    let (Some(first), Some(last)) = (page.first(), page.last()) else { return Ok(page) };
    let (first, last) = (first.account, last.account);
    for row in db.fetch_many(&SEGMENTS, params![first, last]).await? {
        if let Some(counted) = of(&mut page, row.array(0)?)
            && counted.segment.is_none()
        {
            counted.segment = row.opt_text(1)?;
        }
    }
    // The codes of a phone are no method beside it.
    let mut codes = HashSet::new();
    for row in db.fetch_many(&PHONES, params![first, last]).await? {
        codes.insert(AuthenticatorId::from_bytes(row.array(1)?).codes());
        if let Some(counted) = of(&mut page, row.array(0)?) {
            counted.kinds.push(Factor::Push.word().to_owned());
        }
    }
    for row in db.fetch_many(&FACTORS, params![first, last]).await? {
        if let Some(counted) = of(&mut page, row.array(0)?)
            && !codes.contains(&AuthenticatorId::from_bytes(row.array(1)?))
        {
            counted.kinds.push(row.text(2)?);
        }
    }
    for row in db.fetch_many(&STANDINGS, params![first, last]).await? {
        if let Some(counted) = of(&mut page, row.array(0)?) {
            counted.standing = factor_standings::read(&row, 1)?;
        }
    }
    Ok(page)
}

/// Pages stand in the order of their ids. Closed accounts are in none.
fn of(page: &mut [Counted], account: [u8; 16]) -> Option<&mut Counted> {
    let account = AccountId::from_bytes(account);
    let at = page.binary_search_by(|counted| counted.account.bytes().cmp(account.bytes())).ok()?;
    page.get_mut(at)
}
