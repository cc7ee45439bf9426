//! What may be sent, booked before it is (SM2): to an address, of an account, of a network, to a range of numbers, in all.
//! A budget is used in the same commit that takes the address's next place, so that twenty at once cannot overdraw it.

use domain::sending::{self, MOST_READ, Window, is_pumped};
use domain::{AccountId, Factor, Timestamp};
use journeys::sent::Sending;
use store::db::CommitError;
use store::{Batch, sendings};

use super::target::Target;
use crate::browser::Caller;
use crate::{App, Trouble, chance};

/// More racing requests than this for one address are told to wait.
const RACES: usize = 8;

impl App {
    /// Books one code, and says from when on the next may be asked for; or why none goes.
    pub(super) async fn book_sending(
        &self,
        (account, kind): (AccountId, Factor),
        target: &Target,
        sets_up: bool,
        caller: &Caller,
    ) -> Result<Result<Timestamp, Sending>, Trouble> {
        let (now, policy) = (caller.now, &self.policy().sending);
        let to = self.vault().digest("sending/to", target.text().as_bytes());
        if sets_up && self.is_country_pumped(target, now).await? {
            return Ok(Err(Self::stopped(kind, "breaker")));
        }
        for _ in 0..RACES {
            let mut seen = sendings::to(self.db(), &to, MOST_READ).await?;
            if let Some(until) = sending::wait(&seen.at, now, policy) {
                return Ok(Err(Sending::TooSoon { until }));
            }
            let mut batch = chance::act(now);
            sendings::book(&mut batch, &to, seen.next, now);
            self.use_budgets(&mut batch, account, target, caller);
            match self.db().commit(batch).await {
                Ok(()) => {
                    seen.at.insert(0, now);
                    return Ok(Ok(sending::wait(&seen.at, now, policy).unwrap_or(now)));
                }
                Err(CommitError::Lost("sending_moved")) => {}
                Err(CommitError::Lost(budget)) => return Ok(Err(Self::stopped(kind, budget))),
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Err(Sending::TooSoon { until: now + policy.first_pause }))
    }

    pub(super) fn stopped(kind: Factor, budget: &'static str) -> Sending {
        metrics::counter!("vestibule_codes_not_sent_total", "kind" => kind.word(), "budget" => budget)
            .increment(1);
        tracing::warn!(kind = kind.word(), budget, "a code was not sent, see the runbook");
        Sending::NotNow
    }

    fn use_budgets(&self, batch: &mut Batch, account: AccountId, target: &Target, caller: &Caller) {
        let (now, policy) = (caller.now, &self.policy().sending);
        let mut spend = |what: &str, value: &[u8], (window, most): (Window, u32), loss: &'static str| {
            let number = window.number(now);
            let key = self.vault().digest(what, &[&number.to_be_bytes(), value].concat());
            sendings::spend(batch, &key, most, now + window.span(), loss);
        };
        let account_day = (Window::Day, policy.of_an_account_a_day);
        spend("sending/account", account.bytes(), account_day, "account_budget");
        let network = self.vault().network_bucket(&caller.network);
        spend("sending/network", &network, (Window::Hour, policy.of_a_network_an_hour), "network_budget");
        let Some(number) = target.number() else { return };
        let range_day = (Window::Day, policy.to_a_range_a_day);
        spend("sending/range", number.range().as_bytes(), range_day, "range_budget");
        spend("sending/all", b"", (Window::Day, policy.in_all_a_day), "house_budget");
        sendings::count_sent(batch, Window::Hour.number(now), &number.calling_code());
    }

    /// Verified numbers go on: whoever pumps needs new ones, and customers of that country are not to suffer for it.
    async fn is_country_pumped(&self, target: &Target, now: Timestamp) -> Result<bool, Trouble> {
        let Some(number) = target.number() else { return Ok(false) };
        let code = number.calling_code();
        let lately = self.sent_lately(now).await?;
        let found = lately.into_iter().find(|(known, ..)| *known == code);
        Ok(found.is_some_and(|(_, sent, used)| is_pumped(sent, used, &self.policy().sending)))
    }
}
