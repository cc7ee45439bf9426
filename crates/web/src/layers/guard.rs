//! Requests that other sites make in a customer's browser are refused before any handler (WB1): an unsafe method needs
//! our own origin, besides the sealed token in the form.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, text};

/// For routes that our own pages post to; machine endpoints stand outside.
pub async fn refuse_other_sites(State(web): State<Web>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_ours(&request, web.origin()) {
        return next.run(request).await;
    }
    let asking = Asking::read(&request.into_parts().0, &web);
    answer::refused(&web, &asking, Refused::OtherSite)
}

fn is_ours(request: &Request, origin: &str) -> bool {
    let site = text(request.headers(), &header::HeaderName::from_static("sec-fetch-site"));
    let from = text(request.headers(), &header::ORIGIN);
    let site_is_ours = site.is_empty() || site == "same-origin" || site == "none";
    site_is_ours && (from.is_empty() || from == origin)
}
