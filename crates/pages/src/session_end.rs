//! C35: the session ends soon. Says when, in time to stay (R33). Without the script the page holds one quiet line instead.

use std::time::Duration;

use domain::{Remaining, Timestamp};

use crate::frame::Frame;

/// When a page's session ends, as it stood when the page was drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionEnd {
    pub at: Timestamp,
    pub left: Duration,
    /// Whether a sign of life moves it.
    pub can_stay: bool,
    /// For the two forms of the dialog.
    pub csrf: String,
}

impl SessionEnd {
    pub fn new(left: Remaining, now: Timestamp, csrf: String) -> Self {
        Self { at: now + left.span, left: left.span, can_stay: left.can_stay, csrf }
    }

    /// « Vous avez besoin de plus de temps ? »
    pub fn title(&self, frame: &Frame<'_>) -> String {
        frame.say(if self.can_stay { "ending-title" } else { "ending-last-title" })
    }

    /// What happens when, and what to do.
    pub fn text(&self, frame: &Frame<'_>) -> String {
        let key = if self.can_stay { "ending-text" } else { "ending-last-text" };
        frame.say_with(key, "clock", frame.clock(self.at))
    }

    /// For who has no script: the clock time, known when the page was drawn.
    pub(crate) fn quiet(&self, frame: &Frame<'_>) -> String {
        let key = if self.can_stay { "ending-quiet" } else { "ending-last-quiet" };
        frame.say_with(key, "clock", frame.clock(self.at))
    }

    /// Rounded up, so that nothing is over before it is.
    pub fn seconds(&self) -> u64 {
        self.left.as_secs() + u64::from(self.left.subsec_nanos() > 0)
    }
}
