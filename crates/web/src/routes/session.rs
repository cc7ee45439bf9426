//! `/session`: "am I signed in?", for portals and pages on the same host. The lightest question there is.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::Web;
use crate::answer;
use crate::request::Asking;

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    match web.app().live_session(&asking.caller).await {
        Ok(Some(session)) => {
            let body = format!(
                r#"{{"signed_in":true,"sub":"{}","auth_time":{}}}"#,
                session.account,
                session.authenticated_at.seconds()
            );
            answer::json(StatusCode::OK, body)
        }
        Ok(None) => answer::json(StatusCode::UNAUTHORIZED, r#"{"signed_in":false}"#),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}
