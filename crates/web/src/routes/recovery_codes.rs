//! `/account/recovery-codes`: printed codes (C19, EN6): what there is, making new ones, and saying that they are safe. The
//! codes stand in one answer only; no address shows them again.

use app::advance::Landed;
use app::form::Form as Sealed;
use app::{Advanced, Place};
use axum::extract::State;
use axum::response::Response;
use domain::{Session, Timestamp};
use http::StatusCode;
use journeys::recovery_codes::{By, Event, begin, shown};
use journeys::{Destination, Outcome, Screen, State as Journey, Visit};
use pages::{CodeSet, NewCodesPage, Page, RecoveryCodesPage, paths};

use super::account::signed_in;
use super::posted;
use super::waiting;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::RecoveryCodes).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let visit = asking.query("visit").and_then(|sealed| web.app().open_visit(sealed));
    let shown = Shown {
        kept_now: asking.query("done").is_some(),
        refused: false,
        held_back: false,
        visit: visit.unwrap_or_else(|| Visit::to(Destination::RecoveryCodes, asking.now())),
    };
    let response = show(&web, &asking, &session, shown).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (state, session, _) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let held = match web.app().held(session.account).await {
        Ok(held) => held,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let waits = match waiting::until(&web, &asking, &session).await {
        Ok(waits) => waits,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let event = Event::CodesAsked { session: Box::new(session.clone()), held, waits };
    take(&web, &asking, state, event, &session).await
}

pub async fn keep(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (state, session, form) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let event = Event::Answered { session: Box::new(session.clone()), ticked: form.ticked("safe") };
    take(&web, &asking, state, event, &session).await
}

/// A form of this journey, and the session that posts it.
async fn posted(
    web: &Web,
    asking: &Asking,
    form: posted::Came,
) -> Result<(Journey, Session, Form), Response> {
    match posted::by_somebody(web, asking, form, Some(paths::CODES)).await? {
        (form, Sealed::State(state), session) if matches!(*state, Journey::RecoveryCodes(_)) => {
            Ok((*state, session, form))
        }
        _ => Err(expired(web, asking)),
    }
}

async fn take(web: &Web, asking: &Asking, state: Journey, event: Event, session: &Session) -> Response {
    let event = journeys::Event::RecoveryCodes(event);
    match web.app().advance(Place::Form, state, event, &asking.caller).await {
        Ok(advanced) => match &advanced.next {
            Landed::Shown(Screen::NewCodes { visit, made_at }) => {
                let (visit, made_at) = (visit.clone(), *made_at);
                new_codes(web, asking, session, (advanced, visit, made_at)).await
            }
            Landed::Shown(Screen::CodesToKeep { visit, .. }) => {
                let visit = visit.clone();
                let shown = Shown { kept_now: false, refused: true, held_back: false, visit };
                show(web, asking, session, shown).await
            }
            Landed::Shown(Screen::MustWait { .. }) => {
                let visit = Visit::to(Destination::RecoveryCodes, asking.now());
                let shown = Shown { kept_now: false, refused: false, held_back: true, visit };
                show(web, asking, session, shown).await
            }
            Landed::Left(Outcome::CodesKept(visit)) => answer::see_other(&onward(web, visit)),
            Landed::Left(Outcome::ProveAgain(visit)) => {
                answer::see_other(&super::sign_in::address(web, visit))
            }
            _ => expired(web, asking),
        },
        // A reload, the back button, another tab: the page tells what there is now.
        Err(app::TurnError::OutOfTurn) => answer::see_other(paths::CODES),
        Err(error) => answer::turn_error(web, asking, &error, Some(paths::CODES.to_owned())),
    }
}

/// Where the way goes on once they are safe: to what there is, or where the customer was going.
fn onward(web: &Web, visit: &Visit) -> String {
    match visit.destination {
        Destination::RecoveryCodes => format!("{}?done=1", paths::CODES),
        _ => super::go_on::address(web, visit),
    }
}

/// What is to be said besides what there is.
struct Shown {
    kept_now: bool,
    refused: bool,
    /// What was asked for has to wait (RE6).
    held_back: bool,
    visit: Visit,
}

async fn show(web: &Web, asking: &Asking, session: &Session, shown_now: Shown) -> Response {
    let (app, account) = (web.app(), session.account);
    let (set, held) = match tokio::try_join!(app.recovery_set(account), app.held(account)) {
        Ok(found) => found,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let at = (Destination::RecoveryCodes, shown_now.held_back);
    let waits = match waiting::waits(web, asking, (session, &held), at).await {
        Ok(waits) => waits,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let (by, binding) = (By::from(session), Binding::of(asking));
    let seal = |state| web.app().seal_form(Sealed::State(Box::new(state)), binding.value, asking.now());
    let page = RecoveryCodesPage {
        set: set.map(|set| CodeSet {
            left: set.left,
            low: set.left < app::recovery_codes::FEW,
            made_at: set.made_at,
        }),
        keep_csrf: set
            .filter(|set| set.kept_at.is_none())
            .map(|set| seal(shown(by, set.id, shown_now.visit.clone()))),
        kept_now: shown_now.kept_now,
        refused: shown_now.refused,
        waits,
        csrf: seal(begin(by, set.map(|set| set.id), shown_now.visit)),
    };
    let status = if shown_now.refused || shown_now.held_back {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    binding.on(draw(web, asking, session, (status, &page)).await)
}

async fn new_codes(
    web: &Web,
    asking: &Asking,
    session: &Session,
    (advanced, visit, made_at): (Advanced, Visit, Timestamp),
) -> Response {
    let app = web.app();
    let found = tokio::try_join!(app.greeting(session.account), app.has_other_way(session.account));
    let (greeting, other_way) = match found {
        Ok(found) => found,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let binding = Binding::of(asking);
    let later = || match visit.destination {
        Destination::RecoveryCodes => paths::ACCOUNT.to_owned(),
        _ => super::go_on::address(web, &visit),
    };
    let page = NewCodesPage {
        codes: advanced.revealed.iter().map(app::recovery_codes::printed).collect(),
        login: greeting.and_then(|greeting| greeting.logins.into_iter().next()).unwrap_or_default(),
        made_at,
        later: other_way.then(later),
        refused: false,
        csrf: app.seal_form(Sealed::State(Box::new(advanced.state)), binding.value, asking.now()),
    };
    binding.on(draw(web, asking, session, (StatusCode::OK, &page)).await)
}

/// In the colours of the account's own brand; language links lead to what there is, never to codes.
async fn draw(
    web: &Web,
    asking: &Asking,
    session: &Session,
    (status, page): (StatusCode, &impl Page),
) -> Response {
    match web.app().greeting(session.account).await {
        Ok(greeting) => {
            let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
            let mut frame = asking.frame(web.look(brand), None);
            frame.path = paths::CODES;
            answer::page(status, page, &frame)
        }
        Err(error) => answer::trouble(web, asking, &error),
    }
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::CODES.to_owned()) })
}
