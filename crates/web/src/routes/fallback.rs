//! Paths and methods that nobody answers, and panics: still an answer.

use std::any::Any;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use tower_http::catch_panic::ResponseForPanic;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::Asking;

pub async fn not_found(State(web): State<Web>, asking: Asking) -> Response {
    answer::refused(&web, &asking, Refused::NotFound)
}

pub async fn wrong_method(State(web): State<Web>, asking: Asking) -> Response {
    answer::refused(&web, &asking, Refused::WrongMethod)
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

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;
    use http::Request;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    #[tokio::test]
    async fn a_panic_costs_that_answer_and_nothing_else() {
        async fn panics() -> &'static str {
            panic!("of this request alone")
        }
        let router = Router::new()
            .route("/panics", get(panics))
            .route("/lives", get(|| async { "" }))
            .layer(CatchPanicLayer::custom(Panicked));
        let ask = async |path: &str| {
            let request = Request::get(path).body(Body::empty()).expect("a request");
            router.clone().oneshot(request).await.expect("an answer").status()
        };
        assert_eq!(ask("/panics").await, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(ask("/lives").await, StatusCode::OK);
    }
}
