//! A form of somebody signed in: read, opened and matched with the session in one place, so that no route decides for itself
//! whose form it holds (WB1). What is refused leads back to a page that asks anew.

use app::form::{Form as Sealed, Opened};
use axum::response::Response;
use domain::Session;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, Form, FormRefused};

/// A form as it came.
pub type Came = Result<Form, FormRefused>;

/// What this browser was given and sends back in time, with the session that it has now. `go_on` is the page that a stale one
/// is told to start from.
pub async fn by_somebody(
    web: &Web,
    asking: &Asking,
    form: Came,
    go_on: Option<&str>,
) -> Result<(Form, Sealed, Session), Response> {
    let form = form.map_err(|refused| answer::refused(web, asking, Refused::Form(refused)))?;
    let session = web.app().live_session(&asking.caller).await;
    let session = session.map_err(|error| answer::trouble(web, asking, &error))?;
    match (web.app().open_form(form.field("csrf"), &asking.caller), session) {
        (Opened::Good(sealed), Some(session)) => {
            asking.watch(&session, web);
            Ok((form, sealed, session))
        }
        _ => Err(expired(web, asking, go_on)),
    }
}

/// The same, given by a page of this very session.
pub async fn by_session(
    web: &Web,
    asking: &Asking,
    form: Came,
    go_on: &str,
) -> Result<(Form, Session), Response> {
    match by_somebody(web, asking, form, Some(go_on)).await? {
        (form, Sealed::Session(of), session) if session.id == of => Ok((form, session)),
        _ => Err(expired(web, asking, Some(go_on))),
    }
}

fn expired(web: &Web, asking: &Asking, go_on: Option<&str>) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: go_on.map(str::to_owned) })
}
