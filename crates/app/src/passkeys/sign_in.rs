//! Judges a passkey that stands for the whole sign-in: finds whose it is by the credential, and believes it only where the name
//! that the device says, the credential and the account agree (PK2). Counted by network and by credential, booked before it is
//! judged; what a stranger can do to a credential counts in the stranger's network alone (decision 7).

use domain::passkey::Shown;
use domain::throttle::{Admission, admit};
use domain::{AccountId, DeviceId, Fact, Factor, Identifier, SessionId, SignInId, Timestamp};
use journeys::sign_in::{Holder, PasskeyVerdict as Verdict};
use store::db::CommitError;
use store::{attempts, authenticators};

use super::Kept;
use super::ceremony::{Answered, Ceremony};
use super::second::Judged;
use crate::browser::Caller;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::{App, Trouble, chance};

/// More racing answers than this at one counter are told to wait.
const RACES: usize = 8;

impl App {
    /// Answers `Question::WhosePasskey`.
    pub(crate) async fn whose_passkey(
        &self,
        shown: &Shown,
        caller: &Caller,
    ) -> Result<(Verdict, Pocket), Trouble> {
        let not = |verdict| Ok((verdict, Pocket::default()));
        let answered = self.answered(Ceremony::SignIn, &shown.client_data, caller);
        let Answered::Good { challenge, spends } = answered else { return not(Verdict::Stale) };
        let kept = self.find_passkey(&shown.credential).await?;
        let account = kept.as_ref().map(|kept| kept.stored.account);
        let known = self.known_here(account, caller).await?;
        let network = self.network_counter(known, caller);
        if let Some(until) = self.network_waits(network.as_ref(), caller.now).await? {
            return not(Verdict::TooSoon { until });
        }
        let Some(kept) = kept else {
            self.book_stranger(network.as_ref(), caller).await?;
            return not(Verdict::Unknown);
        };
        let key = self.passkey_counter(&kept, known, caller);
        if let Some(until) = self.book_passkey(kept.stored.account, key, network, caller).await? {
            return not(Verdict::TooSoon { until });
        }
        let agrees = store::passkeys::handle(self.db(), kept.stored.account).await?;
        if agrees.is_none_or(|handle| handle != shown.user_handle) {
            return not(Verdict::Wrong);
        }
        match self.judge_passkey(&kept, shown, (&challenge, spends)) {
            Judged::Wrong => not(Verdict::Wrong),
            // Whoever holds it may know that it is blocked, and nobody else.
            _ if kept.stored.lost_at.is_some() => not(Verdict::Lost),
            _ if kept.stored.blocked_at.is_some() => not(Verdict::Blocked),
            Judged::CountedBack => {
                let (account, authenticator) = (kept.stored.account, kept.stored.id);
                not(Verdict::CountedBack { account, authenticator })
            }
            Judged::Right { taken, method } => {
                let Some(mut holder) = self.holder(&kept, known, caller).await? else {
                    return not(Verdict::Unknown);
                };
                holder.method = method;
                let pocket =
                    Pocket { passkey: Some(taken), counters: vec![key], network, ..Pocket::default() };
                Ok((Verdict::Right(Box::new(holder)), pocket))
            }
        }
    }

    async fn find_passkey(&self, credential: &[u8]) -> Result<Option<Kept>, Trouble> {
        if self.offers_passkeys().is_none() {
            return Ok(None);
        }
        let stored = authenticators::by_handle(self.db(), &self.passkey_digest(credential)).await?;
        Ok(stored.and_then(|stored| self.open_passkey(stored)))
    }

    /// `None` for an account that is closed.
    async fn holder(
        &self,
        kept: &Kept,
        known: Option<DeviceId>,
        caller: &Caller,
    ) -> Result<Option<Holder>, Trouble> {
        let account = kept.stored.account;
        let Some(found) = self.account(account).await?.filter(|found| found.disabled_at.is_none()) else {
            return Ok(None);
        };
        let login = self.logins(account).await?.into_iter().next().unwrap_or_default();
        Ok(Some(Holder {
            account,
            given_name: found.name.given,
            login: if Identifier::parse(&login).is_ok() { login } else { String::new() },
            session: chance::new_id(SessionId::new, caller.now),
            sign_in: chance::new_id(SignInId::new, caller.now),
            device: known.unwrap_or_else(|| chance::new_id(DeviceId::new, caller.now)),
            new_device: known.is_none(),
            authenticator: kept.stored.id,
            method: domain::Method::Passkey,
        }))
    }

    /// The device row that this browser and this account share, if it still stands.
    pub(crate) async fn known_here(
        &self,
        account: Option<AccountId>,
        caller: &Caller,
    ) -> Result<Option<DeviceId>, Trouble> {
        let Some(account) = account else { return Ok(None) };
        let Some(device) = caller.device_of(account) else { return Ok(None) };
        let stored = store::devices::by_id(self.db(), device).await?;
        Ok(stored.filter(|stored| stored.account == account).map(|stored| stored.id))
    }

    fn passkey_counter(&self, kept: &Kept, known: Option<DeviceId>, caller: &Caller) -> [u8; 16] {
        let from = match known {
            Some(device) => *device.bytes(),
            None => self.vault().network_bucket(&caller.network),
        };
        self.vault().digest("attempts/passkey", &[kept.stored.id.bytes().as_slice(), &from].concat())
    }

    /// A credential that nobody has counts in its network, and nowhere else (RL3).
    async fn book_stranger(&self, network: Option<&[u8; 16]>, caller: &Caller) -> Result<(), Trouble> {
        let mut batch = chance::act(caller.now);
        self.book_network(&mut batch, network, caller.now);
        if batch.is_empty() { Ok(()) } else { self.commit(batch).await }
    }

    /// Books a try alone, as a failure (invariant 8). Until when to wait, where it was not booked.
    pub(super) async fn book_passkey(
        &self,
        account: AccountId,
        key: [u8; 16],
        network: Option<[u8; 16]>,
        caller: &Caller,
    ) -> Result<Option<Timestamp>, Trouble> {
        let (now, policy) = (caller.now, &self.policy().factors.throttle);
        for _ in 0..RACES {
            let before = attempts::counter(self.db(), &key).await?;
            let failures = match admit(counter(before), policy.free_tries, now, policy) {
                Admission::Admitted { failures } => failures,
                Admission::Wait { until } => return Ok(Some(until)),
            };
            let mut batch = chance::act(now);
            attempts::book(&mut batch, &key, before, failures, now);
            self.book_network(&mut batch, network.as_ref(), now);
            let fact = Fact::FactorTried { kind: Factor::Passkey };
            self.audit(&mut batch, Some(account), &fact, Some(&caller.place()), now);
            match self.db().commit(batch).await {
                Ok(()) => return Ok(None),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Some(now + policy.first_delay))
    }
}
