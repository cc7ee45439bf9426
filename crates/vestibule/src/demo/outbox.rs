//! The demo's outbox: every mail and SMS, as a person would read it and as a script would. On a listener of its own, on
//! loopback; a production server has nothing like it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use domain::Timestamp;
use gateways::RecordedMail;
use gateways::mail::Recorded;

use super::look;

/// Messages on the page, newest first; the JSON has them all.
const SHOWN: usize = 50;

pub fn router(mail: RecordedMail) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/outbox.json", get(json))
        .route("/messages/{id}", get(message))
        .route("/portal.css", get(look::style))
        .route("/logo.svg", get(look::logo))
        .with_state(mail)
}

#[derive(Template)]
#[template(path = "demo/outbox.html")]
struct Page {
    name: &'static str,
    title: &'static str,
    messages: Vec<Recorded>,
    more: usize,
}

async fn page(State(mail): State<RecordedMail>) -> Response {
    let mut messages = mail.list();
    let more = messages.len().saturating_sub(SHOWN);
    messages.truncate(SHOWN);
    let page = Page { name: "Lumen", title: "Messages envoyés", messages, more };
    look::page(StatusCode::OK, page.render().expect("writing to a string does not fail"), "")
}

/// `[{id, channel, to, subject, text, html, at}]`, newest first.
async fn json(State(mail): State<RecordedMail>) -> Response {
    (AppendHeaders([(CACHE_CONTROL, "no-store")]), Json(mail.list())).into_response()
}

/// The HTML part alone, for the frame of its message: no scripts, links open a page of their own.
async fn message(State(mail): State<RecordedMail>, Path(id): Path<String>) -> Response {
    let Some(html) =
        mail.list().into_iter().find(|message| message.id == id).and_then(|message| message.html)
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = AppendHeaders([
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; \
             sandbox allow-popups allow-popups-to-escape-sandbox",
        ),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ]);
    let html = html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    (headers, Html(html)).into_response()
}

/// What stands above a message: texts and calls have no subject.
fn title(message: &Recorded) -> &str {
    match message.channel.as_str() {
        "sms" => "SMS",
        "call" => "Appel vocal",
        _ => &message.subject,
    }
}

fn channel(word: &str) -> &str {
    match word {
        "sms" => "SMS",
        "call" => "Appel",
        _ => "Mail",
    }
}

/// In the company's own time: « 21/11/2026 à 09:05:03 ».
fn told(at: Timestamp) -> String {
    let zoned =
        jiff::Timestamp::from_millisecond(at.millis()).ok().and_then(|at| at.in_tz("Europe/Paris").ok());
    zoned.map(|at| at.strftime("%d/%m/%Y à %H:%M:%S").to_string()).unwrap_or_default()
}
