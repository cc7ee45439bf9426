//! `/sign-in`: the page (C1, C2) and its one POST.

pub mod page;

use app::chooser::Chooser;
use app::form::{Form as Sealed, Opened};
use app::{Advanced, Place};
use axum::extract::State;
use axum::response::Response;
use domain::Assurance;
use journeys::door::{Door, Standing, next};
use journeys::sign_in::{Event, State as SignIn, Typed};
use journeys::who::State as Asked;
use journeys::{Destination, Outcome, Screen, SignInDue, State as Journey, Visit};
use pages::SignInNote;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, Form, FormRefused};
use app::advance::Landed;
use page::Shown;

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let Shape { visit, typed, lists } = where_to(&web, &asking);
    let standing = match web.app().standing(&asking.caller).await {
        Ok(standing) => standing,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    // Who is signed in goes on from here, and the door looks closer there.
    let at_the_door = Standing {
        session: standing.session.as_ref(),
        consented: true,
        personalise: None,
        reachable: Assurance::Nothing,
        enrolment: None,
        recourse: false,
        now: asking.now(),
    };
    let due = match next(&visit, at_the_door) {
        Door::SignIn(due) => due,
        // Signed in already: only another person has something to do here.
        _ if lists || asking.query("other") == Some(ANOTHER) => SignInDue::NotSignedIn,
        _ => {
            let onward = answer::see_other(&super::go_on::address(&web, &visit));
            return answer::with_cookies(onward, &standing.cookies, asking.now());
        }
    };
    let changes = asking.query("other") == Some("1");
    match web.app().chooser(&asking.caller).await {
        Ok(who) if is_listed(&asking, &visit, due, lists, &who) => {
            let response = super::who::show(&web, &asking, &visit, who, false).await;
            let response = answer::with_cookies(response, &standing.cookies, asking.now());
            return answer::with_language(response, &asking);
        }
        Ok(_) => {}
        Err(error) => return answer::trouble(&web, &asking, &error),
    }
    let forgets = asking.query("other").is_some();
    let typed = typed.filter(|_| !forgets);
    let note = match asking.query("done") {
        Some("password") => Some(SignInNote::PasswordReset),
        Some("ended") => Some(SignInNote::SessionEnded),
        Some("codes") => Some(SignInNote::TooManyCodes),
        Some("late") => Some(SignInNote::CodeTooLate),
        Some("phone") => Some(SignInNote::PhoneAlone),
        Some("lost") => Some(SignInNote::LostPhone),
        _ => None,
    };
    let account = standing.session.as_ref().map(|session| session.account);
    let shown = Shown { due, typed: typed.as_ref(), forgets, note, account, ..Shown::of(&visit) };
    let mut cookies = standing.cookies;
    if changes && !asking.caller.people.is_empty() {
        let forgotten = web.app().forget_remembered(&asking.caller);
        cookies.push(app::browser::CookieChange::People(forgotten));
    }
    let response = page::show(&web, &asking, shown).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

/// « Une autre personne »: nobody is shown, and nobody forgotten.
const ANOTHER: &str = "person";

/// Whether the list comes before the form (C3). Who sets out to prove who they are once more, types an identifier or
/// is another person has no use for it; who would change the address chooses first, where several are remembered.
fn is_listed(asking: &Asking, visit: &Visit, due: SignInDue, lists: bool, who: &Chooser) -> bool {
    let several = asking.caller.people.remembered().count() > 1;
    match asking.query("other") {
        Some("1") => several,
        Some(_) => false,
        None if lists || visit.need().is_some_and(|need| need.choose && !need.login) => {
            !who.listed.is_empty()
        }
        None => {
            due == SignInDue::NotSignedIn && asking.query("ctx").is_none() && who.is_asked && !hinted(visit)
        }
    }
}

fn hinted(visit: &Visit) -> bool {
    visit.need().is_some_and(|need| need.login_hint.is_some())
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
    let event = if form.field("decision") == "passkey" {
        let shown = Box::new(super::passkey::shown(&form));
        Event::PasskeyShown { typed, shown }
    } else {
        Event::PasswordGiven { typed, password: form.take_password() }
    };
    let event = journeys::Event::SignIn(event);
    match web.app().advance(Place::Form, state, event, &asking.caller).await {
        Ok(advanced) => answer_turn(&web, &asking, advanced, form.field("passkey_id")).await,
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
    format!("/sign-in?done=password&ctx={}", with_identifier(web, asking, visit, Some((login, false))))
}

/// The same for somebody of this browser's list, whose password is asked.
pub fn address_for(web: &Web, asking: &Asking, visit: &Visit, identifier: String) -> String {
    format!("/sign-in?ctx={}", with_identifier(web, asking, visit, Some((identifier, true))))
}

/// The same for somebody who is not in the list.
pub fn address_for_another(web: &Web, asking: &Asking, visit: &Visit) -> String {
    format!("/sign-in?other={ANOTHER}&ctx={}", with_identifier(web, asking, visit, None))
}

/// The sealed step of the page, with what stands in its field; `true` where it is remembered here.
fn with_identifier(web: &Web, asking: &Asking, visit: &Visit, known: Option<(String, bool)>) -> String {
    let remember = web.app().policy().remember_for(visit.keep_choice());
    let typed = known.map(|(identifier, remembered)| Typed {
        identifier,
        remember: remembered || remember.identifier_preselected,
        keep: remember.keep_preselected,
    });
    let state = SignIn::AwaitingPassword { visit: visit.clone(), typed };
    let binding = asking.caller.binding.unwrap_or_default();
    web.app().seal_form(Sealed::State(Box::new(Journey::SignIn(state))), binding, asking.now())
}

async fn answer_turn(web: &Web, asking: &Asking, advanced: Advanced, key: &str) -> Response {
    let response = match advanced.next {
        Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&super::go_on::address(web, &visit)),
        Landed::Left(Outcome::LineProven { visit, account, typed, by_code }) => {
            if by_code {
                answer::see_other(&super::recover::address_after_line(web, asking, &visit, typed))
            } else {
                super::personalise::anew(web, asking, visit, account).await
            }
        }
        Landed::Left(Outcome::FactorDue { journey }) => {
            answer::see_other(&super::second_factor::address(journey))
        }
        Landed::Shown(Screen::SignIn { visit, identifier, remember, keep, refusal }) => {
            let typed = Typed { identifier, remember, keep };
            page::show(web, asking, Shown { typed: Some(&typed), refusal, key, ..Shown::of(&visit) }).await
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

/// What an address asks for.
struct Shape {
    visit: Visit,
    typed: Option<Typed>,
    /// « Qui se connecte ? », whoever is signed in.
    lists: bool,
}

/// Where a page beside this one goes on, and what was ticked on the way.
pub fn carried(web: &Web, asking: &Asking) -> (Visit, Option<Typed>) {
    let Shape { visit, typed, .. } = where_to(web, asking);
    (visit, typed)
}

/// The visit of the address or of the step that a language link carries, with what was typed there.
fn where_to(web: &Web, asking: &Asking) -> Shape {
    let carried = asking.query("ctx").map(|text| web.app().open_form(text, &asking.caller));
    if let Some(Opened::Good(Sealed::State(state)) | Opened::Stale(Sealed::State(state))) = carried {
        match *state {
            Journey::SignIn(SignIn::AwaitingPassword { visit, typed }) => {
                return Shape { visit, typed, lists: false };
            }
            Journey::Who(Asked::AwaitingChoice { visit }) => {
                return Shape { visit, typed: None, lists: true };
            }
            _ => {}
        }
    }
    let visit = asking.visit(web).unwrap_or_else(|| account(asking));
    Shape { visit, typed: None, lists: asking.query("who").is_some() }
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
