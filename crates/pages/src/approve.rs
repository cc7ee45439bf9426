//! C21: a request is approved on the phone, by a number that this page shows. Knows no rule: the number and where the
//! request stands are handed in.

use domain::Timestamp;

use crate::frame::{Frame, Titled, page};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApprovePage {
    /// The service that asks, where one does.
    pub service: Option<String>,
    /// As the customer calls the phone; may be empty.
    pub phone: String,
    pub number: String,
    pub until: Timestamp,
    pub standing: Approval,
    /// Where the page hears that the phone has answered.
    pub events: String,
    pub action: String,
    pub csrf: String,
}

/// Where a request stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Approval {
    Awaited,
    Given,
    /// « Non ».
    Refused,
    /// A wrong number.
    Failed,
    /// Too late, or replaced by a newer one.
    Over,
}

page!(ApprovePage, "second_factor/approve.html");

impl Titled for ApprovePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(self.keys().0), self.service.as_deref(), self.is_over())
    }
}

impl ApprovePage {
    const fn keys(&self) -> (&'static str, &'static str) {
        match self.standing {
            Approval::Awaited => ("phone-approve-title", ""),
            Approval::Given => ("phone-approve-given-title", "phone-approve-given-text"),
            Approval::Refused => ("phone-approve-refused-title", "phone-approve-refused-text"),
            Approval::Failed => ("phone-approve-failed-title", "phone-approve-failed-text"),
            Approval::Over => ("phone-approve-over-title", "phone-approve-over-text"),
        }
    }

    fn is_awaited(&self) -> bool {
        self.standing == Approval::Awaited
    }

    fn is_given(&self) -> bool {
        self.standing == Approval::Given
    }

    fn is_over(&self) -> bool {
        !self.is_awaited() && !self.is_given()
    }

    fn open(&self, frame: &Frame<'_>) -> String {
        let company = frame.look.brand.name.as_str();
        match self.phone.as_str() {
            "" => frame.say_with("phone-approve-open_any", "company", company),
            phone => words::say_with(
                frame.locale,
                "phone-approve-open",
                [("company", company.into()), ("phone", phone.into())],
            ),
        }
    }
}
