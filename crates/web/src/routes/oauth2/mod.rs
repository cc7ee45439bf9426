//! OpenID Connect over HTTP: wire in, wire out. What is allowed is in the room `oidc`.

pub mod authorize;
pub mod end_session;
pub mod token;
pub mod userinfo;

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::Web;
use crate::answer;

/// OpenID Connect Discovery 1.0 §4.
pub async fn discovery(State(web): State<Web>) -> Response {
    public(web.discovery())
}

/// RFC 7517 §5.
pub async fn jwks(State(web): State<Web>) -> Response {
    public(web.jwks())
}

/// Metadata is everybody's, pages of other origins included.
pub fn public(document: Bytes) -> Response {
    let mut response = answer::json(StatusCode::OK, document);
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    let name = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(name, HeaderValue::from_static("cross-origin"));
    response
}
