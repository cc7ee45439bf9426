//! Refusals that are not a journey's own: each is a page that says what to do next, with a reference to quote.

use app::{Trouble, TurnError};
use axum::response::Response;
use http::StatusCode;
use oidc::checks::authorize::PageReason;
use pages::{ErrorKind, ErrorPage, WayOn};

use super::page;
use crate::Web;
use crate::request::{Asking, FormRefused};

/// What is refused, by cause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    NotFound,
    WrongMethod,
    /// Another site made the request (WB1).
    OtherSite,
    Form(FormRefused),
    /// Out of turn: a replay, a stale form, another tab.
    Expired {
        go_on: Option<String>,
    },
    BrokenLink,
    /// A link to choose a password that serves no more.
    DeadLink,
    /// The link of a security notice, past its days.
    OldNotice,
    /// A sign-in that waits no more for its factor.
    SignInOver,
    CookiesBlocked {
        go_on: Option<String>,
    },
    /// An authorization request that may not be answered to its sender (OA2).
    Authorization(PageReason),
    TookTooLong,
    Trouble,
}

impl Refused {
    fn parts(self) -> (StatusCode, ErrorKind, WayOn) {
        let onward = |go_on: Option<String>| go_on.map_or(WayOn::SignIn, |href| WayOn::GoOn { href });
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, ErrorKind::NotFound, WayOn::Account),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, ErrorKind::WrongMethod, WayOn::Account),
            Self::OtherSite => (StatusCode::FORBIDDEN, ErrorKind::Forbidden, WayOn::SignIn),
            Self::Form(FormRefused::TooLarge) => {
                (StatusCode::PAYLOAD_TOO_LARGE, ErrorKind::TooLarge, WayOn::SignIn)
            }
            Self::Form(FormRefused::Unreadable) => {
                (StatusCode::BAD_REQUEST, ErrorKind::Unreadable, WayOn::SignIn)
            }
            Self::Expired { go_on } => (StatusCode::CONFLICT, ErrorKind::Expired, onward(go_on)),
            Self::BrokenLink => (StatusCode::BAD_REQUEST, ErrorKind::BrokenLink, WayOn::SignIn),
            Self::DeadLink => (StatusCode::GONE, ErrorKind::DeadLink, WayOn::ForgottenPassword),
            Self::SignInOver => (StatusCode::CONFLICT, ErrorKind::SignInOver, WayOn::SignIn),
            Self::OldNotice => (StatusCode::GONE, ErrorKind::OldNotice, WayOn::Devices),
            Self::CookiesBlocked { go_on } => {
                (StatusCode::BAD_REQUEST, ErrorKind::CookiesBlocked, onward(go_on))
            }
            Self::Authorization(reason) => (StatusCode::BAD_REQUEST, kind_of(&reason), WayOn::None),
            Self::TookTooLong => (StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Trouble, WayOn::SignIn),
            Self::Trouble => (StatusCode::INTERNAL_SERVER_ERROR, ErrorKind::Trouble, WayOn::SignIn),
        }
    }
}

fn kind_of(reason: &PageReason) -> ErrorKind {
    match reason.word() {
        "client_missing" | "client_unknown" => ErrorKind::UnknownClient,
        "redirect_uri_missing" | "redirect_uri_unknown" => ErrorKind::WrongReturnAddress,
        _ => ErrorKind::BrokenRequest,
    }
}

pub fn refused(web: &Web, asking: &Asking, refused: Refused) -> Response {
    let (status, kind, way_on) = refused.parts();
    let shown = ErrorPage { kind, reference: asking.reference.to_string(), way_on };
    let look = web.look(web.app().brand(None));
    page(status, &shown, &asking.frame(look, None))
}

/// Ours: logged once, here, with the reference that the customer sees.
pub fn trouble(web: &Web, asking: &Asking, trouble: &Trouble) -> Response {
    let cause = std::error::Error::source(trouble).map(ToString::to_string);
    tracing::error!(reference = %asking.reference, %trouble, cause, "a request could not be served");
    refused(web, asking, Refused::Trouble)
}

pub fn turn_error(web: &Web, asking: &Asking, error: &TurnError, go_on: Option<String>) -> Response {
    match error {
        TurnError::OutOfTurn => refused(web, asking, Refused::Expired { go_on }),
        TurnError::Trouble(error) => trouble(web, asking, error),
    }
}
