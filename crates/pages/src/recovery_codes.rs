//! C19 and C24: printed recovery codes, shown once to be printed, downloaded or copied; and one of them typed. Judges none.

use std::fmt::Write as _;

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};
use crate::sign_in::Problem;
use crate::waits::Waits;

/// What the account has, and making new ones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecoveryCodesPage {
    pub set: Option<CodeSet>,
    /// Of the form that says they lie in a safe place; absent once that was said.
    pub keep_csrf: Option<String>,
    /// That was said just now.
    pub kept_now: bool,
    /// The box was not ticked.
    pub refused: bool,
    /// A recovery makes new ones wait (RE6).
    pub waits: Option<Waits>,
    /// Of the form that makes new ones.
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodeSet {
    pub left: u32,
    /// So few that new ones are offered.
    pub low: bool,
    pub made_at: Timestamp,
}

/// Ten codes, shown this once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewCodesPage {
    /// As they are printed: `7K2M-9QX4-0ZTB-R5NH`.
    pub codes: Vec<String>,
    pub login: String,
    pub made_at: Timestamp,
    /// « Plus tard », and where it leads: there is another way to recover.
    pub later: Option<String>,
    pub refused: bool,
    pub csrf: String,
}

/// C24: where the password is forgotten, and in the place of a factor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintedCodePage {
    /// For whom, where the password is forgotten; at the second factor it was said before.
    pub typed: Option<String>,
    pub refusal: Option<PrintedRefusal>,
    /// Too many tries: from when on another one counts.
    pub wait_until: Option<Timestamp>,
    /// This page, for the form.
    pub action: String,
    /// The code of a message instead; absent where another method may be chosen.
    pub back: Option<String>,
    pub csrf: String,
}

/// One answer for a wrong and a used code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrintedRefusal {
    Missing,
    Wrong,
}

page!(RecoveryCodesPage, "recourse/codes.html");
page!(NewCodesPage, "recourse/new_codes.html");
page!(PrintedCodePage, "recover/printed_code.html");

impl Titled for RecoveryCodesPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let held_back = self.waits.as_ref().is_some_and(|waits| waits.refused);
        frame.title(&frame.say("codes-title"), None, held_back || self.refused)
    }
}

impl CodeSet {
    fn count(&self, frame: &Frame<'_>) -> String {
        frame.say_with("codes-left", "left", self.left)
    }
}

impl RecoveryCodesPage {
    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refused.then(|| (frame.say("codes-refused"), frame.say("codes-refused-text")))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let problem = || Problem { field: "safe", text: frame.say("codes-tick-missing") };
        self.refused.then(problem).into_iter().collect()
    }
}

impl Titled for NewCodesPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("codes-new-title"), None, false)
    }
}

impl NewCodesPage {
    /// The codes as a text file, whose lines end as every system reads them (R36).
    fn text(&self, frame: &Frame<'_>) -> String {
        let label = |key| frame.say_with("mail-address-plain", "button", frame.say(key));
        let mut text = format!(
            "{} - {}\r\n{} {}\r\n{} {}\r\n\r\n",
            frame.look.brand.name,
            frame.say("codes-title"),
            label("mail-account"),
            self.login,
            label("codes-new-date"),
            frame.moment(self.made_at)
        );
        for code in &self.codes {
            let _infallible = write!(text, "{code}\r\n");
        }
        let _infallible = write!(text, "\r\n{}\r\n", frame.say("codes-new-once"));
        text
    }

    /// The same inside the page: nothing is asked of the server a second time, and it works without JavaScript.
    fn download(&self, frame: &Frame<'_>) -> String {
        let mut address = String::from("data:text/plain;charset=utf-8,");
        for byte in self.text(frame).bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                    address.push(char::from(byte));
                }
                _ => {
                    let _infallible = write!(address, "%{byte:02X}");
                }
            }
        }
        address
    }
}

/// What the download is called.
pub(crate) fn file_name(frame: &Frame<'_>) -> String {
    format!("{}-{}.txt", frame.look.brand.id, frame.say("codes-file"))
}

impl Titled for PrintedCodePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("printed-title"), None, self.refusal.is_some())
    }
}

impl PrintedCodePage {
    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.refusal? {
            PrintedRefusal::Missing => "printed-missing",
            PrintedRefusal::Wrong => "printed-wrong",
        }))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refusal.map(|_| (frame.say("printed-refused"), frame.say("printed-refused-text")))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.wrong(frame).into_iter().map(|text| Problem { field: "recovery_code", text }).collect()
    }
}
