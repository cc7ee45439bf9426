//! `/sign-in`: the page (C1, C2) and its one POST.

mod page;

use app::form::{Form as Sealed, Opened};
use app::{Advanced, Place};
use axum::extract::State;
use axum::response::Response;
use journeys::door::{Door, Standing, next};
use journeys::sign_in::{Event, State as SignIn, Typed};
use journeys::{Destination, Outcome, Screen, State as Journey, Visit};

use pages::SignInNote;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, Form, FormRefused};
use app::advance::Landed;
use page::Shown;

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (visit, typed) = where_to(&web, &asking);
    let standing = match web.app().standing(&asking.caller).await {
        Ok(standing) => standing,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let at_the_door = Standing { session: standing.session.as_ref(), consented: true, now: asking.now() };
    let Door::SignIn(due) = next(&visit, at_the_door) else {
        // Signed in already, and nothing more is asked.
        let onward = answer::see_other(&super::go_on::address(&web, &visit));
        return answer::with_cookies(onward, &standing.cookies, asking.now());
    };
    let forgets = asking.query("other").is_some();
    let typed = typed.filter(|_| !forgets);
    let note = match asking.query("done") {
        Some("password") => Some(SignInNote::PasswordReset),
        Some("ended") => Some(SignInNote::SessionEnded),
        _ => None,
    };
    let shown = Shown { due, typed: typed.as_ref(), forgets, note, ..Shown::of(&visit) };
    let mut cookies = standing.cookies;
    if forgets && !asking.caller.people.is_empty() {
        let forgotten = web.app().forget_remembered(&asking.caller);
        cookies.push(app::browser::CookieChange::People(forgotten));
    }
    let response = page::show(&web, &asking, shown).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let mut form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let typed = Typed {
        identifier: form.identifier(),
        remember: form.ticked("remember_identifier"),
        keep: form.ticked("keep_signed_in"),
    };
    let state = match web.app().open_form(form.field("csrf"), &asking.caller) {
        Opened::Good(Sealed::State(state)) if matches!(*state, Journey::SignIn(_)) => *state,
        stale => return expired(&web, &asking, stale, typed).await,
    };
    let visit = visit_of(&state).unwrap_or_else(|| account(&asking));
    let event = journeys::Event::SignIn(Event::PasswordGiven { typed, password: form.take_password() });
    match web.app().advance(Place::Form, state, event, &asking.caller).await {
        Ok(advanced) => answer_turn(&web, &asking, advanced).await,
        Err(error) => {
            let go_on = Some(super::sign_in::address(&web, &visit));
            answer::turn_error(&web, &asking, &error, go_on)
        }
    }
}

/// Where the sign-in page of a visit is.
pub fn address(web: &Web, visit: &Visit) -> String {
    match visit.destination {
        Destination::Account if visit.locale.is_none() && !visit.prove_again => "/sign-in".to_owned(),
        _ => format!("/sign-in?visit={}", web.app().seal_visit(visit)),
    }
}

/// The same after a new password was chosen: what one signs in with is written already (EL7, R22).
pub fn address_after_reset(web: &Web, asking: &Asking, visit: &Visit, login: String) -> String {
    let remember = web.app().policy().remember_for(visit.keep_choice());
    let typed = Typed {
        identifier: login,
        remember: remember.identifier_preselected,
        keep: remember.keep_preselected,
    };
    let state = SignIn::AwaitingPassword { visit: visit.clone(), typed: Some(typed) };
    let binding = asking.caller.binding.unwrap_or_default();
    let sealed = web.app().seal_form(Sealed::State(Box::new(Journey::SignIn(state))), binding, asking.now());
    format!("/sign-in?done=password&ctx={sealed}")
}

async fn answer_turn(web: &Web, asking: &Asking, advanced: Advanced) -> Response {
    let response = match advanced.next {
        Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&super::go_on::address(web, &visit)),
        Landed::Shown(Screen::SignIn { visit, identifier, remember, keep, refusal }) => {
            let typed = Typed { identifier, remember, keep };
            page::show(web, asking, Shown { typed: Some(&typed), refusal, ..Shown::of(&visit) }).await
        }
        _ => answer::refused(web, asking, Refused::Expired { go_on: None }),
    };
    answer::with_cookies(response, &advanced.cookies, asking.now())
}

/// A stale or foreign form: the page again with what was typed, or a word about cookies where there are none.
async fn expired(web: &Web, asking: &Asking, opened: Opened, typed: Typed) -> Response {
    let visit = match opened {
        Opened::Good(Sealed::State(state)) | Opened::Stale(Sealed::State(state)) => visit_of(&state),
        _ => None,
    };
    let visit = visit.unwrap_or_else(|| account(asking));
    if asking.caller.binding.is_none() {
        let go_on = Some(address(web, &visit));
        return answer::refused(web, asking, Refused::CookiesBlocked { go_on });
    }
    page::show(web, asking, Shown { typed: Some(&typed), expired: true, ..Shown::of(&visit) }).await
}

/// The visit of the address or of the step that a language link carries, with what was typed there.
fn where_to(web: &Web, asking: &Asking) -> (Visit, Option<Typed>) {
    let carried = asking.query("ctx").map(|text| web.app().open_form(text, &asking.caller));
    if let Some(Opened::Good(Sealed::State(state)) | Opened::Stale(Sealed::State(state))) = carried
        && let Journey::SignIn(SignIn::AwaitingPassword { visit, typed }) = *state
    {
        return (visit, typed);
    }
    (asking.visit(web).unwrap_or_else(|| account(asking)), None)
}

fn visit_of(state: &Journey) -> Option<Visit> {
    match state {
        Journey::SignIn(SignIn::AwaitingPassword { visit, .. }) => Some(visit.clone()),
        _ => None,
    }
}

fn account(asking: &Asking) -> Visit {
    Visit::to(Destination::Account, asking.now())
}
