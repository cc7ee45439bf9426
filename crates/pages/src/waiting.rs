//! C25: the door is closed for a moment, either because too many tries were made or because the house is full.
//! Says when and what to do, never whether an account exists (R10).

use std::time::Duration;

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};

/// Too many tries. The same words for an account that exists and for one that does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TooManyTriesPage {
    pub purpose: Option<String>,
    pub until: Timestamp,
    pub wait: Duration,
    /// Where to try again, keeping the destination.
    pub retry: String,
    /// Where to choose another password, keeping it too.
    pub forgotten: String,
}

/// The server has more to do than it can: nothing is lost, try again in a moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServerBusyPage {
    pub purpose: Option<String>,
    pub retry: String,
}

page!(TooManyTriesPage, "sign_in/too_many_tries.html");
page!(ServerBusyPage, "sign_in/server_busy.html");

impl Titled for TooManyTriesPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("wait-tries-title"), self.purpose.as_deref(), false)
    }
}

impl Titled for ServerBusyPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("wait-busy-title"), self.purpose.as_deref(), false)
    }
}
