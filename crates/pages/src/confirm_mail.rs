//! The mail that shows whose a new contact address is: one code to type where it was asked for (EL8). No link: whoever opens
//! mails for others, as scanners do, confirms nothing.

use askama::Template;
use domain::{Locale, Timestamp};

use crate::frame::Frame;
use crate::look::Look;
use crate::mail::{Mail, salutation};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfirmMail {
    pub given_name: String,
    pub login: String,
    /// Six digits.
    pub code: String,
    pub until: Timestamp,
}

#[derive(Template)]
#[template(path = "mail/confirm.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    mail: &'a ConfirmMail,
    subject: &'a str,
}

#[derive(Template)]
#[template(path = "mail/confirm.txt")]
struct Text<'a> {
    frame: &'a Frame<'a>,
    mail: &'a ConfirmMail,
}

impl ConfirmMail {
    /// Writes the mail in the words and colours of the brand. The code never stands in the subject: lock screens show it.
    pub fn compose(&self, look: &Look, locale: Locale) -> Mail {
        let frame = &Frame::new(look, locale, "");
        let subject = frame.say_with("mail-confirm-subject", "brand", look.brand.name.as_str());
        Mail::of(&subject, &Html { frame, mail: self, subject: &subject }, &Text { frame, mail: self })
    }

    fn salutation(&self, frame: &Frame<'_>) -> String {
        salutation(frame, &self.given_name)
    }
}
