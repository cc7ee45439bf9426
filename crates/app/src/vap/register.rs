//! The phone brings its key: proven by a signature over what only who claimed was told (EN4). A lost answer is repeated.

use domain::alarm::Told;
use domain::vap::{Confirm, EnrolmentState, Kind, NumberMode, PhoneState, PushState};
use domain::{AuthenticatorId, DeviceId, EnrolmentId, Fact, Secret};
use proofs::vap::enrol::{self, Expected, Introduced};
use store::db::CommitError;
use store::phones::{self, StoredPhone};
use store::vap_enrolments::{self, StoredEnrolment};

use super::ask::Asking;
use super::{VapError, VapRefused, token_hash};
use crate::alarms::Act;
use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, chance};

/// What the phone is told.
#[derive(Clone)]
pub struct Registered {
    pub phone: AuthenticatorId,
    pub device: DeviceId,
    pub kid: String,
    pub state: EnrolmentState,
    /// The secret of its codes in base32, where it is given any.
    pub totp: Option<Secret>,
}

impl App {
    pub async fn register_phone(
        &self,
        id: EnrolmentId,
        claim: &str,
        proof: &str,
        caller: &Caller,
    ) -> Result<Registered, VapError> {
        let one = vap_enrolments::by_id(self.db(), id).await?.ok_or(VapRefused::UnknownEnrolment)?;
        let is_claimant = one.claim_hash.is_some() && token_hash(claim) == one.claim_hash;
        let state = one.state.at(one.expires_at, caller.now);
        match state {
            EnrolmentState::Expired | EnrolmentState::Cancelled | EnrolmentState::Superseded => {
                return Err(VapRefused::Over(state).into());
            }
            _ if !is_claimant => return Err(VapRefused::NotClaimed.into()),
            _ => {}
        }
        let nonce = one.nonce.as_deref().unwrap_or_default();
        let expected = Expected { issuer: self.issuer(), enrolment: &one.id.to_string(), nonce };
        let introduced = enrol::check(proof, &expected).map_err(|_| VapRefused::BadIntroduction)?;
        if let Some(phone) = one.phone {
            return self.registered_before(phone, &introduced, state).await;
        }
        if introduced.push.as_ref().is_some_and(|push| !self.may_call(push)) {
            return Err(VapRefused::BadPushEndpoint.into());
        }
        self.admit_phone(&one, introduced, caller).await
    }

    /// The same claim with the same key again: the answer was lost.
    async fn registered_before(
        &self,
        phone: AuthenticatorId,
        introduced: &Introduced,
        state: EnrolmentState,
    ) -> Result<Registered, VapError> {
        let stored = phones::by_id(self.db(), phone).await?.ok_or(VapRefused::UnknownEnrolment)?;
        if stored.kid != introduced.key.thumbprint() {
            return Err(VapRefused::AlreadyClaimed.into());
        }
        let totp = self.codes_for(&stored);
        Ok(Registered { phone, device: stored.device, kid: stored.kid, state, totp })
    }

    async fn admit_phone(
        &self,
        one: &StoredEnrolment,
        introduced: Introduced,
        caller: &Caller,
    ) -> Result<Registered, VapError> {
        let now = caller.now;
        let phone = self.phone_row(one, &introduced, caller);
        let is_done = one.confirm == Confirm::Auto;
        let state = if is_done { EnrolmentState::Completed } else { EnrolmentState::Registered };
        let mut batch = chance::act(now);
        vap_enrolments::register(&mut batch, one, state, phone.id, now);
        phones::insert(&mut batch, &phone);
        if is_done {
            self.welcome(&mut batch, &phone, &introduced.device.name, caller).await?;
        }
        match self.db().commit(batch).await {
            Ok(()) => {}
            Err(CommitError::Lost("key_reused")) => return Err(VapRefused::KeyReused.into()),
            Err(CommitError::Lost(_)) => return Err(VapRefused::AlreadyClaimed.into()),
            Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
        }
        if !is_done {
            // E6: the number is on the page that showed the code, so the page's browser may see it.
            let asking = Asking {
                account: one.account,
                client: "enrol",
                service: None,
                kind: Kind::Enrol,
                mode: NumberMode::Enter2,
                browser: one.browser_digest,
                unlock: false,
            };
            self.ask_this_phone(&asking, &phone, caller).await?;
        }
        self.wake_delivery();
        self.ring(one.id.bytes());
        let totp = self.codes_for(&phone);
        Ok(Registered { phone: phone.id, device: phone.device, kid: phone.kid, state, totp })
    }

    fn phone_row(&self, one: &StoredEnrolment, introduced: &Introduced, caller: &Caller) -> StoredPhone {
        let id = chance::new_id(AuthenticatorId::new, caller.now);
        let seal = |push| self.vault().seal_json(Purpose::PhonePush, id.bytes(), push);
        StoredPhone {
            account: one.account,
            id,
            device: chance::new_id(DeviceId::new, caller.now),
            kid: introduced.key.thumbprint(),
            public_key: introduced.key.point().to_vec(),
            about_sealed: self.vault().seal_json(Purpose::PhoneAbout, id.bytes(), &introduced.device),
            label_sealed: self.seal_label(id, &introduced.device.name),
            totp_sealed: self.draw_codes(id),
            push_sealed: introduced.push.as_ref().map(seal),
            push_state: if introduced.push.is_some() { PushState::Live } else { PushState::Absent },
            state: if one.confirm == Confirm::Auto { PhoneState::Active } else { PhoneState::Pending },
            registered_at: caller.now,
            last_seen_at: caller.now,
            lock: None,
        }
    }

    /// From now on it counts: told to audit and to the customer.
    pub(super) async fn welcome(
        &self,
        batch: &mut store::db::Batch,
        phone: &StoredPhone,
        name: &str,
        caller: &Caller,
    ) -> Result<(), crate::Trouble> {
        let (account, now) = (phone.account, caller.now);
        self.admit_codes(batch, phone, now);
        self.audit(batch, Some(account), &Fact::PhoneAdded { phone: phone.id }, Some(&caller.place()), now);
        let act = Act { method: Some(phone.id), ..Act::of(account, Told::PhoneAdded, now) };
        self.tell_phone_act(act, Some(name), caller, batch).await
    }
}
