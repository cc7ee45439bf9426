//! Tries on unknown devices, counted by the network they come from (RL6): booked with the try, given back when the password
//! is right, so that only guessing is slowed. Known devices are asked nothing of this (RL4).

use domain::network_throttle::wait_from;
use domain::{DeviceId, Timestamp};
use store::{attempts, db::Batch};

use crate::browser::Caller;
use crate::{App, Trouble};

impl App {
    /// The counter of the caller's network: none for a known device, or where the network is not known.
    pub(crate) fn network_counter(&self, known: Option<DeviceId>, caller: &Caller) -> Option<[u8; 16]> {
        let counts = known.is_none() && !caller.network.is_empty();
        counts.then(|| self.vault().network_bucket(&caller.network))
    }

    /// Until when a network has to wait; no account is looked at for it.
    pub(crate) async fn network_waits(
        &self,
        counter: Option<&[u8; 16]>,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Trouble> {
        let Some(key) = counter else { return Ok(None) };
        let paid_at = attempts::counter(self.db(), key).await?.map(|stored| stored.last_at);
        Ok(wait_from(paid_at, now, &self.policy().throttle.network))
    }

    pub(crate) fn book_network(&self, batch: &mut Batch, counter: Option<&[u8; 16]>, now: Timestamp) {
        if let Some(key) = counter {
            attempts::owe(batch, key, self.policy().throttle.network.pause, now);
        }
    }

    pub(crate) fn give_back(&self, batch: &mut Batch, counter: Option<&[u8; 16]>) {
        if let Some(key) = counter {
            attempts::pay(batch, key, self.policy().throttle.network.pause);
        }
    }
}
