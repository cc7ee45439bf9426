//! What a phone is asked, and what it answers (§5, §6).

use std::time::Duration;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use domain::VapChallengeId;
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::body::Called;
use super::error;
use crate::Web;
use crate::answer;

/// The longest that a phone may ask us to wait, in seconds: less than proxies cut.
const LONGEST_WAIT: u64 = 25;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Responded {
    response: String,
}

pub async fn list(State(web): State<Web>, RawQuery(query): RawQuery, called: Called) -> Response {
    let wait = match query.as_deref().map(|query| query.strip_prefix("wait=").map(str::parse)) {
        None | Some(Some(Ok(0))) => Duration::ZERO,
        Some(Some(Ok(seconds))) if seconds <= LONGEST_WAIT => Duration::from_secs(seconds),
        Some(_) => return error::plain(StatusCode::BAD_REQUEST, "malformed"),
    };
    let proven = match called.proven(&web).await {
        Ok(proven) => proven,
        Err(refused) => return refused,
    };
    match web.app().next_challenges(&proven, wait).await {
        Ok(pending) => answer::json(StatusCode::OK, json!({ "challenges": pending }).to_string()),
        Err(trouble) => error::of(&web, &trouble.into()),
    }
}

pub async fn one(State(web): State<Web>, Path(id): Path<String>, called: Called) -> Response {
    let proven = match called.proven(&web).await {
        Ok(proven) => proven,
        Err(refused) => return refused,
    };
    let Some(id) = VapChallengeId::parse(&id) else { return unknown() };
    match web.app().challenge_of(&proven, id).await {
        Ok((state, Some(text))) => {
            answer::json(StatusCode::OK, json!({ "state": state.word(), "challenge": text }).to_string())
        }
        Ok((state, None)) => answer::json(StatusCode::OK, json!({ "state": state.word() }).to_string()),
        Err(refused) => error::of(&web, &refused),
    }
}

pub async fn answer(State(web): State<Web>, Path(id): Path<String>, called: Called) -> Response {
    let responded: Responded = match called.json() {
        Ok(responded) => responded,
        Err(malformed) => return *malformed,
    };
    let proven = match called.proven(&web).await {
        Ok(proven) => proven,
        Err(refused) => return refused,
    };
    let Some(id) = VapChallengeId::parse(&id) else { return unknown() };
    match web.app().answer_challenge(&proven, id, &responded.response, &called.asking.caller).await {
        Ok(state) => answer::json(StatusCode::OK, json!({ "state": state.word() }).to_string()),
        Err(refused) => error::of(&web, &refused),
    }
}

fn unknown() -> Response {
    error::plain(StatusCode::NOT_FOUND, "unknown_challenge")
}
