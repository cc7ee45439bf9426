//! `/session`: "am I signed in, who am I?", for pages that need no more. The lightest question there is.

use app::Who;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::Session;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;

use crate::Web;
use crate::answer;
use crate::layers::{Asker, asker};
use crate::request::Asking;
use crate::request::cookies::Cookies;

pub async fn get(State(web): State<Web>, request: Request) -> Response {
    answer(&web, &request.into_parts().0).await
}

/// Reads no more of the request than it must: the rest costs more than the answer.
pub async fn answer(web: &Web, parts: &Parts) -> Response {
    match answer_to(web, &parts.headers).await {
        Ok(response) => response,
        Err(error) => answer::trouble(web, &Asking::read(parts, web), &error),
    }
}

/// A kept device that is not signed in is nobody here: only a visit renews it (SE4).
async fn answer_to(web: &Web, headers: &HeaderMap) -> Result<Response, app::Trouble> {
    let token = Cookies::read(headers).session;
    let asker = asker(web, headers).await?;
    let response = match &asker {
        Asker::Ours => match web.app().session_by_token(token.as_ref(), web.app().now()).await? {
            Some(session) => answer::json(StatusCode::OK, own(&session)),
            None => answer::json(StatusCode::UNAUTHORIZED, NOBODY),
        },
        // No is an answer: a page that asks is not refused.
        Asker::Page { rights, .. } => {
            let who = Box::pin(web.app().who(token.as_ref(), *rights)).await?;
            let body = who.map_or_else(|| NOBODY.to_owned(), |who| told(&who));
            with_credentials(answer::json(StatusCode::OK, body))
        }
        Asker::Stranger => answer::json(StatusCode::FORBIDDEN, r#"{"error":"origin_not_registered"}"#),
    };
    Ok(asker.allow(response))
}

const NOBODY: &str = r#"{"signed_in":false}"#;

fn own(session: &Session) -> String {
    let (sub, at) = (session.account, session.authenticated_at.seconds());
    format!(r#"{{"signed_in":true,"sub":"{sub}","auth_time":{at}}}"#)
}

fn told(who: &Who) -> String {
    let mut body = json!({
        "signed_in": true,
        "sub": who.session.account.to_string(),
        "auth_time": who.session.authenticated_at.seconds(),
    });
    for (claim, value) in [("name", &who.name), ("email", &who.mail)] {
        if let Some(value) = value {
            body[claim] = json!(value);
        }
    }
    body.to_string()
}

fn with_credentials(mut response: Response) -> Response {
    let yes = HeaderValue::from_static("true");
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
    response
}
