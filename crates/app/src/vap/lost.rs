//! How often a telephone may be said to be lost (C29). Whoever knows the password shares one counter, wherever they are; a device
//! that signed in before has its own, so that a stranger cannot use up what its owner may do there (RL4).

use domain::throttle::Admission as Throttled;
use domain::{AccountId, Timestamp};
use journeys::lost_phone::Admission;
use store::Batch;
use store::attempts::{self, StoredCounter};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::{App, Trouble};

/// A loss that is about to be booked, on the counter that was read: of parallel ones, one is.
pub(crate) struct Loss {
    key: [u8; 16],
    before: Option<StoredCounter>,
    times: u32,
}

impl Loss {
    /// Loss `attempt_moved`: a parallel one was booked first.
    pub(crate) fn book(&self, batch: &mut Batch, now: Timestamp) {
        attempts::book(batch, &self.key, self.before, self.times, now);
    }
}

impl App {
    /// Answers `Question::MayLosePhone`. Nothing is judged, so that nothing is booked before the turn that blocks.
    pub(crate) async fn may_lose_phone(
        &self,
        account: AccountId,
        caller: &Caller,
    ) -> Result<(Admission, Pocket), Trouble> {
        let key = match self.known_here(Some(account), caller).await? {
            Some(device) => self.vault().digest("lost/device", device.bytes()),
            None => self.vault().digest("lost/account", account.bytes()),
        };
        let before = attempts::counter(self.db(), &key).await?;
        Ok(match domain::factor::may_lose(counter(before), caller.now) {
            Throttled::Admitted { failures: times } => {
                let loss = Some(Loss { key, before, times });
                (Admission::Admitted, Pocket { loss, ..Pocket::default() })
            }
            Throttled::Wait { until } => (Admission::TooSoon { until }, Pocket::default()),
        })
    }
}
