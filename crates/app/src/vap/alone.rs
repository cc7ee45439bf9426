//! A phone that stands for the whole sign-in (C28, B5): asked for whoever has an identifier, or for nobody at the same cost, and looked at
//! when its approval is taken. Where the phone may not be asked, nothing is told: the page waits in vain, as it does for an identifier
//! that nobody has (NU1, decision 22).

use std::time::Duration;

use domain::factor::Held;
use domain::vap::{ChallengeState, Kind, NumberMode, PhoneState, PushState, lock_counts, may_ask_alone};
use domain::{
    AccountId, AuthenticatorId, ClientId, DeviceId, Factor, Identifier, JourneyId, SessionId, SignInId,
    Timestamp, VapChallengeId,
};
use journeys::second_factor::AskedPhone;
use journeys::sign_in_by_phone::{Approver, Asking as Said, NOBODY, Standing};
use store::phones::{self, StoredPhone};
use store::{credentials, vap_challenges};

use super::ask::Asking;
use super::waiting::LOOK_ANYWAY;
use crate::browser::Caller;
use crate::factors::held_address;
use crate::judge::Pocket;
use crate::{App, Trouble, chance};

/// All questions without a password are of one kind: a newer one replaces the older, whichever service asks, and none of those after a
/// password.
const CLIENT: &str = "phone alone";

impl App {
    /// Whether a phone may stand for the password here.
    pub fn offers_phone_alone(&self) -> bool {
        self.authenticator().is_some() && self.policy().factors.allows(Factor::Push)
    }

    /// Answers `Question::AskPhoneOf`: reads, signs and draws the same whether or not a phone is asked.
    pub(crate) async fn draw_alone(
        &self,
        identifier: &Identifier,
        service: Option<(ClientId, String)>,
        caller: &Caller,
    ) -> Result<(Said, Pocket), Trouble> {
        let row = credentials::for_sign_in(self.db(), &self.vault().identifier_digest(identifier)).await?;
        let account =
            row.filter(|row| row.disabled_at.is_none() && row.line.is_none()).map(|row| row.account);
        let known = self.known_here(account, caller).await?;
        let network = self.network_counter(known, caller);
        if let Some(until) = self.network_waits(network.as_ref(), caller.now).await? {
            return Ok((Said::TooSoon { until }, Pocket::default()));
        }
        let mut booking = chance::act(caller.now);
        self.book_network(&mut booking, network.as_ref(), caller.now);
        if !booking.is_empty() {
            self.commit(booking).await?;
        }
        let whose = account.filter(|_| self.offers_phone_alone());
        let phone = self.phone_to_ask(whose.unwrap_or(NOBODY), known, caller).await?;
        let asked_of = phone.as_ref().map(|phone| phone.account);
        let phone = phone.unwrap_or_else(|| nobodys_phone(caller.now));
        let asking = Asking {
            account: phone.account,
            client: CLIENT,
            service: service.as_ref().map(|(_, name)| name.as_str()),
            kind: Kind::SignIn,
            mode: NumberMode::Enter6,
            browser: self.waiting_browser(caller),
            unlock: phone.lock.is_some(),
        };
        let round = vap_challenges::round(self.db(), phone.account).await?;
        let drawn = Box::new(self.drawn(&asking, &phone, round, caller).await?);
        let asked = AskedPhone { challenge: drawn.row.id, until: drawn.row.expires_at };
        let question = asked_of.is_some().then_some(drawn);
        Ok((Said::Asked { account: asked_of, asked }, Pocket { question, ..Pocket::default() }))
    }

    /// The phone that was used last, if it may be asked now, and if its yes could open anything.
    async fn phone_to_ask(
        &self,
        account: AccountId,
        known: Option<DeviceId>,
        caller: &Caller,
    ) -> Result<Option<StoredPhone>, Trouble> {
        let past = vap_challenges::past(self.db(), account, true).await?;
        let stored = phones::of_account(self.db(), account).await?;
        let phone = stored.into_iter().find(|phone| phone.state == PhoneState::Active);
        let Some(phone) = phone.filter(|_| may_ask_alone(&past, known.is_some(), caller.now)) else {
            return Ok(None);
        };
        let opens = locks(&phone, caller.now)
            || !self.code_addresses(account, caller.now).await?.is_empty()
            || self.may_stand_for_factor(account).await?;
        Ok(opens.then_some(phone))
    }

    /// Answers `Question::HasPhoneApproved`. No try is booked: the phone's were (§6), and a browser cannot guess.
    pub(crate) async fn approved_alone(
        &self,
        challenge: VapChallengeId,
        caller: &Caller,
    ) -> Result<(Standing, Pocket), Trouble> {
        let not = || Ok((Standing::NotApproved, Pocket::default()));
        let browser = self.waiting_browser(caller);
        let row = vap_challenges::by_id(self.db(), challenge).await?.filter(|row| {
            row.browser_digest == browser
                && row.is_alone()
                && row.state_at(caller.now) == ChallengeState::Approved
        });
        let Some(row) = row else { return not() };
        let phone = phones::by_id(self.db(), row.phone).await?;
        let Some(phone) = phone.filter(|phone| phone.state == PhoneState::Active) else { return not() };
        let account = row.account;
        let Some(found) = self.account(account).await?.filter(|found| found.disabled_at.is_none()) else {
            return not();
        };
        let known = self.known_here(Some(account), caller).await?;
        let approver = Approver {
            account,
            phone: phone.id,
            given_name: found.name.given,
            unlocked: row.unlocked && locks(&phone, caller.now),
            addresses: self.addresses_to_write_to(account, caller.now).await?,
            printed: self.may_stand_for_factor(account).await?,
            session: chance::new_id(SessionId::new, caller.now),
            sign_in: chance::new_id(SignInId::new, caller.now),
            device: known.unwrap_or_else(|| chance::new_id(DeviceId::new, caller.now)),
            new_device: known.is_none(),
            journey: chance::new_id(JourneyId::new, caller.now),
            browser: self.browser_digest(caller),
        };
        let pocket = Pocket { approval: Some(row), ..Pocket::default() };
        Ok((Standing::Approved(Box::new(approver)), pocket))
    }

    /// The account's addresses, as methods that a code can be sent to.
    async fn addresses_to_write_to(&self, account: AccountId, now: Timestamp) -> Result<Vec<Held>, Trouble> {
        let known = self.code_addresses(account, now).await?;
        Ok(known.into_iter().map(|(contact, address)| held_address(contact, &address, now)).collect())
    }

    /// The number of a page that waits: that of the question, or one that nobody was asked, the same at every look.
    pub async fn number_alone(&self, asked: AskedPhone, caller: &Caller) -> Result<String, Trouble> {
        let row = vap_challenges::by_id(self.db(), asked.challenge).await?;
        let own = row.filter(|row| row.browser_digest == self.waiting_browser(caller));
        let real = own.and_then(|row| self.number_of(&row));
        let seed = self.vault().digest("vap/nobody", asked.challenge.bytes());
        let (drawn, _) = seed.split_first_chunk::<8>().expect("sixteen bytes begin with eight");
        Ok(real.unwrap_or_else(|| NumberMode::Enter6.draw(*drawn)))
    }

    /// Whether the phone said yes, once it does or after `longest`; every other answer is waited through like none.
    pub async fn approval_alone(
        &self,
        asked: AskedPhone,
        (caller, longest): (&Caller, Duration),
    ) -> Result<bool, Trouble> {
        let mut bell = self.bell(*asked.challenge.bytes());
        let browser = self.waiting_browser(caller);
        let until = (caller.now + longest).min(asked.until);
        loop {
            let now = self.now();
            let row = vap_challenges::by_id(self.db(), asked.challenge).await?;
            let approved = row.is_some_and(|row| {
                row.browser_digest == browser && row.state_at(now) == ChallengeState::Approved
            });
            if approved || now >= until || bell.is_over() || bell.is_crowded() {
                return Ok(approved);
            }
            bell.heard(until.since(now).min(LOOK_ANYWAY)).await;
        }
    }
}

/// Whether a yes from behind this phone's lock opens by itself.
fn locks(phone: &StoredPhone, now: Timestamp) -> bool {
    phone.lock.as_ref().is_some_and(|(_, since)| lock_counts(phone.registered_at, *since, now))
}

/// What is signed for where nobody is asked: of the same size, for no phone, and never laid.
fn nobodys_phone(now: Timestamp) -> StoredPhone {
    StoredPhone {
        account: NOBODY,
        id: chance::new_id(AuthenticatorId::new, now),
        device: chance::new_id(DeviceId::new, now),
        kid: String::new(),
        public_key: Vec::new(),
        about_sealed: Vec::new(),
        label_sealed: Vec::new(),
        totp_sealed: None,
        push_sealed: None,
        push_state: PushState::Absent,
        state: PhoneState::Revoked,
        registered_at: now,
        last_seen_at: now,
        lock: None,
    }
}
