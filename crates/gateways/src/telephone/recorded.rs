//! The fake: keeps texts and calls beside the mails of its outbox, so that one page shows all that was sent.

use domain::Timestamp;

use super::{OutgoingCall, OutgoingText, Sending, Telephone};
use crate::RecordedMail;
use crate::mail::Recorded;

impl From<&OutgoingText> for Recorded {
    fn from(text: &OutgoingText) -> Self {
        Self {
            id: text.id.clone(),
            channel: "sms".to_owned(),
            to: text.to.clone(),
            subject: String::new(),
            text: text.text.clone(),
            html: None,
            at: text.at,
        }
    }
}

impl From<&OutgoingCall> for Recorded {
    fn from(call: &OutgoingCall) -> Self {
        Self {
            id: call.id.clone(),
            channel: "call".to_owned(),
            to: call.to.clone(),
            subject: String::new(),
            text: call.says.clone(),
            html: None,
            at: call.at,
        }
    }
}

impl Telephone for RecordedMail {
    fn can_text(&self) -> bool {
        true
    }
    fn can_call(&self) -> bool {
        true
    }
    fn text<'a>(&'a self, text: &'a OutgoingText) -> Sending<'a> {
        let outcome = self.keep_one(text.into());
        Box::pin(async move { outcome })
    }
    fn call<'a>(&'a self, call: &'a OutgoingCall) -> Sending<'a> {
        let outcome = self.keep_one(call.into());
        Box::pin(async move { outcome })
    }
    fn greet(&self, _: Timestamp) -> Sending<'_> {
        Box::pin(async { Ok(()) })
    }
}
