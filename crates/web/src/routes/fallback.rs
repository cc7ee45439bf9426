//! Paths and methods that nobody answers, requests that take too long, and panics: still a page.

use std::any::Any;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use tower_http::catch_panic::ResponseForPanic;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::Asking;

/// The longest a request may take (DO3).
const LONGEST: Duration = Duration::from_secs(30);

pub async fn not_found(State(web): State<Web>, asking: Asking) -> Response {
    answer::refused(&web, &asking, Refused::NotFound)
}

pub async fn wrong_method(State(web): State<Web>, asking: Asking) -> Response {
    answer::refused(&web, &asking, Refused::WrongMethod)
}

pub async fn time_limit(State(web): State<Web>, asking: Asking, request: Request, next: Next) -> Response {
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => answer::refused(&web, &asking, Refused::TookTooLong),
    }
}

/// A panic in one request costs that answer and nothing else (DO5).
#[derive(Clone, Copy)]
pub struct Panicked;

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, _: Box<dyn Any + Send + 'static>) -> http::Response<Body> {
        tracing::error!("a request panicked");
        let mut response =
            Response::new(Body::from("Une erreur de notre côté. Something went wrong on our side."));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    }
}
