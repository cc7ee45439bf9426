//! « Téléphone perdu ou volé » (C29): `/lost-phone` is the same for everybody who is not signed in, and leads to the sign-in,
//! where it goes on; `/account/security/lost-phone` is for whoever is.

use app::Place;
use app::advance::Landed;
use app::form::Form as Sealed;
use axum::extract::State;
use axum::response::Response;
use domain::factor::{Held, losable};
use domain::message::Named;
use domain::{AuthenticatorId, Factor, Session};
use http::StatusCode;
use journeys::lost_phone::{By, Event, begin};
use journeys::{Destination, Outcome, Refusal, Screen, Visit};
use pages::{LostPhonePage, LostPhoneStartPage, LostRefusal, LostThing, LostWays, paths};

use super::account::signed_in;
use super::posted;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

/// More than anybody holds at once; a form has a field for each.
const LINES: usize = 10;

/// Asks for identifier and password, which are proof enough to block. Nothing here depends on an account (NU1).
pub async fn start(State(web): State<Web>, asking: Asking) -> Response {
    match web.app().live_session(&asking.caller).await {
        Ok(Some(_)) => return answer::see_other(paths::OWN_LOST_PHONE),
        Ok(None) => {}
        Err(error) => return answer::trouble(&web, &asking, &error),
    }
    let visit = Visit { locale: asking.chosen, ..Visit::to(Destination::LostPhone, asking.now()) };
    let page = LostPhoneStartPage {
        sign_in: format!("{}&done=lost", super::sign_in::address(&web, &visit)),
        forgotten: super::recover::address(&web, &visit),
    };
    let mut frame = asking.frame(web.look(web.app().brand(None)), None);
    frame.path = paths::LOST_PHONE;
    answer::with_language(answer::page(StatusCode::OK, &page, &frame), &asking)
}

pub async fn own(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::LostPhone).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let response = match web.app().held(session.account).await {
        // It is done: what was blocked, and the way back, stand there.
        Ok(held) if losable(&held).next().is_none() && held.iter().any(|one| one.lost) => {
            answer::see_other("/account/security?done=lost")
        }
        Ok(_) => show(&web, &asking, &session, None).await,
        Err(error) => answer::trouble(&web, &asking, &error),
    };
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

/// « Bloquer ce téléphone ».
pub async fn block(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    match posted(&web, &asking, form).await {
        Ok((form, by)) => turn(&web, &asking, Event::LossTold { by, ids: ticked(&form) }).await,
        Err(response) => response,
    }
}

/// « J'ai retrouvé mon téléphone ».
pub async fn found(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, by) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    match AuthenticatorId::parse(form.field("authenticator")) {
        Some(id) => turn(&web, &asking, Event::FoundTold { by, id }).await,
        None => expired(&web, &asking),
    }
}

async fn turn(web: &Web, asking: &Asking, event: Event) -> Response {
    let (Event::LossTold { by, .. } | Event::FoundTold { by, .. }) = &event else {
        return expired(web, asking);
    };
    let session = by.session.clone();
    let event = journeys::Event::LostPhone(event);
    match web.app().advance(Place::Form, begin(), event, &asking.caller).await {
        Ok(advanced) => match advanced.next {
            Landed::Left(Outcome::PhoneLost) => answer::see_other("/account/security?done=lost"),
            Landed::Left(Outcome::PhoneFound) => answer::see_other("/account/security?done=found"),
            Landed::Left(Outcome::ProveAgain(visit)) => {
                answer::see_other(&super::sign_in::address(web, &visit))
            }
            Landed::Shown(Screen::MustWait { .. }) => {
                super::security::show(web, asking, &session, (None, true)).await
            }
            Landed::Shown(Screen::OwnLostPhone { refusal }) => show(web, asking, &session, refusal).await,
            _ => expired(web, asking),
        },
        Err(error) => answer::turn_error(web, asking, &error, Some(paths::SECURITY.to_owned())),
    }
}

/// A form that this very session was given, with what its account holds.
async fn posted(web: &Web, asking: &Asking, form: posted::Came) -> Result<(Form, Box<By>), Response> {
    let (form, session) = posted::by_session(web, asking, form, paths::SECURITY).await?;
    let trouble = |error| answer::trouble(web, asking, &error);
    let held = web.app().held(session.account).await.map_err(trouble)?;
    let waits = super::waiting::until(web, asking, &session).await.map_err(trouble)?;
    Ok((form, Box::new(By { session, held, waits })))
}

async fn show(web: &Web, asking: &Asking, session: &Session, refusal: Option<Refusal>) -> Response {
    let app = web.app();
    let (held, greeting) = match tokio::try_join!(app.held(session.account), app.greeting(session.account)) {
        Ok(found) => found,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let brand = app.brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let binding = Binding::of(asking);
    let csrf = app.seal_form(Sealed::Session(session.id), binding.value, asking.now());
    // What was blocked before is told in « Sécurité de mon compte », with the way back.
    let left: Vec<Held> = held.into_iter().filter(|one| !one.lost).collect();
    let page = page(&left, (refusal, LostWays::Account), paths::OWN_LOST_PHONE, csrf);
    let mut frame = asking.frame(web.look(brand), None);
    frame.path = paths::OWN_LOST_PHONE;
    binding.on(match refusal {
        Some(Refusal::LostTooOften { until }) => {
            let page = answer::page(StatusCode::TOO_MANY_REQUESTS, &page, &frame);
            answer::retry_after(page, until.since(asking.now()))
        }
        Some(_) => answer::page(StatusCode::UNPROCESSABLE_ENTITY, &page, &frame),
        None => answer::page(StatusCode::OK, &page, &frame),
    })
}

/// What was ticked. What cannot be read was never on the page, and is nobody's.
pub fn ticked(form: &Form) -> Vec<AuthenticatorId> {
    let field = |line: usize| AuthenticatorId::parse(form.field(&format!("lost_{line}")));
    (0..LINES).filter_map(field).collect()
}

/// The phone comes ticked, where there is one alone.
pub fn ticked_at_first(held: &[Held]) -> Vec<AuthenticatorId> {
    let phones: Vec<_> = losable(held).filter(|one| one.kind == Factor::Push).map(|one| one.id).collect();
    if phones.len() == 1 { phones } else { Vec::new() }
}

/// C29, with what can be blocked and what is.
pub fn page(
    held: &[Held],
    (refusal, ways): (Option<Refusal>, LostWays),
    action: &str,
    csrf: String,
) -> LostPhonePage {
    let first = ticked_at_first(held);
    let thing = |one: &Held| LostThing {
        id: one.id.to_string(),
        named: Named::from(one),
        ticked: first.contains(&one.id),
    };
    LostPhonePage {
        things: losable(held).take(LINES).map(thing).collect(),
        blocked: held.iter().filter(|one| one.lost).map(Named::from).collect(),
        refusal: match refusal {
            Some(Refusal::NothingLost) => Some(LostRefusal::NothingTicked),
            Some(Refusal::LostTooOften { until }) => Some(LostRefusal::TooOften { until }),
            _ => None,
        },
        ways,
        action: action.to_owned(),
        csrf,
    }
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::SECURITY.to_owned()) })
}
