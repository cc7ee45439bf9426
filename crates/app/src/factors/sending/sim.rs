//! Asks a mobile operator whether a number's SIM card changed just now (SM5): after the limits were booked, before anything is
//! laid, with no transaction open (invariant 7). What the answer means is the domain's.

use domain::sim_swap::{Met, SimStanding, SimVerdict, judge};
use domain::{AccountId, Factor, PhoneNumber, Timestamp};
use gateways::SendError;
use gateways::sim_swap::SimQuestion;
use journeys::sent::Sending;
use store::{Batch, sim_swaps};

use super::target::Target;
use crate::judge::Pocket;
use crate::{App, Trouble};

/// A change that was met, until the turn is committed.
pub struct SimChange {
    to: [u8; 16],
    over: Timestamp,
}

impl App {
    /// Why no code goes to that number; none where it may.
    pub(super) async fn sim_changed(
        &self,
        (account, kind): (AccountId, Factor),
        target: &Target,
        now: Timestamp,
    ) -> Result<Option<(Sending, Option<SimChange>)>, Trouble> {
        if self.sim_swap().is_none() {
            return Ok(None);
        }
        let Some(number) = target.number().filter(|number| number.may_have_sim()) else { return Ok(None) };
        let to = self.vault().digest("sim_swap/to", number.as_str().as_bytes());
        let met: Option<Met> = sim_swaps::met(self.db(), account, &to, now).await?;
        let said = self.ask_operator(number, now).await;
        Ok(match judge(said, met, now, &self.policy().sending.sim_swap) {
            SimVerdict::Good => None,
            SimVerdict::Changed { until, untold } => {
                Self::stopped(kind, "sim_changed");
                Some((Sending::SimChanged { until, untold }, Some(SimChange { to, over: until })))
            }
            SimVerdict::Unanswered => {
                Self::stopped(kind, "sim_unknown");
                Some((Sending::Unchecked, None))
            }
        })
    }

    /// None where no answer came in time. The log has the reason, which names nobody.
    async fn ask_operator(&self, number: &PhoneNumber, now: Timestamp) -> Option<SimStanding> {
        let policy = &self.policy().sending.sim_swap;
        let max_age_hours = (policy.max_age.as_secs() / 3600).max(1);
        let question = SimQuestion { number: number.as_str().to_owned(), max_age_hours, at: now };
        let asked = tokio::time::timeout(policy.waits, self.sim_swap()?.check(&question)).await;
        let said = asked.unwrap_or_else(|_| Err(SendError::temporary("no answer in time")));
        let result = match &said {
            Ok(SimStanding::Settled) => "settled",
            Ok(SimStanding::Changed) => "changed",
            Ok(SimStanding::Unknown) => "unknown",
            Err(_) => "failed",
        };
        metrics::counter!("vestibule_sim_checks_total", "result" => result).increment(1);
        said.inspect_err(|error| tracing::warn!(%error, "a mobile operator was not heard, see the runbook"))
            .ok()
    }
}

/// Lays what `Write::NoteSimChange` asks for.
pub(in crate::factors) fn lay_sim_change(
    account: AccountId,
    told: bool,
    pocket: &Pocket,
    now: Timestamp,
    batch: &mut Batch,
) {
    let Some(SimChange { to, over }) = &pocket.sim_change else { return };
    sim_swaps::note(batch, account, to, now, *over);
    if told {
        sim_swaps::tell(batch, account, to, now);
    }
}
