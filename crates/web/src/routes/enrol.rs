//! `/account/security/add`: setting up a second factor, step by step (C10 to C16, C20). The journey stands in a row, bound to
//! the sign-in that began it.

use app::Place;
use app::advance::Landed;
use app::form::Form as Sealed;
use axum::extract::State;
use axum::response::Response;
use domain::device_label::is_phone;
use domain::factor::offered_on;
use domain::vap::EnrolmentState;
use domain::{Brand, Factor, JourneyId, Session};
use http::StatusCode;
use journeys::enrol_authenticator::{Act, By, Event, Phone, Seen, Shown, Way};
use journeys::{Destination, Outcome, Refusal, Screen, Visit};
use pages::{
    AddedPage, AddressChoice, ChooseMethodPage, ChoosePhonePage, Coming, EnrolForm, FirstCellPage,
    FirstCodePage, InstallPage, MakePasskeyPage, PhoneInstallPage, PhoneScanPage, PrintCardPage, ScanPage,
    SentFirstPage, WhereToPage, WhyEnrolPage, paths,
};

use super::account::signed_in;
use super::passkey;
use super::posted;
use super::second_factor::{code_refusal, typed_code};
use super::sent::stopped;
use super::waits;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

/// More than any number, and still too long to be one.
const LONGEST_NUMBER: usize = 64;

/// Where this journey goes on.
pub fn address(journey: JourneyId) -> String {
    format!("{}?journey={journey}", paths::ENROL)
}

/// « Ajouter une méthode »: by way of the door, which asks for a fresh proof first (EN1).
pub async fn begin(State(web): State<Web>, asking: Asking) -> Response {
    let visit = Visit { locale: asking.chosen, ..Visit::to(Destination::AddMethod, asking.now()) };
    match web.app().go_on(visit, &asking.caller).await {
        Ok(onward) => super::go_on::answer(&web, &asking, onward),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::Security).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(journey) = asking.query("journey").and_then(JourneyId::parse) else {
        return answer::see_other(paths::SECURITY);
    };
    let response = turn(&web, &asking, journey, &session, Act::Opened).await;
    answer::with_cookies(response, &cookies, asking.now())
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, journey, session) = match posted::by_somebody(&web, &asking, form, Some(paths::SECURITY)).await
    {
        Ok((form, Sealed::Row { journey, .. }, session)) => (form, journey, session),
        Ok(_) => return expired(&web, &asking),
        Err(response) => return response,
    };
    let Some(act) = act(&form) else { return expired(&web, &asking) };
    turn(&web, &asking, journey, &session, act).await
}

fn act(form: &Form) -> Option<Act> {
    Some(match form.field("decision") {
        "begin" => Act::Begun,
        "later" => Act::Postponed,
        "choose" => Act::MethodChosen(Factor::from_word(form.field("kind"))),
        "phone" => Act::PhoneChosen(match form.field("phone") {
            "iphone" => Some(Phone::Iphone),
            "android" => Some(Phone::Android),
            _ => None,
        }),
        "next" => Act::WentOn,
        "back" => Act::WentBack,
        "by_hand" => Act::ByHandAsked,
        "another" => Act::AnotherAsked,
        "finish" => Act::Ended,
        "code" => Act::CodeGiven(typed_code(form)),
        "passkey" => Act::PasskeyMade(Box::new(passkey::made(form))),
        "send_to" => Act::AddressGiven(form.field("number").chars().take(LONGEST_NUMBER).collect()),
        "again" => Act::SendAgain,
        _ => return None,
    })
}

async fn turn(web: &Web, asking: &Asking, journey: JourneyId, session: &Session, act: Act) -> Response {
    let (opens, returns) = (matches!(act, Act::Opened), matches!(act, Act::WentBack));
    let (state, version) = match web.app().load_journey(journey, &asking.caller).await {
        Ok(Some(found)) => found,
        // It ended, or was open for too long.
        Ok(None) => return answer::see_other(paths::SECURITY),
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let event = journeys::Event::EnrolAuthenticator(Event::By { by: By::from(session), act });
    let advanced =
        match web.app().advance(Place::Row { journey, version }, state, event, &asking.caller).await {
            Ok(advanced) => advanced,
            // A second press, or another tab: the page shows where the journey stands.
            Err(app::TurnError::OutOfTurn) if !opens => return answer::see_other(&address(journey)),
            Err(error) => return answer::turn_error(web, asking, &error, Some(paths::SECURITY.to_owned())),
        };
    let response = match advanced.next {
        Landed::Shown(screen) => draw(web, asking, journey, screen).await,
        // « Retour »: nothing was added.
        Landed::Left(Outcome::GoOn(_)) if returns => answer::see_other(paths::SECURITY),
        Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&onward(web, &visit)),
        Landed::Left(_) => expired(web, asking),
    };
    answer::with_cookies(response, &advanced.cookies, asking.now())
}

fn onward(web: &Web, visit: &Visit) -> String {
    match visit.destination {
        Destination::Security => "/account/security?done=added".to_owned(),
        _ => super::go_on::address(web, visit),
    }
}

async fn draw(web: &Web, asking: &Asking, journey: JourneyId, screen: Screen) -> Response {
    let binding = Binding::of(asking);
    let csrf = web.app().seal_form(Sealed::Row { journey, version: 0 }, binding.value, asking.now());
    let form = EnrolForm { action: address(journey), csrf };
    let shown = Drawing { web, asking, binding, journey };
    match screen {
        Screen::WhyEnrol { way, due } => {
            let page = WhyEnrolPage { why: due.why, postponable_until: due.postponable_until, form };
            shown.page(&way, false, &page).await
        }
        Screen::ChooseMethod { way, refusal } => {
            let offered = offered_on(way.offered.clone(), is_phone(&asking.caller.label));
            let page = ChooseMethodPage {
                offered,
                none_ticked: refusal.is_some(),
                may_return: way.may_return(),
                form,
            };
            shown.page(&way, refusal.is_some(), &page).await
        }
        Screen::ChoosePhone { way, refusal, .. } => {
            let page = ChoosePhonePage { none_ticked: refusal.is_some(), form };
            shown.page(&way, refusal.is_some(), &page).await
        }
        Screen::Install { way, kind: Factor::Push, phone } => {
            let app = web.authenticator().unwrap_or_default().to_owned();
            shown.page(&way, false, &PhoneInstallPage { phone, app, form }).await
        }
        Screen::Install { way, phone, .. } => shown.page(&way, false, &InstallPage { phone, form }).await,
        Screen::Scan { way, kind: Factor::Push, phone, shown: offer, seen } => {
            shown.phone(&way, (phone, offer, seen), form).await
        }
        Screen::Scan { way, kind, shown: secret, seen, .. } => {
            shown.scan(&way, (kind, secret, seen), form).await
        }
        Screen::FirstCode { way, refusal, .. } => {
            let page = FirstCodePage { refusal: refusal.and_then(code_refusal), form };
            shown.page(&way, refusal.is_some(), &page).await
        }
        Screen::MakePasskey { way, refusal } => shown.passkey(&way, refusal, form).await,
        Screen::WhereTo { way, kind, typed, refusal } => {
            shown.where_to(&way, (kind, typed, refusal), form).await
        }
        Screen::SentFirst { way, kind, sent, refusal } => {
            let page = SentFirstPage {
                kind,
                to: sent.to,
                until: sent.until,
                again_at: sent.again_at,
                refusal: refusal.and_then(code_refusal),
                stopped: refusal.and_then(stopped),
                form,
            };
            shown.page(&way, refusal.is_some(), &page).await
        }
        Screen::PrintCard { way, shown: secret, renewed } => shown.card(&way, (secret, renewed), form).await,
        Screen::FirstCell { way, shown: secret, refusal } => shown.cell(&way, (secret, refusal), form).await,
        Screen::AuthenticatorAdded { way, kind } => shown.added(&way, kind, form).await,
        _ => expired(web, asking),
    }
}

struct Drawing<'a> {
    web: &'a Web,
    asking: &'a Asking,
    binding: Binding,
    journey: JourneyId,
}

impl Drawing<'_> {
    /// The secret is read for the sign-in that was given it, and for nobody else (EN3).
    async fn scan(&self, way: &Way, (kind, shown, seen): (Factor, Shown, Seen), form: EnrolForm) -> Response {
        let secret = match self.web.app().shown_secret(way.by, kind, shown, &self.asking.caller).await {
            Ok(Some(secret)) => secret,
            Ok(None) => return expired(self.web, self.asking),
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        let page = ScanPage {
            uri: secret.uri,
            key: secret.key,
            company: secret.company,
            login: secret.login,
            by_hand: seen == Seen::ByHand,
            until: shown.until,
            renewed: seen == Seen::NewPicture,
            form,
        };
        self.page(way, false, &page).await
    }

    async fn passkey(&self, way: &Way, refusal: Option<Refusal>, form: EnrolForm) -> Response {
        let by = (way.by.account, way.by.sign_in);
        let options = match self.web.app().ask_to_make_passkey(by, &self.asking.caller).await {
            Ok(Some(making)) => passkey::making(&making),
            Ok(None) => return expired(self.web, self.asking),
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        let page = MakePasskeyPage { options, refusal: refusal.and_then(passkey::refusal), form };
        self.page(way, refusal.is_some(), &page).await
    }

    /// Link and code are read for the browser that was given them, and for nobody else (EN3).
    async fn phone(&self, way: &Way, at: (Phone, Shown, Seen), form: EnrolForm) -> Response {
        let (phone, shown, seen) = at;
        let (coming, state) = match self.coming(way, shown).await {
            Ok(Some(found)) => found,
            Ok(None) => return expired(self.web, self.asking),
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        let page = PhoneScanPage {
            phone,
            app: self.web.authenticator().unwrap_or_default().to_owned(),
            coming,
            by_hand: seen == Seen::ByHand,
            renewed: seen == Seen::NewPicture,
            events: format!("{}?journey={}&shown={}", paths::ENROL_EVENTS, self.journey, state.word()),
            form,
        };
        self.page(way, false, &page).await
    }

    async fn coming(
        &self,
        way: &Way,
        shown: Shown,
    ) -> Result<Option<(Coming, EnrolmentState)>, app::Trouble> {
        let (app, caller, account) = (self.web.app(), &self.asking.caller, way.by.account);
        let Some((state, _)) = app.offer_standing(account, shown.enrolment, caller).await? else {
            return Ok(None);
        };
        let coming = match (state, app.shown_offer(account, shown.enrolment, caller).await?) {
            (EnrolmentState::Created, Some(offer)) => {
                Coming::Awaited { link: offer.link, code: offer.code, until: offer.expires_at }
            }
            (EnrolmentState::Completed, _) => Coming::Arrived,
            (EnrolmentState::Created | EnrolmentState::Claimed | EnrolmentState::Registered, _) => {
                Coming::Claimed
            }
            _ => Coming::Over,
        };
        Ok(Some((coming, state)))
    }

    /// Whoever has no printed code left is offered some, and goes on from there (C19).
    async fn added(&self, way: &Way, kind: Factor, form: EnrolForm) -> Response {
        let app = self.web.app();
        let found = tokio::try_join!(
            app.recovery_set(way.by.account),
            app.recovered_lately(way.by.account, self.asking.now())
        );
        let (set, recovered) = match found {
            Ok(found) => found,
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        // They would have to wait (RE6).
        let codes = (set.is_none_or(|set| set.left == 0) && !recovered)
            .then(|| format!("{}?visit={}", paths::CODES, self.web.app().seal_visit(&way.visit)));
        self.page(way, false, &AddedPage { kind, codes, form }).await
    }

    async fn where_to(
        &self,
        way: &Way,
        (kind, typed, refusal): (Factor, String, Option<Refusal>),
        form: EnrolForm,
    ) -> Response {
        let found = match kind {
            Factor::MailCode => self.web.app().masked_addresses(way.by.account).await,
            _ => Ok(Vec::new()),
        };
        let addresses = match found {
            Ok(found) => {
                found.into_iter().map(|one| AddressChoice { id: one.id.to_string(), shown: one.shown })
            }
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        let page = WhereToPage {
            kind,
            // Of an address, the choice is not typed.
            typed: if kind == Factor::MailCode { String::new() } else { typed },
            addresses: addresses.collect(),
            refusal: refusal.and_then(stopped),
            form,
        };
        self.page(way, refusal.is_some(), &page).await
    }

    /// The codes are read for the sign-in that was given the card, and for nobody else (EN3).
    async fn card(&self, way: &Way, (shown, renewed): (Shown, bool), form: EnrolForm) -> Response {
        let card = match self.web.app().shown_card(way.by, shown, &self.asking.caller).await {
            Ok(Some(card)) => card,
            Ok(None) => return expired(self.web, self.asking),
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        let company = match self.brand(way).await {
            Ok(brand) => brand.name.clone(),
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        let (rows, login, until) = (card.rows, card.login, shown.until);
        self.page(way, false, &PrintCardPage { company, login, rows, until, renewed, form }).await
    }

    async fn cell(&self, way: &Way, (shown, refusal): (Shown, Option<Refusal>), form: EnrolForm) -> Response {
        match self.web.app().shown_card(way.by, shown, &self.asking.caller).await {
            Ok(Some(card)) => {
                let page = FirstCellPage { cell: card.asked, refusal: refusal.and_then(code_refusal), form };
                self.page(way, refusal.is_some(), &page).await
            }
            Ok(None) => expired(self.web, self.asking),
            Err(error) => answer::trouble(self.web, self.asking, &error),
        }
    }

    async fn page(&self, way: &Way, refused: bool, page: &impl pages::Page) -> Response {
        let brand = match self.brand(way).await {
            Ok(brand) => brand,
            Err(error) => return answer::trouble(self.web, self.asking, &error),
        };
        let mut frame = self.asking.frame(self.web.look(brand), Some(&way.visit));
        frame.path = paths::ENROL;
        let switch = format!("journey={}", self.journey);
        frame.switch_query = &switch;
        let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        answer::with_language(self.binding.on(answer::page(status, page, &frame)), self.asking)
    }

    async fn brand(&self, way: &Way) -> Result<&Brand, app::Trouble> {
        let greeting = self.web.app().greeting(way.by.account).await?;
        Ok(self.web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str())))
    }
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::SECURITY.to_owned()) })
}

/// The page that waits hears that the phone has come a step further (E6, X8).
pub async fn events(State(web): State<Web>, asking: Asking) -> Response {
    let journey = asking.query("journey").and_then(JourneyId::parse);
    let shown = asking.query("shown").and_then(EnrolmentState::parse);
    let (Some(journey), Some(shown)) = (journey, shown) else { return waits::over() };
    match moved(&web, &asking, journey, shown).await {
        Ok(true) => waits::moved(),
        Ok(false) => waits::nothing_yet(),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

async fn moved(
    web: &Web,
    asking: &Asking,
    journey: JourneyId,
    shown: EnrolmentState,
) -> Result<bool, app::Trouble> {
    let (app, caller) = (web.app(), &asking.caller);
    let Some(session) = app.live_session(caller).await? else { return Ok(true) };
    let Some((state, _)) = app.load_journey(journey, caller).await? else { return Ok(true) };
    let journeys::State::EnrolAuthenticator(state) = state else { return Ok(true) };
    let Some((account, offer)) = state.awaited(By::from(&session)) else { return Ok(true) };
    let standing = app.offer_moved(account, (offer, shown), (caller, waits::LONGEST)).await?;
    Ok(standing.is_none_or(|(state, _)| state != shown))
}
