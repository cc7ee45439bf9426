//! `/account/password`: changing the password from within the account (C32, PW6), and the address by which password
//! managers find it (R18).

use std::time::Duration;

use app::Place;
use app::advance::Landed;
use app::form::{Form as Sealed, Opened};
use axum::extract::State;
use axum::response::Response;
use domain::{Session, Timestamp};
use http::StatusCode;
use journeys::change_password::{By, Event, begin};
use journeys::{Destination, Outcome, Refusal, Screen};
use pages::{ChangePasswordPage, PasswordRefusal, TooManyTriesPage, paths};

use super::account::signed_in;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

/// `/.well-known/change-password`.
pub async fn well_known() -> Response {
    answer::found(paths::CHANGE_PASSWORD)
}

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::ChangePassword).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let shown = Shown { done: asking.query("done").is_some(), ..Shown::default() };
    let response = show(&web, &asking, &session, shown).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let mut form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let session = match web.app().live_session(&asking.caller).await {
        Ok(session) => session,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let end_others = form.ticked("end_others");
    let session = match (web.app().open_form(form.field("csrf"), &asking.caller), session) {
        (Opened::Good(Sealed::Session(of)), Some(session)) if session.id == of => {
            asking.watch(&session, &web);
            session
        }
        (Opened::Stale(Sealed::Session(of)), Some(session)) if session.id == of => {
            let shown = Shown { refusal: Some(PasswordRefusal::Expired), end_others, ..Shown::default() };
            return show(&web, &asking, &session, shown).await;
        }
        _ => return expired(&web, &asking),
    };
    let event = Event::PasswordsGiven {
        by: By::from(&session),
        current: form.take_password(),
        password: form.secret("new_password"),
        end_others,
    };
    let event = journeys::Event::ChangePassword(event);
    match web.app().advance(Place::Form, begin(), event, &asking.caller).await {
        Ok(advanced) => match advanced.next {
            Landed::Left(Outcome::PasswordChanged) => answer::see_other("/account/password?done=1"),
            Landed::Shown(Screen::ChangePassword { refusal: Some(refusal), end_others }) => {
                refused(&web, &asking, &session, refusal, end_others).await
            }
            _ => expired(&web, &asking),
        },
        Err(error) => answer::turn_error(&web, &asking, &error, Some(paths::CHANGE_PASSWORD.to_owned())),
    }
}

/// What is to be shown beside the empty fields.
struct Shown {
    refusal: Option<PasswordRefusal>,
    end_others: bool,
    done: bool,
}

impl Default for Shown {
    /// The box comes ticked: whoever changes a password mostly doubts somebody.
    fn default() -> Self {
        Self { refusal: None, end_others: true, done: false }
    }
}

async fn refused(
    web: &Web,
    asking: &Asking,
    session: &Session,
    refusal: Refusal,
    end_others: bool,
) -> Response {
    let refusal = match refusal {
        Refusal::TooManyTries { until } => return too_many(web, asking, until),
        Refusal::Weak(weakness) => PasswordRefusal::Weak(weakness),
        Refusal::EmptyPassword => PasswordRefusal::MissingCurrent,
        Refusal::WrongCurrent => PasswordRefusal::WrongCurrent,
        _ => PasswordRefusal::Busy,
    };
    show(web, asking, session, Shown { refusal: Some(refusal), end_others, done: false }).await
}

async fn show(web: &Web, asking: &Asking, session: &Session, shown: Shown) -> Response {
    let greeting = match web.app().greeting(session.account).await {
        Ok(greeting) => greeting,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let binding = Binding::of(asking);
    let page = ChangePasswordPage {
        login: greeting.and_then(|greeting| greeting.logins.into_iter().next()).unwrap_or_default(),
        least: web.app().policy().password.least_characters,
        idea: web.app().password_idea(),
        refusal: shown.refusal,
        end_others: shown.end_others,
        done: shown.done,
        csrf: web.app().seal_form(Sealed::Session(session.id), binding.value, asking.now()),
    };
    let frame = asking.frame(web.look(brand), None);
    match shown.refusal {
        None => binding.on(answer::page(StatusCode::OK, &page, &frame)),
        Some(PasswordRefusal::Busy) => {
            let busy = answer::page(StatusCode::SERVICE_UNAVAILABLE, &page, &frame);
            binding.on(answer::retry_after(busy, Duration::from_secs(2)))
        }
        Some(_) => binding.on(answer::page(StatusCode::UNPROCESSABLE_ENTITY, &page, &frame)),
    }
}

fn too_many(web: &Web, asking: &Asking, until: Timestamp) -> Response {
    let wait = until.since(asking.now());
    let page = TooManyTriesPage {
        purpose: None,
        until,
        wait,
        retry: paths::CHANGE_PASSWORD.to_owned(),
        forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
    };
    let frame = asking.frame(web.look(web.app().brand(None)), None);
    answer::retry_after(answer::page(StatusCode::TOO_MANY_REQUESTS, &page, &frame), wait)
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::CHANGE_PASSWORD.to_owned()) })
}
