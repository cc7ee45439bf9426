//! The phone's own lock (VAP/1 §7.4): brought, taken away, and looked at when it was opened for an approval.

use domain::Fact;
use domain::alarm::Told;
use domain::passkey::{Made, RelyingParty};
use domain::vap::came_with_the_phone;
use proofs::passkey::Credential;
use proofs::vap::lock::{self, Unlocked};
use store::phones::{self, StoredPhone};

use super::call::Proven;
use super::{VapError, VapRefused};
use crate::alarms::Act;
use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, chance};

impl App {
    /// Keeps the lock that a phone brings; with `None` there is none any more. Brought again, it changes nothing: a lost answer
    /// costs nothing. Its owner is told, unless it came with the phone, of which they were told.
    pub async fn set_phone_lock(
        &self,
        proven: &Proven,
        made: Option<&Made>,
        caller: &Caller,
    ) -> Result<(), VapError> {
        let (phone, now) = (&proven.phone, caller.now);
        let brought = match made {
            None => None,
            Some(made) => {
                let party = self.lock_party().ok_or(VapRefused::BadLock)?;
                Some(lock::brought(made, &party).ok_or(VapRefused::BadLock)?)
            }
        };
        if self.lock_of(phone).map(|known| known.id) == brought.as_ref().map(|new| new.id.clone()) {
            return Ok(());
        }
        let sealed = brought.map(|lock| self.vault().seal_json(Purpose::PhoneLock, phone.id.bytes(), &lock));
        let locked = sealed.is_some();
        let mut batch = chance::act(now);
        phones::lock(&mut batch, (phone.account, phone.id), sealed, now);
        let fact = Fact::PhoneLocked { phone: phone.id, locked };
        self.audit(&mut batch, Some(phone.account), &fact, Some(&caller.place()), now);
        if locked && !came_with_the_phone(phone.registered_at, now) {
            let act = Act { method: Some(phone.id), ..Act::of(phone.account, Told::PhoneLocked, now) };
            self.tell_phone_act(act, Some(&self.phone_name(phone)), caller, &mut batch).await?;
        }
        self.commit(batch).await?;
        self.wake_delivery();
        Ok(())
    }

    /// Whether the phone's lock was opened for the challenge of this hash; what is shown and wrong is refused.
    pub(super) fn is_unlocked(
        &self,
        phone: &StoredPhone,
        shown: Option<&Unlocked>,
        cth: &[u8; 32],
    ) -> Result<bool, VapRefused> {
        let Some(shown) = shown else { return Ok(false) };
        let read = shown.read().ok_or(VapRefused::BadLock)?;
        let (party, lock) = self.lock_party().zip(self.lock_of(phone)).ok_or(VapRefused::BadLock)?;
        if lock::is_open(&read, &lock, cth, &party) { Ok(true) } else { Err(VapRefused::BadLock) }
    }

    fn lock_of(&self, phone: &StoredPhone) -> Option<Credential> {
        let (sealed, _) = phone.lock.as_ref()?;
        self.vault().open_json(Purpose::PhoneLock, phone.id.bytes(), sealed)
    }

    /// The passkeys of locks are made and shown at the authenticator's own origin, and nowhere else.
    fn lock_party(&self) -> Option<RelyingParty> {
        RelyingParty::of(self.authenticator()?)
    }
}
