//! `/oauth2/token` (RFC 6749 §3.2): answers in JSON, errors in the standard's words.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::userinfo::machine_trouble;
use crate::Web;
use crate::answer;
use crate::request::{Asking, text};

pub async fn post(State(web): State<Web>, asking: Asking, headers: HeaderMap, body: Bytes) -> Response {
    let authorization = text(&headers, &header::AUTHORIZATION);
    let authorization = Some(authorization.as_str()).filter(|text| !text.is_empty());
    match web.app().token(authorization, &body).await {
        Ok(Ok(tokens)) => {
            let text = serde_json::to_string(&tokens).expect("token answers are plain JSON");
            no_store(answer::json(StatusCode::OK, text))
        }
        Ok(Err(error)) => {
            let failed = error.is_client_auth_failure();
            let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
            let mut response = no_store(answer::json(status, error.body().to_string()));
            if failed {
                let challenge = HeaderValue::from_static("Basic realm=\"vestibule\"");
                response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
            }
            response
        }
        Err(error) => machine_trouble(&asking, &error),
    }
}

/// RFC 6749 §5.1 asks for both.
fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
