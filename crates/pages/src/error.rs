//! C36: something did not work. Every one says what to do next and carries a reference to quote;
//! none says what went wrong inside (WB7).

use crate::frame::{Frame, Titled, page};
use crate::sign_out::ServiceLink;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErrorPage {
    pub kind: ErrorKind,
    /// What the customer reads out to the service desk and what the log line holds.
    pub reference: String,
    pub way_on: WayOn,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    NotFound,
    Forbidden,
    /// The address is asked in a way that it does not answer (405).
    WrongMethod,
    TooLarge,
    /// A form that could not be read (400, 415).
    Unreadable,
    /// Ours.
    Trouble,
    /// The page lay open too long, was used already, or another tab went on: out of turn.
    Expired,
    /// The request of a service names a client that is not registered here.
    UnknownClient,
    /// The request of a service names a return address that is not registered for it.
    WrongReturnAddress,
    /// The request of a service is broken in another way.
    BrokenRequest,
    /// A link that lacks a part, as mail programs cut them.
    BrokenLink,
    /// A link to choose a password that served, was replaced by a newer one, or is too old.
    DeadLink,
    /// The link of a security notice, past its days.
    OldNotice,
    /// A sign-in that waited for a factor and is over: it went on, took too long, or the phone said no.
    SignInOver,
    CookiesBlocked,
    /// The answer does not belong to the question (`state`).
    OtherVisit,
}

/// The one button.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WayOn {
    /// « Revenir à {service} »
    Service(ServiceLink),
    /// « Reprendre », where the visit keeps its destination.
    GoOn {
        href: String,
    },
    SignIn,
    /// A new message to choose a password.
    ForgottenPassword,
    Account,
    /// The list of devices, where somebody in doubt looks.
    Devices,
    None,
}

page!(ErrorPage, "error/error.html");

impl ErrorKind {
    const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("error-not_found-title", "error-not_found-text"),
            Self::Forbidden => ("error-forbidden-title", "error-forbidden-text"),
            Self::WrongMethod => ("error-method-title", "error-method-text"),
            Self::TooLarge => ("error-too_large-title", "error-too_large-text"),
            Self::Unreadable => ("error-unreadable-title", "error-unreadable-text"),
            Self::Trouble => ("error-trouble-title", "error-trouble-text"),
            Self::Expired => ("error-expired-title", "error-expired-text"),
            Self::UnknownClient => ("error-client-title", "error-client-text"),
            Self::WrongReturnAddress => ("error-return-title", "error-return-text"),
            Self::BrokenRequest => ("error-request-title", "error-request-text"),
            Self::BrokenLink => ("error-link-title", "error-link-text"),
            Self::DeadLink => ("error-dead_link-title", "error-dead_link-text"),
            Self::OldNotice => ("error-old_notice-title", "error-old_notice-text"),
            Self::SignInOver => ("error-over-title", "error-over-text"),
            Self::CookiesBlocked => ("error-cookies-title", "error-cookies-text"),
            Self::OtherVisit => ("error-visit-title", "error-visit-text"),
        }
    }
}

impl Titled for ErrorPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&self.heading(frame), None, false)
    }
}

impl ErrorPage {
    fn heading(&self, frame: &Frame<'_>) -> String {
        frame.say(self.kind.keys().0)
    }

    fn text(&self, frame: &Frame<'_>) -> String {
        frame.say(self.kind.keys().1)
    }

    /// Words and address of the one button.
    fn button(&self, frame: &Frame<'_>) -> Option<(String, &str)> {
        match &self.way_on {
            WayOn::Service(service) => {
                Some((frame.say_with("error-back", "service", service.name.as_str()), &service.href))
            }
            WayOn::GoOn { href } => Some((frame.say("error-go_on"), href)),
            WayOn::SignIn => Some((frame.say("error-sign_in"), crate::paths::SIGN_IN)),
            WayOn::ForgottenPassword => {
                Some((frame.say("error-ask_again"), crate::paths::FORGOTTEN_PASSWORD))
            }
            WayOn::Account => Some((frame.say("error-account"), crate::paths::ACCOUNT)),
            WayOn::Devices => Some((frame.say("account-devices"), crate::paths::DEVICES)),
            WayOn::None => None,
        }
    }
}
