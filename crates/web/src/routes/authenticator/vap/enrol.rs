//! A phone comes to an account: claim, then register (§3).

use app::vap::claim::Shown;
use axum::extract::State;
use axum::response::Response;
use domain::vap::EnrolmentState;
use domain::{EnrolmentId, Secret};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::body::Called;
use super::error;
use crate::Web;
use crate::answer;

#[derive(Deserialize)]
#[serde(untagged)]
enum Claim {
    Link(Link),
    Code(Code),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    es: String,
    secret: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    manual_code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    es: String,
    claim: String,
    proof: String,
}

pub async fn claim(State(web): State<Web>, called: Called) -> Response {
    let shown = match called.json() {
        Ok(Claim::Code(code)) => Shown::Code(Secret::new(code.manual_code)),
        Ok(Claim::Link(link)) => match EnrolmentId::parse(&link.es) {
            Some(id) => Shown::Link { id, secret: Secret::new(link.secret) },
            None => return error::plain(StatusCode::NOT_FOUND, "unknown_enrolment"),
        },
        Err(malformed) => return *malformed,
    };
    match web.app().claim_phone(&shown, &called.asking.caller).await {
        Ok(claimed) => {
            let told = json!({
                "es": claimed.id.to_string(),
                "claim": claimed.claim,
                "nonce": claimed.nonce,
                "iss": web.app().issuer(),
                "tenant": { "name": claimed.tenant },
                "account_hint": claimed.account_hint,
                "server_jwks": { "keys": claimed.keys },
                "vapid": claimed.vapid,
                "algs": ["ES256"],
                "policy": { "confirm": claimed.confirm.word(), "totp": web.app().phones_show_codes() },
                "expires_at": claimed.expires_at.seconds(),
            });
            answer::json(StatusCode::OK, told.to_string())
        }
        Err(refused) => error::of(&web, &refused),
    }
}

pub async fn register(State(web): State<Web>, called: Called) -> Response {
    let asked: Register = match called.json() {
        Ok(asked) => asked,
        Err(malformed) => return *malformed,
    };
    let Some(id) = EnrolmentId::parse(&asked.es) else {
        return error::plain(StatusCode::NOT_FOUND, "unknown_enrolment");
    };
    match web.app().register_phone(id, &asked.claim, &asked.proof, &called.asking.caller).await {
        Ok(done) => {
            let state = match done.state {
                EnrolmentState::Completed => "completed",
                _ => "registered",
            };
            let mut told = json!({
                "enr": done.phone.to_string(),
                "device": done.device.to_string(),
                "kid": done.kid,
                "state": state,
            });
            if let Some(secret) = &done.totp {
                told["totp"] =
                    json!({ "secret": secret.reveal(), "algorithm": "SHA1", "digits": 6, "period": 30 });
            }
            answer::json(StatusCode::CREATED, told.to_string())
        }
        Err(refused) => error::of(&web, &refused),
    }
}
