//! The mail by which a new password may be chosen: a code to type, a link to open, and every account of the address
//! (decision 11). Whoever did not ask has nothing to do.

use askama::Template;
use domain::{Locale, Timestamp};

use crate::frame::Frame;
use crate::look::Look;
use crate::mail::{Mail, salutation};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecoveryMail {
    /// Empty where several people share the address.
    pub given_name: String,
    /// What each account of the address signs in with.
    pub logins: Vec<String>,
    /// Six digits.
    pub code: String,
    /// The full address of the link, whose host comes from the configuration alone (EL4).
    pub url: String,
    pub until: Timestamp,
}

#[derive(Template)]
#[template(path = "mail/recovery.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    mail: &'a RecoveryMail,
    subject: &'a str,
}

#[derive(Template)]
#[template(path = "mail/recovery.txt")]
struct Text<'a> {
    frame: &'a Frame<'a>,
    mail: &'a RecoveryMail,
}

impl RecoveryMail {
    /// Writes the mail in the words and colours of the brand. The code never stands in the subject: lock screens show it.
    pub fn compose(&self, look: &Look, locale: Locale) -> Mail {
        let frame = &Frame::new(look, locale, "");
        let subject = frame.say_with("mail-choose-subject", "brand", look.brand.name.as_str());
        Mail::of(&subject, &Html { frame, mail: self, subject: &subject }, &Text { frame, mail: self })
    }

    fn salutation(&self, frame: &Frame<'_>) -> String {
        salutation(frame, &self.given_name)
    }

    const fn accounts_key(&self) -> &'static str {
        if self.logins.len() > 1 { "mail-choose-accounts" } else { "mail-account" }
    }
}
