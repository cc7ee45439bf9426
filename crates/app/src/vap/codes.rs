//! A phone's six digits, for moments without a network (E8, P5): judged like those of any app, and with the phone they come
//! and go. They bear its id with the last bit turned, so that neither needs to be looked for.

use domain::factor::Held;
use domain::vap::PhoneState;
use domain::{AccountId, AuthenticatorId, Factor, Secret, Timestamp};
use proofs::totp;
use store::authenticators::{self, StoredAuthenticator};
use store::db::Batch;
use store::phones::{self, StoredPhone};

use crate::vault::Purpose;
use crate::{App, Trouble, chance};

impl App {
    /// Whether phones are given codes.
    pub fn phones_show_codes(&self) -> bool {
        self.policy().factors.allows(Factor::Totp)
    }

    /// Drawn with the phone, sealed as it will be kept.
    pub(super) fn draw_codes(&self, phone: AuthenticatorId) -> Option<Vec<u8>> {
        let draw = || {
            let secret = chance::bytes::<{ totp::SECRET_BYTES }>();
            self.vault().seal(Purpose::Authenticator, phone.codes().bytes(), &secret)
        };
        self.phones_show_codes().then(draw)
    }

    /// In base32, for the phone that registered: at a lost answer once more.
    pub(super) fn codes_for(&self, phone: &StoredPhone) -> Option<Secret> {
        let sealed = phone.totp_sealed.as_ref()?;
        let secret = self.vault().open(Purpose::Authenticator, phone.id.codes().bytes(), sealed)?;
        Some(Secret::new(totp::base32(&secret)))
    }

    /// They count as soon as the phone does.
    pub(super) fn admit_codes(&self, batch: &mut Batch, phone: &StoredPhone, now: Timestamp) {
        let Some(sealed) = &phone.totp_sealed else { return };
        let id = phone.id.codes();
        let row = StoredAuthenticator {
            account: phone.account,
            id,
            kind: Factor::Totp.word().to_owned(),
            label_sealed: self.seal_label(id, ""),
            secret_sealed: sealed.clone(),
            handle_digest: None,
            counter: 0,
            failures: 0,
            created_at: now,
            last_used_at: None,
            blocked_at: None,
            lost_at: None,
        };
        authenticators::insert(batch, &row);
    }

    /// Whether these are the codes of a phone that was suspended, also since its page was opened.
    pub(crate) async fn are_suspended(&self, codes: AuthenticatorId) -> Result<bool, Trouble> {
        let phone = phones::by_id(self.db(), codes.codes()).await?;
        Ok(phone.is_some_and(|phone| phone.state == PhoneState::Suspended))
    }
}

/// The phone and its codes, in one act.
pub fn end_phone(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, now: Timestamp) {
    phones::end(batch, account, phone, now);
    authenticators::end_if_there(batch, account, phone.codes(), now);
}

/// The same for what may be gone already.
pub fn end_phone_if_there(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, now: Timestamp) {
    phones::end_if_there(batch, account, phone, now);
    authenticators::end_if_there(batch, account, phone.codes(), now);
}

/// Under the name of their phone; those of a suspended one prove nothing.
pub fn named(codes: Held, phones: &[Held]) -> Option<Held> {
    match phones.iter().find(|phone| phone.id.codes() == codes.id) {
        Some(phone) if phone.blocked => None,
        Some(phone) => Some(Held { label: phone.label.clone(), ..codes }),
        None => Some(codes),
    }
}
