//! Twilio's API, and that of the many who speak it: a form for each text, and for a call the words to be said, as TwiML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::forms::encoded;
use super::{Call, OutgoingCall, OutgoingText, Sending, Telephone};
use crate::http::Request;
use crate::{Http, SendError};
use domain::{Secret, Timestamp};

pub const USUAL: &str = "https://api.twilio.com";

/// Twilio keeps a text for so many seconds at least, and ten hours at most.
const SHORTEST: u64 = 1;
const LONGEST: u64 = 36_000;

#[derive(Clone, Debug)]
pub struct TwilioSettings {
    /// [`USUAL`], or another company's, without a slash at the end.
    pub base: String,
    pub account: String,
    /// The name beside the token, where it is not the account: an API key.
    pub key: Option<String>,
    pub token: Secret,
    /// A number, a name, or a messaging service (`MG…`).
    pub sender: String,
    /// The number that calls; without one, no calls are made.
    pub caller: Option<String>,
}

pub struct Twilio {
    http: Http,
    settings: TwilioSettings,
}

/// A refusal, as their API writes it.
#[derive(Deserialize)]
struct Refusal {
    code: u32,
}

impl Twilio {
    pub const fn new(http: Http, settings: TwilioSettings) -> Self {
        Self { http, settings }
    }

    fn call_of(&self, method: &'static str, path: &str, pairs: &[(&str, String)]) -> Call {
        let TwilioSettings { base, account, key, token, .. } = &self.settings;
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let known = format!("{}:{}", key.as_ref().unwrap_or(account), token.reveal());
        Call {
            method,
            url: format!("{base}/2010-04-01/Accounts/{account}{path}"),
            headers: vec![
                ("content-type", "application/x-www-form-urlencoded".to_owned()),
                ("authorization", format!("Basic {}", STANDARD.encode(known))),
            ],
            body: pairs.join("&").into_bytes(),
        }
    }

    async fn post(&self, path: &str, pairs: &[(&str, String)]) -> Result<(), SendError> {
        self.ask(self.call_of("POST", path, pairs)).await
    }

    /// Their refusals carry a number of their own, which says more than the status.
    async fn ask(&self, call: Call) -> Result<(), SendError> {
        let Call { method, url, headers, body } = call;
        let (answer, _) = self.http.ask(&Request { method, url: &url, headers, body }, "retry-after").await?;
        if answer.is_success() {
            return Ok(());
        }
        let code =
            serde_json::from_slice::<Refusal>(&answer.body).map(|refusal| refusal.code).unwrap_or_default();
        let said = format!("the gateway answered {} ({code})", answer.status);
        Err(match answer.status {
            401 | 403 | 408 | 429 | 500..=599 => SendError::temporary(said),
            _ => SendError::permanent(said),
        })
    }
}

/// `<Say>` with the words as text: nothing of them is markup.
fn twiml(language: &str, says: &str) -> String {
    let says = says.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<Response><Say language=\"{language}\">{says}</Say></Response>")
}

impl Telephone for Twilio {
    fn can_text(&self) -> bool {
        true
    }
    fn can_call(&self) -> bool {
        self.settings.caller.is_some()
    }
    fn text<'a>(&'a self, text: &'a OutgoingText) -> Sending<'a> {
        let sender = &self.settings.sender;
        let named = if sender.starts_with("MG") { "MessagingServiceSid" } else { "From" };
        let lives = text.lives.as_secs().clamp(SHORTEST, LONGEST).to_string();
        let pairs = [
            ("To", text.to.clone()),
            (named, sender.clone()),
            ("Body", text.text.clone()),
            ("ValidityPeriod", lives),
        ];
        Box::pin(async move { self.post("/Messages.json", &pairs).await })
    }
    fn call<'a>(&'a self, call: &'a OutgoingCall) -> Sending<'a> {
        Box::pin(async move {
            let Some(caller) = &self.settings.caller else {
                return Err(SendError::permanent("this gateway makes no calls"));
            };
            let pairs = [
                ("To", call.to.clone()),
                ("From", caller.clone()),
                ("Twiml", twiml(call.language, &call.says)),
            ];
            self.post("/Calls.json", &pairs).await
        })
    }
    fn greet(&self, _: Timestamp) -> Sending<'_> {
        Box::pin(async move { self.ask(self.call_of("GET", ".json", &[])).await })
    }
}

#[cfg(test)]
mod tests {
    use super::twiml;

    #[test]
    fn words_are_no_markup() {
        assert_eq!(
            twiml("fr-FR", "a<Dial>+1</Dial>&b"),
            "<Response><Say language=\"fr-FR\">a&lt;Dial&gt;+1&lt;/Dial&gt;&amp;b</Say></Response>"
        );
    }
}
