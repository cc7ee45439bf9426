//! « Ajouter une personne » (X19): a child, or an adult without a mailbox, by login; then the code that they start with, shown
//! once. Judges nothing and draws nothing.

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};
use crate::personalise::LoginRefusal;
use crate::sign_in::Problem;

/// Who is it, and what will they sign in with?
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AddPersonPage {
    /// What the form sends back; opaque here.
    pub contract: String,
    pub given: String,
    pub family: String,
    pub is_child: Option<bool>,
    /// Day, month, year, as they were typed.
    pub born: [String; 3],
    pub login: String,
    pub refusals: AddRefusals,
    pub csrf: String,
}

/// What is wrong, beside each field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AddRefusals {
    ///
    pub given: bool,
    pub family: bool,
    ///
    pub kind: bool,
    pub born: Option<BornRefusal>,
    pub login: Option<LoginRefusal>,
    pub whole: Option<AddRefusal>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BornRefusal {
    ///
    NoDay,
    ///
    OfAge,
}

/// What is about no field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddRefusal {
    ///
    TooMany,
    ///
    Wait { until: Timestamp },
}

/// The code, shown this once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StartCodePage {
    pub given: String,
    pub login: String,
    /// As it is printed: `7K2M-9QX4-0ZTB-R5NH`.
    pub code: String,
    /// Where `/start` is.
    pub host: String,
    pub until: Timestamp,
    /// It takes the place of an older one.
    pub renewed: bool,
}

page!(AddPersonPage, "household/add.html");
page!(StartCodePage, "household/start_code.html");

impl Titled for AddPersonPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("add-title"), None, self.refusals != AddRefusals::default())
    }
}

/// Field and label of each part of a day of birth.
const PARTS: [(&str, &str, &str); 3] = [
    ("born_day", "add-born-day", "2"),
    ("born_month", "add-born-month", "2"),
    ("born_year", "add-born-year", "4"),
];

impl AddPersonPage {
    /// Name, label, length and value of each field of the day.
    fn parts(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str, &str)> {
        PARTS
            .into_iter()
            .zip(&self.born)
            .map(|((name, label, most), value)| (name, label, most, value.as_str()))
    }

    fn wrong(&self, field: &str, frame: &Frame<'_>) -> Option<String> {
        let refusals = &self.refusals;
        let key = match field {
            "given_name" if refusals.given => "add-given-missing",
            "family_name" if refusals.family => "add-family-missing",
            "kind_child" if refusals.kind => "add-kind-missing",
            "born_day" => match refusals.born? {
                BornRefusal::NoDay => "add-born-bad",
                BornRefusal::OfAge => "add-born-of_age",
            },
            "login" => match refusals.login? {
                LoginRefusal::Missing => "add-login-missing",
                LoginRefusal::Bad => "personalise-login-bad",
                LoginRefusal::Taken => "personalise-login-taken",
            },
            _ => return None,
        };
        Some(frame.say(key))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        match self.refusals.whole {
            Some(AddRefusal::TooMany) => Some((frame.say("add-many-title"), frame.say("add-many-text"))),
            Some(AddRefusal::Wait { until }) => Some((
                frame.say("wait-tries-title"),
                frame.say_with("wait-tries-until", "clock", frame.clock_from(until)),
            )),
            None if self.refusals == AddRefusals::default() => None,
            None => Some((frame.say("add-refused"), frame.say("add-refused-text"))),
        }
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        ["given_name", "family_name", "kind_child", "born_day", "login"]
            .into_iter()
            .filter_map(|field| self.wrong(field, frame).map(|text| Problem { field, text }))
            .collect()
    }
}

impl Titled for StartCodePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&self.heading(frame), None, false)
    }
}

impl StartCodePage {
    fn heading(&self, frame: &Frame<'_>) -> String {
        frame.say_with("add-code-title", "name", self.given.as_str())
    }
}
