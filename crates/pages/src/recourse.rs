//! A second way to recover is asked for (O12): why, two ways to prepare one, and « Plus tard ». Knows no rule.

use std::time::Duration;

use crate::frame::{Frame, Titled, page};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecoursePage {
    /// The mailbox that would be lost with the password; absent where there is no address at all.
    pub mailbox: Option<String>,
    /// Where another address is added.
    pub contacts: String,
    /// Where printed codes are made.
    pub codes: String,
    /// « Plus tard » lasts so long.
    pub again: Duration,
    pub csrf: String,
}

page!(RecoursePage, "recourse/second_way.html");

impl Titled for RecoursePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("recourse-title"), None, false)
    }
}

impl RecoursePage {
    fn lead(&self, frame: &Frame<'_>) -> String {
        match &self.mailbox {
            Some(mailbox) => frame.say_with("recourse-mailbox", "mailbox", mailbox.as_str()),
            None => frame.say("recourse-nothing"),
        }
    }
}
