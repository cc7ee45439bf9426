//! « Mon foyer »: contracts and their people (O1, X2). Shows what it is handed; who may see what was decided above.

use std::time::Duration;

use domain::Timestamp;
use domain::contract::{ContractKind, Role};

use crate::frame::{Frame, Titled, page};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HouseholdPage {
    pub contracts: Vec<ContractPart>,
    /// What was just done, or why it was not.
    pub note: Option<HouseholdNote>,
    /// How long a proposal stands.
    pub offer_lives: Duration,
    pub csrf: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContractPart {
    /// What the form sends back; opaque here.
    pub id: String,
    pub kind: ContractKind,
    pub reference: String,
    pub i_hold: bool,
    pub i_am_minor: bool,
    pub people: Vec<PersonPart>,
    pub lines: Vec<String>,
    pub mailboxes: Vec<MailboxPart>,
    pub offer: Option<OfferPart>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonPart {
    pub id: String,
    pub name: String,
    pub role: Role,
    pub since: Timestamp,
    pub is_minor: bool,
    pub is_me: bool,
    /// Where who looks is the holder, and added them by login (X19).
    pub start: Option<StartPart>,
}

/// How somebody stands who was added by login.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StartPart {
    pub started: bool,
    /// Until when the code serves that waits for them.
    pub code_until: Option<Timestamp>,
    pub may_renew: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailboxPart {
    pub address: String,
    /// Nobody has taken it yet, or somebody who left.
    pub owner: Option<String>,
}

/// A proposal to hand the contract over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfferPart {
    /// The other person.
    pub other: String,
    /// It was made to who looks; else by them.
    pub to_me: bool,
    pub until: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HouseholdNote {
    Proposed,
    Withdrawn,
    Accepted,
    Declined,
    Left,
    Removed,
    /// The code that waited is taken back.
    TakenBack,
    ///
    Started,
    ///
    Changed,
    ///
    UnderAge,
    ///
    HandoverOpen,
    ///
    HolderStays,
}

page!(HouseholdPage, "household/household.html");

impl Titled for HouseholdPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let refused = self.note.is_some_and(HouseholdNote::is_refusal);
        frame.title(&frame.say("household-title"), None, refused)
    }
}

impl HouseholdNote {
    pub const fn is_refusal(self) -> bool {
        matches!(
            self,
            Self::Changed | Self::UnderAge | Self::HandoverOpen | Self::HolderStays | Self::Started
        )
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Proposed => "household-done-proposed",
            Self::Withdrawn => "household-done-withdrawn",
            Self::Accepted => "household-done-accepted",
            Self::Declined => "household-done-declined",
            Self::Left => "household-done-left",
            Self::Removed => "household-done-removed",
            Self::TakenBack => "household-done-taken_back",
            Self::Started => "household-refused-started",
            Self::Changed => "household-refused-changed",
            Self::UnderAge => "household-refused-under_age",
            Self::HandoverOpen => "household-refused-open",
            Self::HolderStays => "household-refused-holder",
        }
    }
}

impl ContractPart {
    fn heading(&self, frame: &Frame<'_>) -> String {
        frame.say(match self.kind {
            ContractKind::Internet => "household-kind-internet",
            ContractKind::Mobile => "household-kind-mobile",
            ContractKind::Other => "household-kind-other",
        })
    }
}

impl PersonPart {
    fn role(&self, frame: &Frame<'_>) -> String {
        frame.say(match self.role {
            Role::Holder => "household-role-holder",
            Role::Member => "household-role-member",
        })
    }

    /// How they stand who were added by login.
    fn start_words(&self, frame: &Frame<'_>) -> Option<String> {
        let start = self.start?;
        Some(match start.code_until {
            Some(until) => frame.say_with("household-start-waits", "day", frame.day(until)),
            None if start.started => frame.say("household-start-started"),
            None => frame.say("household-start-none"),
        })
    }

    /// Who never started has no account to keep.
    fn remove_words(&self, frame: &Frame<'_>) -> String {
        let unstarted = self.start.is_some_and(|start| !start.started);
        let key = if unstarted { "household-remove-unstarted" } else { "household-remove-text" };
        frame.say_with(key, "name", self.name.as_str())
    }

    fn may_renew(&self) -> bool {
        self.start.is_some_and(|start| start.may_renew)
    }

    fn code_waits(&self) -> bool {
        self.start.is_some_and(|start| start.code_until.is_some())
    }

    /// Whom a contract may be proposed to.
    fn is_adult_member(&self) -> bool {
        self.role == Role::Member && !self.is_minor && !self.is_me
    }

    fn can_be_removed(&self) -> bool {
        self.role == Role::Member && !self.is_me
    }
}
