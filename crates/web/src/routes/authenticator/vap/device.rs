//! A phone about itself: seen, named, woken elsewhere, gone (§7.1).

use app::vap::Push;
use app::vap::call::Proven;
use axum::extract::State;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::passkey::Made;
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::body::Called;
use super::{empty, error};
use crate::Web;
use crate::answer;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    name: String,
}

pub async fn get(State(web): State<Web>, called: Called) -> Response {
    match called.proven(&web).await {
        Ok(proven) => shown(&web, &proven).await,
        Err(refused) => refused,
    }
}

pub async fn rename(State(web): State<Web>, called: Called) -> Response {
    let name: Name = match called.json() {
        Ok(name) => name,
        Err(malformed) => return *malformed,
    };
    let mut proven = match called.proven(&web).await {
        Ok(proven) => proven,
        Err(refused) => return refused,
    };
    match web.app().rename_phone(&mut proven, &name.name).await {
        Ok(()) => shown(&web, &proven).await,
        Err(trouble) => error::of(&web, &trouble.into()),
    }
}

pub async fn delete(State(web): State<Web>, called: Called) -> Response {
    let proven = match called.proven(&web).await {
        Ok(proven) => proven,
        Err(refused) => return refused,
    };
    let phone = &proven.phone;
    match web.app().revoke_phone(phone.account, phone.id, &called.asking.caller).await {
        // Gone already is gone.
        Ok(_) => empty(),
        Err(trouble) => error::of(&web, &trouble.into()),
    }
}

pub async fn push(State(web): State<Web>, called: Called) -> Response {
    let push: Option<Push> = match called.json() {
        Ok(push) => push,
        Err(malformed) => return *malformed,
    };
    let proven = match called.proven(&web).await {
        Ok(proven) => proven,
        Err(refused) => return refused,
    };
    match web.app().set_phone_push(&proven, push.as_ref()).await {
        Ok(state) => answer::json(StatusCode::OK, json!({ "push": state.word() }).to_string()),
        Err(refused) => error::of(&web, &refused),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    client_data: String,
    attestation: String,
}

/// §7.4: the phone's own lock, or `null` where there is none any more.
pub async fn lock(State(web): State<Web>, called: Called) -> Response {
    let lock: Option<Lock> = match called.json() {
        Ok(lock) => lock,
        Err(malformed) => return *malformed,
    };
    let proven = match called.proven(&web).await {
        Ok(proven) => proven,
        Err(refused) => return refused,
    };
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    let made = lock.map(|lock| Made {
        client_data: bytes(&lock.client_data),
        attestation: bytes(&lock.attestation),
        transports: Vec::new(),
    });
    match web.app().set_phone_lock(&proven, made.as_ref(), &called.asking.caller).await {
        Ok(()) => answer::json(StatusCode::OK, json!({ "lock": made.is_some() }).to_string()),
        Err(refused) => error::of(&web, &refused),
    }
}

async fn shown(web: &Web, proven: &Proven) -> Response {
    match web.app().own_view(proven).await {
        Ok(own) => {
            let told = json!({
                "enr": own.phone.id.to_string(),
                "device": own.device.to_string(),
                "name": own.phone.name,
                "state": own.phone.state.word(),
                "push": own.phone.push.word(),
                "account_hint": own.account_hint,
                "tenant": { "name": own.tenant },
            });
            answer::json(StatusCode::OK, told.to_string())
        }
        Err(trouble) => error::of(web, &trouble.into()),
    }
}
