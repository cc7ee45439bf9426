//! `/second-way`: whoever has no way to recover but the mailbox that this very sign-in opens is asked for another one (O12).

use app::Place;
use app::advance::Landed;
use app::form::Form as Sealed;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use journeys::recourse::{Event, begin};
use journeys::{Destination, Outcome, State as Journey, Visit};
use pages::{RecoursePage, paths};

use super::posted;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub fn address(web: &Web, visit: &Visit) -> String {
    format!("{}?visit={}", paths::RECOURSE, web.app().seal_visit(visit))
}

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let app = web.app();
    let Some(visit) = asking.query("visit").and_then(|sealed| app.open_visit(sealed)) else {
        return answer::see_other(paths::ACCOUNT);
    };
    let session = match app.live_session(&asking.caller).await {
        Ok(Some(session)) => session,
        Ok(None) => return answer::see_other(&super::sign_in::address(&web, &visit)),
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let found =
        tokio::try_join!(app.greeting(session.account), app.contact_lines(session.account, asking.now()));
    let (greeting, contacts) = match found {
        Ok(found) => found,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let brand = app.brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let (binding, sealed) = (Binding::of(&asking), app.seal_visit(&visit));
    let state = Sealed::State(Box::new(begin(&session, visit.clone())));
    let page = RecoursePage {
        mailbox: contacts.into_iter().next().map(|contact| contact.address),
        contacts: format!("{}?visit={sealed}", paths::CONTACTS),
        codes: format!("{}?visit={sealed}", paths::CODES),
        again: app.policy().recourse.asks_again_after,
        csrf: app.seal_form(state, binding.value, asking.now()),
    };
    let mut frame = asking.frame(web.look(brand), Some(&visit));
    frame.path = paths::RECOURSE;
    let switch = format!("visit={sealed}");
    frame.switch_query = &switch;
    answer::with_language(binding.on(answer::page(StatusCode::OK, &page, &frame)), &asking)
}

/// « Plus tard ».
pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (state, session) = match posted::by_somebody(&web, &asking, form, None).await {
        Ok((_, Sealed::State(state), session)) if matches!(*state, Journey::Recourse(_)) => (state, session),
        Ok(_) => return expired(&web, &asking),
        Err(response) => return response,
    };
    let event = journeys::Event::Recourse(Event::Postponed { session: Box::new(session) });
    match web.app().advance(Place::Form, *state, event, &asking.caller).await {
        Ok(advanced) => match advanced.next {
            Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&onward(&web, &visit)),
            _ => expired(&web, &asking),
        },
        Err(error) => answer::turn_error(&web, &asking, &error, None),
    }
}

fn onward(web: &Web, visit: &Visit) -> String {
    match visit.destination {
        Destination::Account => paths::ACCOUNT.to_owned(),
        _ => super::go_on::address(web, visit),
    }
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: None })
}
