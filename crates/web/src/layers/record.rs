//! One log line and one metric for each request, under a reference that error pages show. Never an address, a query,
//! an identifier or a form (AU3).

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;

/// Ten characters that a customer can read out on the phone.
#[derive(Clone, Debug)]
pub struct Reference(pub String);

/// Digits and capitals without those that sound or look alike (Crockford).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn draw() -> String {
    let bytes: [u8; 10] = app::chance::bytes();
    let letters: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    format!("{}-{}", &letters[..5], &letters[5..])
}

/// The reference that `record` gave this request.
pub fn reference(parts: &Parts) -> String {
    parts.extensions.get::<Reference>().map(|reference| reference.0.clone()).unwrap_or_default()
}

pub async fn record(mut request: Request, next: Next) -> Response {
    let reference = draw();
    request.extensions_mut().insert(Reference(reference.clone()));
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    metrics::counter!("vestibule_requests_total", "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    if response.status().is_server_error() {
        tracing::error!(reference, %method, route, status, "request failed");
    } else {
        tracing::debug!(reference, %method, route, status, "request answered");
    }
    response
}
