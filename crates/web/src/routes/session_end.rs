//! `/session/left` and `/session/stay`: for the dialog that says that the session ends soon (C35, R33).

use app::form::{Form as Sealed, Opened};
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use pages::{SessionEnd, paths};
use serde_json::json;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, Form, FormRefused};

/// What is left, and the words to say it in. It is no sign of life.
pub async fn left(State(web): State<Web>, asking: Asking) -> Response {
    let session = match web.app().watched_session(&asking.caller).await {
        Ok(Some(session)) => session,
        Ok(None) => return answer::json(StatusCode::OK, json!({ "seconds": 0 }).to_string()),
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let greeting = match web.app().greeting(session.account).await {
        Ok(greeting) => greeting,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let frame = asking.frame(web.look(brand), None);
    let left = session.remaining(asking.now(), &web.app().policy().session);
    let end = SessionEnd::new(left, asking.now(), String::new());
    let body = json!({
        "seconds": end.seconds(),
        "can_stay": end.can_stay,
        "title": end.title(&frame),
        "text": end.text(&frame),
    });
    answer::json(StatusCode::OK, body.to_string())
}

/// « Rester connecté »: a sign of life, no more than asking for a page.
pub async fn stay(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let session = match web.app().live_session(&asking.caller).await {
        Ok(session) => session,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    match (web.app().open_form(form.field("csrf"), &asking.caller), session) {
        // A page may lie open for longer than its forms are good for.
        (Opened::Good(Sealed::Session(of)) | Opened::Stale(Sealed::Session(of)), Some(session))
            if session.id == of =>
        {
            answer::see_other(paths::ACCOUNT)
        }
        _ => answer::refused(&web, &asking, Refused::Expired { go_on: Some(paths::ACCOUNT.to_owned()) }),
    }
}
