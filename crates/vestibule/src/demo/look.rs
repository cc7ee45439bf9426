//! The look that the demo's own pages share: stylesheet, mark, headers. The server's pages have theirs in `pages`.

use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};

/// The arch of Lumen, light coming through it.
pub const LOGO: &str = include_str!("../../demo-data/lumen.svg");
const STYLE: &str = include_str!("demo.css");

/// A page; its forms may be answered here and by `answering`.
pub fn page(status: StatusCode, html: String, answering: &str) -> Response {
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self' {answering}; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = AppendHeaders([
        (CONTENT_SECURITY_POLICY, policy.as_str()),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ]);
    (status, headers, Html(html)).into_response()
}

pub async fn style() -> Response {
    asset("text/css; charset=utf-8", STYLE)
}

pub async fn logo() -> Response {
    asset("image/svg+xml", LOGO)
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    let headers =
        [(CONTENT_TYPE, kind), (CACHE_CONTROL, "max-age=3600"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    // Not appended: a text has a type by itself, and two would be none.
    (headers, text).into_response()
}
