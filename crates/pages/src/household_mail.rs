//! Mails about a household: a proposal to hand the contract over, what became of it, somebody who leaves, somebody who
//! came of age. Knows neither lines nor mailboxes.

use askama::Template;
use domain::message::HouseholdNews as News;
use domain::{Locale, Timestamp};

use crate::frame::Frame;
use crate::look::Look;
use crate::mail::{Mail, salutation};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HouseholdMail {
    pub news: News,
    pub given_name: String,
    pub login: String,
    /// The other person of the news.
    pub other: String,
    pub at: Timestamp,
    /// The full address that the button leads to.
    pub url: String,
}

#[derive(Template)]
#[template(path = "mail/household.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    mail: &'a HouseholdMail,
    subject: &'a str,
}

#[derive(Template)]
#[template(path = "mail/household.txt")]
struct Text<'a> {
    frame: &'a Frame<'a>,
    mail: &'a HouseholdMail,
}

/// Subject and sentence of each news.
const fn keys(news: News) -> (&'static str, &'static str) {
    match news {
        News::HandoverOffered => ("mail-household-offered-subject", "mail-household-offered-what"),
        News::HandoverProposed => ("mail-household-proposed-subject", "mail-household-proposed-what"),
        News::HandoverWithdrawn => ("mail-household-ended-subject", "mail-household-withdrawn-what"),
        News::HandoverDeclined => ("mail-household-ended-subject", "mail-household-declined-what"),
        News::NowHolder => ("mail-household-done-subject", "mail-household-now_holder-what"),
        News::NoLongerHolder => ("mail-household-done-subject", "mail-household-no_longer-what"),
        News::Left => ("mail-household-left-subject", "mail-household-left-what"),
        News::Removed => ("mail-household-left-subject", "mail-household-removed-what"),
        News::RemovedOne => ("mail-household-changed-subject", "mail-household-removed_one-what"),
        News::OfAge => ("mail-household-of_age-subject", "mail-household-of_age-what"),
        News::PersonAdded => ("mail-household-changed-subject", "mail-household-added-what"),
        News::StartRenewed => ("mail-household-changed-subject", "mail-household-start_renewed-what"),
        News::StartForYou => ("mail-household-start_for_you-subject", "mail-household-start_for_you-what"),
        News::Started => ("mail-household-changed-subject", "mail-household-started-what"),
        News::StartedAgain => ("mail-household-changed-subject", "mail-household-started_again-what"),
    }
}

impl HouseholdMail {
    /// Writes the mail in the words and colours of the brand. No name stands in the subject: lock screens show it.
    pub fn compose(&self, look: &Look, locale: Locale) -> Mail {
        let frame = &Frame::new(look, locale, "");
        let subject = frame.say_with(keys(self.news).0, "brand", look.brand.name.as_str());
        Mail::of(&subject, &Html { frame, mail: self, subject: &subject }, &Text { frame, mail: self })
    }

    fn salutation(&self, frame: &Frame<'_>) -> String {
        salutation(frame, &self.given_name)
    }

    fn what(&self, frame: &Frame<'_>) -> String {
        frame.say_with(keys(self.news).1, "name", self.other.as_str())
    }
}
