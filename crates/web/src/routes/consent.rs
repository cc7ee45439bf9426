//! `/consent`: a linked service asks for the customer's agreement (C33).

use app::advance::Landed;
use app::form::{Form as Sealed, Opened};
use app::{Place, authorize::Onward};
use axum::extract::State;
use axum::response::Response;
use domain::{AccountId, JourneyId};
use http::StatusCode;
use journeys::consent::Event;
use journeys::{Outcome, Screen, Visit};
use pages::{ConsentPage, Shared, SharedKind};

use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let Some(journey) = asking.query("journey").and_then(JourneyId::parse) else {
        return answer::refused(&web, &asking, Refused::BrokenLink);
    };
    let Some(by) = signed_in(&web, &asking).await else {
        return answer::refused(&web, &asking, Refused::Expired { go_on: None });
    };
    turn(&web, &asking, journey, Event::Opened { by }, by).await
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let opened = web.app().open_form(form.field("csrf"), &asking.caller);
    let (Opened::Good(Sealed::Row { journey, .. }), Some(by)) = (opened, signed_in(&web, &asking).await)
    else {
        return answer::refused(&web, &asking, Refused::Expired { go_on: None });
    };
    let event = match form.field("decision") {
        "continue" => Event::Continued { by },
        "refuse" => Event::Refused { by },
        _ => return answer::refused(&web, &asking, Refused::Form(FormRefused::Unreadable)),
    };
    turn(&web, &asking, journey, event, by).await
}

async fn turn(web: &Web, asking: &Asking, journey: JourneyId, event: Event, by: AccountId) -> Response {
    let (state, version) = match web.app().load_journey(journey, &asking.caller).await {
        Ok(Some(found)) => found,
        Ok(None) => return answer::refused(web, asking, Refused::Expired { go_on: None }),
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let place = Place::Row { journey, version };
    let event = journeys::Event::Consent(event);
    match web.app().advance(place, state, event, &asking.caller).await {
        Ok(advanced) => match advanced.next {
            Landed::Shown(Screen::Consent { visit }) => show(web, asking, &visit, journey, by).await,
            Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&super::go_on::address(web, &visit)),
            Landed::Left(Outcome::Declined(visit)) => {
                let onward = Onward { way: web.app().declined(&visit), cookies: Vec::new() };
                super::go_on::answer(web, asking, onward)
            }
            _ => answer::refused(web, asking, Refused::Expired { go_on: None }),
        },
        Err(error) => answer::turn_error(web, asking, &error, None),
    }
}

async fn show(web: &Web, asking: &Asking, visit: &Visit, journey: JourneyId, by: AccountId) -> Response {
    let Some(need) = visit.need() else {
        return answer::refused(web, asking, Refused::Expired { go_on: None });
    };
    let (brand, greeting) =
        match tokio::try_join!(web.app().brand_of_client(&need.client), web.app().greeting(by)) {
            Ok(found) => found,
            Err(error) => return answer::trouble(web, asking, &error),
        };
    let name = greeting.as_ref().map(|greeting| greeting.account.name.full());
    let mail = greeting.and_then(|greeting| greeting.logins.into_iter().find(|login| login.contains('@')));
    let shared = |scope: &String| match scope.as_str() {
        "openid" => Some(Shared { kind: SharedKind::Identity, value: None }),
        "profile" => Some(Shared { kind: SharedKind::Name, value: name.clone() }),
        "email" => Some(Shared { kind: SharedKind::Mail, value: mail.clone() }),
        _ => None,
    };
    let binding = Binding::of(asking);
    let sealed = Sealed::Row { journey, version: 0 };
    let page = ConsentPage {
        service: need.name.clone(),
        shared: need.scopes.iter().filter_map(shared).collect(),
        privacy: None,
        csrf: web.app().seal_form(sealed, binding.value, asking.now()),
    };
    let mut frame = asking.frame(web.look(brand), Some(visit));
    let switch = format!("journey={journey}");
    frame.switch_query = &switch;
    answer::with_language(binding.on(answer::page(StatusCode::OK, &page, &frame)), asking)
}

async fn signed_in(web: &Web, asking: &Asking) -> Option<AccountId> {
    let session = web.app().live_session(&asking.caller).await.ok().flatten()?;
    Some(session.account)
}
