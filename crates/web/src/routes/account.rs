//! `/account`: the customer's own room.

use app::form::Form as Sealed;
use app::recourse::Recourse;
use axum::extract::State;
use axum::response::Response;
use domain::Session;
use domain::personalise::Decision;
use http::StatusCode;
use journeys::{Destination, Visit};
use pages::{AccountPage, RecourseAdvice, ServiceLink};

use crate::Web;
use crate::answer::{self, Binding};
use crate::request::Asking;

/// The bare address leads where most people want to go.
pub async fn front() -> Response {
    answer::see_other("/account")
}

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::Account).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let app = web.app();
    let found = tokio::try_join!(
        app.greeting(session.account),
        app.clients(),
        app.recourse(session.account),
        app.recovery_waits(&session, &asking.caller)
    );
    let (greeting, clients, recourse, waits) = match found {
        Ok(found) => found,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let portal = |client: domain::Client| {
        Some(ServiceLink { name: client.name, href: client.home_uri.filter(|_| !client.consent)? })
    };
    let binding = Binding::of(&asking);
    let page = AccountPage {
        given_name: greeting
            .as_ref()
            .map(|greeting| greeting.account.name.given.clone())
            .filter(|name| !name.is_empty()),
        identifier: greeting.and_then(|greeting| greeting.logins.into_iter().next()).unwrap_or_default(),
        portals: clients.into_iter().filter_map(portal).collect(),
        advice: match recourse {
            // What would be advised has to wait (RE6).
            _ if waits.is_some() => None,
            Recourse::Safe => None,
            Recourse::FewCodes { left } => Some(RecourseAdvice::FewCodes { left }),
            Recourse::OnlyThisMailbox => Some(RecourseAdvice::OnlyThisMailbox),
        },
        csrf: web.app().seal_form(Sealed::Session(session.id), binding.value, asking.now()),
    };
    let frame = asking.frame(web.look(brand), None);
    let response = binding.on(answer::page(StatusCode::OK, &page, &frame));
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

/// Whoever must set up a second factor first is led to it, and comes back (E1).
async fn protected(web: &Web, asking: &Asking, session: &Session, visit: &Visit) -> Result<(), Response> {
    match web.app().enrolment_due(session, asking.now()).await {
        Ok(None) => Ok(()),
        Ok(Some(_)) => Err(answer::see_other(&super::go_on::through_the_door(web, visit))),
        Err(error) => Err(answer::trouble(web, asking, &error)),
    }
}

/// Whoever must be asked for a second way to recover is asked on their first page, and comes back (O12).
async fn recoverable(web: &Web, asking: &Asking, session: &Session, visit: &Visit) -> Result<(), Response> {
    if !matches!(visit.destination, Destination::Account) {
        return Ok(());
    }
    match web.app().recourse_due(Some(session), &asking.caller).await {
        Ok(false) => Ok(()),
        Ok(true) => Err(answer::see_other(&super::go_on::through_the_door(web, visit))),
        Err(error) => Err(answer::trouble(web, asking, &error)),
    }
}

/// The live session, or the way to sign in and come back; said in words where a session has just ended (R33).
pub async fn signed_in(
    web: &Web,
    asking: &Asking,
    destination: Destination,
) -> Result<(Session, Vec<app::browser::CookieChange>), Response> {
    let standing = match web.app().standing(&asking.caller).await {
        Ok(standing) => standing,
        Err(error) => return Err(answer::trouble(web, asking, &error)),
    };
    let manages_factors = matches!(destination, Destination::Security | Destination::LostPhone);
    let visit = Visit { locale: asking.chosen, ..Visit::to(destination, asking.now()) };
    let Some(session) = standing.session else {
        let mut onward = super::sign_in::address(web, &visit);
        if asking.caller.session.is_some() {
            onward += if onward.contains('?') { "&done=ended" } else { "?done=ended" };
        }
        return Err(answer::with_cookies(answer::see_other(&onward), &standing.cookies, asking.now()));
    };
    match web.app().personalise_decision(Some(&session), asking.now()).await {
        Ok(decision) if decision.as_ref().and_then(Decision::shows).is_none() => {
            if !manages_factors {
                recoverable(web, asking, &session, &visit)
                    .await
                    .map_err(|onward| answer::with_cookies(onward, &standing.cookies, asking.now()))?;
                protected(web, asking, &session, &visit)
                    .await
                    .map_err(|onward| answer::with_cookies(onward, &standing.cookies, asking.now()))?;
            }
            asking.watch(&session, web);
            Ok((session, standing.cookies))
        }
        // O7: the door shows the screen before any area.
        Ok(_) => {
            let onward = format!("/continue?visit={}", web.app().seal_visit(&visit));
            Err(answer::with_cookies(answer::see_other(&onward), &standing.cookies, asking.now()))
        }
        Err(error) => Err(answer::trouble(web, asking, &error)),
    }
}
