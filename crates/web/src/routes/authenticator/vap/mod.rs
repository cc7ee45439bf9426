//! `/vap/v1/…`: what phones ask, in JSON (docs/protocol/vap-1.md). Every answer brings a nonce for the next call.

mod body;
mod challenges;
mod device;
mod enrol;
mod error;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get, post, put};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::json;

use crate::Web;
use crate::answer;
use crate::request::text;

const NONCE: HeaderName = HeaderName::from_static("vap-nonce");

pub fn routes(web: &Web) -> Router<Web> {
    Router::new()
        .route("/vap/v1/nonce", get(async || empty()))
        .route("/vap/v1/keys", get(keys))
        .route("/vap/v1/enrol/claim", post(enrol::claim))
        .route("/vap/v1/enrol/register", post(enrol::register))
        .route("/vap/v1/challenges", get(challenges::list))
        .route("/vap/v1/challenges/{id}", get(challenges::one))
        .route("/vap/v1/challenges/{id}/response", post(challenges::answer))
        .route("/vap/v1/device", get(device::get).patch(device::rename).delete(device::delete))
        .route("/vap/v1/device/push", put(device::push))
        .route("/vap/v1/device/lock", put(device::lock))
        .route("/vap/{*path}", any(async || error::plain(StatusCode::NOT_FOUND, "not_found")))
        .method_not_allowed_fallback(async || {
            error::plain(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
        })
        .layer(from_fn_with_state(web.clone(), ours_alone))
}

/// Pages of other origins are refused (§1), and every answer has a nonce (§4).
async fn ours_alone(State(web): State<Web>, request: Request, next: Next) -> Response {
    let from = text(request.headers(), &header::ORIGIN);
    let site = text(request.headers(), &HeaderName::from_static("sec-fetch-site"));
    let is_ours = (from.is_empty() || web.authenticator() == Some(from.as_str()))
        && matches!(site.as_str(), "" | "same-origin" | "none");
    let mut response =
        if is_ours { next.run(request).await } else { error::plain(StatusCode::FORBIDDEN, "other_origin") };
    if let Ok(nonce) = HeaderValue::from_str(&web.app().vap_nonce()) {
        response.headers_mut().insert(NONCE, nonce);
    }
    response
}

async fn keys(State(web): State<Web>) -> Response {
    answer::json(StatusCode::OK, json!({ "keys": web.app().vap_keys() }).to_string())
}

fn empty() -> Response {
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}
