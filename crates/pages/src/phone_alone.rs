//! C28 by phone: who it is, and the six digits that the phone asks for. The second page is the same for everybody; whether somebody has
//! a phone, or said no on it, cannot be read from it. Knows no rule.

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};
use crate::recover::ForgottenRefusal;
use crate::sign_in::{KeepOffer, Problem};

/// Who is it?
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneSignInPage {
    pub purpose: Option<String>,
    pub typed: String,
    pub refused: Option<ForgottenRefusal>,
    pub remember_identifier: bool,
    /// « Rester identifié »: absent where not offered.
    pub keep: Option<KeepOffer>,
    /// Back to the password.
    pub password: String,
    pub csrf: String,
}

/// The number, or that its time is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneAlonePage {
    pub purpose: Option<String>,
    pub number: String,
    pub until: Timestamp,
    pub over: bool,
    /// Where the page hears that the phone has answered.
    pub events: String,
    /// The other ways: the password, and another one.
    pub password: String,
    pub forgotten: String,
    pub csrf: String,
}

page!(PhoneSignInPage, "sign_in/phone.html");
page!(PhoneAlonePage, "sign_in/phone_number.html");

impl Titled for PhoneSignInPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("phone-alone-title"), self.purpose.as_deref(), self.refused.is_some())
    }
}

impl PhoneSignInPage {
    fn lead(&self, frame: &Frame<'_>) -> String {
        let service = self.purpose.as_deref().unwrap_or_else(|| frame.service_name());
        frame.say_with("sign_in-purpose", "service", service)
    }

    #[expect(clippy::unused_self, reason = "templates call it so")]
    fn what(&self, frame: &Frame<'_>) -> String {
        frame.say_with("phone-alone-what", "company", frame.look.brand.name.as_str())
    }

    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.refused? {
            ForgottenRefusal::Missing => "sign_in-missing-mail_or_login",
            ForgottenRefusal::Unreadable => "recover-forgot-unreadable",
        }))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refused?;
        Some((frame.say("recover-forgot-refused"), frame.say("phone-alone-refused-text")))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.wrong(frame).into_iter().map(|text| Problem { field: "identifier", text }).collect()
    }
}

impl Titled for PhoneAlonePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let key = if self.over { "phone-approve-over-title" } else { "phone-approve-title" };
        frame.title(&frame.say(key), self.purpose.as_deref(), self.over)
    }
}

impl PhoneAlonePage {
    #[expect(clippy::unused_self, reason = "templates call it so")]
    fn open(&self, frame: &Frame<'_>) -> String {
        frame.say_with("phone-approve-open_any", "company", frame.look.brand.name.as_str())
    }

    /// « 472 913 »: two groups are read and typed more easily.
    fn grouped(&self) -> String {
        match self.number.split_at_checked(3) {
            Some((front, back)) => format!("{front}\u{202f}{back}"),
            None => self.number.clone(),
        }
    }
}
