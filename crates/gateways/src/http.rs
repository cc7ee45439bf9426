//! Calls to relying parties. The one place that builds an HTTP client: bounded in time and size, no redirects, https only
//! except to the machine itself (FE9). The addresses called are those that the operator registered.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::{Client, Url, redirect};
use thiserror::Error;

use crate::names::Names;
use crate::push::{PushMessage, PushOutcome, unreadable};
use crate::{SendError, tls};

/// From the first byte to the last one of the answer.
const LONGEST_CALL: Duration = Duration::from_secs(10);
const LONGEST_CONNECT: Duration = Duration::from_secs(3);
/// What of an answer is read, in bytes; nobody owes us more.
const LARGEST_ANSWER: usize = 64 * 1024;

#[derive(Debug, Error)]
pub enum HttpTrouble {
    #[error("the extra authorities cannot be used")]
    Tls(#[source] tls::TlsTrouble),
    #[error("the HTTP client could not be built")]
    Client(#[source] reqwest::Error),
}

/// What the other side answered, refusals included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub status: u16,
    /// At most 64 KiB.
    pub body: Vec<u8>,
}

impl Answer {
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

/// A call of any kind, to whom the caller knows.
pub struct Request<'a> {
    pub method: &'static str,
    pub url: &'a str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// One call that the fake was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedCall {
    pub url: String,
    pub form: Vec<(String, String)>,
}

/// Remembers calls instead of making them, and answers as told (200 at first). Clones share their memory.
#[derive(Clone, Debug, Default)]
pub struct RecordedCalls(Arc<Mutex<Calls>>);

#[derive(Debug, Default)]
struct Calls {
    made: Vec<RecordedCall>,
    pushed: Vec<PushMessage>,
    outcome: Option<PushOutcome>,
    answer: Option<Result<Answer, SendError>>,
}

impl RecordedCalls {
    /// What was called, oldest first.
    pub fn list(&self) -> Vec<RecordedCall> {
        self.calls(|calls| calls.made.clone())
    }
    /// What phones were sent, oldest first.
    pub fn pushes(&self) -> Vec<PushMessage> {
        self.calls(|calls| calls.pushed.clone())
    }
    /// From now on every push ends so.
    pub fn answer_pushes_with(&self, outcome: PushOutcome) {
        self.calls(|calls| calls.outcome = Some(outcome));
    }
    /// From now on every call ends so.
    pub fn answer_with(&self, answer: Result<Answer, SendError>) {
        self.calls(|calls| calls.answer = Some(answer));
    }
    fn record(&self, call: RecordedCall) -> Result<Answer, SendError> {
        self.calls(|calls| {
            calls.made.push(call);
            calls.answer.clone().unwrap_or(Ok(Answer { status: 200, body: Vec::new() }))
        })
    }
    fn calls<T>(&self, then: impl FnOnce(&mut Calls) -> T) -> T {
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Outgoing calls: the real ones, or the fake. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Http(Way);

#[derive(Clone, Debug)]
enum Way {
    Real(Client),
    Recorded(RecordedCalls),
}

impl Http {
    /// Calls for real; `extra_authorities` is PEM text of authorities to believe beside the machine's.
    pub fn new(extra_authorities: Option<&str>) -> Result<Self, HttpTrouble> {
        let config = tls::client_config(extra_authorities).map_err(HttpTrouble::Tls)?;
        let client = Client::builder()
            .tls_backend_preconfigured(config)
            .user_agent(concat!("vestibule/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Names)
            .connect_timeout(LONGEST_CONNECT)
            .timeout(LONGEST_CALL)
            .build()
            .map_err(HttpTrouble::Client)?;
        Ok(Self(Way::Real(client)))
    }

    /// Calls nobody and remembers.
    pub fn recorded() -> (Self, RecordedCalls) {
        let calls = RecordedCalls::default();
        (Self(Way::Recorded(calls.clone())), calls)
    }

    /// Posts a form. Any status is an answer; `Err` says that there was none, or that none was asked for.
    pub async fn post_form(&self, url: &str, form: &[(&str, &str)]) -> Result<Answer, SendError> {
        let target = allowed(url)?;
        match &self.0 {
            Way::Real(client) => {
                read(client.post(target).form(form).send().await.map_err(|e| judge(&e))?).await
            }
            Way::Recorded(calls) => calls.record(RecordedCall {
                url: url.to_owned(),
                form: form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            }),
        }
    }

    /// Asks, and reads one header of the answer beside it.
    pub async fn ask(
        &self,
        request: &Request<'_>,
        header: &str,
    ) -> Result<(Answer, Option<String>), SendError> {
        let target = allowed(request.url)?;
        let Way::Real(client) = &self.0 else {
            return Err(SendError::permanent("the fake does not ask"));
        };
        let method = request.method.parse().map_err(|_| SendError::permanent("no such method"))?;
        let mut call = client.request(method, target).body(request.body.clone());
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        let answer = call.send().await.map_err(|e| judge(&e))?;
        let value = answer.headers().get(header).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok((read(answer).await?, value))
    }

    /// Posts one push message (RFC 8030 §5). Whom it may go to was judged when the subscription came; https it must be.
    pub async fn push(&self, message: &PushMessage) -> Result<PushOutcome, SendError> {
        let target = allowed(&message.endpoint)?;
        if target.scheme() != "https" {
            return Err(unreadable());
        }
        let client = match &self.0 {
            Way::Real(client) => client,
            Way::Recorded(calls) => {
                return Ok(calls.calls(|calls| {
                    calls.pushed.push(message.clone());
                    calls.outcome.unwrap_or(PushOutcome::Taken)
                }));
            }
        };
        let request = client
            .post(target)
            .header("authorization", &message.authorization)
            .header("content-encoding", "aes128gcm")
            .header("content-type", "application/octet-stream")
            .header("ttl", message.ttl_seconds)
            .header("urgency", "high")
            .header("topic", &message.topic)
            .body(message.body.clone());
        let answer = request.send().await.map_err(|e| judge(&e))?;
        let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        Ok(PushOutcome::of(answer.status().as_u16(), retry_after))
    }

    /// Fetches an address: what `vestibule doctor` does to see its own discovery document.
    pub async fn get(&self, url: &str) -> Result<Answer, SendError> {
        let target = allowed(url)?;
        match &self.0 {
            Way::Real(client) => read(client.get(target).send().await.map_err(|e| judge(&e))?).await,
            Way::Recorded(calls) => calls.record(RecordedCall { url: url.to_owned(), form: Vec::new() }),
        }
    }
}

/// Whether an address can be called at all; for whoever checks a configuration.
pub fn may_be_called(url: &str) -> bool {
    allowed(url).is_ok()
}

/// https, or http to the machine itself.
fn allowed(url: &str) -> Result<Url, SendError> {
    let target = Url::parse(url).map_err(|_| SendError::permanent("the address to call is malformed"))?;
    let host = target.host_str().unwrap_or_default();
    match target.scheme() {
        "https" if !host.is_empty() => Ok(target),
        "http" if is_loopback(host) => Ok(target),
        _ => Err(SendError::permanent("only https addresses are called")),
    }
}

async fn read(mut answer: reqwest::Response) -> Result<Answer, SendError> {
    let status = answer.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|e| judge(&e))? {
        let room = LARGEST_ANSWER - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if body.len() == LARGEST_ANSWER {
            break;
        }
    }
    Ok(Answer { status, body })
}

fn judge(error: &reqwest::Error) -> SendError {
    SendError::temporary(if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection, or TLS failed"
    } else {
        "the connection broke"
    })
}

/// Whether a host (name, address, or address in brackets) is this machine.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        // RFC 6761 §6.3: these names never leave the machine.
        Err(_) => bare.eq_ignore_ascii_case("localhost") || bare.to_ascii_lowercase().ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Http, allowed, is_loopback};
    use crate::SendError;

    #[test]
    fn only_https_is_called_except_on_this_machine() {
        for good in
            ["https://rp.exemple.fr/logout", "http://127.0.0.1:81/x", "http://[::1]/x", "http://localhost:9/"]
        {
            assert!(allowed(good).is_ok(), "{good}");
        }
        for bad in [
            "http://rp.exemple.fr/",
            "ftp://localhost/",
            "file:///etc/passwd",
            "localhost:80",
            "http://localhost.fr/",
        ] {
            assert!(matches!(allowed(bad), Err(SendError::Permanent(_))), "{bad}");
        }
    }

    #[test]
    fn loopback_is_told_by_address_or_reserved_name() {
        for host in ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "a.LOCALHOST"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["10.0.0.1", "localhost.exemple.fr", "notlocalhost", "", "::2"] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[tokio::test]
    async fn the_fake_remembers_and_answers_as_told() {
        let (http, calls) = Http::recorded();
        let url = "https://rp.exemple.fr/logout";
        assert!(http.post_form(url, &[("logout_token", "x")]).await.unwrap().is_success());
        calls.answer_with(Ok(Answer { status: 400, body: Vec::new() }));
        assert!(!http.post_form(url, &[]).await.unwrap().is_success());
        assert_eq!(calls.list()[0].form, [("logout_token".to_owned(), "x".to_owned())]);
        assert_eq!(calls.list().len(), 2);
    }
}
