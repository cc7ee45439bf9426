//! Passkeys on the page: made (C17), shown as a second factor (C22), and shown instead of a password (C28). Knows no rule and no
//! mathematics: what the browser is asked for is handed in, ready to be written down.

use domain::Timestamp;
use domain::factor::Due;

use crate::enrol::EnrolForm;
use crate::frame::{Frame, Titled, page};
use crate::second_factor::due_lead;
use crate::sign_in::{KeepOffer, Problem};

/// Why a passkey was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasskeyRefusal {
    /// No account of ours knows it, or none does any more.
    Unknown,
    Wrong,
    /// The page was open for too long.
    Stale,
    /// Somebody has it already.
    Taken,
    /// There may be two of it.
    Blocked,
    /// Its owner blocked it with a telephone that was lost.
    Lost,
}

impl PasskeyRefusal {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Unknown => "passkey-unknown-title",
            Self::Wrong => "passkey-wrong-title",
            Self::Stale => "passkey-stale-title",
            Self::Taken => "passkey-taken-title",
            Self::Blocked | Self::Lost => "passkey-blocked-title",
        }
    }

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Unknown => "passkey-unknown-text",
            Self::Wrong => "passkey-wrong-text",
            Self::Stale => "passkey-stale-text",
            Self::Taken => "passkey-taken-text",
            Self::Blocked => "passkey-blocked-text",
            Self::Lost => "lost-passkey-text",
        }
    }

    pub(crate) fn summary(self, frame: &Frame<'_>) -> (String, String) {
        (frame.say(self.title()), frame.say(self.text()))
    }
}

/// C17: the device is about to make one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MakePasskeyPage {
    /// What the browser is asked for, as JSON.
    pub options: String,
    pub refusal: Option<PasskeyRefusal>,
    pub form: EnrolForm,
}

/// C22 for somebody who has one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorPasskeyPage {
    /// The service that asks, where one does.
    pub service: Option<String>,
    pub due: Due,
    pub options: String,
    pub refusal: Option<PasskeyRefusal>,
    /// From when on another try is looked at.
    pub wait_until: Option<Timestamp>,
    pub action: String,
    pub csrf: String,
}

/// C28: without a password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasswordlessPage {
    pub purpose: Option<String>,
    pub options: String,
    pub remember_identifier: bool,
    /// « Rester identifié »: absent where not offered.
    pub keep: Option<KeepOffer>,
    /// The same with a phone, where one may stand for the password.
    pub phone: Option<String>,
    /// Back to the password.
    pub password: String,
    pub forgotten: String,
    pub csrf: String,
}

page!(MakePasskeyPage, "passkey/make.html");
page!(FactorPasskeyPage, "passkey/factor.html");
page!(PasswordlessPage, "passkey/passwordless.html");

impl Titled for MakePasskeyPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("passkey-make-title"), None, self.refusal.is_some())
    }
}

impl MakePasskeyPage {
    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refusal.map(|refusal| refusal.summary(frame))
    }

    #[expect(clippy::unused_self, reason = "templates call it so")]
    const fn problems(&self, _: &Frame<'_>) -> Vec<Problem> {
        Vec::new()
    }
}

impl Titled for FactorPasskeyPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let refused = self.refusal.is_some() || self.wait_until.is_some();
        frame.title(&frame.say("passkey-ask-title"), self.service.as_deref(), refused)
    }
}

impl FactorPasskeyPage {
    fn lead(&self, frame: &Frame<'_>) -> String {
        due_lead(frame, self.due, self.service.as_deref())
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        match self.wait_until {
            Some(until) => {
                let text = frame.say_with("passkey-wait-text", "clock", frame.clock_from(until));
                Some((frame.say("factor-wait-title"), text))
            }
            None => self.refusal.map(|refusal| refusal.summary(frame)),
        }
    }

    #[expect(clippy::unused_self, reason = "templates call it so")]
    const fn problems(&self, _: &Frame<'_>) -> Vec<Problem> {
        Vec::new()
    }
}

impl Titled for PasswordlessPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("passkey-alone-title"), self.purpose.as_deref(), false)
    }
}

impl PasswordlessPage {
    fn lead(&self, frame: &Frame<'_>) -> String {
        let service = self.purpose.as_deref().unwrap_or_else(|| frame.service_name());
        frame.say_with("sign_in-purpose", "service", service)
    }
}
