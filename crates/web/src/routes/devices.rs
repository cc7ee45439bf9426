//! `/account/devices`: where the customer is signed in, ending one, signing out everywhere (O11, SE8).

use app::Place;
use app::advance::Landed;
use app::form::Form as Sealed;
use axum::extract::State;
use axum::response::Response;
use domain::device_label::device_name;
use domain::{Device, DeviceId, Session};
use http::StatusCode;
use journeys::devices::{Event, begin};
use journeys::{Destination, Outcome};
use pages::{DeviceLine, DevicesDone, DevicesPage, paths};

use super::account::signed_in;
use super::posted;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::Devices).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let done = match asking.query("done") {
        Some("ended") => Some(DevicesDone::Ended { label: None }),
        Some("gone") => Some(DevicesDone::WasGone),
        Some("renamed") => Some(DevicesDone::Renamed),
        _ => None,
    };
    let response = show(&web, &asking, &session, done).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

async fn show(web: &Web, asking: &Asking, session: &Session, done: Option<DevicesDone>) -> Response {
    let (mut devices, greeting) =
        match tokio::try_join!(web.app().devices(session.account), web.app().greeting(session.account)) {
            Ok(found) => found,
            Err(error) => return answer::trouble(web, asking, &error),
        };
    devices.sort_by_key(|device| device.id != session.device);
    let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let binding = Binding::of(asking);
    let page = DevicesPage {
        devices: devices.into_iter().map(|device| line(device, session)).collect(),
        done,
        csrf: web.app().seal_form(Sealed::Session(session.id), binding.value, asking.now()),
    };
    binding.on(answer::page(StatusCode::OK, &page, &asking.frame(web.look(brand), None)))
}

fn line(device: Device, session: &Session) -> DeviceLine {
    DeviceLine {
        id: device.id.to_string(),
        label: Some(device.label).filter(|label| !label.is_empty()),
        own_name: device.name,
        is_this_one: device.id == session.device,
        last_used: device.last_seen_at,
        signed_in: device.authenticated_at,
        kept_until: device.kept_until,
    }
}

pub async fn end(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, session) = match posted::by_session(&web, &asking, form, paths::DEVICES).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    match meant(&web, &asking, &form, &session).await {
        Ok(device) => {
            take(&web, &asking, Event::EndAsked { session: Box::new(session), device }, device).await
        }
        Err(response) => response,
    }
}

pub async fn rename(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, session) = match posted::by_session(&web, &asking, form, paths::DEVICES).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    match meant(&web, &asking, &form, &session).await {
        Ok(device) => {
            let (session, name) = (Box::new(session), device_name(form.field("name")));
            take(&web, &asking, Event::RenameAsked { session, device, name }, device).await
        }
        Err(response) => response,
    }
}

/// The device of the list that a form is about.
async fn meant(web: &Web, asking: &Asking, form: &Form, session: &Session) -> Result<DeviceId, Response> {
    let Some(id) = DeviceId::parse(form.field("device")) else {
        return Err(answer::refused(web, asking, Refused::Form(FormRefused::Unreadable)));
    };
    match web.app().devices(session.account).await {
        Ok(all) if all.iter().any(|one| one.id == id) => Ok(id),
        Ok(_) => Err(answer::see_other("/account/devices?done=gone")),
        Err(error) => Err(answer::trouble(web, asking, &error)),
    }
}

async fn take(web: &Web, asking: &Asking, event: Event, device: DeviceId) -> Response {
    let event = journeys::Event::Devices(event);
    match web.app().advance(Place::Form, begin(), event, &asking.caller).await {
        Ok(advanced) => {
            let response = match advanced.next {
                Landed::Left(Outcome::DeviceEnded) => answer::see_other("/account/devices?done=ended"),
                Landed::Left(Outcome::DeviceRenamed) => answer::see_other("/account/devices?done=renamed"),
                Landed::Left(Outcome::SignedOut { .. }) => super::sign_out::left(web, asking, device).await,
                Landed::Left(Outcome::ProveAgain(visit)) => {
                    answer::see_other(&super::sign_in::address(web, &visit))
                }
                _ => answer::see_other("/account/devices"),
            };
            answer::with_cookies(response, &advanced.cookies, asking.now())
        }
        // It was ended meanwhile.
        Err(app::TurnError::OutOfTurn) => answer::see_other("/account/devices?done=gone"),
        Err(error) => answer::turn_error(web, asking, &error, Some("/account/devices".into())),
    }
}

pub async fn end_all(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    match posted::by_session(&web, &asking, form, paths::DEVICES).await {
        Ok((_, session)) => super::sign_out::end(&web, &asking, Some(&session), None, true).await,
        Err(response) => response,
    }
}
