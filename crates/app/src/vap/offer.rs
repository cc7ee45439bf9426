//! Offering an account to a phone: a link and a code for one browser, dead after ten minutes, once claimed, or when a newer
//! one is shown (EN3). Drawn first, laid with whatever else its page writes (invariant 6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::vap::{Confirm, ENROLMENT_LIVES, EnrolmentState};
use domain::{AccountId, EnrolmentId, Fact, Timestamp};
use proofs::vap::{code, sha256};
use store::db::{Batch, CommitError};
use store::vap_enrolments::{self, StoredEnrolment};
use store::{phones, vap_challenges};

use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// More parallel pages of one account than this wait for nothing good.
const RACES: usize = 8;

/// What the page shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    pub id: EnrolmentId,
    /// `https://APP/e#<es>.<secret>`: for the QR and for the same phone.
    pub link: String,
    /// `K7QF-2M9X-4T`.
    pub code: String,
    pub expires_at: Timestamp,
}

/// An offer that is not laid yet.
pub(crate) struct DrawnOffer {
    pub one: StoredEnrolment,
    round: i64,
}

impl App {
    /// A new offer for a signed-in person; older ones of the account are over. `None` where no authenticator is configured.
    pub async fn offer_phone(
        &self,
        account: AccountId,
        confirm: Confirm,
        caller: &Caller,
    ) -> Result<Option<Offer>, Trouble> {
        if self.authenticator().is_none() {
            return Ok(None);
        }
        for _ in 0..RACES {
            let drawn = self.draw_offer(account, confirm, caller).await?;
            let mut batch = chance::act(caller.now);
            self.lay_offer(&mut batch, &drawn, caller);
            match self.db().commit(batch).await {
                Ok(()) => return Ok(self.read_offer(&drawn.one)),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Err(Trouble::Contended("an offer to a phone"))
    }

    pub(crate) async fn draw_offer(
        &self,
        account: AccountId,
        confirm: Confirm,
        caller: &Caller,
    ) -> Result<DrawnOffer, Trouble> {
        let (secret, typed) = (chance::bytes::<20>(), code::draw(chance::bytes()));
        let id = chance::new_id(EnrolmentId::new, caller.now);
        let shown = (URL_SAFE_NO_PAD.encode(secret), &typed);
        let one = StoredEnrolment {
            account,
            id,
            secret_hash: sha256(&secret),
            code_digest: self.code_digest_of_phone(&typed),
            shown_sealed: Some(self.vault().seal_json(Purpose::PhoneOffer, id.bytes(), &shown)),
            claim_hash: None,
            nonce: None,
            confirm,
            phone: None,
            browser_digest: self.waiting_browser(caller),
            state: EnrolmentState::Created,
            created_at: caller.now,
            expires_at: caller.now + ENROLMENT_LIVES,
        };
        Ok(DrawnOffer { one, round: vap_challenges::round(self.db(), account).await? })
    }

    /// Older offers of the account are over, and so are phones that never finished one.
    pub(crate) fn lay_offer(&self, batch: &mut Batch, drawn: &DrawnOffer, caller: &Caller) {
        let (account, now) = (drawn.one.account, caller.now);
        vap_challenges::step_round(batch, account, drawn.round);
        vap_enrolments::supersede(batch, account, now);
        phones::end_pending(batch, account, now);
        vap_enrolments::insert(batch, &drawn.one);
        self.audit(batch, Some(account), &Fact::PhoneOffered, Some(&caller.place()), now);
    }

    /// What the page shows again after a reload; nothing once a phone has claimed it, nor for another browser.
    pub async fn shown_offer(
        &self,
        account: AccountId,
        id: EnrolmentId,
        caller: &Caller,
    ) -> Result<Option<Offer>, Trouble> {
        let (browser, now) = (self.waiting_browser(caller), caller.now);
        let one = vap_enrolments::by_id(self.db(), id).await?;
        let one = one.filter(|one| one.account == account && one.browser_digest == browser);
        let live = one.filter(|one| one.state.at(one.expires_at, now) == EnrolmentState::Created);
        Ok(live.and_then(|one| self.read_offer(&one)))
    }

    fn read_offer(&self, one: &StoredEnrolment) -> Option<Offer> {
        let origin = self.authenticator()?;
        let sealed = one.shown_sealed.as_ref()?;
        let (secret, typed): (String, String) =
            self.vault().open_json(Purpose::PhoneOffer, one.id.bytes(), sealed)?;
        let link = format!("{origin}/e#{}.{secret}", one.id);
        Some(Offer { id: one.id, link, code: code::shown(&typed), expires_at: one.expires_at })
    }

    /// The customer left, or chose another method. Only the browser that shows it may.
    pub async fn withdraw_offer(
        &self,
        account: AccountId,
        id: EnrolmentId,
        caller: &Caller,
    ) -> Result<(), Trouble> {
        let shown = vap_enrolments::by_id(self.db(), id).await?;
        if shown.is_none_or(|one| one.browser_digest != self.waiting_browser(caller)) {
            return Ok(());
        }
        let mut batch = chance::act(caller.now);
        vap_enrolments::cancel(&mut batch, account, id, caller.now);
        self.commit(batch).await
    }

    pub(crate) fn code_digest_of_phone(&self, code: &str) -> [u8; 32] {
        self.vault().wide_digest("vap/code", code.as_bytes())
    }
}
