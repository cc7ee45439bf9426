//! Forms: the hidden `csrf` field is one sealed value that holds the journey's state (or its row) and the browser it was
//! given to. So a form posts everything it needs, cannot be made by another site (WB1), and a stranger grows no store.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{JourneyId, SessionId, Timestamp};
use journeys::{State, Visit};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::browser::Caller;
use crate::vault::Purpose;

/// A sealed form longer than this is not ours.
const LONGEST: usize = 8 * 1024;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Form {
    /// A journey that lives in its form.
    State(Box<State>),
    /// A journey that has a row.
    Row { journey: JourneyId, version: i64 },
    /// A form of somebody signed in, bound to that session.
    Session(SessionId),
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    form: Form,
    binding: [u8; 16],
    at: Timestamp,
}

/// What a posted form turned out to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opened {
    Good(Form),
    /// Ours, but too old or given to another browser: show the page again, lose nothing.
    Stale(Form),
    /// Not ours: another installation's, truncated, or made up.
    Foreign,
}

impl App {
    /// The value of `csrf` for a form given to the browser that holds `binding`.
    pub fn seal_form(&self, form: Form, binding: [u8; 16], now: Timestamp) -> String {
        let envelope = Envelope { form, binding, at: now };
        URL_SAFE_NO_PAD.encode(self.vault().seal_json(Purpose::Form, b"", &envelope))
    }

    /// Judges a posted `csrf` value.
    pub fn open_form(&self, text: &str, caller: &Caller) -> Opened {
        let Some(envelope) = self.unseal::<Envelope>(Purpose::Form, text) else { return Opened::Foreign };
        let valid = self.policy().session.form_valid;
        let good = caller.binding == Some(envelope.binding) && caller.now.since(envelope.at) <= valid;
        if good { Opened::Good(envelope.form) } else { Opened::Stale(envelope.form) }
    }

    /// A visit as a link's parameter.
    pub fn seal_visit(&self, visit: &Visit) -> String {
        URL_SAFE_NO_PAD.encode(self.vault().seal_json(Purpose::VisitLink, b"", visit))
    }

    /// A visit out of a link; `None` when it is not ours.
    pub fn open_visit(&self, text: &str) -> Option<Visit> {
        self.unseal(Purpose::VisitLink, text)
    }

    fn unseal<T: serde::de::DeserializeOwned>(&self, purpose: Purpose, text: &str) -> Option<T> {
        if text.len() > LONGEST {
            return None;
        }
        self.vault().open_json(purpose, b"", &URL_SAFE_NO_PAD.decode(text).ok()?)
    }
}
