//! `/oauth2/authorize`, by GET or POST (OpenID Connect Core §3.1.2.1).

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;

use crate::Web;
use crate::answer;
use crate::request::Asking;
use crate::routes::go_on;

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let raw = asking.raw_query.clone();
    answer_to(&web, &asking, raw.as_bytes()).await
}

pub async fn post(State(web): State<Web>, asking: Asking, body: Bytes) -> Response {
    answer_to(&web, &asking, &body).await
}

async fn answer_to(web: &Web, asking: &Asking, raw: &[u8]) -> Response {
    match web.app().authorize(raw, &asking.caller).await {
        Ok(onward) => go_on::answer(web, asking, onward),
        Err(error) => answer::trouble(web, asking, &error),
    }
}
