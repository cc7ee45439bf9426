//! Leaving: the customer's own way out (RP-Initiated Logout 1.0), and the provider's word that somebody left elsewhere
//! (Back-Channel Logout 1.0).

use std::collections::HashMap;
use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use reqwest::Url;

use super::cookies::cookie;
use super::logout_token::{self, LogoutClaims};
use super::trouble::{TokenRefused, Trouble};
use super::{Portal, pages};

/// `POST /logout`: ends the session here, then asks the provider to end it everywhere.
pub async fn logout(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Response {
    if !is_own_form(&portal, &headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let name = portal.session_cookie();
    let session = cookie(&headers, &name).and_then(|id| portal.sessions.end(id));
    let Some(session) = session else { return Redirect::to("/").into_response() };
    match way_out(&portal, &session.id_token).await {
        Ok(url) => {
            (AppendHeaders([(SET_COOKIE, portal.clear_cookie(&name, "/"))]), Redirect::to(url.as_str()))
                .into_response()
        }
        Err(trouble) => pages::trouble(&portal, &trouble),
    }
}

/// A form of another site, or of another port of this host, is not a wish of the customer's.
fn is_own_form(portal: &Portal, headers: &HeaderMap) -> bool {
    headers.get(ORIGIN).is_none_or(|origin| origin.as_bytes() == portal.settings.url.as_bytes())
}

async fn way_out(portal: &Portal, id_token: &str) -> Result<Url, Trouble> {
    let endpoint = &portal.provider.metadata().await?.end_session_endpoint;
    let mut url = Url::parse(endpoint).map_err(|_| Trouble::Unreadable("an endpoint is no address"))?;
    url.query_pairs_mut()
        .append_pair("id_token_hint", id_token)
        .append_pair("post_logout_redirect_uri", &format!("{}/bye", portal.settings.url));
    Ok(url)
}

/// `POST /backchannel-logout`: 200 when done, 400 when the token is refused (§2.8).
pub async fn backchannel_logout(
    State(portal): State<Arc<Portal>>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let status = match close(&portal, form.get("logout_token")).await {
        Ok(()) => StatusCode::OK,
        Err(Trouble::Unreachable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Err(trouble) => {
            tracing::warn!(%trouble, "a logout token was refused");
            StatusCode::BAD_REQUEST
        }
    };
    (status, AppendHeaders([(CACHE_CONTROL, "no-store")])).into_response()
}

async fn close(portal: &Portal, token: Option<&String>) -> Result<(), Trouble> {
    let token = token.ok_or(TokenRefused::Malformed)?;
    let claims: LogoutClaims = portal.provider.verified(token, logout_token::TYP).await?;
    let settings = &portal.settings;
    logout_token::check(&claims, &settings.issuer, &settings.client_id, &portal.seen, portal.now())?;
    portal.sessions.end_named(claims.sub.as_deref(), claims.sid.as_deref());
    Ok(())
}
