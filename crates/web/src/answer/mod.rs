//! Making answers: pages with their status, redirects, cookies, refusals. The one place that knows which status a
//! refusal has.

mod refused;

pub use refused::{Refused, refused, trouble, turn_error};

use std::time::Duration;

use app::browser::CookieChange;
use axum::body::Body;
use axum::response::Response;
use domain::Timestamp;
use http::{HeaderValue, StatusCode, header};
use pages::{Frame, Page};

use crate::request::{Asking, cookies};

/// An HTML page.
pub fn page(status: StatusCode, page: &impl Page, frame: &Frame<'_>) -> Response {
    html(status, page.render(frame))
}

pub fn html(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

pub fn json(status: StatusCode, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// 303, never 307: a password must not be posted on (OA2).
pub fn see_other(location: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(value) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// 302, as well-known addresses answer.
pub fn found(location: &'static str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(location));
    response
}

/// Whole seconds, rounded up (RFC 9110 §10.2.3).
pub fn retry_after(mut response: Response, wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    response
}

/// Adds the changes of a turn.
pub fn with_cookies(mut response: Response, changes: &[CookieChange], now: Timestamp) -> Response {
    for change in changes {
        response.headers_mut().append(header::SET_COOKIE, cookies::change(change, now));
    }
    response
}

/// A language link was followed: the choice is remembered (R29).
pub fn with_language(mut response: Response, asking: &Asking) -> Response {
    if let Some(locale) = asking.chosen {
        response.headers_mut().append(header::SET_COOKIE, cookies::language(locale));
    }
    response
}

/// The browser's binding for a form, and the cookie to set where it had none.
pub struct Binding {
    pub value: [u8; 16],
    fresh: bool,
}

impl Binding {
    pub fn of(asking: &Asking) -> Self {
        match asking.caller.binding {
            Some(value) => Self { value, fresh: false },
            None => Self { value: app::chance::bytes(), fresh: true },
        }
    }

    pub fn on(&self, mut response: Response) -> Response {
        if self.fresh {
            response.headers_mut().append(header::SET_COOKIE, cookies::bind(self.value));
        }
        response
    }
}
