//! Booking a try before it is judged: the booking commits first, alone, as a failure; the verdict's Batch clears it
//! (invariant 8). Parallel guesses therefore cannot share one try (RL2).

use domain::throttle::{Admission, Counter, admit};
use domain::{AccountId, DeviceId, Fact, Identifier, Timestamp};
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

/// One try: under which counters, and at whom.
struct Try {
    key: [u8; 16],
    account: Option<AccountId>,
    known_device: bool,
    network: Option<[u8; 16]>,
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
        let network = self.network_counter(known, caller);
        let account = row.map(|row| row.account);
        self.book(&Try { key, account, known_device: known.is_some(), network }, caller).await
    }

    /// Books a try under a counter that was chosen already, by somebody who is signed in.
    pub(crate) async fn book_try_at(
        &self,
        key: [u8; 16],
        account: Option<AccountId>,
        known_device: bool,
        caller: &Caller,
    ) -> Result<Booking, Trouble> {
        self.book(&Try { key, account, known_device, network: None }, caller).await
    }

    async fn book(&self, tried: &Try, caller: &Caller) -> Result<Booking, Trouble> {
        let &Try { key, account, known_device, ref network } = tried;
        let (now, policy) = (caller.now, &self.policy().throttle);
        let free = if known_device { policy.free_tries_known_device } else { policy.free_tries };
        for _ in 0..RACES {
            let before = attempts::counter(self.db(), &key).await?;
            let failures = match admit(counter(before), free, now, policy) {
                Admission::Admitted { failures } => failures,
                Admission::Wait { until } => return Ok(Booking::Wait(until)),
            };
            let mut batch = crate::chance::act(now);
            attempts::book(&mut batch, &key, before, failures, now);
            self.book_network(&mut batch, network.as_ref(), now);
            // A try at an account is audited with its booking, so that a wrong pair and an unknown identifier end alike.
            if account.is_some() {
                let fact = Fact::PasswordTried { known_device };
                self.audit(&mut batch, account, &fact, Some(&caller.place()), now);
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
            (Some(_), Some(device)) => self.device_counter(device),
            (Some(row), None) => self.account_counter(row.account),
            (None, _) => self.vault().stranger_bucket(identifier),
        }
    }

    pub(crate) fn account_counter(&self, account: AccountId) -> [u8; 16] {
        self.vault().digest("attempts/account", account.bytes())
    }

    pub(crate) fn device_counter(&self, device: DeviceId) -> [u8; 16] {
        self.vault().digest("attempts/device", device.bytes())
    }
}

pub(crate) fn counter(stored: Option<StoredCounter>) -> Counter {
    stored.map_or_else(Counter::default, |stored| Counter {
        failures: stored.failures,
        last_at: Some(stored.last_at),
    })
}
