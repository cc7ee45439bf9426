//! `/account/security/add`: setting up a second factor, step by step (C10 to C16, C20). The journey stands in a row, bound to
//! the sign-in that began it.

use app::Place;
use app::advance::Landed;
use app::form::{Form as Sealed, Opened};
use axum::extract::State;
use axum::response::Response;
use domain::{Brand, Factor, JourneyId, Session};
use http::StatusCode;
use journeys::enrol_authenticator::{Act, By, Event, Phone, Seen, Shown, Way};
use journeys::{Destination, Outcome, Refusal, Screen, Visit};
use pages::{
    AddedPage, ChooseMethodPage, ChoosePhonePage, EnrolForm, FirstCodePage, InstallPage, MakePasskeyPage,
    ScanPage, WhyEnrolPage, paths,
};

use super::account::signed_in;
use super::passkey;
use super::second_factor::{code_refusal, typed_code};
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

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
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let session = match web.app().live_session(&asking.caller).await {
        Ok(session) => session,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let opened = web.app().open_form(form.field("csrf"), &asking.caller);
    let (Opened::Good(Sealed::Row { journey, .. }), Some(session)) = (opened, session) else {
        return expired(&web, &asking);
    };
    asking.watch(&session, &web);
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
        _ => return None,
    })
}

async fn turn(web: &Web, asking: &Asking, journey: JourneyId, session: &Session, act: Act) -> Response {
    let opens = matches!(act, Act::Opened);
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
            let offered = way.offered.clone();
            let page = ChooseMethodPage { offered, none_ticked: refusal.is_some(), form };
            shown.page(&way, refusal.is_some(), &page).await
        }
        Screen::ChoosePhone { way, refusal, .. } => {
            let page = ChoosePhonePage { none_ticked: refusal.is_some(), form };
            shown.page(&way, refusal.is_some(), &page).await
        }
        Screen::Install { way, phone, .. } => shown.page(&way, false, &InstallPage { phone, form }).await,
        Screen::Scan { way, kind, shown: secret, seen } => shown.scan(&way, (kind, secret, seen), form).await,
        Screen::FirstCode { way, refusal, .. } => {
            let page = FirstCodePage { refusal: refusal.and_then(code_refusal), form };
            shown.page(&way, refusal.is_some(), &page).await
        }
        Screen::MakePasskey { way, refusal } => shown.passkey(&way, refusal, form).await,
        Screen::AuthenticatorAdded { way, kind } => shown.page(&way, false, &AddedPage { kind, form }).await,
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
