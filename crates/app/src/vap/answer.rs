//! The phone answers: judged in the protocol's order, its number booked as a try before it is compared (invariant 8), and of
//! any number of parallel answers one wins (PU1, PU2, PU5).

use domain::alarm::Told;
use domain::vap::{ChallengeState, EnrolmentState, Kind, PhoneState};
use domain::{Fact, VapChallengeId};
use proofs::vap::answer::{self, Answer, Asked, is_number, judge};
use store::db::{Batch, CommitError};
use store::vap_challenges::{self, StoredChallenge};
use store::{phones, vap_enrolments};

use super::call::Proven;
use super::codes::end_phone;
use super::{VapError, VapRefused};
use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

impl App {
    /// What this phone is asked now, as signed.
    pub async fn pending_challenges(&self, proven: &Proven) -> Result<Vec<String>, Trouble> {
        let phone = &proven.phone;
        let rows = vap_challenges::pending(self.db(), phone.account, phone.id, self.now()).await?;
        Ok(rows.iter().filter_map(|row| self.challenge_text(row)).collect())
    }

    /// One question of this phone, and its text while it is pending.
    pub async fn challenge_of(
        &self,
        proven: &Proven,
        id: VapChallengeId,
    ) -> Result<(ChallengeState, Option<String>), VapError> {
        let row = self.own_challenge(proven, id).await?;
        let state = row.state_at(self.now());
        let text = (state == ChallengeState::Pending).then(|| self.challenge_text(&row)).flatten();
        Ok((state, text))
    }

    pub async fn answer_challenge(
        &self,
        proven: &Proven,
        id: VapChallengeId,
        response: &str,
        caller: &Caller,
    ) -> Result<ChallengeState, VapError> {
        let row = self.own_challenge(proven, id).await?;
        let asked = Asked {
            issuer: self.issuer(),
            device: &proven.phone.device.to_string(),
            enrolment: &proven.phone.id.to_string(),
            challenge: &id.to_string(),
            state: row.state_at(caller.now),
            hash: &row.hash,
            mode: row.mode,
        };
        match judge(response, &asked, &proven.key).map_err(VapRefused::Answer)? {
            Answer::Deny => self.close(&row, (ChallengeState::Denied, false), response, caller).await,
            Answer::Report => self.close(&row, (ChallengeState::Reported, false), response, caller).await,
            Answer::Approve { number, unlocked } => {
                let unlocked = self.is_unlocked(&proven.phone, unlocked.as_ref(), &row.hash)?;
                self.approve(&row, (&number, unlocked), response, caller).await
            }
        }
    }

    async fn approve(
        &self,
        row: &StoredChallenge,
        (number, unlocked): (&str, bool),
        response: &str,
        caller: &Caller,
    ) -> Result<ChallengeState, VapError> {
        let mut booking = chance::act(caller.now);
        vap_challenges::book_try(&mut booking, row, caller.now);
        self.won(booking).await?;
        let expected = self.number_of(row).ok_or(Trouble::Sealed("number"))?;
        if is_number(&expected, number) {
            return self.close(row, (ChallengeState::Approved, unlocked), response, caller).await;
        }
        let attempts_left = row.tries_left.saturating_sub(1);
        if attempts_left == 0 {
            self.close(row, (ChallengeState::Failed, false), response, caller).await?;
        }
        Err(VapRefused::NumberMismatch { attempts_left }.into())
    }

    /// Moves it out of pending, with everything that follows, in one act.
    async fn close(
        &self,
        row: &StoredChallenge,
        (state, unlocked): (ChallengeState, bool),
        response: &str,
        caller: &Caller,
    ) -> Result<ChallengeState, VapError> {
        let now = caller.now;
        let mut batch = chance::act(now);
        let sealed = self.vault().seal(Purpose::ChallengeAnswer, row.id.bytes(), response.as_bytes());
        vap_challenges::answer(&mut batch, row, (state, unlocked), sealed, now);
        let fact = Fact::PhoneAnswered { phone: row.phone, challenge: row.id, answer: state };
        self.audit(&mut batch, Some(row.account), &fact, Some(&caller.place()), now);
        // Without a password before it there is no sign-in to end, and nobody who knows the password to be told of (C28).
        if state == ChallengeState::Reported && !row.is_alone() {
            // PU4: whoever sits before the page has the password and not the phone: their sign-in is over.
            store::journeys::end_kind(&mut batch, row.account, "second_factor");
            let phone = phones::by_id(self.db(), row.phone).await?.map(|phone| self.phone_name(&phone));
            self.tell_phone((Told::PushReported, row.account), phone.as_deref(), caller, &mut batch).await?;
        }
        if row.kind == Kind::Enrol {
            self.finish_enrolment(row, state, caller, &mut batch).await?;
        }
        self.won(batch).await?;
        self.wake_delivery();
        self.ring(row.id.bytes());
        Ok(state)
    }

    /// E6: a new phone counts once it has approved its first number; otherwise it goes.
    async fn finish_enrolment(
        &self,
        row: &StoredChallenge,
        state: ChallengeState,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<(), VapError> {
        let phone = phones::by_id(self.db(), row.phone).await?.ok_or(VapRefused::UnknownChallenge)?;
        let end = if state == ChallengeState::Approved {
            phones::change(batch, &phone, PhoneState::Active, caller.now);
            self.welcome(batch, &phone, &self.phone_name(&phone), caller).await?;
            EnrolmentState::Completed
        } else {
            end_phone(batch, row.account, row.phone, caller.now);
            EnrolmentState::Cancelled
        };
        vap_enrolments::finish(batch, row.account, row.phone, end, caller.now);
        Ok(())
    }

    /// A lost race is somebody else's answer.
    async fn won(&self, batch: Batch) -> Result<(), VapError> {
        match self.db().commit(batch).await {
            Ok(()) => Ok(()),
            Err(CommitError::Lost(_)) => Err(VapRefused::Answer(answer::Refused::AlreadyAnswered).into()),
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }

    async fn own_challenge(&self, proven: &Proven, id: VapChallengeId) -> Result<StoredChallenge, VapError> {
        let row = vap_challenges::by_id(self.db(), id).await?;
        let own = row.filter(|row| row.phone == proven.phone.id && row.account == proven.phone.account);
        Ok(own.ok_or(VapRefused::UnknownChallenge)?)
    }

    fn challenge_text(&self, row: &StoredChallenge) -> Option<String> {
        self.vault().open_text(Purpose::Challenge, row.id.bytes(), &row.text_sealed)
    }

    pub(super) fn number_of(&self, row: &StoredChallenge) -> Option<String> {
        self.vault().open_text(Purpose::ChallengeNumber, row.id.bytes(), &row.number_sealed)
    }
}
