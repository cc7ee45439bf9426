//! `/sign-out`: the question, the act, and « Déconnexion réussie » (C34).

use std::time::Duration;

use app::Place;
use app::advance::Landed;
use app::browser::CookieChange;
use app::end_session::who;
use app::form::{Form as Sealed, Opened};
use axum::extract::State;
use axum::response::Response;
use domain::{ClientId, DeviceId, Session};
use http::{HeaderName, HeaderValue, StatusCode};
use journeys::sign_out::{Event, State as SignOut, begin};
use journeys::{Outcome, State as Journey};
use pages::{ServiceLink, SignOutPage, SignedOutPage};

use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

/// How long a sign-out waits for the portals to hear of it.
const PORTALS_HEAR: Duration = Duration::from_millis(1500);

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let session = match web.app().live_session(&asking.caller).await {
        Ok(session) => session,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    if session.is_some() && asking.query("done").is_none() {
        return ask(&web, &asking, None, None);
    }
    let back = match asking.query("client") {
        Some(id) => web.app().client(&ClientId(id.to_owned())).await.ok().flatten(),
        None => None,
    };
    let link = back.and_then(|client| Some(ServiceLink { name: client.name, href: client.home_uri? }));
    let page = SignedOutPage { everywhere: asking.query("everywhere").is_some(), back: link };
    let frame = asking.frame(web.look(web.app().brand(None)), None);
    answer::with_language(answer::page(StatusCode::OK, &page, &frame), &asking)
}

/// « Voulez-vous vous déconnecter ? »
pub fn ask(web: &Web, asking: &Asking, service: Option<String>, return_to: Option<String>) -> Response {
    let binding = Binding::of(asking);
    let sealed = Sealed::State(Box::new(begin(return_to)));
    let csrf = web.app().seal_form(sealed, binding.value, asking.now());
    let mut frame = asking.frame(web.look(web.app().brand(None)), None);
    frame.path = "/sign-out";
    let response = answer::page(StatusCode::OK, &SignOutPage { service, csrf }, &frame);
    answer::with_language(binding.on(response), asking)
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let session = match web.app().standing(&asking.caller).await {
        Ok(standing) => standing.session,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let return_to = match web.app().open_form(form.field("csrf"), &asking.caller) {
        Opened::Good(Sealed::Session(_)) => None,
        Opened::Good(Sealed::State(state)) => match *state {
            Journey::SignOut(SignOut::AwaitingConfirmation { return_to }) => return_to,
            _ => return expired(&web, &asking),
        },
        _ => return expired(&web, &asking),
    };
    end(&web, &asking, session.as_ref(), return_to, form.ticked("everywhere")).await
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some("/sign-out".into()) })
}

/// Ends this sign-in, or all of them, and goes where the person is sent back to.
pub async fn end(
    web: &Web,
    asking: &Asking,
    session: Option<&Session>,
    return_to: Option<String>,
    everywhere: bool,
) -> Response {
    let event = Event::Confirmed { who: session.map(who), everywhere };
    take(web, asking, return_to, event, everywhere).await
}

/// One turn of the journey; also what a relying party's request comes to.
pub async fn take(
    web: &Web,
    asking: &Asking,
    return_to: Option<String>,
    event: Event,
    everywhere: bool,
) -> Response {
    let event = journeys::Event::SignOut(event);
    let advanced = match web.app().advance(Place::Form, begin(return_to), event, &asking.caller).await {
        Ok(advanced) => advanced,
        Err(error) => return answer::turn_error(web, asking, &error, Some("/sign-out".into())),
    };
    let response = match advanced.next {
        Landed::Left(Outcome::SignedOut { return_to: Some(address) }) => {
            web.app().settle_messages(PORTALS_HEAR).await;
            clear_cache(answer::see_other(&address))
        }
        Landed::Left(Outcome::SignedOut { return_to: None }) => done(web, everywhere).await,
        _ => return expired(web, asking),
    };
    // A browser without a session forgets its cookie all the same; what others of the household keep there stays theirs.
    let response = answer::with_cookies(response, &[CookieChange::EndSession], asking.now());
    answer::with_cookies(response, &advanced.cookies, asking.now())
}

/// The same for the device at hand, ended from the list.
pub async fn left(web: &Web, asking: &Asking, device: DeviceId) -> Response {
    let ours = [CookieChange::EndSession, CookieChange::EndKept(device)];
    answer::with_cookies(done(web, false).await, &ours, asking.now())
}

async fn done(web: &Web, everywhere: bool) -> Response {
    web.app().settle_messages(PORTALS_HEAR).await;
    let address = if everywhere { "/sign-out?done=1&everywhere=1" } else { "/sign-out?done=1" };
    clear_cache(answer::see_other(address))
}

/// The cache only: the remembered address and the known device stay (SE7).
fn clear_cache(mut response: Response) -> Response {
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\""));
    response
}
