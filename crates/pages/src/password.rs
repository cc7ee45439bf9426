//! C8 and C32: a new password is chosen, after a forgotten one or from within the account. Says why one is not taken;
//! judges none.

use domain::password::Weakness;

use crate::frame::{Frame, Titled, page};
use crate::sign_in::Problem;

/// C8.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPasswordPage {
    /// Whose password: what this person signs in with.
    pub login: String,
    /// The fewest characters that are taken.
    pub least: u32,
    /// Four words drawn by lot, for whoever has no idea.
    pub idea: String,
    pub refusal: Option<PasswordRefusal>,
    pub csrf: String,
}

/// C32.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangePasswordPage {
    pub login: String,
    pub least: u32,
    pub idea: String,
    pub refusal: Option<PasswordRefusal>,
    /// « Me déconnecter de tous mes autres appareils »: whether ticked.
    pub end_others: bool,
    /// It was just changed.
    pub done: bool,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasswordRefusal {
    Weak(Weakness),
    /// The current one is missing.
    MissingCurrent,
    WrongCurrent,
    /// Everybody comes at once.
    Busy,
    /// The form lay open for too long.
    Expired,
}

page!(NewPasswordPage, "password/new.html");
page!(ChangePasswordPage, "password/change.html");

impl PasswordRefusal {
    /// The field that it is about, where it is about one.
    pub(crate) const fn field(self) -> Option<&'static str> {
        match self {
            Self::Weak(_) => Some("new_password"),
            Self::MissingCurrent | Self::WrongCurrent => Some("password"),
            Self::Busy | Self::Expired => None,
        }
    }

    /// The words beside the field, the same as in the summary (R7).
    pub(crate) fn words(self, frame: &Frame<'_>) -> String {
        match self {
            Self::Weak(Weakness::Empty) => frame.say("choose-weak-empty"),
            Self::Weak(Weakness::TooShort { least }) => frame.say_with("choose-weak-short", "least", least),
            Self::Weak(Weakness::TooLong { .. }) => frame.say("choose-weak-long"),
            Self::Weak(Weakness::Common) => frame.say("choose-weak-common"),
            Self::Weak(Weakness::NamesCompany) => frame.say("choose-weak-company"),
            Self::Weak(Weakness::NamesYou) => frame.say("choose-weak-you"),
            Self::Weak(Weakness::Guessable) => frame.say("choose-weak-guessable"),
            Self::MissingCurrent => frame.say("choose-change-missing"),
            Self::WrongCurrent => frame.say("choose-change-wrong"),
            Self::Busy => frame.say("wait-busy-text"),
            Self::Expired => frame.say("sign_in-expired-text"),
        }
    }

    /// Heading and sentence of the error summary.
    pub(crate) fn summary(self, frame: &Frame<'_>) -> (String, String) {
        let (heading, text) = match self {
            Self::Weak(_) | Self::MissingCurrent | Self::WrongCurrent => {
                ("choose-refused", "choose-refused-text")
            }
            Self::Busy => ("wait-busy-title", "wait-busy-text"),
            Self::Expired => ("sign_in-expired-title", "sign_in-expired-text"),
        };
        (frame.say(heading), frame.say(text))
    }

    pub(crate) fn problems(self, frame: &Frame<'_>) -> Vec<Problem> {
        self.field().map(|field| Problem { field, text: self.words(frame) }).into_iter().collect()
    }

    fn wrong(self, field: &str, frame: &Frame<'_>) -> Option<String> {
        (self.field() == Some(field)).then(|| self.words(frame))
    }
}

/// What both pages ask of their refusal.
macro_rules! refusals {
    ($page:ident) => {
        impl $page {
            fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
                self.refusal.map(|refusal| refusal.summary(frame))
            }
            fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
                self.refusal.map(|refusal| refusal.problems(frame)).unwrap_or_default()
            }
            fn wrong(&self, field: &str, frame: &Frame<'_>) -> Option<String> {
                self.refusal?.wrong(field, frame)
            }
        }
    };
}
refusals!(NewPasswordPage);
refusals!(ChangePasswordPage);

impl Titled for NewPasswordPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("choose-new-title"), None, self.refusal.is_some())
    }
}

impl Titled for ChangePasswordPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("choose-change-title"), None, self.refusal.is_some())
    }
}
