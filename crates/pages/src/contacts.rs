//! Contact addresses (EL8): the list and what each is good for, another one, and the code that was sent to it. Knows no rule.

use std::time::Duration;

use domain::Timestamp;
use domain::alarm::Told;

use crate::frame::{Frame, Titled, page};
use crate::sign_in::Problem;
use crate::waits::Waits;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactsPage {
    pub contacts: Vec<ContactLine>,
    /// The proof is fresh: they can be changed from here. Otherwise it is asked for first.
    pub may_change: bool,
    /// What was just done.
    pub done: Option<Told>,
    pub refusal: Option<ContactRefusal>,
    /// A recovery makes every change wait (RE6).
    pub waits: Option<Waits>,
    /// The one whose replacement was refused; absent where another one was to be added.
    pub replaces: Option<String>,
    /// What was typed, to be corrected.
    pub typed: String,
    /// How long a new address has no power to recover, and how long a change can be taken back.
    pub rests: Duration,
    pub csrf: String,
}

/// One address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactLine {
    /// What the form sends back; opaque here. Absent for the address that is signed in with.
    pub id: Option<String>,
    pub address: String,
    pub rests_until: Option<Timestamp>,
    pub leaves_at: Option<Timestamp>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContactRefusal {
    BadAddress,
    Known,
    TooMany,
    Last,
    Gone,
    /// A code was asked for a moment ago, or too many were.
    TooSoon {
        until: Timestamp,
    },
}

/// The code that went to the new address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactCodePage {
    pub address: String,
    pub refusal: Option<ContactCodeRefusal>,
    /// How long the code serves.
    pub lives: Duration,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContactCodeRefusal {
    Missing,
    Wrong,
}

page!(ContactsPage, "contacts/contacts.html");
page!(ContactCodePage, "contacts/code.html");

impl Titled for ContactsPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let held_back = self.waits.as_ref().is_some_and(|waits| waits.refused);
        frame.title(&frame.say("contacts-title"), None, held_back || self.refusal.is_some())
    }
}

impl ContactsPage {
    fn done(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.done? {
            Told::ContactReplaced => "contacts-done-replaced",
            Told::ContactRemoved => "contacts-done-removed",
            _ => "contacts-done-added",
        }))
    }

    /// Whether what was typed is refused, and not a press.
    const fn is_of_field(&self) -> bool {
        matches!(self.refusal, Some(refusal) if !matches!(refusal, ContactRefusal::Last | ContactRefusal::Gone))
    }

    fn is_refused(&self, line: &ContactLine) -> bool {
        self.is_of_field() && line.id.is_some() && line.id == self.replaces
    }

    const fn is_addition_refused(&self) -> bool {
        self.is_of_field() && self.replaces.is_none()
    }

    fn error(&self, frame: &Frame<'_>) -> String {
        self.wrong(frame).unwrap_or_default()
    }

    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(match self.refusal? {
            ContactRefusal::BadAddress => frame.say("contacts-refused-bad"),
            ContactRefusal::Known => frame.say("contacts-refused-known"),
            ContactRefusal::TooMany => frame.say("contacts-refused-many"),
            ContactRefusal::Last => frame.say("contacts-refused-last"),
            ContactRefusal::Gone => frame.say("contacts-refused-gone"),
            ContactRefusal::TooSoon { until } => {
                frame.say_with("contacts-refused-soon", "clock", frame.clock_from(until))
            }
        })
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        let text = if self.is_of_field() { frame.say("contacts-refused-text") } else { self.wrong(frame)? };
        Some((frame.say("contacts-refused-title"), text))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let field = if self.replaces.is_some() { "replace" } else { "address" };
        let wrong = self.wrong(frame).filter(|_| self.is_of_field() && self.may_change);
        wrong.into_iter().map(|text| Problem { field, text }).collect()
    }

    fn staying(&self) -> usize {
        self.contacts.iter().filter(|line| line.leaves_at.is_none()).count()
    }
}

impl Titled for ContactCodePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("contacts-code-title"), None, self.refusal.is_some())
    }
}

impl ContactCodePage {
    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.refusal? {
            ContactCodeRefusal::Missing => "contacts-code-missing",
            ContactCodeRefusal::Wrong => "contacts-code-wrong",
        }))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        self.refusal.map(|_| (frame.say("contacts-code-refused"), frame.say("contacts-code-refused-text")))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.wrong(frame).into_iter().map(|text| Problem { field: "code", text }).collect()
    }
}
