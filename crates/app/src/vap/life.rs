//! A phone's own life: named, woken elsewhere, suspended, revoked; its customer told on the other channels.

use domain::alarm::Told;
use domain::message::Named;
use domain::vap::{PhoneState, PushState};
use domain::{AccountId, AuthenticatorId, Fact, Factor, Timestamp};
use proofs::vap::display::display;
use proofs::vap::enrol::Push;
use proofs::web_push::Recipient;
use store::db::{Batch, CommitError};
use store::phones::{self, StoredPhone};
use store::{accounts, vap_challenges};

use super::call::Proven;
use super::codes::end_phone;
use super::{VapError, VapRefused};
use crate::alarms::Act;
use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// Longest name that a customer gives a phone, in characters.
const LONGEST_NAME: usize = 60;

/// A phone as its owner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneView {
    pub id: AuthenticatorId,
    pub name: String,
    pub state: PhoneState,
    pub push: PushState,
    pub added_at: Timestamp,
    pub last_used_at: Timestamp,
}

/// `GET /vap/v1/device`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnView {
    pub phone: PhoneView,
    pub device: domain::DeviceId,
    pub account_hint: String,
    pub tenant: String,
}

impl App {
    /// The phones of an account that are not revoked, the last used first.
    pub async fn phones_of(&self, account: AccountId) -> Result<Vec<PhoneView>, Trouble> {
        let stored = phones::of_account(self.db(), account).await?;
        Ok(stored.iter().map(|phone| self.phone_view(phone)).collect())
    }

    pub async fn own_view(&self, proven: &Proven) -> Result<OwnView, Trouble> {
        let account = proven.phone.account;
        let brand = accounts::by_id(self.db(), account).await?.map(|account| account.brand);
        Ok(OwnView {
            phone: self.phone_view(&proven.phone),
            device: proven.phone.device,
            account_hint: self.account_hint(account).await?,
            tenant: self.brand(brand.as_deref()).name.clone(),
        })
    }

    pub async fn rename_phone(&self, proven: &mut Proven, name: &str) -> Result<(), Trouble> {
        let phone = &mut proven.phone;
        phone.label_sealed = self.seal_label(phone.id, &display(name, LONGEST_NAME));
        let mut batch = chance::act(self.now());
        phones::rename(&mut batch, phone.account, phone.id, &phone.label_sealed);
        self.commit(batch).await
    }

    /// Where to wake the phone from now on; nowhere with `None`.
    pub async fn set_phone_push(&self, proven: &Proven, push: Option<&Push>) -> Result<PushState, VapError> {
        if push.is_some_and(|push| !self.may_call(push)) {
            return Err(VapRefused::BadPushEndpoint.into());
        }
        let phone = &proven.phone;
        let sealed = push.map(|push| self.vault().seal_json(Purpose::PhonePush, phone.id.bytes(), push));
        let state = if push.is_some() { PushState::Live } else { PushState::Absent };
        let mut batch = chance::act(self.now());
        phones::set_push(&mut batch, (phone.account, phone.id), sealed, state);
        self.commit(batch).await?;
        Ok(state)
    }

    /// Ends a phone, whoever asked: its questions, its approvals and what wakes it go in the same act (PU7).
    /// `false` when it was gone already, or is another account's.
    pub async fn revoke_phone(
        &self,
        account: AccountId,
        phone: AuthenticatorId,
        caller: &Caller,
    ) -> Result<bool, Trouble> {
        let Some(stored) = phones::by_id(self.db(), phone).await?.filter(|one| one.account == account) else {
            return Ok(false);
        };
        let now = caller.now;
        let mut batch = chance::act(now);
        end_phone(&mut batch, account, phone, now);
        vap_challenges::end_of_phone(&mut batch, account, phone, now);
        self.audit(&mut batch, Some(account), &Fact::PhoneRemoved { phone }, Some(&caller.place()), now);
        self.tell_phone((Told::PhoneRemoved, account), Some(&self.phone_name(&stored)), caller, &mut batch)
            .await?;
        self.after_move(batch, phone).await
    }

    /// Suspends a phone, or lets it serve again. `false` when it was so already, or is another account's.
    pub async fn suspend_phone(
        &self,
        account: AccountId,
        phone: AuthenticatorId,
        suspended: bool,
        caller: &Caller,
    ) -> Result<bool, Trouble> {
        let (from, to) = if suspended {
            (PhoneState::Active, PhoneState::Suspended)
        } else {
            (PhoneState::Suspended, PhoneState::Active)
        };
        let stored = phones::by_id(self.db(), phone).await?;
        let Some(stored) = stored.filter(|one| one.account == account && one.state == from) else {
            return Ok(false);
        };
        let mut batch = chance::act(caller.now);
        phones::change(&mut batch, &stored, to, caller.now);
        if suspended {
            vap_challenges::end_of_phone(&mut batch, account, phone, caller.now);
        }
        let fact = Fact::PhoneSuspended { phone, suspended };
        self.audit(&mut batch, Some(account), &fact, Some(&caller.place()), caller.now);
        self.after_move(batch, phone).await
    }

    async fn after_move(&self, batch: Batch, phone: AuthenticatorId) -> Result<bool, Trouble> {
        match self.db().commit(batch).await {
            Ok(()) => {
                self.wake_delivery();
                self.ring(phone.bytes());
                Ok(true)
            }
            Err(CommitError::Lost(_)) => Ok(false),
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }

    pub(crate) fn phone_name(&self, phone: &StoredPhone) -> String {
        let label =
            self.vault().open_text(Purpose::AuthenticatorLabel, phone.id.bytes(), &phone.label_sealed);
        label.unwrap_or_default()
    }

    fn phone_view(&self, phone: &StoredPhone) -> PhoneView {
        PhoneView {
            id: phone.id,
            name: self.phone_name(phone),
            state: phone.state,
            push: phone.push_state,
            added_at: phone.registered_at,
            last_used_at: phone.last_seen_at,
        }
    }

    /// Tells the account's owner what happened to a phone of theirs, `label` being what they know it by.
    pub(crate) async fn tell_phone(
        &self,
        (told, account): (Told, AccountId),
        label: Option<&str>,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<(), Trouble> {
        self.tell_phone_act(Act::of(account, told, caller.now), label, caller, batch).await
    }

    /// The same, with what a press ends.
    pub(crate) async fn tell_phone_act(
        &self,
        act: Act,
        label: Option<&str>,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<(), Trouble> {
        let named = |label: &str| Named { kind: Factor::Push, label: label.to_owned(), ending: None };
        let about = label.map(named).into_iter().collect();
        let act = Act { about, ..act };
        let mails = self.tell(&act, None, (&caller.label, &caller.place()), batch).await?;
        self.put_messages(batch, Some(act.account), mails, caller.now);
        Ok(())
    }

    /// A subscription that can be encrypted for, at a service that may be called (§9).
    pub(super) fn may_call(&self, push: &Push) -> bool {
        let extra = self.phones().place.as_ref().map(|place| place.push_hosts.as_slice()).unwrap_or_default();
        gateways::push::is_push_service(&push.endpoint, extra)
            && Recipient::read(&push.p256dh, &push.auth).is_some()
    }
}
