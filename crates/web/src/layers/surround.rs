//! What every request goes through, in one piece: recorded, limited in time, its answer given our headers. One layer and
//! not three, because each layer of a router copies all those inside it for every request.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::uri::PathAndQuery;
use http::{HeaderValue, header};

use super::headers;
use super::record::{Record, Reference};
use crate::Web;
use crate::answer::{self, Refused};
use crate::request::Asking;

/// The longest a request may take (DO3).
const LONGEST: Duration = Duration::from_secs(30);

pub async fn surround(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let record = Record::begin(&mut request);
    let asked = Asked::of(&request, record.reference());
    let mut response = match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => answer::refused(&web, &asked.asking(&web), Refused::TookTooLong),
    };
    headers::set(response.headers_mut(), web.is_https());
    record.end(web.counters(), response.status());
    response
}

/// What the page of a request that took too long needs to know; the request itself went on its way. Copied: a part of
/// the request would keep the whole of what was read from the connection, for as long as a page waits.
struct Asked {
    address: Box<str>,
    language: Option<HeaderValue>,
    cookies: Option<HeaderValue>,
    reference: Reference,
}

impl Asked {
    fn of(request: &Request, reference: Reference) -> Self {
        let header = |name| HeaderValue::from_bytes(request.headers().get(name)?.as_bytes()).ok();
        let (language, cookies) = (header(header::ACCEPT_LANGUAGE), header(header::COOKIE));
        let address = request.uri().path_and_query().map_or("/", PathAndQuery::as_str).into();
        Self { address, language, cookies, reference }
    }

    fn asking(self, web: &Web) -> Asking {
        let mut request = Request::new(());
        *request.uri_mut() = self.address.parse().unwrap_or_default();
        request.extensions_mut().insert(self.reference);
        let said = [(header::ACCEPT_LANGUAGE, self.language), (header::COOKIE, self.cookies)];
        for (name, value) in said {
            request.headers_mut().extend(value.map(|value| (name, value)));
        }
        Asking::read(&request.into_parts().0, web)
    }
}
