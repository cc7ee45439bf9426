//! OVHcloud's SMS API: a job for each text, signed as their API wants. It makes no calls.

use serde::Deserialize;
use serde_json::json;

use super::{Call, OutgoingCall, OutgoingText, Sending, Telephone, ask, sign};
use crate::{Http, SendError};
use domain::{Secret, Timestamp};

/// Where their European customers' API stands.
pub const EUROPE: &str = "https://eu.api.ovh.com/1.0";

#[derive(Clone, Debug)]
pub struct OvhSettings {
    /// [`EUROPE`], or another continent's, without a slash at the end.
    pub base: String,
    /// Such as `sms-ab12345-1`.
    pub service: String,
    /// A sender that was declared there; a short number of theirs where absent.
    pub sender: Option<String>,
    pub application_key: String,
    pub application_secret: Secret,
    pub consumer_key: Secret,
}

pub struct Ovh {
    http: Http,
    settings: OvhSettings,
}

/// What a job says of itself.
#[derive(Deserialize)]
struct Job {
    #[serde(default, rename = "validReceivers")]
    valid: Vec<String>,
}

impl Ovh {
    pub const fn new(http: Http, settings: OvhSettings) -> Self {
        Self { http, settings }
    }

    /// `$1$` and SHA-1 over secret, consumer key, method, address, body and moment, joined by `+`.
    fn call_of(&self, method: &'static str, path: &str, body: Vec<u8>, at: Timestamp) -> Call {
        let OvhSettings { base, service, application_key, application_secret, consumer_key, .. } =
            &self.settings;
        let url = format!("{base}/sms/{service}{path}");
        let moment = at.seconds().to_string();
        let said = String::from_utf8_lossy(&body);
        let (secret, consumer) = (application_secret.reveal(), consumer_key.reveal());
        let signed = [secret, consumer, method, &url, &said, &moment].join("+");
        let headers = vec![
            ("content-type", "application/json".to_owned()),
            ("x-ovh-application", application_key.clone()),
            ("x-ovh-consumer", consumer.to_owned()),
            ("x-ovh-timestamp", moment),
            ("x-ovh-signature", format!("$1${}", sign::sha1(signed.as_bytes()))),
        ];
        Call { method, url, headers, body }
    }

    async fn job(&self, text: &OutgoingText) -> Result<(), SendError> {
        let mut job = json!({
            "charset": "UTF-8",
            "class": "phoneDisplay",
            "coding": "7bit",
            "message": text.text,
            // A code is no advertisement: « STOP » below it would only make it longer.
            "noStopClause": true,
            "priority": "high",
            "receivers": [text.to],
            "tag": text.id,
            "validityPeriod": text.lives.as_secs().div_ceil(60).max(1),
        });
        match &self.settings.sender {
            Some(sender) => job["sender"] = sender.clone().into(),
            None => job["senderForResponse"] = true.into(),
        }
        let call = self.call_of("POST", "/jobs", job.to_string().into_bytes(), text.at);
        let answer = ask(&self.http, call).await?;
        let job: Job = serde_json::from_slice(&answer)
            .map_err(|_| SendError::temporary("the gateway's answer cannot be read"))?;
        if job.valid.is_empty() {
            return Err(SendError::permanent("the gateway does not serve this number"));
        }
        Ok(())
    }
}

impl Telephone for Ovh {
    fn can_text(&self) -> bool {
        true
    }
    fn can_call(&self) -> bool {
        false
    }
    fn text<'a>(&'a self, text: &'a OutgoingText) -> Sending<'a> {
        Box::pin(self.job(text))
    }
    fn call<'a>(&'a self, _: &'a OutgoingCall) -> Sending<'a> {
        Box::pin(async { Err(SendError::permanent("this gateway makes no calls")) })
    }
    fn greet(&self, at: Timestamp) -> Sending<'_> {
        let call = self.call_of("GET", "", Vec::new(), at);
        Box::pin(async move { ask(&self.http, call).await.map(|_| ()) })
    }
}
