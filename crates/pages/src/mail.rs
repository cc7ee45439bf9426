//! Mails: the same voice as the pages. Each says what happened, when and where, holds one button with its bare
//! address below, and what to do if it was somebody else. No picture, no tracking, always a text part.

use askama::Template;
use domain::{Locale, Timestamp};

use crate::account::device_name;
use crate::frame::Frame;
use crate::look::Look;
use crate::palette::Palette;

/// A mail, ready to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A security notice: something happened to the account on a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecurityNotice {
    pub kind: NoticeKind,
    pub given_name: String,
    /// The login that was used, as the customer types it.
    pub login: String,
    /// « Firefox · Windows »
    pub device: Option<String>,
    pub at: Timestamp,
    /// The full address that the button leads to: [`NoticeKind::leads_to`] on the installation's own host.
    pub url: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoticeKind {
    /// X10: somebody signed in on a device that this account had not used.
    NewDevice,
    /// SE3: a copied « rester identifié » cookie was seen; that device was signed out.
    DeviceSignedOut,
    /// EL7: a new password was chosen by a message.
    PasswordReset,
    /// PW6: the password was changed from within the account.
    PasswordChanged,
    /// O7: a login and a password were chosen in the place of the line's.
    Personalised,
    /// EN5: a method of two-step verification was added,
    FactorAdded,
    /// removed,
    FactorRemoved,
    /// or guessed at too often (TO3).
    FactorBlocked,
}

/// The keys of one kind of notice.
struct Keys {
    subject: &'static str,
    what: &'static str,
    you: &'static str,
    doubt: &'static str,
    not_you: &'static str,
    button: &'static str,
}

impl NoticeKind {
    /// The path of the button: where whoever did not do it can act.
    pub const fn leads_to(self) -> &'static str {
        match self {
            Self::NewDevice | Self::DeviceSignedOut => crate::paths::DEVICES,
            Self::PasswordReset
            | Self::PasswordChanged
            | Self::Personalised
            | Self::FactorAdded
            | Self::FactorRemoved
            | Self::FactorBlocked => crate::paths::FORGOTTEN_PASSWORD,
        }
    }

    const fn keys(self) -> Keys {
        match self {
            Self::NewDevice => Keys {
                subject: "mail-new_device-subject",
                what: "mail-new_device-what",
                you: "mail-new_device-you",
                doubt: "mail-new_device-doubt",
                not_you: "mail-new_device-not_you",
                button: "mail-button",
            },
            Self::DeviceSignedOut => Keys {
                subject: "mail-signed_out-subject",
                what: "mail-signed_out-what",
                you: "mail-signed_out-you",
                doubt: "mail-signed_out-doubt",
                not_you: "mail-signed_out-not_you",
                button: "mail-button",
            },
            Self::PasswordReset => Keys {
                subject: "mail-password_reset-subject",
                what: "mail-password_reset-what",
                you: "mail-new_device-you",
                doubt: "mail-new_device-doubt",
                not_you: "mail-password_reset-not_you",
                button: "mail-password_reset-button",
            },
            Self::Personalised => Keys {
                subject: "mail-personalised-subject",
                what: "mail-personalised-what",
                you: "mail-personalised-you",
                doubt: "mail-new_device-doubt",
                not_you: "mail-password_reset-not_you",
                button: "mail-password_reset-button",
            },
            Self::FactorAdded => Keys {
                subject: "mail-factor_added-subject",
                what: "mail-factor_added-what",
                you: "mail-new_device-you",
                doubt: "mail-new_device-doubt",
                not_you: "mail-password_reset-not_you",
                button: "mail-password_reset-button",
            },
            Self::FactorRemoved => Keys {
                subject: "mail-factor_removed-subject",
                what: "mail-factor_removed-what",
                you: "mail-new_device-you",
                doubt: "mail-new_device-doubt",
                not_you: "mail-password_reset-not_you",
                button: "mail-password_reset-button",
            },
            Self::FactorBlocked => Keys {
                subject: "mail-factor_blocked-subject",
                what: "mail-factor_blocked-what",
                you: "mail-factor_blocked-you",
                doubt: "mail-new_device-doubt",
                not_you: "mail-factor_blocked-not_you",
                button: "mail-password_reset-button",
            },
            Self::PasswordChanged => Keys {
                subject: "mail-password_changed-subject",
                what: "mail-password_changed-what",
                you: "mail-new_device-you",
                doubt: "mail-new_device-doubt",
                not_you: "mail-password_reset-not_you",
                button: "mail-password_reset-button",
            },
        }
    }
}

#[derive(Template)]
#[template(path = "mail/notice.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    notice: &'a SecurityNotice,
    keys: Keys,
    subject: &'a str,
}

#[derive(Template)]
#[template(path = "mail/notice.txt")]
struct Text<'a> {
    frame: &'a Frame<'a>,
    notice: &'a SecurityNotice,
    keys: Keys,
}

impl SecurityNotice {
    /// Writes the mail in the words and colours of the brand.
    pub fn compose(&self, look: &Look, locale: Locale) -> Mail {
        let frame = &Frame::new(look, locale, "");
        let brand = look.brand.name.as_str();
        let subject = frame.say_with(self.kind.keys().subject, "brand", brand);
        let html = Html { frame, notice: self, keys: self.kind.keys(), subject: &subject }.render();
        let text = Text { frame, notice: self, keys: self.kind.keys() }.render();
        let written = "a template that only writes to memory cannot fail";
        Mail { html: html.expect(written), text: text.expect(written), subject }
    }

    fn salutation(&self, frame: &Frame<'_>) -> String {
        salutation(frame, &self.given_name)
    }

    fn device_name(&self, frame: &Frame<'_>) -> String {
        device_name(frame, self.device.as_deref())
    }
}

/// The colours of a mail that is read in the dark. By structure, so that a new mail needs no classes of its own; programs
/// that know no such rules keep the light colours, which stand in the elements.
pub(crate) fn dark_rules(look: &Look) -> String {
    let Palette { fill, on, text, tint, .. } = look.dark;
    format!(
        "@media (prefers-color-scheme:dark){{\
         .paper{{background:#0f1413!important}}\
         .card{{background:#171e1c!important;border-color:#2c3633!important;border-top-color:{fill}!important}}\
         .card p,.card td,.card strong,.foot,.foot a{{color:#eef3f1!important}}\
         .card table{{background:{tint}!important}}\
         .card a{{color:{text}!important}}\
         .card .fill{{background:{fill}!important;border-color:{fill}!important}}\
         .card .fill a{{color:{on}!important}}}}"
    )
}

/// « Bonjour Camille, », or « Bonjour, » for nobody in particular.
pub(crate) fn salutation(frame: &Frame<'_>, given_name: &str) -> String {
    match given_name {
        "" => frame.say("mail-salutation"),
        name => frame.say_with("mail-salutation-name", "name", name),
    }
}
