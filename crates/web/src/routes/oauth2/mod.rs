//! OpenID Connect over HTTP: wire in, wire out. What is allowed is in the room `oidc`.

pub mod authorize;
pub mod end_session;
pub mod token;
pub mod userinfo;

use axum::extract::State;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::Web;
use crate::answer;

/// OpenID Connect Discovery 1.0 §4.
pub async fn discovery(State(web): State<Web>) -> Response {
    public(answer::json(StatusCode::OK, web.discovery()))
}

/// RFC 7517 §5.
pub async fn jwks(State(web): State<Web>) -> Response {
    public(answer::json(StatusCode::OK, web.jwks()))
}

/// Metadata is everybody's, pages of other origins included.
fn public(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    let name = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(name, HeaderValue::from_static("cross-origin"));
    response
}
