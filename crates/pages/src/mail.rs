//! Mails: the same voice as the pages. Each says what happened, when and where, holds one button with its bare
//! address below, and what to do if it was somebody else. No picture, no tracking, always a text part.

use askama::Template;
use domain::alarm::Told;
use domain::message::Named;
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

impl Mail {
    /// Both parts, written.
    pub(crate) fn of(subject: &str, html: &impl Template, text: &impl Template) -> Self {
        let written = "a template that only writes to memory cannot fail";
        let (html, text) = (html.render().expect(written), text.render().expect(written));
        Self { subject: subject.to_owned(), text, html }
    }
}

/// A security notice: something happened to the account on a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecurityNotice {
    pub told: Told,
    pub given_name: String,
    /// The login that was used, as the customer types it.
    pub login: String,
    /// « Firefox · Windows »
    pub device: Option<String>,
    pub at: Timestamp,
    /// How much is left of something that was used.
    pub left: Option<u32>,
    /// The methods that it is about, where it is not about the account as a whole.
    pub about: Vec<Named>,
    /// The full address of the notice's own link, whose host comes from the configuration alone (EL4).
    pub url: String,
}

/// A login as HTML that a narrow mail breaks after its marks, and within a word only where nothing else helps.
pub(crate) fn breakable(login: &str) -> String {
    let mut html = String::with_capacity(login.len() + 20);
    for letter in login.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '@' | '.' | '-' | '_' => {
                html.push(letter);
                html.push_str("<wbr>");
            }
            _ => html.push(letter),
        }
    }
    html
}

/// The keys of one kind of notice.
struct Keys {
    subject: &'static str,
    what: &'static str,
    you: &'static str,
    doubt: &'static str,
    not_you: &'static str,
}

impl Keys {
    const fn new(subject: &'static str, what: &'static str, not_you: &'static str) -> Self {
        Self { subject, what, you: "mail-new_device-you", doubt: "mail-new_device-doubt", not_you }
    }

    const fn of(told: Told) -> Self {
        let (device, all) = ("mail-not_me-device", "mail-not_me-all");
        match told {
            Told::NewDevice => Self::new("mail-new_device-subject", "mail-new_device-what", device),
            Told::DeviceSignedOut => Self {
                you: "mail-signed_out-you",
                doubt: "mail-signed_out-doubt",
                ..Self::new("mail-signed_out-subject", "mail-signed_out-what", device)
            },
            Told::PasswordReset => Self::new("mail-password_reset-subject", "mail-password_reset-what", all),
            Told::PasswordChanged => {
                Self::new("mail-password_changed-subject", "mail-password_changed-what", all)
            }
            Told::Personalised => Self {
                you: "mail-personalised-you",
                ..Self::new("mail-personalised-subject", "mail-personalised-what", all)
            },
            Told::FactorAdded => Self::new("mail-factor_added-subject", "mail-factor_added-what", all),
            Told::FactorRemoved => Self::new("mail-factor_removed-subject", "mail-factor_removed-what", all),
            Told::PhoneAdded => Self::new("mail-phone_added-subject", "mail-phone_added-what", all),
            Told::PhoneRemoved => Self::new("mail-phone_removed-subject", "mail-phone_removed-what", all),
            Told::PhoneLocked => Self::new("mail-phone_locked-subject", "mail-phone_locked-what", all),
            Told::PushReported => Self {
                you: "mail-push_reported-you",
                doubt: "mail-push_reported-doubt",
                ..Self::new("mail-push_reported-subject", "mail-push_reported-what", all)
            },
            Told::PushPaused => Self {
                you: "mail-push_paused-you",
                ..Self::new("mail-push_paused-subject", "mail-push_paused-what", all)
            },
            Told::ContactAdded => {
                Self::new("mail-contact_added-subject", "mail-contact_added-what", "mail-not_me-contact")
            }
            Told::ContactReplaced => Self::new(
                "mail-contact_replaced-subject",
                "mail-contact_replaced-what",
                "mail-not_me-contact",
            ),
            Told::ContactRemoved => {
                Self::new("mail-contact_removed-subject", "mail-contact_removed-what", "mail-not_me-contact")
            }
            Told::PhoneLost => Self {
                you: "mail-phone_lost-you",
                ..Self::new("mail-phone_lost-subject", "mail-phone_lost-what", all)
            },
            Told::PhoneFound => Self::new("mail-phone_found-subject", "mail-phone_found-what", all),
            Told::CodesMade => Self::new("mail-codes_made-subject", "mail-codes_made-what", all),
            Told::CodeUsed => Self::new("mail-code_used-subject", "mail-code_used-what", all),
            Told::FactorBlocked => Self {
                you: "mail-factor_blocked-you",
                ..Self::new(
                    "mail-factor_blocked-subject",
                    "mail-factor_blocked-what",
                    "mail-factor_blocked-not_you",
                )
            },
            Told::SimChanged => Self {
                you: "mail-sim_changed-you",
                doubt: "mail-sim_changed-doubt",
                ..Self::new("mail-sim_changed-subject", "mail-sim_changed-what", "mail-sim_changed-not_you")
            },
            Told::PasskeyCopied => Self {
                you: "mail-passkey_copied-you",
                ..Self::new("mail-passkey_copied-subject", "mail-passkey_copied-what", all)
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
        let subject = frame.say_with(Keys::of(self.told).subject, "brand", brand);
        Mail::of(
            &subject,
            &Html { frame, notice: self, keys: Keys::of(self.told), subject: &subject },
            &Text { frame, notice: self, keys: Keys::of(self.told) },
        )
    }

    fn salutation(&self, frame: &Frame<'_>) -> String {
        salutation(frame, &self.given_name)
    }

    /// « Il vous en reste 9. »
    fn remainder(&self, frame: &Frame<'_>) -> Option<String> {
        self.left.map(|left| frame.say_with("mail-code_used-left", "left", left))
    }

    /// « iPhone de Camille, SMS se terminant par 78 »; nothing where it is about the account.
    fn subjects(&self, frame: &Frame<'_>) -> Option<String> {
        let names: Vec<String> = self.about.iter().map(|one| crate::lost_phone::name(frame, one)).collect();
        (!names.is_empty()).then(|| names.join(", "))
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

/// The one line that a locked phone shows: that somebody asks, and for which company (PU6).
pub fn push_title(look: &Look, locale: Locale) -> String {
    Frame::new(look, locale, "").say_with("push-title", "brand", look.brand.name.as_str())
}

/// « Bonjour Camille, », or « Bonjour, » for nobody in particular.
pub(crate) fn salutation(frame: &Frame<'_>, given_name: &str) -> String {
    match given_name {
        "" => frame.say("mail-salutation"),
        name => frame.say_with("mail-salutation-name", "name", name),
    }
}

#[cfg(test)]
mod tests {
    use super::breakable;

    #[test]
    fn a_login_breaks_after_its_marks_and_is_never_markup() {
        assert_eq!(breakable("zoe.m@x.fr"), "zoe.<wbr>m@<wbr>x.<wbr>fr");
        assert_eq!(breakable("<b>&\""), "&lt;b&gt;&amp;&quot;");
    }
}
