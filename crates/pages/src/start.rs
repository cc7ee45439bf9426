//! An account that a holder made is started (X19): the login and the code, the password, and what to prepare next. The same
//! words whether or not anybody has that login (R10). Judges nothing.

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};
use crate::password::PasswordRefusal;
use crate::sign_in::Problem;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StartPage {
    pub typed: String,
    pub refusal: Option<StartRefusal>,
    /// The sign-in page, with the way on.
    pub back: String,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StartRefusal {
    NoLogin,
    /// It cannot be a login.
    BadLogin,
    ///
    NoCode,
    /// wrong, too old, taken back or of nobody.
    Wrong,
    ///
    Wait {
        until: Timestamp,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StartPasswordPage {
    pub login: String,
    pub least: u32,
    pub idea: String,
    pub refusal: Option<PasswordRefusal>,
    pub csrf: String,
}

/// The password is chosen; codes on paper are offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StartedPage {
    pub given: String,
    pub login: String,
    /// Where the customer was going.
    pub onward: String,
}

page!(StartPage, "start/start.html");
page!(StartPasswordPage, "start/password.html");
page!(StartedPage, "start/done.html");

impl Titled for StartPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("start-title"), None, self.refusal.is_some())
    }
}

impl StartPage {
    fn wrong(&self, field: &str, frame: &Frame<'_>) -> Option<String> {
        let key = match (field, self.refusal?) {
            ("identifier", StartRefusal::NoLogin) => "start-login-missing",
            ("identifier", StartRefusal::BadLogin) => "recover-forgot-unreadable",
            ("start_code", StartRefusal::NoCode) => "start-code-missing",
            ("start_code", StartRefusal::Wrong) => "start-code-wrong",
            _ => return None,
        };
        Some(frame.say(key))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        Some(match self.refusal? {
            StartRefusal::Wait { until } => (
                frame.say("wait-tries-title"),
                frame.say_with("wait-tries-until", "clock", frame.clock_from(until)),
            ),
            _ => (frame.say("start-refused"), frame.say("start-refused-text")),
        })
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        ["identifier", "start_code"]
            .into_iter()
            .filter_map(|field| self.wrong(field, frame).map(|text| Problem { field, text }))
            .collect()
    }
}

impl Titled for StartPasswordPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("start-password-title"), None, self.refusal.is_some())
    }
}

impl StartPasswordPage {
    fn wrong(&self, field: &str, frame: &Frame<'_>) -> Option<String> {
        let refusal = self.refusal?;
        (refusal.field() == Some(field)).then(|| refusal.words(frame))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refusal.map(|refusal| refusal.summary(frame))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.refusal.map(|refusal| refusal.problems(frame)).unwrap_or_default()
    }
}

impl Titled for StartedPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&self.heading(frame), None, false)
    }
}

impl StartedPage {
    fn heading(&self, frame: &Frame<'_>) -> String {
        match self.given.as_str() {
            "" => frame.say("start-done-title-unnamed"),
            given => frame.say_with("start-done-title", "name", given),
        }
    }
}
