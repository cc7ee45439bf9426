//! A phone as a second factor: what it counts for, how it is asked at a sign-in and how its approval is taken (B4, E6).
//! Drawn and judged here, laid with the turn of the journey that asked (invariant 6).

use domain::factor::Held;
use domain::vap::{ChallengeState, Confirm, EnrolmentState, FINALISED_WITHIN, Kind, NumberMode, PhoneState};
use domain::{AccountId, AuthenticatorId, ClientId, EnrolmentId, Factor, SessionId, VapChallengeId};
use journeys::enrol_authenticator::{self as enrol, Shown};
use journeys::second_factor::{AskedPhone, NotAsked, Verdict};
use store::db::Batch;
use store::phones::{self, StoredPhone};
use store::{vap_challenges, vap_enrolments};

use super::ask::{Asked, Asking, Drawing};
use crate::browser::Caller;
use crate::judge::Pocket;
use crate::{App, Trouble, chance};

impl App {
    /// Phones that count: a suspended one proves nothing and still protects. None where no authenticator is configured.
    pub(crate) async fn held_phones(&self, account: AccountId) -> Result<Vec<Held>, Trouble> {
        if self.authenticator().is_none() || !self.policy().factors.allows(Factor::Push) {
            return Ok(Vec::new());
        }
        let stored = phones::of_account(self.db(), account).await?;
        let counts = |phone: &&StoredPhone| matches!(phone.state, PhoneState::Active | PhoneState::Suspended);
        Ok(stored.iter().filter(counts).map(|phone| self.held_phone(phone)).collect())
    }

    fn held_phone(&self, phone: &StoredPhone) -> Held {
        Held {
            id: phone.id,
            kind: Factor::Push,
            label: self.phone_name(phone),
            ending: None,
            created_at: phone.registered_at,
            last_used_at: Some(phone.last_seen_at),
            blocked: phone.state == PhoneState::Suspended,
            lost: phone.state == PhoneState::Suspended,
        }
    }

    /// Answers `Question::AskPhone`: two digits, because a password came first (PU1).
    pub(crate) async fn draw_for_sign_in(
        &self,
        account: AccountId,
        phone: AuthenticatorId,
        service: Option<(ClientId, String)>,
        caller: &Caller,
    ) -> Result<(Result<AskedPhone, NotAsked>, Pocket), Trouble> {
        let gone = (Err(NotAsked::Gone), Pocket::default());
        let stored = phones::by_id(self.db(), phone).await?.filter(|one| one.account == account);
        let Some(stored) = stored else { return Ok(gone) };
        match stored.state {
            PhoneState::Active => {}
            PhoneState::Suspended => return Ok((Err(NotAsked::Blocked), Pocket::default())),
            PhoneState::Pending | PhoneState::Revoked => return Ok(gone),
        }
        let asking = Asking {
            account,
            client: service.as_ref().map_or("", |(client, _)| client.0.as_str()),
            service: service.as_ref().map(|(_, name)| name.as_str()),
            kind: Kind::SignIn,
            mode: NumberMode::Enter2,
            browser: self.waiting_browser(caller),
            unlock: false,
        };
        Ok(match self.draw_question(&asking, &stored, caller).await? {
            Drawing::Ready(drawn) => {
                let asked = AskedPhone { challenge: drawn.row.id, until: drawn.row.expires_at };
                (Ok(asked), Pocket { question: Some(drawn), ..Pocket::default() })
            }
            Drawing::Not(Asked::TooMany { until } | Asked::Paused { until }) => {
                (Err(NotAsked::NotBefore(until)), Pocket::default())
            }
            Drawing::Not(Asked::Sent(_) | Asked::NoPhone) => gone,
        })
    }

    /// Answers `Question::IsFactor` for an approval. No try is booked: the phone's were (§6), and a browser cannot guess.
    pub(crate) async fn judge_approval(
        &self,
        account: AccountId,
        phone: AuthenticatorId,
        challenge: VapChallengeId,
        caller: &Caller,
    ) -> Result<(Verdict, Pocket), Trouble> {
        let browser = self.waiting_browser(caller);
        let row = vap_challenges::by_id(self.db(), challenge).await?;
        let approved = row.filter(|row| {
            (row.account, row.phone, row.browser_digest) == (account, phone, browser)
                && row.state_at(caller.now) == ChallengeState::Approved
        });
        Ok(match approved {
            Some(row) => (Verdict::Right, Pocket { approval: Some(row), ..Pocket::default() }),
            None => (Verdict::NotApproved, Pocket::default()),
        })
    }

    /// Once, within a minute, by the browser that asked.
    pub(crate) fn take(&self, batch: &mut Batch, pocket: &Pocket, caller: &Caller) {
        let Some(row) = &pocket.approval else { return };
        let browser = self.waiting_browser(caller);
        vap_challenges::consume(batch, row, &browser, caller.now, caller.now - FINALISED_WITHIN);
    }

    /// Answers `Question::MakeSecret` for a phone: a link and a code.
    pub(crate) async fn draw_place(
        &self,
        account: AccountId,
        caller: &Caller,
    ) -> Result<(Shown, Pocket), Trouble> {
        let drawn = self.draw_offer(account, Confirm::Auto, caller).await?;
        let shown = Shown { enrolment: drawn.one.id, until: drawn.one.expires_at };
        Ok((shown, Pocket { offer: Some(drawn), ..Pocket::default() }))
    }

    /// Answers `Question::HasPhoneCome`.
    pub(crate) async fn has_phone_come(
        &self,
        account: AccountId,
        enrolment: EnrolmentId,
        caller: &Caller,
    ) -> Result<enrol::Verdict, Trouble> {
        let browser = self.waiting_browser(caller);
        let one = vap_enrolments::by_id(self.db(), enrolment).await?;
        let Some(one) = one.filter(|one| one.account == account && one.browser_digest == browser) else {
            return Ok(enrol::Verdict::Worn);
        };
        Ok(match (one.state.at(one.expires_at, caller.now), one.phone) {
            (EnrolmentState::Completed, Some(authenticator)) => {
                let session = chance::new_id(SessionId::new, caller.now);
                enrol::Verdict::Right { authenticator, session }
            }
            (EnrolmentState::Created | EnrolmentState::Claimed | EnrolmentState::Registered, _) => {
                enrol::Verdict::NotYet
            }
            _ => enrol::Verdict::Worn,
        })
    }
}
