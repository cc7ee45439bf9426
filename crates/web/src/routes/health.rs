//! `/healthz`: the process answers. `/readyz`: it can serve, because its store answers and is up to date.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::Web;
use crate::answer;

pub async fn healthz() -> Response {
    answer::json(StatusCode::OK, r#"{"status":"ok"}"#)
}

pub async fn readyz(State(web): State<Web>) -> Response {
    if web.app().is_ready().await {
        answer::json(StatusCode::OK, r#"{"status":"ready"}"#)
    } else {
        answer::json(StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"not ready"}"#)
    }
}
