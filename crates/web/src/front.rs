//! What stands before the router: the few questions that machines ask all day are answered at once, everything else goes
//! through it. A router finds, copies and boxes for every request, which costs more than these answers do.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use http::request::Parts;
use http::{Method, Request};
use tower::ServiceExt;
use tower_http::catch_panic::ResponseForPanic;

use crate::Web;
use crate::answer::{self, Refused};
use crate::layers::{Counters, headers};
use crate::request::Asking;
use crate::routes::fallback::Panicked;
use crate::routes::{authenticator, forward_auth, oauth2, phones, session, sign_in};

/// The longest that one of these answers may take; each is one read at most.
const LONGEST: Duration = Duration::from_secs(10);

/// A whole server, or a router alone. Cheap to clone.
#[derive(Clone)]
pub struct Front {
    web: Option<Web>,
    router: Router,
    /// The authenticator's origin, which the same server answers for: told apart by `Host`.
    phones: Option<Router>,
}

/// A question that needs no router. Each is a route there too, for every other method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Light {
    SignIn,
    Session,
    ForwardAuth,
    Discovery,
    Keys,
}

impl From<Router> for Front {
    fn from(router: Router) -> Self {
        Self { web: None, router, phones: None }
    }
}

impl Front {
    pub fn new(web: Web) -> Self {
        Self { router: crate::router(&web), phones: phones(&web), web: Some(web) }
    }

    /// Answers a request; never fails.
    pub async fn answer<B>(&self, request: Request<B>) -> Response
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        if let (Some(web), Some(phones)) = (&self.web, &self.phones)
            && authenticator::is_asked(&request, web.authenticator().unwrap_or_default())
        {
            let Ok(response) = phones.clone().oneshot(request.map(Body::new)).await;
            return response;
        }
        if let Some(web) = &self.web
            && let Some(light) = Light::of(request.method(), request.uri().path())
        {
            return light.answer(web, request.into_parts().0).await;
        }
        let Ok(response) = self.router.clone().oneshot(request.map(Body::new)).await;
        response
    }
}

impl Light {
    fn of(method: &Method, path: &str) -> Option<Self> {
        let light = match path {
            "/sign-in" => Self::SignIn,
            "/session" => Self::Session,
            "/forward-auth" => Self::ForwardAuth,
            "/.well-known/openid-configuration" => Self::Discovery,
            "/oauth2/jwks" => Self::Keys,
            _ => return None,
        };
        (method == Method::GET).then_some(light)
    }

    const fn route(self) -> &'static str {
        match self {
            Self::SignIn => "/sign-in",
            Self::Session => "/session",
            Self::ForwardAuth => "/forward-auth",
            Self::Discovery => "/.well-known/openid-configuration",
            Self::Keys => "/oauth2/jwks",
        }
    }

    async fn answer(self, web: &Web, parts: Parts) -> Response {
        let mut response = match self {
            Self::Discovery => oauth2::public(web.discovery()),
            Self::Keys => oauth2::public(web.jwks()),
            Self::Session => in_time(web, &parts, session::answer(web, &parts)).await,
            Self::ForwardAuth => in_time(web, &parts, forward_auth::answer(web, &parts)).await,
            // Boxed: a future of this one's size would stand in every connection.
            Self::SignIn => Box::pin(in_time(web, &parts, sign_in(web, &parts))).await,
        };
        headers::set(response.headers_mut(), web.is_https());
        self.count(web.counters(), &response);
        response
    }

    /// No line in the log for what went well: these are most of all requests.
    fn count(self, counters: &Counters, response: &Response) {
        counters.count(self.route(), response.status());
    }
}

async fn sign_in(web: &Web, parts: &Parts) -> Response {
    sign_in::get(State(web.clone()), Asking::read(parts, web)).await
}

/// A store that does not answer is told as such (DO3).
async fn in_time(web: &Web, parts: &Parts, answer: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(LONGEST, unless_it_panics(answer)).await {
        Ok(response) => response,
        Err(_) => answer::refused(web, &Asking::read(parts, web), Refused::TookTooLong),
    }
}

/// A panic costs this answer and nothing else (DO5).
async fn unless_it_panics(answer: impl Future<Output = Response>) -> Response {
    let mut answer = pin!(answer);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        polled.unwrap_or_else(|panic| Poll::Ready(Panicked.response_for_panic(panic)))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_all_day_goes_by_the_router() {
        assert_eq!(Light::of(&Method::GET, "/session"), Some(Light::Session));
        assert_eq!(Light::of(&Method::POST, "/session"), None, "the router knows what to say of it");
        assert_eq!(Light::of(&Method::GET, "/session/"), None);
        for light in [Light::SignIn, Light::Session, Light::ForwardAuth, Light::Discovery, Light::Keys] {
            assert_eq!(Light::of(&Method::GET, light.route()), Some(light));
        }
    }

    #[tokio::test]
    async fn a_panic_costs_that_answer_and_no_connection() {
        let answer = unless_it_panics(async { panic!("of this request alone") }).await;
        assert_eq!(answer.status(), http::StatusCode::INTERNAL_SERVER_ERROR);
    }
}
