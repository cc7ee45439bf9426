//! Any gateway that takes a POST: fields from templates, our signature over the moment and the body. What it answers with a
//! status of success was taken.

use super::forms::{Template, Values};
use super::{Call, OutgoingCall, OutgoingText, Sending, Telephone, ask, sign};
use crate::{Http, SendError};
use domain::{Secret, Timestamp};

#[derive(Clone, Debug)]
pub struct GenericSettings {
    pub text_url: Option<String>,
    pub call_url: Option<String>,
    pub template: Template,
    /// Signs each call: `X-Vestibule-Signature: t=…,v1=…`, HMAC-SHA-256 over `t.body`.
    pub signing_key: Option<Secret>,
    /// Sent as `Authorization: Bearer`.
    pub token: Option<Secret>,
}

pub struct Generic {
    http: Http,
    settings: GenericSettings,
}

impl Generic {
    pub const fn new(http: Http, settings: GenericSettings) -> Self {
        Self { http, settings }
    }

    async fn post(&self, url: Option<&str>, values: Values<'_>, at: Timestamp) -> Result<(), SendError> {
        let Some(url) = url else { return Err(SendError::permanent("this gateway does not do that")) };
        let body = self.settings.template.write(&values);
        let mut headers = vec![
            ("content-type", self.settings.template.content_type().to_owned()),
            ("idempotency-key", values.id.to_owned()),
        ];
        if let Some(token) = &self.settings.token {
            headers.push(("authorization", format!("Bearer {}", token.reveal())));
        }
        if let Some(key) = &self.settings.signing_key {
            headers.push(("x-vestibule-signature", signature(key, at, &body)));
        }
        ask(&self.http, Call { method: "POST", url: url.to_owned(), headers, body }).await.map(|_| ())
    }
}

/// `t=1764061200,v1=…`: whoever receives it compares the moment with their clock, and the rest with their own sum.
fn signature(key: &Secret, at: Timestamp, body: &[u8]) -> String {
    let moment = at.seconds().to_string();
    let signed = [moment.as_bytes(), b".", body].concat();
    format!("t={moment},v1={}", sign::hmac_sha256(key.reveal().as_bytes(), &signed))
}

impl Telephone for Generic {
    fn can_text(&self) -> bool {
        self.settings.text_url.is_some()
    }
    fn can_call(&self) -> bool {
        self.settings.call_url.is_some()
    }
    fn text<'a>(&'a self, text: &'a OutgoingText) -> Sending<'a> {
        let seconds = text.lives.as_secs();
        let values = Values { to: &text.to, text: &text.text, id: &text.id, seconds, ..Values::default() };
        Box::pin(self.post(self.settings.text_url.as_deref(), values, text.at))
    }
    fn call<'a>(&'a self, call: &'a OutgoingCall) -> Sending<'a> {
        let OutgoingCall { to, says, language, id, at } = call;
        let values = Values { to, text: says, id, language, seconds: 0 };
        Box::pin(self.post(self.settings.call_url.as_deref(), values, *at))
    }
    fn greet(&self, _: Timestamp) -> Sending<'_> {
        Box::pin(async { Ok(()) })
    }
}
