//! `/sign-in/factor`: a second factor is asked for (C22), or another method chosen (C23). The journey stands in a row, bound
//! to the browser in which the password was right.

use app::Place;
use app::advance::Landed;
use app::form::{Form as Sealed, Opened};
use axum::extract::State;
use axum::response::Response;
use domain::factor::{Due, Held, choices, is_of_a_phone, losable};
use domain::recovery::read_code;
use domain::vap::ChallengeState;
use domain::{AuthenticatorId, Factor, JourneyId, Timestamp};
use http::StatusCode;
use journeys::second_factor::{Act, AskedPhone, Event, Proof, StartOver, Waiting};
use journeys::{Outcome, Refusal, Screen, Visit};
use pages::{
    Approval, ApprovePage, FactorCellPage, FactorChoice, FactorCodePage, FactorPasskeyPage, FactorRefusal,
    FactorSentPage, LostWays, OtherFactorsPage, PhoneNote, PrintedCodePage, UnderWay, paths,
};

use super::sent::stopped;
use super::waits;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

use super::{lost_phone, passkey};

/// Where this journey goes on.
pub fn address(journey: JourneyId) -> String {
    format!("{}?journey={journey}", paths::SECOND_FACTOR)
}

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let Some(journey) = asking.query("journey").and_then(JourneyId::parse) else {
        return answer::refused(&web, &asking, Refused::BrokenLink);
    };
    turn(&web, &asking, journey, Act::Opened).await
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let Opened::Good(Sealed::Row { journey, .. }) = web.app().open_form(form.field("csrf"), &asking.caller)
    else {
        return expired(&web, &asking);
    };
    let act = match form.field("decision") {
        "other" => Act::OtherAsked,
        "passkey" => Act::ProofGiven(Proof::Passkey(Box::new(passkey::shown(&form)))),
        "check" => Act::AnswerAwaited,
        "again" => Act::AskedAgain,
        "printed" => Act::PrintedAsked,
        "printed_code" => Act::PrintedGiven(form.secret("recovery_code")),
        "lost" => Act::LossAsked,
        "block" => Act::LossTold(lost_phone::ticked(&form)),
        "send" => Act::SendAsked,
        "choose" => Act::MethodChosen(AuthenticatorId::parse(form.field("authenticator"))),
        _ => Act::ProofGiven(Proof::Code(typed_code(&form))),
    };
    turn(&web, &asking, journey, act).await
}

/// R13: six digits however they were pasted; anything else goes on as it is, to be refused.
pub fn typed_code(form: &Form) -> domain::Secret {
    read_code(form.field("code")).unwrap_or_else(|| form.secret("code"))
}

async fn turn(web: &Web, asking: &Asking, journey: JourneyId, act: Act) -> Response {
    let (state, version) = match web.app().load_journey(journey, &asking.caller).await {
        Ok(Some(found)) => found,
        // PU4: « ce n'est pas moi » ends it from the phone, with whatever else was waited for.
        Ok(None) => return answer::refused(web, asking, Refused::SignInOver),
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let browser = web.app().browser_digest(&asking.caller);
    let opens = matches!(act, Act::Opened);
    let event = journeys::Event::SecondFactor(Event::By { browser, act });
    let advanced =
        match web.app().advance(Place::Row { journey, version }, state, event, &asking.caller).await {
            Ok(advanced) => advanced,
            // Two pages asked the phone at once: this one shows what the other one asked.
            Err(app::TurnError::OutOfTurn) if opens => return answer::see_other(&address(journey)),
            Err(error) => return answer::turn_error(web, asking, &error, None),
        };
    let response = match advanced.next {
        Landed::Shown(Screen::SecondFactor { waiting, by, refusal }) => {
            let page = Page { journey, waiting: &waiting, refusal };
            match waiting.held.iter().find(|held| held.id == by).map(|held| held.kind) {
                Some(Factor::Passkey) => page.passkey(web, asking).await,
                _ => page.one(web, asking, by).await,
            }
        }
        Landed::Shown(Screen::OtherFactors { waiting, refusal }) => {
            Page { journey, waiting: &waiting, refusal }.others(web, asking).await
        }
        Landed::Shown(Screen::ApproveOnPhone { waiting, asked, .. }) => {
            Page { journey, waiting: &waiting, refusal: None }.approve(web, asking, asked).await
        }
        Landed::Shown(Screen::PrintedFactor { waiting, refusal }) => {
            Page { journey, waiting: &waiting, refusal }.printed(web, asking).await
        }
        Landed::Shown(Screen::LostPhone { waiting, refusal }) => {
            Page { journey, waiting: &waiting, refusal }.lost(web, asking).await
        }
        Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&super::go_on::address(web, &visit)),
        Landed::Left(Outcome::StartOver { visit, why }) => start_over(web, &visit, why),
        _ => return expired(web, asking),
    };
    answer::with_cookies(response, &advanced.cookies, asking.now())
}

/// What is drawn, beside the method.
struct Page<'a> {
    journey: JourneyId,
    waiting: &'a Waiting,
    refusal: Option<Refusal>,
}

impl Page<'_> {
    /// One method, each kind on its own page.
    async fn one(&self, web: &Web, asking: &Asking, by: AuthenticatorId) -> Response {
        match self.waiting.held.iter().find(|held| held.id == by) {
            Some(held) if held.kind.is_sent() => self.sent(web, asking, held).await,
            Some(held) if held.kind == Factor::Card => self.cell(web, asking, held).await,
            _ => self.code(web, asking, by).await,
        }
    }

    async fn sent(&self, web: &Web, asking: &Asking, held: &Held) -> Response {
        let under_way = self.waiting.sent.as_ref().filter(|sent| sent.by == Some(held.id));
        let printed = match self.may_print(web).await {
            Ok(may) => may,
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let binding = Binding::of(asking);
        let page = FactorSentPage {
            service: service(&self.waiting.visit),
            due: self.waiting.due,
            kind: held.kind,
            to: held.ending.clone().unwrap_or_default(),
            under_way: under_way.map(|sent| UnderWay { until: sent.until, again_at: sent.again_at }),
            refusal: self.refusal.and_then(code_refusal),
            stopped: self.refusal.and_then(stopped),
            printed,
            wait_until: wait(self.refusal),
            action: paths::SECOND_FACTOR.to_owned(),
            csrf: self.csrf(web, asking, &binding),
        };
        self.draw(web, asking, &binding, &page).await
    }

    async fn cell(&self, web: &Web, asking: &Asking, held: &Held) -> Response {
        let (cell, left) = match web.app().asked_cell(self.waiting.account, held.id).await {
            Ok(Some(asked)) => asked,
            Ok(None) => return self.others(web, asking).await,
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let binding = Binding::of(asking);
        let page = FactorCellPage {
            service: service(&self.waiting.visit),
            due: self.waiting.due,
            cell,
            left,
            refusal: self.refusal.and_then(code_refusal),
            wait_until: wait(self.refusal),
            action: paths::SECOND_FACTOR.to_owned(),
            csrf: self.csrf(web, asking, &binding),
        };
        self.draw(web, asking, &binding, &page).await
    }

    async fn code(&self, web: &Web, asking: &Asking, by: AuthenticatorId) -> Response {
        let held = self.waiting.held.iter().find(|held| held.id == by);
        let binding = Binding::of(asking);
        let page = FactorCodePage {
            service: service(&self.waiting.visit),
            due: self.waiting.due,
            kind: held.map_or(Factor::Totp, |held| held.kind),
            label: held.map(|held| held.label.clone()).unwrap_or_default(),
            of_phone: held.is_some_and(|held| is_of_a_phone(held, &self.waiting.held)),
            refusal: self.refusal.and_then(code_refusal),
            wait_until: wait(self.refusal),
            action: paths::SECOND_FACTOR.to_owned(),
            csrf: self.csrf(web, asking, &binding),
        };
        self.draw(web, asking, &binding, &page).await
    }

    async fn passkey(&self, web: &Web, asking: &Asking) -> Response {
        let options = match web.app().ask_for_passkey_of(self.waiting.account, &asking.caller).await {
            Ok(Some(asked)) => passkey::asked(&asked),
            Ok(None) => return expired(web, asking),
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let binding = Binding::of(asking);
        let page = FactorPasskeyPage {
            service: service(&self.waiting.visit),
            due: self.waiting.due,
            options,
            refusal: self.refusal.and_then(passkey::refusal),
            wait_until: wait(self.refusal),
            action: paths::SECOND_FACTOR.to_owned(),
            csrf: self.csrf(web, asking, &binding),
        };
        self.draw(web, asking, &binding, &page).await
    }

    /// The number is read for the browser that asked, and for nobody else.
    async fn approve(&self, web: &Web, asking: &Asking, asked: AskedPhone) -> Response {
        let account = self.waiting.account;
        let standing = match web.app().question_standing(account, asked.challenge, &asking.caller).await {
            Ok(Some(standing)) => standing,
            Ok(None) => return expired(web, asking),
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let binding = Binding::of(asking);
        let page = ApprovePage {
            service: service(&self.waiting.visit),
            phone: standing.question.phone,
            number: standing.question.number,
            until: standing.question.expires_at,
            standing: approval(standing.state),
            events: format!("{}?journey={}", paths::SECOND_FACTOR_EVENTS, self.journey),
            action: paths::SECOND_FACTOR.to_owned(),
            csrf: self.csrf(web, asking, &binding),
        };
        self.draw(web, asking, &binding, &page).await
    }

    async fn printed(&self, web: &Web, asking: &Asking) -> Response {
        let binding = Binding::of(asking);
        let page = PrintedCodePage {
            typed: None,
            refusal: self.refusal.and_then(super::recover::page::printed_refusal),
            wait_until: wait(self.refusal),
            action: paths::SECOND_FACTOR.to_owned(),
            back: None,
            csrf: self.csrf(web, asking, &binding),
        };
        self.draw(web, asking, &binding, &page).await
    }

    async fn lost(&self, web: &Web, asking: &Asking) -> Response {
        let printed = match self.may_print(web).await {
            Ok(may) => may,
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let binding = Binding::of(asking);
        let ticked = lost_phone::ticked_at_first(&self.waiting.held);
        // The codes of a phone go with it.
        let goes = |held: &Held| ticked.iter().any(|id| *id == held.id || id.codes() == held.id);
        let others = self.waiting.held.iter().any(|held| !held.blocked && !goes(held));
        let ways = LostWays::SignIn { printed, others };
        let (action, csrf) = (paths::SECOND_FACTOR, self.csrf(web, asking, &binding));
        let page = lost_phone::page(&self.waiting.held, (self.refusal, ways), action, csrf);
        self.draw(web, asking, &binding, &page).await
    }

    /// A printed code may stand for the factor, where a session is to start.
    async fn may_print(&self, web: &Web) -> Result<bool, app::Trouble> {
        Ok(self.waiting.takes_printed() && web.app().may_stand_for_factor(self.waiting.account).await?)
    }

    async fn others(&self, web: &Web, asking: &Asking) -> Response {
        let binding = Binding::of(asking);
        let raises = !self.waiting.takes_printed();
        let printed = match self.may_print(web).await {
            Ok(may) => may,
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let choice = |held: &Held| FactorChoice {
            id: held.id.to_string(),
            kind: held.kind,
            label: held.label.clone(),
            of_phone: is_of_a_phone(held, &self.waiting.held),
            ending: held.ending.clone(),
        };
        let page = OtherFactorsPage {
            service: service(&self.waiting.visit),
            choices: choices(&self.waiting.held).iter().map(choice).collect(),
            none_ticked: self.refusal == Some(Refusal::NoMethodChosen),
            blocked: self
                .waiting
                .held
                .iter()
                .any(|held| held.blocked && !held.lost && held.kind != Factor::Passkey),
            lost: self.waiting.held.iter().any(|held| held.lost),
            can_lose: losable(&self.waiting.held).next().is_some(),
            copied: self.refusal == Some(Refusal::PasskeyBlocked),
            phone: match self.refusal {
                Some(Refusal::PhoneGone) => Some(PhoneNote::Gone),
                Some(Refusal::PhoneBlocked) => Some(PhoneNote::Lost),
                Some(Refusal::PhoneInPeace { until }) => Some(PhoneNote::InPeace { until }),
                _ => None,
            },
            printed,
            security: raises.then_some(paths::SECURITY),
            password: (self.waiting.due == Due::PhoneAlone)
                .then(|| super::sign_in::address(web, &self.waiting.visit)),
            forgotten: super::recover::address(web, &self.waiting.visit),
            action: paths::SECOND_FACTOR.to_owned(),
            csrf: self.csrf(web, asking, &binding),
        };
        self.draw(web, asking, &binding, &page).await
    }

    fn csrf(&self, web: &Web, asking: &Asking, binding: &Binding) -> String {
        let sealed = Sealed::Row { journey: self.journey, version: 0 };
        web.app().seal_form(sealed, binding.value, asking.now())
    }

    async fn draw(&self, web: &Web, asking: &Asking, binding: &Binding, page: &impl pages::Page) -> Response {
        let client = match self.waiting.visit.service() {
            Some((id, _)) => web.app().client(id).await,
            None => Ok(None),
        };
        let client = match client {
            Ok(client) => client,
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let brand = web.app().brand(client.as_ref().and_then(|client| client.brand.as_deref()));
        let mut frame = asking.frame(web.look(brand), Some(&self.waiting.visit));
        frame.path = paths::SECOND_FACTOR;
        let switch = format!("journey={}", self.journey);
        frame.switch_query = &switch;
        let response = match (self.refusal, wait(self.refusal).or(soon(self.refusal))) {
            (_, Some(until)) => {
                let page = answer::page(StatusCode::TOO_MANY_REQUESTS, page, &frame);
                answer::retry_after(page, until.since(asking.now()))
            }
            (Some(_), None) => answer::page(StatusCode::UNPROCESSABLE_ENTITY, page, &frame),
            (None, None) => answer::page(StatusCode::OK, page, &frame),
        };
        answer::with_language(binding.on(response), asking)
    }
}

const fn wait(refusal: Option<Refusal>) -> Option<Timestamp> {
    match refusal {
        Some(Refusal::TooManyTries { until } | Refusal::LostTooOften { until }) => Some(until),
        _ => None,
    }
}

/// From when on another code may be asked for.
const fn soon(refusal: Option<Refusal>) -> Option<Timestamp> {
    match refusal {
        Some(Refusal::TooManyMessages { until }) => Some(until),
        _ => None,
    }
}

pub const fn code_refusal(refusal: Refusal) -> Option<FactorRefusal> {
    match refusal {
        Refusal::EmptyCode => Some(FactorRefusal::Missing),
        Refusal::NotSixDigits => Some(FactorRefusal::NotSixDigits),
        Refusal::UsedFactorCode => Some(FactorRefusal::Used),
        Refusal::WrongClock => Some(FactorRefusal::WrongClock),
        Refusal::WrongFactorCode => Some(FactorRefusal::Wrong),
        _ => None,
    }
}

fn service(visit: &Visit) -> Option<String> {
    visit.service().map(|(_, name)| name.to_owned())
}

/// The password is asked for once more, and it is said why.
pub fn start_over(web: &Web, visit: &Visit, why: StartOver) -> Response {
    let done = match why {
        StartOver::TooManyCodes => "codes",
        StartOver::TooLate => "late",
        StartOver::PhoneAlone => "phone",
    };
    let address = super::sign_in::address(web, visit);
    let joint = if address.contains('?') { '&' } else { '?' };
    answer::see_other(&format!("{address}{joint}done={done}"))
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: None })
}

const fn approval(state: ChallengeState) -> Approval {
    match state {
        ChallengeState::Pending => Approval::Awaited,
        ChallengeState::Approved => Approval::Given,
        ChallengeState::Denied | ChallengeState::Reported => Approval::Refused,
        ChallengeState::Failed => Approval::Failed,
        ChallengeState::Expired | ChallengeState::Superseded | ChallengeState::Consumed => Approval::Over,
    }
}

/// The page that waits hears that the phone has answered, or after a while that it has not (X8).
pub async fn events(State(web): State<Web>, asking: Asking) -> Response {
    let Some(journey) = asking.query("journey").and_then(JourneyId::parse) else {
        return waits::over();
    };
    match settled(&web, &asking, journey).await {
        Ok(true) => waits::moved(),
        Ok(false) => waits::nothing_yet(),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

/// Whether there is something else to see, once there is or the time is over.
async fn settled(web: &Web, asking: &Asking, journey: JourneyId) -> Result<bool, app::Trouble> {
    let caller = &asking.caller;
    let Some((state, _)) = web.app().load_journey(journey, caller).await? else { return Ok(true) };
    let journeys::State::SecondFactor(state) = state else { return Ok(true) };
    let Some((account, challenge)) = state.awaited(web.app().browser_digest(caller)) else { return Ok(true) };
    let standing = web.app().question_settled(account, challenge, (caller, waits::LONGEST)).await?;
    Ok(standing.is_none_or(|standing| standing.state != ChallengeState::Pending))
}
