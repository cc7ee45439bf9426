//! The authenticator's own origin: the app's files, its manifest and icons for this company, and the protocol it
//! speaks. Nothing of the sign-in is served here, and no cookie of the sign-in comes here.

mod company;
mod files;
mod headers;
mod host;
mod linked;
pub mod vap;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use pages::Look;

use super::assets;
use crate::Web;
use crate::answer;
use crate::request::{Asking, text};

pub use files::is_here;
pub use headers::own as own_headers;
pub use host::is_asked;

/// Names change with contents, below `/a/`.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Asked for again each time: the shell decides which version runs.
const NEVER_STALE: &str = "no-cache";
const A_DAY: &str = "public, max-age=86400";

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/", get(page))
        // What the QR code says: the secret stands in the fragment, which does not come here (VAP/1 §3).
        .route("/e", get(page))
        .route("/sw.js", get(worker))
        .route("/a/{name}", get(hashed))
        .route("/assets/{*path}", get(assets::get))
        .route("/style.css", get(style))
        .route("/company.json", get(company_json))
        .route("/manifest.webmanifest", get(manifest))
        .route("/icon.svg", get(drawing))
        .route("/icon-192.png", get(async |State(web)| png(&web, 192)))
        .route("/icon-512.png", get(async |State(web)| png(&web, 512)))
        .route("/apple-touch-icon.png", get(async |State(web)| png(&web, 180)))
        .route("/linked", get(linked::get).put(linked::put).delete(linked::delete))
        .route("/robots.txt", get(assets::robots))
}

/// The short address on the sign-in's own origin: it leads to where the app is (E0).
pub async fn leads_on(State(web): State<Web>, asking: Asking) -> Response {
    match web.authenticator() {
        Some(address) => answer::see_other(&format!("{address}/")),
        None => answer::refused(&web, &asking, answer::Refused::NotFound),
    }
}

async fn page() -> Response {
    match files::find(files::PAGE) {
        Some(file) => sent(file.bytes.into_owned(), file.kind, NEVER_STALE),
        None => plain(StatusCode::SERVICE_UNAVAILABLE, files::MISSING),
    }
}

async fn worker() -> Response {
    file(files::WORKER, NEVER_STALE)
}

async fn hashed(Path(name): Path<String>) -> Response {
    // An encoded slash would lead out of the folder.
    if name.contains('/') {
        return not_found().await;
    }
    file(&format!("a/{name}"), FOR_EVER)
}

fn file(name: &str, life: &'static str) -> Response {
    match files::find(name) {
        Some(file) => sent(file.bytes.into_owned(), file.kind, life),
        None => plain(StatusCode::NOT_FOUND, "Not found."),
    }
}

/// The house's stylesheet with the slots of the brand, under a name that the app knows beforehand.
async fn style(State(web): State<Web>, headers: HeaderMap) -> Response {
    let Some(asset) = web.assets().find(first(&web).style_path()) else {
        return plain(StatusCode::NOT_FOUND, "Not found.");
    };
    let zipped = asset.gzip.as_ref().filter(|_| text(&headers, &header::ACCEPT_ENCODING).contains("gzip"));
    let bytes = zipped.unwrap_or(&asset.bytes).clone();
    let mut response = sent(bytes, HeaderValue::from_static(asset.content_type), NEVER_STALE);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if zipped.is_some() {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

async fn company_json(State(web): State<Web>) -> Response {
    let told = company::told(first(&web), web.origin()).to_string();
    sent(told, HeaderValue::from_static("application/json"), NEVER_STALE)
}

async fn manifest(State(web): State<Web>) -> Response {
    let manifest = company::manifest(first(&web)).to_string();
    sent(manifest, HeaderValue::from_static("application/manifest+json"), NEVER_STALE)
}

async fn drawing(State(web): State<Web>) -> Response {
    sent(first(&web).icon_svg(), HeaderValue::from_static("image/svg+xml"), A_DAY)
}

fn png(web: &Web, side: u16) -> Response {
    sent(web.icon(side), HeaderValue::from_static("image/png"), A_DAY)
}

/// The brand whose name the icon bears (decision 10).
fn first(web: &Web) -> &Look {
    web.first_look()
}

pub async fn not_found() -> Response {
    plain(StatusCode::NOT_FOUND, "Not found.")
}

fn sent(bytes: impl Into<Bytes>, kind: HeaderValue, life: &'static str) -> Response {
    let mut response = Response::new(Body::from(bytes.into()));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(life));
    response
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
