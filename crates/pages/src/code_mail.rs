//! The mail that carries a code to sign in with, or to set such codes up (decision 6). It has no button: the code is typed
//! where it was asked for.

use askama::Template;
use domain::{Locale, Timestamp};

use crate::account::device_name;
use crate::frame::Frame;
use crate::look::Look;
use crate::mail::{Mail, salutation};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeMail {
    pub given_name: String,
    pub login: String,
    /// « Firefox · Windows »
    pub device: Option<String>,
    /// Six digits.
    pub code: String,
    pub until: Timestamp,
    /// Where a new password is chosen, on the installation's own host (EL4).
    pub url: String,
}

#[derive(Template)]
#[template(path = "mail/code.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    mail: &'a CodeMail,
    subject: &'a str,
}

#[derive(Template)]
#[template(path = "mail/code.txt")]
struct Text<'a> {
    frame: &'a Frame<'a>,
    mail: &'a CodeMail,
}

impl CodeMail {
    /// The code never stands in the subject: lock screens show it.
    pub fn compose(&self, look: &Look, locale: Locale) -> Mail {
        let frame = &Frame::new(look, locale, "");
        let subject = frame.say_with("mail-code-subject", "brand", look.brand.name.as_str());
        Mail::of(&subject, &Html { frame, mail: self, subject: &subject }, &Text { frame, mail: self })
    }

    fn salutation(&self, frame: &Frame<'_>) -> String {
        salutation(frame, &self.given_name)
    }

    fn device_name(&self, frame: &Frame<'_>) -> String {
        device_name(frame, self.device.as_deref())
    }
}
