//! The mail that says when codes by text and call end (SM6). It names no number.

use askama::Template;
use domain::{Locale, Timestamp};

use crate::frame::Frame;
use crate::look::Look;
use crate::mail::{Mail, salutation};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextsEndMail {
    pub given_name: String,
    pub login: String,
    pub end: Timestamp,
    /// The full address of « Sécurité de mon compte ».
    pub url: String,
}

#[derive(Template)]
#[template(path = "mail/texts_end.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    mail: &'a TextsEndMail,
    subject: &'a str,
}

#[derive(Template)]
#[template(path = "mail/texts_end.txt")]
struct Text<'a> {
    frame: &'a Frame<'a>,
    mail: &'a TextsEndMail,
}

impl TextsEndMail {
    /// Writes the mail in the words and colours of the brand.
    pub fn compose(&self, look: &Look, locale: Locale) -> Mail {
        let frame = &Frame::new(look, locale, "");
        let subject = frame.say_with("mail-texts_end-subject", "brand", look.brand.name.as_str());
        Mail::of(&subject, &Html { frame, mail: self, subject: &subject }, &Text { frame, mail: self })
    }

    fn salutation(&self, frame: &Frame<'_>) -> String {
        salutation(frame, &self.given_name)
    }
}
