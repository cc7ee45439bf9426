//! C3: « Qui se connecte ? », where several people use one browser. Shows a name only where it is handed in, and it is
//! handed in only for who asked to be remembered on this device.

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};
use crate::sign_in::Problem;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhoPage {
    /// The service that asks; without one it is the brand's own area.
    pub purpose: Option<String>,
    pub people: Vec<WhoLine>,
    /// The form came back without a choice.
    pub refused: bool,
    pub csrf: String,
}

/// One person whom this browser knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhoLine {
    /// What the form sends back; opaque here.
    pub id: String,
    pub given_name: Option<String>,
    pub identifier: Option<String>,
    /// Which of those without a name, where there are several.
    pub nth: Option<usize>,
    /// Since when and until when they stay signed in here.
    pub kept: Option<(Timestamp, Timestamp)>,
}

page!(WhoPage, "sign_in/who.html");

/// The value of « Une autre personne ».
pub const ANOTHER_PERSON: &str = "another";

impl Titled for WhoPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("who-title"), self.purpose.as_deref(), self.refused)
    }
}

impl WhoPage {
    fn lead(&self, frame: &Frame<'_>) -> String {
        let service = self.purpose.as_deref().unwrap_or_else(|| frame.service_name());
        frame.say_with("sign_in-purpose", "service", service)
    }

    fn has_nameless(&self) -> bool {
        self.people.iter().any(|person| person.identifier.is_none())
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refused.then(|| (frame.say("who-refused-title"), frame.say("who-refused-text")))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let text = self.refused.then(|| frame.say("who-none"));
        text.into_iter().map(|text| Problem { field: "person-1", text }).collect()
    }
}

impl WhoLine {
    fn name(&self, frame: &Frame<'_>) -> String {
        let given = self.given_name.as_deref().filter(|name| !name.is_empty());
        match given.or(self.identifier.as_deref()) {
            Some(name) => name.to_owned(),
            None => match self.nth {
                Some(nth) => frame.say_with("who-nameless-nth", "nth", nth),
                None => frame.say("who-nameless"),
            },
        }
    }

    /// The identifier where the name stands above it.
    fn detail(&self) -> Option<&str> {
        let named = self.given_name.as_ref().is_some_and(|name| !name.is_empty());
        self.identifier.as_deref().filter(|_| named)
    }

    fn state(&self, frame: &Frame<'_>) -> String {
        match (self.kept, self.identifier.is_some()) {
            (Some((_, until)), true) => frame.say_with("who-kept", "day", frame.day(until)),
            (Some((since, _)), false) => frame.say_with("who-since", "moment", frame.moment(since)),
            (None, _) => frame.say("who-asked"),
        }
    }
}
