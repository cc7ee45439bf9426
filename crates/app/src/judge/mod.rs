//! The one place that authenticates by password. Books the try before it judges it, does the same work whether or not
//! somebody has this identifier, and never locks a customer out of a known device (NU1, NU2, RL1-RL7).

mod alarm;
mod decoys;
pub(crate) mod network;
pub(crate) mod tries;

pub use alarm::Alarm;
pub use decoys::Decoys;

use domain::{
    AccountId, ContractId, DeviceId, Identifier, JourneyId, PersonName, Secret, SessionId, SignInId,
};
use journeys::{ProvenBy, Recognised, Verdict};
use proofs::password::PasswordHash;
use store::credentials::{self, SignInRow};

use crate::browser::Caller;
use crate::hashing::Job;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// A verdict, and what the shell keeps beside it until the turn is committed.
pub struct Judged {
    pub verdict: Verdict,
    pub pocket: Pocket,
}

/// What must not pass through a journey: the hash to store and the counter to clear.
#[derive(Default)]
pub struct Pocket {
    /// The scheme that was stored and the new hash.
    pub upgraded: Option<(String, String)>,
    pub counter: Option<[u8; 16]>,
    /// The counter of the network, given back after a right password.
    pub network: Option<[u8; 16]>,
    /// The password was that of this contract's line.
    pub line: Option<ContractId>,
    /// The mailbox that was chosen as a login.
    pub mailbox: Option<[u8; 16]>,
    /// The hash of a password that was chosen.
    pub chosen: Option<String>,
    /// The stored hash that a right password was verified against: a session starts, and another password replaces it,
    /// only while it stands.
    pub verified: Option<Vec<u8>>,
    /// Counters that a chosen password or a right code clears.
    pub counters: Vec<[u8; 16]>,
    /// The step or counter of a factor that was judged right.
    pub accepted: Option<i64>,
    /// A passkey that was judged right: it is taken with the turn, once.
    pub passkey: Option<crate::passkeys::Taken>,
    /// The secret that was drawn, or the one whose first code was right.
    pub enrolment: Option<store::enrolments::StoredEnrolment>,
    /// The offer that was drawn for a phone, and the question for one.
    pub offer: Option<crate::vap::offer::DrawnOffer>,
    pub question: Option<Box<crate::vap::ask::DrawnQuestion>>,
    /// The phone's approval, to be taken.
    pub approval: Option<store::vap_challenges::StoredChallenge>,
    /// A code that is to go out, and one that was judged right.
    pub sending: Option<crate::factors::Underway>,
    pub used: Option<crate::factors::Used>,
    /// A SIM card that was met just changed.
    pub sim_change: Option<crate::factors::SimChange>,
    /// The counter on which the loss of a telephone is booked, as it was read.
    pub loss: Option<crate::vap::Loss>,
    /// Messages by which a password may be chosen.
    pub letters: Vec<crate::recovery::Letter>,
    /// A code for a new contact address.
    pub contact_asked: Option<crate::contact_changes::Asked>,
    /// What a right one brings.
    pub contact_brought: Option<crate::contact_changes::Brought>,
    /// Somebody who is to be added, and the code that was drawn for them.
    pub added: Option<Box<crate::starts::AddedPerson>>,
    pub start: Option<crate::starts::DrawnStart>,
    /// Printed codes that were drawn.
    pub drawn: Option<crate::recovery_codes::Drawn>,
    /// The digest of a printed code that was right, to be spent.
    pub printed: Option<[u8; 32]>,
}

impl From<Verdict> for Judged {
    fn from(verdict: Verdict) -> Self {
        Self { verdict, pocket: Pocket::default() }
    }
}

impl App {
    /// Answers `Question::IsPassword`.
    pub(crate) async fn judge_password(
        &self,
        identifier: &Identifier,
        password: Secret,
        caller: &Caller,
    ) -> Result<Judged, Trouble> {
        let Ok(place) = self.hashing().reserve() else {
            metrics::counter!("vestibule_sign_in_total", "result" => "busy").increment(1);
            return Ok(Verdict::Busy.into());
        };
        let row = credentials::for_sign_in(self.db(), &self.vault().identifier_digest(identifier)).await?;
        let known = self.known_device(row.as_ref(), caller).await?;
        let network = self.network_counter(known, caller);
        if let Some(until) = self.network_waits(network.as_ref(), caller.now).await? {
            metrics::counter!("vestibule_sign_in_total", "result" => "network").increment(1);
            return Ok(Verdict::TooSoon { until }.into());
        }
        let counter = match self.book_try(identifier, row.as_ref(), known, caller).await? {
            tries::Booking::Booked(counter) => counter,
            tries::Booking::Wait(until) => {
                metrics::counter!("vestibule_sign_in_total", "result" => "throttled").increment(1);
                return Ok(Verdict::TooSoon { until }.into());
            }
        };
        let job = Job {
            stored: self.hash_to_judge(identifier, row.as_ref()),
            password: password.clone(),
            upgrade_salt: chance::bytes(),
        };
        let Ok(verified) = self.hashing().verify(place, job).await else {
            return Ok(Verdict::Busy.into());
        };
        let found =
            row.filter(|row| verified.right && row.disabled_at.is_none() && row.hash_sealed.is_some());
        let result = if found.is_some() { "right" } else { "wrong" };
        metrics::counter!("vestibule_sign_in_total", "result" => result).increment(1);
        self.alarm().note(found.is_some());
        match found {
            Some(row) => {
                let by = self.proven_by(&row, password, caller.now).await?;
                let held = self.held(row.account).await?;
                let factor_at = self.factor_proven_at(&held, row.account, known).await?;
                let mut judged = self.recognise(row, by, (known, verified.upgraded, counter), caller)?;
                judged.pocket.network = network;
                if let Verdict::Right(person) = &mut judged.verdict {
                    (person.held, person.factor_at) = (held, factor_at);
                }
                Ok(judged)
            }
            None => Ok(Verdict::Wrong { known_device: known.is_some() }.into()),
        }
    }

    /// The stored hash, or a decoy of the same cost where there is none.
    pub(crate) fn hash_to_judge(&self, identifier: &Identifier, row: Option<&SignInRow>) -> PasswordHash {
        row.and_then(|row| {
            let (purpose, owner) = match &row.line {
                None => (Purpose::PasswordHash, row.account.bytes()),
                Some(contract) => (Purpose::LineHash, contract.bytes()),
            };
            let text = self.vault().open_text(purpose, owner, row.hash_sealed.as_deref()?)?;
            PasswordHash::parse(&text).ok()
        })
        .unwrap_or_else(|| self.decoys().of(self.vault(), identifier))
    }

    /// The device row that this browser and this account share, if it still stands.
    async fn known_device(
        &self,
        row: Option<&SignInRow>,
        caller: &Caller,
    ) -> Result<Option<DeviceId>, Trouble> {
        // A browser that knows somebody costs one read, whoever is being tried (NU2).
        let Some(anyone) = caller.people.iter().next() else { return Ok(None) };
        let account = row.map_or(anyone.account, |row| row.account);
        let device = caller.device_of(account).unwrap_or(anyone.device);
        let stored = store::devices::by_id(self.db(), device).await?;
        Ok(stored
            .filter(|stored| row.is_some_and(|row| row.account == stored.account))
            .map(|stored| stored.id))
    }

    fn recognise(
        &self,
        row: SignInRow,
        by: ProvenBy,
        (known, upgraded, counter): (Option<DeviceId>, Option<String>, [u8; 16]),
        caller: &Caller,
    ) -> Result<Judged, Trouble> {
        let account: AccountId = row.account;
        let name: PersonName = self
            .vault()
            .open_json(Purpose::Person, account.bytes(), &row.person_sealed)
            .ok_or(Trouble::Sealed("person"))?;
        let scheme = row.scheme.unwrap_or_default();
        let person = Recognised {
            account,
            given_name: name.given,
            session: chance::new_id(SessionId::new, caller.now),
            sign_in: chance::new_id(SignInId::new, caller.now),
            device: known.unwrap_or_else(|| chance::new_id(DeviceId::new, caller.now)),
            new_device: known.is_none(),
            upgraded_from: upgraded.as_ref().map(|_| scheme.clone()),
            by,
            held: Vec::new(),
            factor_at: None,
            journey: chance::new_id(JourneyId::new, caller.now),
            browser: self.browser_digest(caller),
        };
        let pocket = Pocket {
            upgraded: upgraded.map(|hash| (scheme, hash)),
            counter: Some(counter),
            verified: row.hash_sealed,
            line: row.line,
            ..Pocket::default()
        };
        Ok(Judged { verdict: Verdict::Right(Box::new(person)), pocket })
    }
}
