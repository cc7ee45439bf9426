//! `/sign-in/phone`: with a phone and no password (C28). The step lives sealed in the page's own address, so that a reload, another tab
//! and another node find it again, and a stranger grows no store.

use app::advance::Landed;
use app::form::{Form as Sealed, Opened};
use app::{Advanced, Place};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use http::StatusCode;
use journeys::second_factor::AskedPhone;
use journeys::sign_in::Typed;
use journeys::sign_in_by_phone::{Event, State as ByPhone, begin};
use journeys::{Outcome, Refusal, Screen, State as Journey, Visit};
use pages::{ForgottenRefusal, KeepOffer, PhoneAlonePage, PhoneSignInPage, TooManyTriesPage, paths};

use super::sign_in::page as sign_in_page;
use super::{recover, sign_in, waits};
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

/// Where the page of a visit is; `None` where no phone can stand for the password.
pub fn address(web: &Web, visit: &Visit) -> Option<String> {
    let offered = web.app().offers_phone_alone();
    offered.then(|| format!("{}?visit={}", paths::SIGN_IN_BY_PHONE, web.app().seal_visit(visit)))
}

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (visit, typed) = match step(&web, &asking) {
        Some(ByPhone::AwaitingApproval { visit, typed, asked }) => {
            return number(&web, &asking, (visit, typed), asked).await;
        }
        Some(ByPhone::AwaitingIdentifier { visit, typed }) => (visit, typed),
        // What was ticked beside the password is ticked here (R22).
        _ => sign_in::carried(&web, &asking),
    };
    if !web.app().offers_phone_alone() {
        return answer::see_other(&sign_in::address(&web, &visit));
    }
    form(&web, &asking, (visit, typed), None).await
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let opened = web.app().open_form(form.field("csrf"), &asking.caller);
    let Opened::Good(Sealed::State(state)) = opened else { return expired(&web, &asking) };
    if !matches!(*state, Journey::SignInByPhone(_)) || !web.app().offers_phone_alone() {
        return expired(&web, &asking);
    }
    let event = match form.field("decision") {
        "check" => Event::AnswerAwaited,
        "again" => Event::AskedAgain,
        _ => Event::IdentifierGiven(Typed {
            identifier: form.identifier(),
            remember: form.ticked("remember_identifier"),
            keep: form.ticked("keep_signed_in"),
        }),
    };
    let event = journeys::Event::SignInByPhone(event);
    match web.app().advance(Place::Form, *state, event, &asking.caller).await {
        Ok(advanced) => answer_turn(&web, &asking, advanced).await,
        Err(error) => answer::turn_error(&web, &asking, &error, Some(paths::SIGN_IN_BY_PHONE.to_owned())),
    }
}

/// The page that waits hears of a yes at once, of the end of its time, and of nothing else (X8).
pub async fn events(State(web): State<Web>, asking: Asking) -> Response {
    let Some(asked) = step(&web, &asking).and_then(|step| step.awaited()) else { return waits::over() };
    match web.app().approval_alone(asked, (&asking.caller, waits::LONGEST)).await {
        Ok(approved) if approved || web.app().now() >= asked.until => waits::moved(),
        Ok(_) => waits::nothing_yet(),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

/// The step in the page's address.
fn step(web: &Web, asking: &Asking) -> Option<ByPhone> {
    match web.app().open_form(asking.query("ctx")?, &asking.caller) {
        Opened::Good(Sealed::State(state)) | Opened::Stale(Sealed::State(state)) => match *state {
            Journey::SignInByPhone(step) => Some(step),
            _ => None,
        },
        _ => None,
    }
}

async fn answer_turn(web: &Web, asking: &Asking, advanced: Advanced) -> Response {
    let response = match advanced.next {
        Landed::Shown(Screen::PhoneAlone { .. }) => answer::see_other(&at(web, asking, advanced.state)),
        Landed::Shown(Screen::SignInByPhone { visit, typed, refusal }) => {
            form(web, asking, (visit, typed), refusal).await
        }
        Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&super::go_on::address(web, &visit)),
        Landed::Left(Outcome::FactorDue { journey }) => {
            answer::see_other(&super::second_factor::address(journey))
        }
        Landed::Left(Outcome::StartOver { visit, why }) => super::second_factor::start_over(web, &visit, why),
        _ => expired(web, asking),
    };
    answer::with_cookies(response, &advanced.cookies, asking.now())
}

/// Where a step is seen again. Whoever posts has the cookie that binds it.
fn at(web: &Web, asking: &Asking, state: Journey) -> String {
    let binding = asking.caller.binding.unwrap_or_default();
    let sealed = web.app().seal_form(Sealed::State(Box::new(state)), binding, asking.now());
    format!("{}?ctx={sealed}", paths::SIGN_IN_BY_PHONE)
}

async fn form(
    web: &Web,
    asking: &Asking,
    (visit, typed): (Visit, Option<Typed>),
    refusal: Option<Refusal>,
) -> Response {
    if let Some(Refusal::TooManyTries { until }) = refusal {
        return too_many(web, asking, &visit, until);
    }
    let binding = Binding::of(asking);
    let state = Sealed::State(Box::new(begin(visit.clone(), typed.clone())));
    let csrf = web.app().seal_form(state, binding.value, asking.now());
    let remember = web.app().policy().remember_for(visit.keep_choice());
    let known = asking.caller.people.last_remembered().map(|known| known.identifier.clone());
    let keep = sign_in_page::keep_offer(web, &visit);
    let page = PhoneSignInPage {
        purpose: sign_in_page::purpose(&visit),
        remember_identifier: typed
            .as_ref()
            .map_or(remember.identifier_preselected || known.is_some(), |typed| typed.remember),
        keep: keep
            .map(|keep| KeepOffer { ticked: typed.as_ref().map_or(keep.ticked, |typed| typed.keep), ..keep }),
        typed: typed.map(|typed| typed.identifier).or(known).unwrap_or_default(),
        refused: refusal.map(|refusal| match refusal {
            Refusal::EmptyIdentifier => ForgottenRefusal::Missing,
            _ => ForgottenRefusal::Unreadable,
        }),
        password: sign_in::address(web, &visit),
        csrf: csrf.clone(),
    };
    let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    draw(web, asking, (&visit, binding, status), &csrf, &page).await
}

/// The number is read for the browser that asked, and drawn for whom nobody was asked.
async fn number(web: &Web, asking: &Asking, (visit, typed): (Visit, Typed), asked: AskedPhone) -> Response {
    let number = match web.app().number_alone(asked, &asking.caller).await {
        Ok(number) => number,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let binding = Binding::of(asking);
    let state = Journey::SignInByPhone(ByPhone::AwaitingApproval { visit: visit.clone(), typed, asked });
    let csrf = web.app().seal_form(Sealed::State(Box::new(state)), binding.value, asking.now());
    let page = PhoneAlonePage {
        purpose: sign_in_page::purpose(&visit),
        number,
        until: asked.until,
        over: asking.now() >= asked.until,
        events: format!("{}?ctx={csrf}", paths::PHONE_EVENTS),
        password: sign_in::address(web, &visit),
        forgotten: recover::address(web, &visit),
        csrf: csrf.clone(),
    };
    draw(web, asking, (&visit, binding, StatusCode::OK), &csrf, &page).await
}

async fn draw(
    web: &Web,
    asking: &Asking,
    (visit, binding, status): (&Visit, Binding, StatusCode),
    csrf: &str,
    page: &impl pages::Page,
) -> Response {
    let client = match visit.service() {
        Some((id, _)) => web.app().client(id).await,
        None => Ok(None),
    };
    let client = match client {
        Ok(client) => client,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let brand = web.app().brand(client.as_ref().and_then(|client| client.brand.as_deref()));
    let mut frame = asking.frame(web.look(brand), Some(visit));
    frame.path = paths::SIGN_IN_BY_PHONE;
    let switch = format!("ctx={csrf}");
    frame.switch_query = &switch;
    answer::with_language(binding.on(answer::page(status, page, &frame)), asking)
}

fn too_many(web: &Web, asking: &Asking, visit: &Visit, until: Timestamp) -> Response {
    let wait = until.since(asking.now());
    let page = TooManyTriesPage {
        purpose: sign_in_page::purpose(visit),
        until,
        wait,
        retry: address(web, visit).unwrap_or_else(|| sign_in::address(web, visit)),
        forgotten: recover::address(web, visit),
    };
    let frame = asking.frame(web.look(web.app().brand(None)), Some(visit));
    answer::retry_after(answer::page(StatusCode::TOO_MANY_REQUESTS, &page, &frame), wait)
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::SIGN_IN_BY_PHONE.to_owned()) })
}
