//! Sends a visitor to sign in: authorization code flow with PKCE, state and nonce (OpenID Connect Core §3.1.2.1).

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::Uri;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use reqwest::Url;
use serde::Deserialize;

use super::cookies::TICKET_LIFE;
use super::ticket::Ticket;
use super::trouble::Trouble;
use super::{Portal, pages};

/// Where the ticket's cookie is sent: the provider's answer comes there.
pub const TICKET_PATH: &str = "/callback";
const SCOPES: &str = "openid profile email";

#[derive(Deserialize)]
pub struct Wanted {
    to: Option<String>,
}

/// `GET /login?to=PATH`
pub async fn login(State(portal): State<Arc<Portal>>, Query(wanted): Query<Wanted>) -> Response {
    let to = wanted.to.filter(|to| is_own_path(to)).unwrap_or_else(|| "/".to_owned());
    let ticket = Ticket::draw(to, portal.now());
    match request(&portal, &ticket).await {
        Ok(url) => {
            let name = portal.ticket_cookie(&ticket.state);
            let sealed = portal.tickets.seal(&ticket);
            let cookie = portal.set_cookie(&name, &sealed, TICKET_PATH, Some(TICKET_LIFE));
            (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(url.as_str())).into_response()
        }
        Err(trouble) => pages::trouble(&portal, &trouble),
    }
}

/// To sign in, and back to `wanted` afterwards.
pub fn first(portal: &Portal, wanted: &Uri) -> Response {
    let to = wanted.path_and_query().map_or("/", |path| path.as_str());
    let login = format!("{}/login", portal.settings.url);
    let login = Url::parse_with_params(&login, [("to", to)]).map_or(login, String::from);
    Redirect::to(&login).into_response()
}

async fn request(portal: &Portal, ticket: &Ticket) -> Result<Url, Trouble> {
    let endpoint = &portal.provider.metadata().await?.authorization_endpoint;
    let mut url = Url::parse(endpoint).map_err(|_| Trouble::Unreadable("an endpoint is no address"))?;
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &portal.settings.client_id)
        .append_pair("redirect_uri", &portal.redirect_uri())
        .append_pair("scope", SCOPES)
        .append_pair("state", &ticket.state)
        .append_pair("nonce", &ticket.nonce)
        .append_pair("code_challenge", &ticket.challenge())
        .append_pair("code_challenge_method", "S256");
    Ok(url)
}

/// A path of this portal and of no other host: `//elsewhere` and `/\elsewhere` leave it.
fn is_own_path(to: &str) -> bool {
    to.starts_with('/') && !to[1..].starts_with(['/', '\\']) && to.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::is_own_path;

    #[test]
    fn a_visitor_is_sent_back_to_this_portal_only() {
        for own in ["/", "/inbox", "/inbox?page=2", "/inbox/https://elsewhere.example"] {
            assert!(is_own_path(own), "{own}");
        }
        for foreign in [
            "",
            "inbox",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "https://elsewhere.example",
            "/a\r\nb",
        ] {
            assert!(!is_own_path(foreign), "{foreign}");
        }
    }
}
