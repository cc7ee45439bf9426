//! `/forward-auth` and `/.vestibule/`: what the proxy of a portal asks, and the portal's own corner that it leads to us.
//! nginx (`auth_request`) needs 401; Caddy and Traefik pass our redirect on.

use app::forward_auth::Remote;
use axum::extract::{Request, State};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::cookies::{self, Cookies};
use crate::request::{Asking, text};

/// The portal's own cookies, on the portal's own host.
const NAMES: [&str; 3] = ["remote-user", "remote-name", "remote-email"];

/// Where a proxy says the browser was going.
struct Wanted {
    origin: String,
    uri: String,
    /// Caddy and Traefik answer the browser with what we answer; nginx cannot.
    may_redirect: bool,
}

impl Wanted {
    fn read(headers: &HeaderMap) -> Self {
        let said = |name: &'static str| text(headers, &HeaderName::from_static(name));
        let original = said("x-original-url");
        if let Some((origin, uri)) = split(&original) {
            return Self { origin, uri, may_redirect: false };
        }
        let (mut proto, mut host) = (said("x-forwarded-proto"), said("x-forwarded-host"));
        if proto.is_empty() {
            "https".clone_into(&mut proto);
        }
        if host.is_empty() {
            host = text(headers, &header::HOST);
        }
        let (uri, method) = (said("x-forwarded-uri"), said("x-forwarded-method"));
        let may_redirect = !uri.is_empty() && (method.is_empty() || method == "GET" || method == "HEAD");
        Self { origin: format!("{proto}://{host}").to_ascii_lowercase(), uri, may_redirect }
    }
}

/// `https://host/path` into origin and path.
fn split(url: &str) -> Option<(String, String)> {
    let (scheme, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Some((format!("{scheme}://{host}").to_ascii_lowercase(), format!("/{path}")))
}

/// 200 with the person, else 401 or the way to sign in.
pub async fn check(State(web): State<Web>, request: Request) -> Response {
    answer(&web, &request.into_parts().0).await
}

/// Reads no more of the request than it must: this is asked for every picture of a portal.
pub async fn answer(web: &Web, parts: &Parts) -> Response {
    let wanted = Wanted::read(&parts.headers);
    let known = match Cookies::read(&parts.headers).portal {
        Some(token) => web.app().forward_auth(&wanted.origin, &token).await,
        None => Ok(None),
    };
    match known {
        Ok(Some(remote)) => told(&remote),
        Ok(None) if wanted.may_redirect => {
            Box::pin(set_out(web, &Asking::read(parts, web), &wanted, StatusCode::UNAUTHORIZED)).await
        }
        Ok(None) => silent(StatusCode::UNAUTHORIZED),
        Err(error) => answer::trouble(web, &Asking::read(parts, web), &error),
    }
}

/// `/.vestibule/start` on the portal's host: the browser sets out, bound by a cookie of that host.
pub async fn start(State(web): State<Web>, asking: Asking, headers: HeaderMap) -> Response {
    let wanted = Wanted::read(&headers);
    set_out(&web, &asking, &wanted, StatusCode::NOT_FOUND).await
}

async fn set_out(web: &Web, asking: &Asking, wanted: &Wanted, unknown: StatusCode) -> Response {
    let binding = asking.cookies.portal_binding.unwrap_or_else(app::chance::bytes);
    match web.app().portal_visit(&wanted.origin, &wanted.uri, &binding).await {
        Ok(Some(visit)) => {
            let address = format!("{}/continue?visit={}", web.app().issuer(), web.app().seal_visit(&visit));
            let mut response = answer::see_other(&address);
            *response.status_mut() = StatusCode::FOUND;
            response.headers_mut().append(header::SET_COOKIE, cookies::bind_portal(binding));
            response
        }
        Ok(None) => silent(unknown),
        Err(error) => answer::trouble(web, asking, &error),
    }
}

/// `/.vestibule/accept` on the portal's host: the ticket becomes a cookie of that host, and the way goes on.
pub async fn accept(State(web): State<Web>, asking: Asking, headers: HeaderMap) -> Response {
    let origin = Wanted::read(&headers).origin;
    let ticket = asking.query("ticket").unwrap_or_default();
    match web.app().accept_ticket(&origin, ticket, asking.cookies.portal_binding, &asking.caller).await {
        Ok(Some(let_in)) => {
            let mut response = answer::see_other(&let_in.uri);
            response.headers_mut().append(header::SET_COOKIE, cookies::portal(&let_in.token));
            response
        }
        Ok(None) => answer::refused(&web, &asking, Refused::BrokenLink),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

/// `/.vestibule/sign-out` on the portal's host: the question is ours, on our own pages.
pub async fn sign_out(State(web): State<Web>) -> Response {
    answer::see_other(&format!("{}/sign-out", web.app().issuer()))
}

/// All three names, always, so that none that came from outside is left standing.
fn told(remote: &Remote) -> Response {
    let mut response = silent(StatusCode::OK);
    for (name, value) in NAMES.into_iter().zip([&remote.user, &remote.name, &remote.email]) {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap_or(HeaderValue::from_static(""));
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
    response
}

fn silent(status: StatusCode) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(pairs: &[(&'static str, &'static str)]) -> Wanted {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        Wanted::read(&headers)
    }

    #[test]
    fn nginx_gets_a_status_and_the_others_a_redirect() {
        let nginx = wanted(&[("x-original-url", "https://Intranet.lumen.example/a?b=1")]);
        assert_eq!((nginx.origin.as_str(), nginx.uri.as_str()), ("https://intranet.lumen.example", "/a?b=1"));
        assert!(!nginx.may_redirect);
        let caddy = [
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "intranet.lumen.example"),
            ("x-forwarded-uri", "/a?b=1"),
            ("x-forwarded-method", "GET"),
        ];
        assert!(wanted(&caddy).may_redirect);
        let posted = [("x-forwarded-uri", "/a"), ("x-forwarded-method", "POST")];
        assert!(!wanted(&posted).may_redirect, "what was posted would be lost");
    }
}
