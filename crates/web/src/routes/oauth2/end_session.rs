//! `/oauth2/end-session`, by GET or POST (OpenID Connect RP-Initiated Logout 1.0 §2).

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use journeys::sign_out::Event;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, FormRefused};
use crate::routes::sign_out;

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let raw = asking.raw_query.clone();
    answer_to(&web, &asking, raw.as_bytes()).await
}

pub async fn post(State(web): State<Web>, asking: Asking, body: Bytes) -> Response {
    answer_to(&web, &asking, &body).await
}

async fn answer_to(web: &Web, asking: &Asking, raw: &[u8]) -> Response {
    let standing = match web.app().standing(&asking.caller).await {
        Ok(standing) => standing,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let asked = match web.app().logout_asked(raw, standing.session.as_ref()).await {
        Ok(Ok(asked)) => asked,
        Ok(Err(_)) => return answer::refused(web, asking, Refused::Form(FormRefused::Unreadable)),
        Err(error) => return answer::trouble(web, asking, &error),
    };
    if asked.who.is_some() && !asked.proven {
        let service = match &asked.client {
            Some(id) => web.app().client(id).await.ok().flatten().map(|client| client.name),
            None => None,
        };
        let response = sign_out::ask(web, asking, service, asked.return_to);
        return answer::with_cookies(response, &standing.cookies, asking.now());
    }
    let event = Event::Asked { who: asked.who, proven: asked.proven };
    sign_out::take(web, asking, asked.return_to, event, false).await
}
