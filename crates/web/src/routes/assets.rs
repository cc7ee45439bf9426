//! Files that pages ask for: named by their contents, kept for a year, compressed once.

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, text};

pub async fn get(State(web): State<Web>, asking: Asking, headers: HeaderMap) -> Response {
    let Some(asset) = web.assets().find(&asking.path) else {
        return answer::refused(&web, &asking, Refused::NotFound);
    };
    let accepts = text(&headers, &header::ACCEPT_ENCODING);
    let zipped = asset.gzip.as_ref().filter(|_| accepts.contains("gzip"));
    let mut response = Response::new(Body::from(Bytes::from(zipped.unwrap_or(&asset.bytes).clone())));
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let life = if asset.immutable { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(life));
    if zipped.is_some() {
        set.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// Sign-in pages are for people.
pub async fn robots() -> Response {
    let mut response = Response::new(Body::from("User-agent: *\nDisallow: /\n"));
    *response.status_mut() = StatusCode::OK;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
