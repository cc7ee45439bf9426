//! Takes the provider's answer: state, issuer, code, tokens, userinfo, then a session of our own.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::check::{self, Expected, IdClaims};
use super::cookies::cookie;
use super::sessions::Session;
use super::sign_in::TICKET_PATH;
use super::ticket::{Ticket, unguessable};
use super::trouble::{TokenRefused, Trouble};
use super::{Portal, pages};

/// The ID token's type; `JWT` is what RFC 7519 §5.1 recommends.
const TYP: &str = "JWT";

#[derive(Deserialize)]
pub struct Answer {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// `GET /callback`
pub async fn callback(
    State(portal): State<Arc<Portal>>,
    Query(answer): Query<Answer>,
    headers: HeaderMap,
) -> Response {
    match take(&portal, &answer, &headers).await {
        Ok((session, ticket)) => {
            let id = unguessable();
            portal.sessions.begin(id.clone(), session);
            let cookies = [
                (SET_COOKIE, portal.set_cookie(&portal.session_cookie(), &id, "/", None)),
                (SET_COOKIE, portal.clear_cookie(&portal.ticket_cookie(&ticket.state), TICKET_PATH)),
            ];
            (AppendHeaders(cookies), Redirect::to(&ticket.to)).into_response()
        }
        Err(trouble) => pages::trouble(&portal, &trouble),
    }
}

async fn take(portal: &Portal, answer: &Answer, headers: &HeaderMap) -> Result<(Session, Ticket), Trouble> {
    let ticket = ticket(portal, answer, headers).ok_or(Trouble::NoTicket)?;
    // RFC 9207 §2.4: an answer of another provider is not ours.
    if answer.iss.as_deref() != Some(portal.settings.issuer.as_str()) {
        return Err(TokenRefused::Issuer.into());
    }
    if let Some(error) = &answer.error {
        return Err(Trouble::Refused(error.clone()));
    }
    let code = answer.code.as_deref().ok_or(Trouble::Unreadable("the answer has no code"))?;
    let tokens = portal.provider.redeem(code, &portal.redirect_uri(), &ticket).await?;
    let claims: Map<String, Value> = portal.provider.verified(&tokens.id_token, TYP).await?;
    let id: IdClaims = serde_json::from_value(Value::Object(claims.clone()))
        .map_err(|_| Trouble::Unreadable("the ID token lacks a claim"))?;
    let expected = Expected {
        issuer: &portal.settings.issuer,
        client_id: &portal.settings.client_id,
        nonce: &ticket.nonce,
        access_token: &tokens.access_token,
        now: portal.now(),
    };
    check::id_token(&id, &expected)?;
    let person = portal.provider.userinfo(&tokens.access_token).await?;
    // OpenID Connect Core §5.3.2: otherwise somebody else's userinfo could be slipped in.
    if person.get("sub").and_then(Value::as_str) != Some(id.sub.as_str()) {
        return Err(TokenRefused::Subject.into());
    }
    let claims = claims.into_iter().chain(person).collect();
    let session =
        Session { sub: id.sub, sid: id.sid, id_token: tokens.id_token, claims, begun_at: portal.now() };
    Ok((session, ticket))
}

/// The sign-in that this answer belongs to: same state, same browser.
fn ticket(portal: &Portal, answer: &Answer, headers: &HeaderMap) -> Option<Ticket> {
    let state = answer.state.as_deref()?;
    let sealed = cookie(headers, &portal.ticket_cookie(state))?;
    portal.tickets.open(sealed, portal.now()).filter(|ticket| ticket.state == state)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE;

    use super::*;
    use crate::demo::portal::tests::portal;

    fn answer(state: &str) -> Answer {
        let text = |text: &str| Some(text.to_owned());
        Answer { code: text("c1"), state: text(state), iss: text("https://id.test"), error: None }
    }

    fn with_cookie(name: &str, value: &str) -> HeaderMap {
        let cookie = HeaderValue::try_from(format!("other=1; {name}={value}")).unwrap();
        HeaderMap::from_iter([(COOKIE, cookie)])
    }

    /// Why an answer is refused in the browser that holds `ticket` under the name of `state`.
    async fn refused(answer: &Answer, ticket: &Ticket, state: &str) -> Trouble {
        let portal = portal();
        let headers = with_cookie(&portal.ticket_cookie(state), &portal.tickets.seal(ticket));
        take(&portal, answer, &headers).await.err().expect("nobody answers at the token endpoint")
    }

    #[tokio::test]
    async fn an_answer_is_taken_only_by_the_browser_that_asked() {
        let ours = Ticket::draw("/".into(), 1000);
        let theirs = Ticket::draw("/".into(), 1000);
        let headers = HeaderMap::new();
        assert_eq!(take(&portal(), &answer(&ours.state), &headers).await.err(), Some(Trouble::NoTicket));
        // Another sign-in's ticket, laid under the name that this state asks for.
        assert_eq!(refused(&answer(&ours.state), &theirs, &ours.state).await, Trouble::NoTicket);
        let nothing = Answer { state: None, ..answer("") };
        assert_eq!(refused(&nothing, &ours, &ours.state).await, Trouble::NoTicket);
    }

    #[tokio::test]
    async fn an_answer_of_another_provider_is_refused_before_its_code_is_used() {
        let ticket = Ticket::draw("/".into(), 1000);
        for iss in [None, Some("https://evil.test".to_owned())] {
            let answer = Answer { iss, ..answer(&ticket.state) };
            assert_eq!(refused(&answer, &ticket, &ticket.state).await, TokenRefused::Issuer.into());
        }
    }

    #[tokio::test]
    async fn a_refusal_of_the_provider_is_told() {
        let ticket = Ticket::draw("/".into(), 1000);
        let answer = Answer { error: Some("access_denied".into()), ..answer(&ticket.state) };
        assert_eq!(refused(&answer, &ticket, &ticket.state).await, Trouble::Refused("access_denied".into()));
    }
}
