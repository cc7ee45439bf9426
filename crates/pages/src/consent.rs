//! C33: a linked service asks for the customer's agreement, once. Says what it would learn.

use crate::frame::{Frame, Titled, page};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsentPage {
    pub service: String,
    pub shared: Vec<Shared>,
    /// The service's own words on what it does with it.
    pub privacy: Option<String>,
    pub csrf: String,
}

/// One thing that the service would learn, with its value where we know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shared {
    pub kind: SharedKind,
    pub value: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SharedKind {
    /// A number that means this person, to this service.
    Identity,
    Name,
    Mail,
    Phone,
    /// May ask again while the person is away.
    Lasting,
}

page!(ConsentPage, "consent/consent.html");

impl SharedKind {
    const fn key(self) -> &'static str {
        match self {
            Self::Identity => "consent-shared-identity",
            Self::Name => "consent-shared-name",
            Self::Mail => "consent-shared-mail",
            Self::Phone => "consent-shared-phone",
            Self::Lasting => "consent-shared-lasting",
        }
    }
}

impl Titled for ConsentPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&self.heading(frame), None, false)
    }
}

impl ConsentPage {
    fn heading(&self, frame: &Frame<'_>) -> String {
        frame.say_with("consent-title", "service", self.service.as_str())
    }
}
