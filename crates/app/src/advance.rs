//! The only loop that drives journeys: step, answer what is asked, commit once, and show or leave.

use std::time::Duration;

use domain::{AccountId, JourneyId, Secret};
use journeys::{
    Event, Home, Next, Outcome, Question, Screen, State, Turn, VERSION, add_person, change_contact,
    change_password, enrol_authenticator, lost_phone, personalise, recover, recovery_codes, second_factor,
    sign_in, sign_in_by_phone, start,
};
use store::db::CommitError;
use store::journeys::StoredJourney;

use crate::browser::{Caller, CookieChange};
use crate::judge::Pocket;
use crate::vault::Purpose;
use crate::{App, Trouble, TurnError, chance};

/// More questions than this in one turn is a mistake of ours.
const ROUNDS: usize = 8;
/// A journey with a row may be left open this long.
const JOURNEY_LIVES: Duration = domain::time::hours(4);

/// Where a state was when its event came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    Form,
    Row { journey: JourneyId, version: i64 },
}

/// What one turn gave.
#[derive(Debug)]
pub struct Advanced {
    pub next: Landed,
    pub cookies: Vec<CookieChange>,
    /// The state to seal into the next form, or the row it stands in.
    pub state: State,
    pub place: Place,
    /// What is shown once and stored nowhere.
    pub revealed: Vec<Secret>,
}

/// A turn ends by showing or by leaving.
#[derive(Debug)]
pub enum Landed {
    Shown(Screen),
    Left(Outcome),
}

impl App {
    /// Takes one event. State, writes, facts, outbox and session are written in one Batch, or not at all.
    pub async fn advance(
        &self,
        place: Place,
        state: State,
        event: Event,
        caller: &Caller,
    ) -> Result<Advanced, TurnError> {
        let before = matches!(place, Place::Row { .. }).then(|| state.clone());
        let mut turn = journeys::step(state, event, caller.now, self.policy())?;
        let mut pocket = Pocket::default();
        for _ in 0..ROUNDS {
            let Next::Ask(question) = turn.next else {
                let moves = before.is_some_and(|before| before != turn.state);
                return self.land(place, (turn, moves), pocket, caller).await;
            };
            let (event, kept) = self.answer(question, caller).await?;
            pocket = kept;
            turn = journeys::step(turn.state, event, caller.now, self.policy())?;
        }
        Err(Trouble::Contended("a turn that never ends").into())
    }

    /// The state of a journey that has a row, for a page opened again or in a second tab.
    pub async fn load_journey(
        &self,
        journey: JourneyId,
        caller: &Caller,
    ) -> Result<Option<(State, i64)>, Trouble> {
        let Some(stored) = store::journeys::load(self.db(), journey).await? else { return Ok(None) };
        if stored.expires_at <= caller.now || stored.state_version != VERSION {
            return Ok(None);
        }
        let state = self.vault().open_json(Purpose::JourneyBody, journey.bytes(), &stored.body_sealed);
        Ok(state.map(|state| (state, stored.version)))
    }

    /// Gives a row to a journey that begins with somebody recognised.
    pub async fn begin_journey(
        &self,
        state: &State,
        account: AccountId,
        caller: &Caller,
    ) -> Result<JourneyId, Trouble> {
        let journey = chance::new_id(JourneyId::new, caller.now);
        let mut batch = crate::chance::act(caller.now);
        store::journeys::insert(&mut batch, &self.row(journey, state, Some(account), 1, caller));
        self.commit(batch).await?;
        Ok(journey)
    }

    async fn answer(&self, question: Question, caller: &Caller) -> Result<(Event, Pocket), Trouble> {
        match question {
            Question::IsPassword { identifier, password } => {
                let judged = self.judge_password(&identifier, password, caller).await?;
                Ok((Event::SignIn(sign_in::Event::PasswordJudged(judged.verdict)), judged.pocket))
            }
            Question::WhomToRecover { identifier } => {
                let (found, pocket) = self.whom_to_recover(&identifier, caller).await?;
                Ok((Event::Recover(recover::Event::AccountsFound(found)), pocket))
            }
            Question::IsRecoveryCode { sought, code } => {
                let (proof, pocket) = self.judge_code(&sought, &code, caller).await?;
                Ok((Event::Recover(recover::Event::CodeJudged(proof)), pocket))
            }
            Question::IsPrintedCode { typed, code } => {
                let (proof, pocket) = self.judge_printed_proof(&typed, &code, caller).await?;
                Ok((Event::Recover(recover::Event::PrintedCodeJudged(proof)), pocket))
            }
            Question::IsPrintedFactor { account, code } => {
                let (said, pocket) = self.judge_printed_factor(account, &code, caller).await?;
                Ok((Event::SecondFactor(second_factor::Event::PrintedJudged(said)), pocket))
            }
            Question::MayChangeContact { account, wish } => {
                let (said, pocket) = self.may_change_contact(account, &wish, caller).await?;
                Ok((Event::ChangeContact(change_contact::Event::Admitted(said)), pocket))
            }
            Question::IsContactCode { account, id, code } => {
                let (said, pocket) = self.judge_contact_code(account, id, &code, caller).await?;
                Ok((Event::ChangeContact(change_contact::Event::CodeJudged(said)), pocket))
            }
            Question::DrawCodes { account } => {
                let (set, pocket) = self.draw_recovery_codes(account, caller.now);
                Ok((Event::RecoveryCodes(recovery_codes::Event::CodesDrawn { set }), pocket))
            }
            Question::MayBePassword { account, password } => {
                let (said, pocket) = self.new_password(account, password).await?;
                Ok((Event::Recover(recover::Event::PasswordJudged(said)), pocket))
            }
            Question::MayChangePassword { account, current, password } => {
                let (said, pocket) = self.changed_password(account, current, password, caller).await?;
                Ok((Event::ChangePassword(change_password::Event::PasswordsJudged(said)), pocket))
            }
            Question::MayPersonalise { account, wish, password } => {
                let (judged, pocket) = self.judge_choice(account, &wish, password).await?;
                Ok((Event::Personalise(personalise::Event::ChoiceJudged(judged)), pocket))
            }
            Question::IsFactor { account, device, authenticator, proof, .. } => {
                let (said, pocket) =
                    self.judge_factor((account, device), authenticator, &proof, caller).await?;
                Ok((Event::SecondFactor(second_factor::Event::Judged(said)), pocket))
            }
            Question::SendCode { account, authenticator } => {
                let (said, pocket) = self.send_code(account, authenticator, caller).await?;
                Ok((Event::SecondFactor(second_factor::Event::CodeSent(said)), pocket))
            }
            Question::SendFirstCode { account, sign_in, kind, to } => {
                let (said, pocket) = self.send_first_code((account, sign_in), kind, &to, caller).await?;
                Ok((Event::EnrolAuthenticator(enrol_authenticator::Event::CodeSent(said)), pocket))
            }
            of_starts @ (Question::MayAddPerson { .. }
            | Question::DrawStartCode { .. }
            | Question::IsStartCode { .. }
            | Question::MayStartWith { .. }) => self.answer_starts(of_starts, caller).await,
            of_factors => self.answer_factors(of_factors, caller).await,
        }
    }

    /// What the journeys of an account that a holder made ask (X19).
    async fn answer_starts(&self, question: Question, caller: &Caller) -> Result<(Event, Pocket), Trouble> {
        match question {
            Question::MayAddPerson { account, contract, wish } => {
                let (said, pocket) = self.admit_person((account, contract), &wish, caller).await?;
                Ok((Event::AddPerson(add_person::Event::AdmissionJudged(said)), pocket))
            }
            Question::DrawStartCode { person, .. } => {
                let (start, pocket) = self.draw_start(person, caller.now);
                Ok((Event::AddPerson(add_person::Event::CodeDrawn { start }), pocket))
            }
            Question::IsStartCode { identifier, code } => {
                let (said, pocket) = self.judge_start(&identifier, &code, caller).await?;
                Ok((Event::Start(start::Event::CodeJudged(said)), pocket))
            }
            Question::MayStartWith { account, password } => {
                let (said, pocket) = self.new_password(account, password).await?;
                let opening = self.start_opening(account, caller).await?;
                Ok((Event::Start(start::Event::PasswordJudged { said, opening }), pocket))
            }
            _ => Err(Trouble::Contended("a question that nobody answers")),
        }
    }

    /// What the journeys of second factors ask, but for the judge of one that is held.
    async fn answer_factors(&self, question: Question, caller: &Caller) -> Result<(Event, Pocket), Trouble> {
        match question {
            Question::MakeSecret { account, sign_in, kind } => {
                let (shown, pocket) = self.make_secret(account, sign_in, kind, caller).await?;
                Ok((Event::EnrolAuthenticator(enrol_authenticator::Event::SecretMade(shown)), pocket))
            }
            Question::AskPhone { account, phone, service } => {
                let (said, pocket) = self.draw_for_sign_in(account, phone, service, caller).await?;
                Ok((Event::SecondFactor(second_factor::Event::PhoneAsked(said)), pocket))
            }
            Question::MayLosePhone { account, signed_in } => {
                let (said, pocket) = self.may_lose_phone(account, caller).await?;
                Ok((
                    if signed_in {
                        Event::LostPhone(lost_phone::Event::Admitted(said))
                    } else {
                        Event::SecondFactor(second_factor::Event::LossAdmitted(said))
                    },
                    pocket,
                ))
            }
            Question::HasPhoneCome { account, enrolment } => {
                let said = self.has_phone_come(account, enrolment, caller).await?;
                let event = enrol_authenticator::Event::CodeJudged(said);
                Ok((Event::EnrolAuthenticator(event), Pocket::default()))
            }
            Question::IsFirstCode { account, sign_in, kind, enrolment, code } => {
                let (said, pocket) =
                    self.judge_first_code((account, sign_in), (kind, enrolment), &code, caller).await?;
                Ok((Event::EnrolAuthenticator(enrol_authenticator::Event::CodeJudged(said)), pocket))
            }
            Question::IsNewPasskey { account, sign_in, made } => {
                let (said, pocket) = self.judge_new_passkey((account, sign_in), &made, caller).await?;
                Ok((Event::EnrolAuthenticator(enrol_authenticator::Event::PasskeyJudged(said)), pocket))
            }
            Question::AskPhoneOf { identifier, service } => {
                let (said, pocket) = self.draw_alone(&identifier, service, caller).await?;
                Ok((Event::SignInByPhone(sign_in_by_phone::Event::PhoneAsked(said)), pocket))
            }
            Question::HasPhoneApproved { challenge } => {
                let (said, pocket) = self.approved_alone(challenge, caller).await?;
                Ok((Event::SignInByPhone(sign_in_by_phone::Event::StandingJudged(said)), pocket))
            }
            Question::WhosePasskey { shown } => {
                let (said, pocket) = self.whose_passkey(&shown, caller).await?;
                Ok((Event::SignIn(sign_in::Event::PasskeyJudged(said)), pocket))
            }
            _ => Err(Trouble::Contended("a question that nobody answers")),
        }
    }

    async fn land(
        &self,
        place: Place,
        (turn, moves): (Turn, bool),
        pocket: Pocket,
        caller: &Caller,
    ) -> Result<Advanced, TurnError> {
        let mut draft = self.draft(&turn, &pocket, caller).await?;
        let left = matches!(turn.next, Next::Leave(_));
        let mut stands = place.clone();
        if let Place::Row { journey, version } = place {
            if left {
                store::journeys::end(&mut draft.batch, journey, version);
            } else if turn.state.home() == Home::Row && (moves || !draft.batch.is_empty()) {
                let row = self.row(journey, &turn.state, draft.account, version + 1, caller);
                store::journeys::advance(&mut draft.batch, journey, version, &row);
                stands = Place::Row { journey, version: version + 1 };
            }
        }
        if !draft.batch.is_empty() {
            match self.db().commit(draft.batch).await {
                Ok(()) => self.wake_delivery(),
                // The other tab won: what this one carried no longer fits.
                Err(CommitError::Lost(_)) => return Err(TurnError::OutOfTurn),
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        let next = match turn.next {
            Next::Show(screen) => Landed::Shown(screen),
            Next::Leave(outcome) => Landed::Left(outcome),
            Next::Ask(_) => return Err(Trouble::Contended("a question left open").into()),
        };
        let started = pocket.start.map(|drawn| drawn.code);
        let revealed = pocket.drawn.map(|drawn| drawn.codes).unwrap_or_default();
        let revealed = revealed.into_iter().chain(started).collect();
        Ok(Advanced { next, cookies: draft.cookies, state: turn.state, place: stands, revealed })
    }

    pub(crate) fn row(
        &self,
        id: JourneyId,
        state: &State,
        account: Option<AccountId>,
        version: i64,
        caller: &Caller,
    ) -> StoredJourney {
        StoredJourney {
            id,
            account,
            kind: state.kind().to_owned(),
            state_version: VERSION,
            version,
            body_sealed: self.vault().seal_json(Purpose::JourneyBody, id.bytes(), state),
            updated_at: caller.now,
            expires_at: caller.now + lives(state),
        }
    }
}

/// An enrolment lies open for an hour at most, and a sign-in that waits for its factor ends by itself (EN3).
const fn lives(state: &State) -> Duration {
    match state {
        State::EnrolAuthenticator(_) | State::SecondFactor(_) => domain::time::hours(1),
        _ => JOURNEY_LIVES,
    }
}
