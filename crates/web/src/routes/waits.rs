//! How a page hears that something moved elsewhere: server-sent events, each answer whole and short, so that no proxy holds
//! it back and no connection stays for long. The browser asks again by itself; its script reads the same text as a poll.

use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};

/// The longest that one answer waits: less than proxies cut, and than we answer at all.
pub const LONGEST: Duration = Duration::from_secs(20);

/// There is something else to see.
pub fn moved() -> Response {
    told("event: moved\ndata: 1\n\n")
}

/// Asked again in a second.
pub fn nothing_yet() -> Response {
    told("retry: 1000\n\n")
}

/// Nothing is waited for: the browser asks no more.
pub fn over() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

fn told(text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
