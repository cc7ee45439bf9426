//! What a policy of second factors would mean for everybody on a day (X6). Reads a store, also without a running
//! application, in bounded pages; writes nothing.

use std::collections::BTreeMap;

use domain::factor::{FactorPolicy, Fate, foretell};
use domain::{AccountId, Factor, Timestamp};
use store::Db;
use store::census::{self, Counted};

use crate::Trouble;

/// So many accounts are named of those who would lose their protection.
const NAMED: usize = 20;

/// How many accounts of one brand and segment meet each fate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fates([u64; Fate::ALL.len()]);

impl Fates {
    pub const fn of(&self, fate: Fate) -> u64 {
        self.0[fate as usize]
    }
}

/// Who holds a kind of method.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Holders {
    pub all: u64,
    /// Those for whom it is the only one.
    pub only: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Forecast {
    /// By brand and segment.
    pub groups: BTreeMap<(String, Option<String>), Fates>,
    pub holders: BTreeMap<&'static str, Holders>,
    /// Some of those whose every method would be off.
    pub bared: Vec<AccountId>,
}

impl Forecast {
    /// Of all brands and segments together.
    pub fn total(&self, fate: Fate) -> u64 {
        self.groups.values().map(|fates| fates.of(fate)).sum()
    }

    pub fn accounts(&self) -> u64 {
        Fate::ALL.into_iter().map(|fate| self.total(fate)).sum()
    }

    fn count(&mut self, counted: Counted, at: Timestamp, policy: &FactorPolicy) {
        let holds: Vec<Factor> = counted.kinds.iter().filter_map(|word| Factor::from_word(word)).collect();
        let fate = foretell(&holds, counted.standing, counted.created_at, at, policy);
        let mut kinds: Vec<&str> =
            holds.iter().filter(|kind| kind.is_second_factor()).map(|kind| kind.word()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in &kinds {
            let holders = self.holders.entry(kind).or_default();
            holders.all += 1;
            holders.only += u64::from(kinds.len() == 1);
        }
        if fate == Fate::Bared && self.bared.len() < NAMED {
            self.bared.push(counted.account);
        }
        self.groups.entry((counted.brand, counted.segment)).or_default().0[fate as usize] += 1;
    }
}

/// Foretells what each open account would meet that signed in at that instant under this policy.
pub async fn forecast(db: &Db, at: Timestamp, policy: &FactorPolicy) -> Result<Forecast, Trouble> {
    let (mut forecast, mut last) = (Forecast::default(), None);
    loop {
        let page = census::after(db, last).await?;
        let Some(end) = page.last() else { return Ok(forecast) };
        last = Some(end.account);
        for counted in page {
            forecast.count(counted, at, policy);
        }
    }
}

/// Some accounts whose every method is off by this policy, with the kind that they hold.
pub async fn bared(
    db: &Db,
    now: Timestamp,
    policy: &FactorPolicy,
) -> Result<Vec<(Factor, Vec<AccountId>)>, Trouble> {
    let protecting = || Factor::ALL.into_iter().filter(|kind| kind.is_second_factor());
    let on: Vec<&str> = protecting().filter(|kind| policy.allows(*kind)).map(Factor::word).collect();
    let mut found = Vec::new();
    for off in protecting().filter(|kind| !policy.allows(*kind)) {
        let accounts = census::with_only(db, off.word(), &on, now).await?;
        if !accounts.is_empty() {
            found.push((off, accounts));
        }
    }
    Ok(found)
}
