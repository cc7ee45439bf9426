//! A mark that a phone was linked once. The system may erase everything that scripts store and spares what servers
//! set, so the app can say "this phone is no longer linked" instead of "welcome" (A17). It names nobody.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::Web;
use crate::answer;
use crate::request::text;

/// 400 days: the longest that browsers keep a cookie.
const LIFE_SECONDS: u32 = 34_560_000;

pub async fn get(State(web): State<Web>, headers: HeaderMap) -> Response {
    let mark = format!("{}=1", name(&web));
    let linked = text(&headers, &header::COOKIE).split("; ").any(|cookie| cookie == mark);
    answer::json(StatusCode::OK, format!("{{\"linked\":{linked}}}"))
}

pub async fn put(State(web): State<Web>) -> Response {
    marked(&web, LIFE_SECONDS)
}

pub async fn delete(State(web): State<Web>) -> Response {
    marked(&web, 0)
}

fn marked(web: &Web, life_seconds: u32) -> Response {
    let secure = if is_https(web) { "; Secure" } else { "" };
    let name = name(web);
    let cookie = format!("{name}=1; Path=/; HttpOnly; SameSite=Strict; Max-Age={life_seconds}{secure}");
    let mut response = answer::json(StatusCode::OK, "{}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn name(web: &Web) -> &'static str {
    if is_https(web) { "__Host-linked" } else { "linked" }
}

fn is_https(web: &Web) -> bool {
    web.authenticator().is_some_and(|address| address.starts_with("https:"))
}
