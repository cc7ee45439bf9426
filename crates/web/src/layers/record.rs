//! One log line and one metric for each request, under a reference that error pages show. Never an address, a query,
//! an identifier or a form (AU3).

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::extract::{MatchedPath, Request};
use http::request::Parts;
use http::{Method, StatusCode};
use metrics::Counter;

/// Ten characters that a customer can read out on the phone, drawn when first asked for: most requests never are.
#[derive(Clone, Default)]
pub struct Reference(Arc<OnceLock<String>>);

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get_or_init(draw))
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Digits and capitals without those that sound or look alike (Crockford).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn draw() -> String {
    let bytes: [u8; 10] = app::chance::bytes();
    let letters: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    format!("{}-{}", &letters[..5], &letters[5..])
}

/// The reference that `Record` gave this request.
pub fn reference(parts: &Parts) -> Reference {
    parts.extensions.get::<Reference>().cloned().unwrap_or_default()
}

/// What is noted of a request, from its beginning to its answer.
pub struct Record {
    reference: Reference,
    method: Method,
    route: Option<MatchedPath>,
}

impl Record {
    pub fn begin(request: &mut Request) -> Self {
        let reference = Reference::default();
        let route = request.extensions().get::<MatchedPath>().cloned();
        request.extensions_mut().insert(reference.clone());
        Self { reference, method: request.method().clone(), route }
    }

    pub fn reference(&self) -> Reference {
        self.reference.clone()
    }

    pub fn end(self, counters: &Counters, status: StatusCode) {
        let Self { reference, method, route } = self;
        let route = route.as_ref().map_or("other", MatchedPath::as_str);
        counters.count(route, status);
        let code = status.as_u16();
        if status.is_server_error() {
            tracing::error!(%reference, %method, route, status = code, "request failed");
        } else {
            tracing::debug!(%reference, %method, route, status = code, "request answered");
        }
    }
}

/// The counters of answers by route and status, found here once made: their names are long and their number is small.
#[derive(Default)]
pub struct Counters(RwLock<HashMap<String, Vec<(StatusCode, Counter)>>>);

impl Counters {
    pub fn count(&self, route: &str, status: StatusCode) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.get(route).and_then(|counters| counters.iter().find(|(known, _)| *known == status));
        if let Some((_, counter)) = found {
            return counter.increment(1);
        }
        drop(known);
        let labels = [("route", route.to_owned()), ("status", status.as_u16().to_string())];
        let counter = metrics::counter!("vestibule_requests_total", &labels);
        counter.increment(1);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(route.to_owned()).or_default().push((status, counter));
    }
}
