//! `/account/security`: how the account is protected, and changing it (C30, C31).

use app::Place;
use app::advance::Landed;
use app::form::Form as Sealed;
use axum::extract::State;
use axum::response::Response;
use domain::device_label::device_name;
use domain::factor::{Held, is_of_a_phone};
use domain::{AuthenticatorId, Session};
use http::StatusCode;
use journeys::manage_authenticators::{By, Event, begin};
use journeys::{Destination, Outcome, Screen};
use pages::{MethodLine, SecurityNote, SecurityPage, paths};

use super::account::signed_in;
use super::posted;
use super::waiting;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::Security).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let note = match asking.query("done") {
        Some("added") => Some(SecurityNote::Added),
        Some("removed") => Some(SecurityNote::Removed),
        Some("renamed") => Some(SecurityNote::Renamed),
        Some("lost") => Some(SecurityNote::Lost),
        Some("found") => Some(SecurityNote::Found),
        Some("unverified") => Some(SecurityNote::Unverified),
        _ => None,
    };
    let response = show(&web, &asking, &session, (note, false)).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

pub async fn rename(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, by) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let name = device_name(form.field("name")).unwrap_or_default();
    let Some(authenticator) = AuthenticatorId::parse(form.field("authenticator")) else {
        return expired(&web, &asking);
    };
    turn(&web, &asking, Event::RenameAsked { by, authenticator, name }).await
}

pub async fn remove(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, by) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(authenticator) = AuthenticatorId::parse(form.field("authenticator")) else {
        return expired(&web, &asking);
    };
    turn(&web, &asking, Event::RemoveAsked { by, authenticator }).await
}

async fn turn(web: &Web, asking: &Asking, event: Event) -> Response {
    let (Event::RemoveAsked { by, .. } | Event::RenameAsked { by, .. }) = &event;
    let session = by.session.clone();
    let event = journeys::Event::ManageAuthenticators(event);
    match web.app().advance(Place::Form, begin(), event, &asking.caller).await {
        Ok(advanced) => match advanced.next {
            Landed::Left(Outcome::AuthenticatorRemoved) => {
                answer::see_other("/account/security?done=removed")
            }
            Landed::Left(Outcome::AuthenticatorRenamed) => {
                answer::see_other("/account/security?done=renamed")
            }
            Landed::Left(Outcome::ProveAgain(visit)) => {
                answer::see_other(&super::sign_in::address(web, &visit))
            }
            Landed::Shown(Screen::Security { refusal: Some(_) }) => {
                show(web, asking, &session, (Some(SecurityNote::LastRequired), false)).await
            }
            Landed::Shown(Screen::MustWait { .. }) => show(web, asking, &session, (None, true)).await,
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
    let required = web.app().must_hold(session.account, asking.now()).await.map_err(trouble)?;
    let waits = waiting::until(web, asking, &session).await.map_err(trouble)?;
    Ok((form, Box::new(By { session, held, required, waits })))
}

/// `held_back`: what was asked for has to wait (RE6).
pub async fn show(
    web: &Web,
    asking: &Asking,
    session: &Session,
    (note, held_back): (Option<SecurityNote>, bool),
) -> Response {
    let (app, account) = (web.app(), session.account);
    let found = tokio::try_join!(app.held(account), app.greeting(account), app.recovery_set(account));
    let (held, greeting, codes) = match found {
        Ok(found) => found,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let waits = match waiting::waits(web, asking, (session, &held), (Destination::Security, held_back)).await
    {
        Ok(waits) => waits,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let signal = match app.standing_passkeys(account).await {
        Ok(standing) => standing.map(|standing| super::passkey::standing(&standing)),
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let binding = Binding::of(asking);
    let page = SecurityPage {
        methods: held.iter().filter(|one| !is_of_a_phone(one, &held)).cloned().map(line).collect(),
        codes_left: codes.map(|set| set.left),
        few_codes: codes.is_some_and(|set| set.left < app::recovery_codes::FEW),
        can_add: !web.app().offered().is_empty(),
        note,
        waits,
        signal,
        csrf: web.app().seal_form(Sealed::Session(session.id), binding.value, asking.now()),
    };
    let mut frame = asking.frame(web.look(brand), None);
    frame.path = paths::SECURITY;
    let refused = held_back || note == Some(SecurityNote::LastRequired);
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    binding.on(answer::page(status, &page, &frame))
}

fn line(held: Held) -> MethodLine {
    MethodLine {
        id: held.id.to_string(),
        kind: held.kind,
        label: held.label,
        ending: held.ending,
        added: held.created_at,
        last_used: held.last_used_at,
        blocked: held.blocked,
        lost: held.lost,
    }
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::SECURITY.to_owned()) })
}
