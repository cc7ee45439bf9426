//! `/start`: an account that a holder made is started by whose it is (X19). Every GET shows and consumes nothing; every POST
//! takes one turn.

use std::time::Duration;

use app::advance::Landed;
use app::form::{Form as Sealed, Opened};
use app::{Advanced, Place};
use axum::extract::State;
use axum::response::Response;
use domain::Brand;
use http::StatusCode;
use journeys::sign_in::State as SignIn;
use journeys::start::{Event, State as Start, begin};
use journeys::{Destination, Outcome, Refusal, Screen, State as Journey, Visit};
use pages::{Page, PasswordRefusal, StartPage, StartPasswordPage, StartRefusal, StartedPage, paths};

use super::account::signed_in;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

/// Somebody costs a few reads more than nobody: no answer leaves before both would be done (NU2).
const NOT_BEFORE: Duration = Duration::from_millis(50);

/// What was typed on the sign-in page stands there already (R22).
pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (visit, typed) = match carried(&web, &asking) {
        Some(Journey::Start(Start::AwaitingCode { visit, typed })) => (visit, typed),
        Some(Journey::Start(Start::AwaitingPassword { visit, proven })) => {
            let shown = Screen::StartPassword { visit: visit.clone(), proven: proven.clone(), refusal: None };
            let state = Journey::Start(Start::AwaitingPassword { visit, proven });
            return screen(&web, &asking, state, shown).await;
        }
        Some(Journey::SignIn(SignIn::AwaitingPassword { visit, typed })) => {
            (visit, typed.map(|typed| typed.identifier).unwrap_or_default())
        }
        _ => {
            let account = || Visit::to(Destination::Account, asking.now());
            (asking.visit(&web).unwrap_or_else(account), String::new())
        }
    };
    let shown = Screen::Start { visit: visit.clone(), typed: typed.clone(), refusal: None };
    screen(&web, &asking, begin(visit, typed), shown).await
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let state = match web.app().open_form(form.field("csrf"), &asking.caller) {
        Opened::Good(Sealed::State(state)) if matches!(*state, Journey::Start(_)) => *state,
        _ if asking.caller.binding.is_none() => {
            let go_on = Some(paths::START.to_owned());
            return answer::refused(&web, &asking, Refused::CookiesBlocked { go_on });
        }
        _ => return expired(&web, &asking),
    };
    let event = match &state {
        Journey::Start(Start::AwaitingCode { .. }) => {
            Event::CodeGiven { typed: form.identifier(), code: form.secret("start_code") }
        }
        Journey::Start(Start::AwaitingPassword { .. }) => {
            Event::PasswordGiven { password: form.secret("new_password") }
        }
        _ => return expired(&web, &asking),
    };
    let not_before = tokio::time::sleep(NOT_BEFORE);
    let response = take(&web, &asking, state, event).await;
    not_before.await;
    response
}

async fn take(web: &Web, asking: &Asking, state: Journey, event: Event) -> Response {
    match web.app().advance(Place::Form, state, journeys::Event::Start(event), &asking.caller).await {
        Ok(Advanced { next, cookies, state, .. }) => match next {
            Landed::Shown(shown) => screen(web, asking, state, shown).await,
            Landed::Left(Outcome::Started(visit)) => {
                let onward =
                    answer::see_other(&format!("{}?visit={}", paths::STARTED, web.app().seal_visit(&visit)));
                answer::with_cookies(onward, &cookies, asking.now())
            }
            Landed::Left(Outcome::PasswordReset { visit, login }) => {
                answer::see_other(&super::sign_in::address_after_reset(web, asking, &visit, login))
            }
            Landed::Left(_) => expired(web, asking),
        },
        Err(error) => answer::turn_error(web, asking, &error, Some(paths::START.to_owned())),
    }
}

/// What to prepare next: without a mailbox, codes on paper are the way to recover (O12).
pub async fn done(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::RecoveryCodes).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let greeting = match web.app().greeting(session.account).await {
        Ok(Some(greeting)) => greeting,
        Ok(None) => return answer::see_other(paths::ACCOUNT),
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let visit = asking.visit(&web);
    let page = StartedPage {
        given: greeting.account.name.given,
        login: greeting.logins.into_iter().next().unwrap_or_default(),
        onward: visit
            .as_ref()
            .map_or_else(|| paths::ACCOUNT.to_owned(), |visit| super::go_on::address(&web, visit)),
    };
    let mut frame = asking.frame(web.look(web.app().brand(Some(&greeting.account.brand))), visit.as_ref());
    frame.path = paths::STARTED;
    let response = answer::page(StatusCode::OK, &page, &frame);
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

/// What a turn shows; the form carries its state.
async fn screen(web: &Web, asking: &Asking, state: Journey, screen: Screen) -> Response {
    let binding = Binding::of(asking);
    let csrf = web.app().seal_form(Sealed::State(Box::new(state)), binding.value, asking.now());
    let response = match screen {
        Screen::Start { visit, typed, refusal } => {
            let page = StartPage {
                typed,
                refusal: refusal.map(start_refusal),
                back: super::sign_in::address(web, &visit),
                csrf: csrf.clone(),
            };
            draw(web, asking, (&visit, refusal, &csrf), &page).await
        }
        Screen::StartPassword { visit, proven, refusal } => {
            let page = StartPasswordPage {
                login: proven.login,
                least: web.app().policy().password.least_characters,
                idea: web.app().password_idea(),
                refusal: refusal.map(|refusal| match refusal {
                    Refusal::Weak(weakness) => PasswordRefusal::Weak(weakness),
                    _ => PasswordRefusal::Busy,
                }),
                csrf: csrf.clone(),
            };
            draw(web, asking, (&visit, refusal, &csrf), &page).await
        }
        _ => return expired(web, asking),
    };
    answer::with_language(binding.on(response), asking)
}

const fn start_refusal(refusal: Refusal) -> StartRefusal {
    match refusal {
        Refusal::EmptyIdentifier => StartRefusal::NoLogin,
        Refusal::BadIdentifier => StartRefusal::BadLogin,
        Refusal::EmptyStartCode => StartRefusal::NoCode,
        Refusal::TooManyTries { until } => StartRefusal::Wait { until },
        _ => StartRefusal::Wrong,
    }
}

async fn draw(
    web: &Web,
    asking: &Asking,
    (visit, refusal, csrf): (&Visit, Option<Refusal>, &str),
    page: &impl Page,
) -> Response {
    let brand = match brand_of(web, visit).await {
        Ok(brand) => brand,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let switch = format!("ctx={csrf}");
    let mut frame = asking.frame(web.look(brand), Some(visit));
    (frame.path, frame.switch_query) = (paths::START, &switch);
    match refusal {
        None => answer::page(StatusCode::OK, page, &frame),
        Some(Refusal::TooManyTries { until }) => {
            let response = answer::page(StatusCode::TOO_MANY_REQUESTS, page, &frame);
            answer::retry_after(response, until.since(asking.now()))
        }
        Some(Refusal::Busy) => {
            let response = answer::page(StatusCode::SERVICE_UNAVAILABLE, page, &frame);
            answer::retry_after(response, Duration::from_secs(2))
        }
        Some(_) => answer::page(StatusCode::UNPROCESSABLE_ENTITY, page, &frame),
    }
}

async fn brand_of<'a>(web: &'a Web, visit: &Visit) -> Result<&'a Brand, app::Trouble> {
    match visit.service() {
        Some((client, _)) => web.app().brand_of_client(client).await,
        None => Ok(web.app().brand(None)),
    }
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::START.to_owned()) })
}

/// The state that a link of our own pages carries: it shows a step again and takes none.
fn carried(web: &Web, asking: &Asking) -> Option<Journey> {
    match web.app().open_form(asking.query("ctx")?, &asking.caller) {
        Opened::Good(Sealed::State(state)) => Some(*state),
        Opened::Stale(Sealed::State(state)) if matches!(*state, Journey::SignIn(_)) => Some(*state),
        _ => None,
    }
}
