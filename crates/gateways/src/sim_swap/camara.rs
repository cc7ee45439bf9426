//! CAMARA SIM Swap, versions 1 and 2: `POST {base}/check` with a token of the operator's own (RFC 6749 §4.4). The number goes
//! into the body alone, and no answer of theirs into a log but its status and code.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::sim_swap::SimStanding;
use domain::{Secret, Timestamp};
use serde::Deserialize;
use serde_json::json;

use super::{Answering, SimQuestion, SimSwap};
use crate::http::{Answer, Request};
use crate::telephone::encoded;
use crate::{Http, SendError};

/// What a token must allow.
pub const SCOPE: &str = "sim-swap:check";
/// A token is asked for anew this long before it ends, and where nothing is said it serves this long.
const MARGIN: Duration = Duration::from_secs(30);
const UNSAID: Duration = Duration::from_mins(5);
const LONGEST_CODE: usize = 64;

#[derive(Clone, Debug)]
pub struct CamaraSettings {
    /// Such as `https://api.operator.example/sim-swap/v2`, without a slash at the end.
    pub base: String,
    pub token_url: String,
    pub client_id: String,
    pub client_secret: Secret,
    /// [`SCOPE`], or what the operator agreed on, such as a purpose beside it.
    pub scope: String,
}

pub struct Camara {
    http: Http,
    settings: CamaraSettings,
    /// Serves until then.
    token: Mutex<Option<(Secret, Timestamp)>>,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    #[serde(default)]
    expires_in: Option<u64>,
}

#[derive(Deserialize)]
struct Said {
    swapped: bool,
}

/// CAMARA's `ErrorInfo`.
#[derive(Deserialize)]
struct Refused {
    code: String,
}

impl Camara {
    pub const fn new(http: Http, settings: CamaraSettings) -> Self {
        Self { http, settings, token: Mutex::new(None) }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<(Secret, Timestamp)>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn token(&self, at: Timestamp) -> Result<Secret, SendError> {
        let kept = self.kept().clone();
        match kept {
            Some((token, until)) if at < until => Ok(token),
            _ => self.fetch_token(at).await,
        }
    }

    async fn fetch_token(&self, at: Timestamp) -> Result<Secret, SendError> {
        let CamaraSettings { token_url, client_id, client_secret, scope, .. } = &self.settings;
        // RFC 6749 §2.3.1: both parts are written as a form first.
        let pair = format!("{}:{}", encoded(client_id), encoded(client_secret.reveal()));
        let headers = vec![
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
            ("authorization", format!("Basic {}", BASE64_STANDARD.encode(pair))),
        ];
        let body = format!("grant_type=client_credentials&scope={}", encoded(scope)).into_bytes();
        let request = Request { method: "POST", url: token_url, headers, body };
        let (answer, _) = self.http.ask(&request, "retry-after").await?;
        if !answer.is_success() {
            return Err(SendError::permanent(format!("the token address answered {}", answer.status)));
        }
        let token: Token = serde_json::from_slice(&answer.body)
            .map_err(|_| SendError::temporary("the token address answered what cannot be read"))?;
        let lives = token.expires_in.map_or(UNSAID, Duration::from_secs).saturating_sub(MARGIN);
        let secret = Secret::new(token.access_token);
        *self.kept() = Some((secret.clone(), at + lives));
        Ok(secret)
    }

    async fn post(&self, question: &SimQuestion, token: &Secret) -> Result<Answer, SendError> {
        let headers = vec![
            ("content-type", "application/json".to_owned()),
            ("authorization", format!("Bearer {}", token.reveal())),
        ];
        let body = json!({ "phoneNumber": question.number, "maxAge": question.max_age_hours });
        let url = format!("{}/check", self.settings.base);
        let request = Request { method: "POST", url: &url, headers, body: body.to_string().into_bytes() };
        Ok(self.http.ask(&request, "retry-after").await?.0)
    }

    async fn asked(&self, question: &SimQuestion) -> Result<SimStanding, SendError> {
        let token = self.token(question.at).await?;
        let answer = self.post(question, &token).await?;
        if answer.status != 401 {
            return read(&answer);
        }
        // It ended before its time: once more with another.
        let token = self.fetch_token(question.at).await?;
        read(&self.post(question, &token).await?)
    }
}

fn read(answer: &Answer) -> Result<SimStanding, SendError> {
    if answer.is_success() {
        let said: Said = serde_json::from_slice(&answer.body)
            .map_err(|_| SendError::temporary("the operator answered what cannot be read"))?;
        return Ok(if said.swapped { SimStanding::Changed } else { SimStanding::Settled });
    }
    let code = code_of(&answer.body);
    match (answer.status, code.as_str()) {
        // Of version 2, of version 1, and of those before.
        (404, "NOT_FOUND" | "IDENTIFIER_NOT_FOUND" | "SIM_SWAP.UNKNOWN_PHONE_NUMBER")
        | (422, "SERVICE_NOT_APPLICABLE" | "NOT_SUPPORTED" | "UNSUPPORTED_IDENTIFIER") => {
            Ok(SimStanding::Unknown)
        }
        (408 | 425 | 429 | 500..=599, _) => Err(SendError::temporary(told(answer.status, &code))),
        _ => Err(SendError::permanent(told(answer.status, &code))),
    }
}

fn told(status: u16, code: &str) -> String {
    format!("the operator answered {status} {code}").trim_end().to_owned()
}

/// Only what looks like a code is repeated: somebody else's sentence could hold a number.
fn code_of(body: &[u8]) -> String {
    let code = serde_json::from_slice::<Refused>(body).map(|refused| refused.code).unwrap_or_default();
    let plain = code.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c == '.');
    if plain && code.len() <= LONGEST_CODE { code } else { String::new() }
}

impl SimSwap for Camara {
    fn check<'a>(&'a self, question: &'a SimQuestion) -> Answering<'a, SimStanding> {
        Box::pin(self.asked(question))
    }
    fn greet(&self, at: Timestamp) -> Answering<'_, ()> {
        Box::pin(async move { self.fetch_token(at).await.map(|_| ()) })
    }
}
