//! C26 and C27: the password is forgotten, a message is on its way, its code is typed. The same words whether or not an
//! account exists (R10). Knows no rule and no account.

use std::time::Duration;

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};
use crate::sign_in::Problem;

/// C26: who is it about?
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForgottenPage {
    pub typed: String,
    pub refusal: Option<ForgottenRefusal>,
    /// The letter's password was typed by somebody who has one of their own.
    pub has_own_password: bool,
    /// The sign-in page, with the way on.
    pub back: String,
    /// Without a password, where passkeys are offered (decision 5).
    pub passwordless: Option<String>,
    /// Where a phone may stand for the password (decision 5).
    pub phone: Option<String>,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForgottenRefusal {
    Missing,
    /// It cannot be an address or a login.
    Unreadable,
}

/// C27: a message is on its way, if there is anybody to write to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckMailPage {
    /// What was typed; absent where a link was opened in another browser than the one that asked.
    pub sent_to: Option<String>,
    /// How long code and link serve.
    pub lives: Duration,
    pub refusal: Option<CodeRefusal>,
    /// From when on another message may be asked for, where one was asked for too soon.
    pub next_at: Option<Timestamp>,
    /// Where another address may be typed.
    pub other: String,
    /// A printed code instead.
    pub printed: String,
    pub csrf: String,
}

/// One answer for a wrong, an old and a worn-out code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeRefusal {
    Missing,
    Wrong,
}

/// Several accounts share the address (decision 11).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhichAccountPage {
    pub accounts: Vec<AccountChoice>,
    pub csrf: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountChoice {
    /// What the form sends back; opaque here.
    pub id: String,
    pub login: String,
}

page!(ForgottenPage, "recover/forgotten.html");
page!(CheckMailPage, "recover/check_mail.html");
page!(WhichAccountPage, "recover/which_account.html");

impl Titled for ForgottenPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("recover-forgot-title"), None, self.refusal.is_some())
    }
}

impl ForgottenPage {
    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.refusal? {
            ForgottenRefusal::Missing => "sign_in-missing-mail_or_login",
            ForgottenRefusal::Unreadable => "recover-forgot-unreadable",
        }))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refusal.map(|_| (frame.say("recover-forgot-refused"), frame.say("recover-forgot-refused-text")))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.wrong(frame).into_iter().map(|text| Problem { field: "identifier", text }).collect()
    }
}

impl Titled for CheckMailPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(self.heading_key()), None, self.refusal.is_some())
    }
}

impl CheckMailPage {
    const fn heading_key(&self) -> &'static str {
        if self.sent_to.is_some() { "recover-check-title" } else { "recover-linked-title" }
    }

    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.refusal? {
            CodeRefusal::Missing => "recover-code-missing",
            CodeRefusal::Wrong => "recover-code-wrong",
        }))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refusal.map(|_| (frame.say("recover-code-refused"), frame.say("recover-code-refused-text")))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.wrong(frame).into_iter().map(|text| Problem { field: "code", text }).collect()
    }
}

impl Titled for WhichAccountPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("recover-account-title"), None, false)
    }
}
