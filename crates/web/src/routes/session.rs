//! `/session`: "am I signed in?", for portals and pages on the same host. The lightest question there is.

use axum::extract::{Request, State};
use axum::response::Response;
use http::StatusCode;

use crate::Web;
use crate::answer;
use crate::request::Asking;
use crate::request::cookies::Cookies;

/// Reads no more of the request than it must: the rest costs more than the answer.
pub async fn get(State(web): State<Web>, request: Request) -> Response {
    let parts = request.into_parts().0;
    let token = Cookies::read(&parts.headers).session;
    match web.app().session_by_token(token.as_ref(), web.app().now()).await {
        Ok(Some(session)) => {
            let body = format!(
                r#"{{"signed_in":true,"sub":"{}","auth_time":{}}}"#,
                session.account,
                session.authenticated_at.seconds()
            );
            answer::json(StatusCode::OK, body)
        }
        Ok(None) => answer::json(StatusCode::UNAUTHORIZED, r#"{"signed_in":false}"#),
        Err(error) => answer::trouble(&web, &Asking::read(&parts, &web), &error),
    }
}
