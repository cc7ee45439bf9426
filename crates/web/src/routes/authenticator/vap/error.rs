//! Errors of the protocol: a stable word, a status, sometimes how long to wait. The app has its own sentences for each.

use app::vap::{AnswerRefused, VapError, VapRefused};
use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use crate::Web;
use crate::answer;

/// An error without more to say.
pub fn plain(status: StatusCode, word: &str) -> Response {
    answer::json(status, json!({ "error": word, "message": word.replace('_', " ") }).to_string())
}

pub fn of(web: &Web, error: &VapError) -> Response {
    match error {
        VapError::Refused(refused) => refusal(web, *refused),
        VapError::Trouble(trouble) => {
            tracing::error!(%trouble, "a phone's call failed");
            plain(StatusCode::INTERNAL_SERVER_ERROR, "server_error")
        }
    }
}

fn refusal(web: &Web, refused: VapRefused) -> Response {
    let word = refused.word();
    match refused {
        VapRefused::TooMany { until } => {
            let wait = until.since(web.app().now());
            let told = json!({
                "error": word, "message": "too many requests", "retry_after": wait.as_secs().max(1),
            });
            answer::retry_after(answer::json(StatusCode::TOO_MANY_REQUESTS, told.to_string()), wait)
        }
        VapRefused::NumberMismatch { attempts_left } => {
            let told = json!({
                "error": word, "message": "not the number that is shown", "attempts_left": attempts_left,
            });
            answer::json(StatusCode::FORBIDDEN, told.to_string())
        }
        _ => plain(status(refused), word),
    }
}

const fn status(refused: VapRefused) -> StatusCode {
    match refused {
        VapRefused::UnknownEnrolment | VapRefused::UnknownChallenge => StatusCode::NOT_FOUND,
        VapRefused::AlreadyClaimed
        | VapRefused::NotClaimed
        | VapRefused::Replayed
        | VapRefused::Answer(AnswerRefused::AlreadyAnswered | AnswerRefused::Superseded) => {
            StatusCode::CONFLICT
        }
        VapRefused::Over(_) | VapRefused::Answer(AnswerRefused::Expired) => StatusCode::GONE,
        VapRefused::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        VapRefused::BadIntroduction
        | VapRefused::KeyReused
        | VapRefused::BadPushEndpoint
        | VapRefused::BadLock
        | VapRefused::Answer(_) => StatusCode::UNPROCESSABLE_ENTITY,
        VapRefused::BadProof | VapRefused::UseNonce | VapRefused::Revoked => StatusCode::UNAUTHORIZED,
        VapRefused::Suspended | VapRefused::NumberMismatch { .. } => StatusCode::FORBIDDEN,
    }
}
