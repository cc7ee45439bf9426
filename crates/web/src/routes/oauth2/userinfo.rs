//! `/oauth2/userinfo`, by GET or POST (OpenID Connect Core §5.3).

use app::Trouble;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use oidc::error::BearerError;

use crate::Web;
use crate::answer;
use crate::request::{Asking, text};

pub async fn get(State(web): State<Web>, asking: Asking, headers: HeaderMap) -> Response {
    answer_to(&web, &asking, &headers, None).await
}

pub async fn post(State(web): State<Web>, asking: Asking, headers: HeaderMap, body: Bytes) -> Response {
    let form = text(&headers, &header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
    answer_to(&web, &asking, &headers, form.then_some(&body)).await
}

async fn answer_to(web: &Web, asking: &Asking, headers: &HeaderMap, form: Option<&Bytes>) -> Response {
    let authorization = text(headers, &header::AUTHORIZATION);
    let authorization = Some(authorization.as_str()).filter(|text| !text.is_empty());
    match web.app().userinfo(authorization, form.map(|body| &body[..])).await {
        Ok(Ok(claims)) => answer::json(StatusCode::OK, claims.to_string()),
        Ok(Err(refused)) => challenge(refused),
        Err(error) => machine_trouble(asking, &error),
    }
}

/// RFC 6750 §3.
fn challenge(refused: BearerError) -> Response {
    let status = match refused {
        BearerError::InvalidRequest => StatusCode::BAD_REQUEST,
        BearerError::InsufficientScope => StatusCode::FORBIDDEN,
        BearerError::Missing | BearerError::InvalidToken => StatusCode::UNAUTHORIZED,
    };
    let body = refused.word().map_or_else(String::new, |word| format!(r#"{{"error":"{word}"}}"#));
    let mut response = answer::json(status, body);
    if let Ok(value) = HeaderValue::from_str(&refused.challenge()) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// Ours, for a machine: logged with the reference that the answer carries.
pub fn machine_trouble(asking: &Asking, trouble: &Trouble) -> Response {
    let cause = std::error::Error::source(trouble).map(ToString::to_string);
    tracing::error!(reference = %asking.reference, %trouble, cause, "a request could not be served");
    let body = format!(r#"{{"error":"server_error","error_description":"reference {}"}}"#, asking.reference);
    answer::json(StatusCode::INTERNAL_SERVER_ERROR, body)
}
