//! C5 and C4: a login and a password of one's own take the place of the line's (O7). Says how many days are left and why a
//! choice is not taken; counts no day and judges nothing.

use crate::frame::{Frame, Titled, page};
use crate::password::PasswordRefusal;
use crate::sign_in::Problem;

/// C5.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonaliseSoonPage {
    /// None on the last day: there is no « Plus tard » then.
    pub days_left: u32,
    /// Where the customer was going, where it has a name.
    pub service: Option<String>,
    pub csrf: String,
}

/// C4.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonalisePage {
    pub reason: PersonaliseReason,
    /// Logins that need not be made up: mailboxes, and what the person signs in with.
    pub offered: Vec<String>,
    /// One of them, or `None` for a login of one's own.
    pub chosen: Option<String>,
    /// The login that was made up.
    pub own: String,
    pub least: u32,
    /// Four words drawn by lot, for whoever has no idea.
    pub idea: String,
    pub login_refusal: Option<LoginRefusal>,
    pub password_refusal: Option<ChoiceRefusal>,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PersonaliseReason {
    /// Still the line's password.
    Line,
    /// An old password, too weak for today (X11).
    Weak,
    /// By the letter, although there was a choice before.
    Anew,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LoginRefusal {
    Missing,
    Bad,
    Taken,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChoiceRefusal {
    /// It is the letter's.
    Same,
    Password(PasswordRefusal),
}

page!(PersonaliseSoonPage, "personalise/soon.html");
page!(PersonalisePage, "personalise/choose.html");

impl Titled for PersonaliseSoonPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&self.heading(frame), None, false)
    }
}

impl PersonaliseSoonPage {
    const fn may_wait(&self) -> bool {
        self.days_left > 0
    }

    fn heading(&self, frame: &Frame<'_>) -> String {
        frame.say(if self.may_wait() { "personalise-soon-title" } else { "personalise-soon-last-title" })
    }

    fn left(&self, frame: &Frame<'_>) -> String {
        frame.say_with("personalise-soon-left", "days", self.days_left)
    }

    fn time(&self, frame: &Frame<'_>) -> String {
        match &self.service {
            Some(service) => frame.say_with("personalise-soon-time-service", "service", service.as_str()),
            None => frame.say("personalise-soon-time"),
        }
    }
}

impl Titled for PersonalisePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let is_refused = self.login_refusal.is_some() || self.password_refusal.is_some();
        frame.title(&frame.say("personalise-title"), None, is_refused)
    }
}

impl PersonalisePage {
    fn lead(&self, frame: &Frame<'_>) -> String {
        frame.say(match self.reason {
            PersonaliseReason::Line => "personalise-text-line",
            PersonaliseReason::Weak => "personalise-text-weak",
            PersonaliseReason::Anew => "personalise-text-anew",
        })
    }

    fn is_chosen(&self, login: &str) -> bool {
        self.chosen.as_deref() == Some(login)
    }

    fn login_words(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.login_refusal? {
            LoginRefusal::Missing => "personalise-login-missing",
            LoginRefusal::Bad => "personalise-login-bad",
            LoginRefusal::Taken => "personalise-login-taken",
        }))
    }

    fn password_words(&self, frame: &Frame<'_>) -> Option<String> {
        match self.password_refusal? {
            ChoiceRefusal::Same => Some(frame.say("personalise-same")),
            ChoiceRefusal::Password(refusal) => refusal.field().map(|_| refusal.words(frame)),
        }
    }

    /// What the shared parts ask.
    fn wrong(&self, field: &str, frame: &Frame<'_>) -> Option<String> {
        match field {
            "login" => self.login_words(frame),
            "new_password" => self.password_words(frame),
            _ => None,
        }
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        match self.password_refusal {
            Some(ChoiceRefusal::Password(PasswordRefusal::Busy)) => {
                Some((frame.say("wait-busy-title"), frame.say("wait-busy-text")))
            }
            None if self.login_refusal.is_none() => None,
            _ => Some((frame.say("personalise-refused"), frame.say("personalise-refused-text"))),
        }
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        ["login", "new_password"]
            .into_iter()
            .filter_map(|field| self.wrong(field, frame).map(|text| Problem { field, text }))
            .collect()
    }
}
