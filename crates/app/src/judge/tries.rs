//! Booking a try before it is judged: the booking commits first, alone, as a failure; the verdict's Batch clears it
//! (invariant 8). Parallel guesses therefore cannot share one try (RL2).

use domain::throttle::{Admission, Counter, admit};
use domain::{DeviceId, Fact, Identifier, Timestamp};
use store::attempts::{self, StoredCounter};
use store::credentials::SignInRow;
use store::db::CommitError;

use crate::browser::Caller;
use crate::{App, Trouble};

/// More racing guesses than this at one counter are simply told to wait.
const RACES: usize = 8;

pub enum Booking {
    /// Booked under this counter.
    Booked([u8; 16]),
    Wait(Timestamp),
}

impl App {
    pub(super) async fn book_try(
        &self,
        identifier: &Identifier,
        row: Option<&SignInRow>,
        known: Option<DeviceId>,
        caller: &Caller,
    ) -> Result<Booking, Trouble> {
        let key = self.counter_key(identifier, row, known);
        let (now, policy) = (caller.now, &self.policy().throttle);
        let free = if known.is_some() { policy.free_tries_known_device } else { policy.free_tries };
        for _ in 0..RACES {
            let before = attempts::counter(self.db(), &key).await?;
            let failures = match admit(counter(before), free, now, policy) {
                Admission::Admitted { failures } => failures,
                Admission::Wait { until } => return Ok(Booking::Wait(until)),
            };
            let mut batch = crate::chance::act(now);
            attempts::book(&mut batch, &key, before, failures, now);
            // A try at an account is audited with its booking, so that a wrong pair and an unknown identifier end alike.
            if let Some(row) = row {
                let fact = Fact::PasswordTried { known_device: known.is_some() };
                self.audit(&mut batch, Some(row.account), &fact, Some(&caller.place()), now);
            }
            match self.db().commit(batch).await {
                Ok(()) => return Ok(Booking::Booked(key)),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Booking::Wait(now + policy.first_delay))
    }

    /// Every spelling of an account's identifiers shares one counter (RL1); a known device has its own, so that a
    /// stranger cannot use it up (RL4); identifiers nobody has share a bounded number (RL3).
    fn counter_key(
        &self,
        identifier: &Identifier,
        row: Option<&SignInRow>,
        known: Option<DeviceId>,
    ) -> [u8; 16] {
        match (row, known) {
            (Some(_), Some(device)) => self.vault().digest("attempts/device", device.bytes()),
            (Some(row), None) => self.vault().digest("attempts/account", row.account.bytes()),
            (None, _) => self.vault().stranger_bucket(identifier),
        }
    }
}

fn counter(stored: Option<StoredCounter>) -> Counter {
    stored.map_or_else(Counter::default, |stored| Counter {
        failures: stored.failures,
        last_at: Some(stored.last_at),
    })
}
