//! C30 and C31: how the account is protected, and changing it. Knows no rule.

use domain::{Factor, Timestamp};

use crate::frame::{Frame, Titled, page};
use crate::second_factor::name_with_ending;
use crate::waits::Waits;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecurityPage {
    pub methods: Vec<MethodLine>,
    /// Printed codes that are left; absent where none were made.
    pub codes_left: Option<u32>,
    /// So few that new ones are offered.
    pub few_codes: bool,
    /// Something can be added.
    pub can_add: bool,
    /// What was just done, or why it was not.
    pub note: Option<SecurityNote>,
    /// A recovery makes some of it wait (RE6).
    pub waits: Option<Waits>,
    /// What devices may be told of passkeys.
    pub signal: Option<Signal>,
    pub csrf: String,
}

/// What a device's own list may be told: a name of the browser's, and what is said, as JSON (WebAuthn Level 3 §5.1.10).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signal {
    pub name: &'static str,
    pub options: String,
}

impl Signal {
    /// Nobody has this passkey.
    pub const UNKNOWN: &'static str = "signalUnknownCredential";
    /// These are all that this person has.
    pub const ALL: &'static str = "signalAllAcceptedCredentials";
}

/// One method that was set up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MethodLine {
    /// What the form sends back; opaque here.
    pub id: String,
    pub kind: Factor,
    /// As the customer named it; may be empty.
    pub label: String,
    /// Where its codes go, as far as that is ever shown.
    pub ending: Option<String>,
    pub added: Timestamp,
    pub last_used: Option<Timestamp>,
    pub blocked: bool,
    /// With a telephone that was lost (C29): what is lost is blocked.
    pub lost: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecurityNote {
    Added,
    Removed,
    Renamed,
    /// What was lost is blocked,
    Lost,
    /// and what was found serves again.
    Found,
    /// The account must keep one.
    LastRequired,
    /// No address of theirs was ever verified.
    Unverified,
}

page!(SecurityPage, "account/security.html");

impl Titled for SecurityPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let held_back = self.waits.as_ref().is_some_and(|waits| waits.refused);
        frame.title(&frame.say("security-title"), None, held_back || self.refused(frame).is_some())
    }
}

impl SecurityPage {
    fn done(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(match self.note? {
            SecurityNote::Added => "security-done-added",
            SecurityNote::Removed => "security-done-removed",
            SecurityNote::Renamed => "security-done-renamed",
            SecurityNote::Lost => "lost-security-blocked",
            SecurityNote::Found => "lost-security-found",
            SecurityNote::LastRequired | SecurityNote::Unverified => return None,
        }))
    }

    fn refused(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        match self.note? {
            SecurityNote::LastRequired => {
                Some((frame.say("security-last-title"), frame.say("security-last-text")))
            }
            SecurityNote::Unverified => {
                Some((frame.say("security-unverified-title"), frame.say("security-unverified-text")))
            }
            SecurityNote::Added
            | SecurityNote::Removed
            | SecurityNote::Renamed
            | SecurityNote::Lost
            | SecurityNote::Found => None,
        }
    }

    const fn is_low(&self) -> bool {
        self.few_codes
    }

    /// Something that a telephone may hold, and that still serves.
    fn can_lose(&self) -> bool {
        self.methods.iter().any(|method| method.kind.may_be_on_a_phone() && !method.lost)
    }

    fn is_protected(&self) -> bool {
        self.methods.iter().any(|method| method.kind.is_second_factor())
    }
}

impl MethodLine {
    fn name(&self, frame: &Frame<'_>) -> String {
        name_with_ending(frame, self.kind, &self.label, self.ending.as_deref())
    }

    const fn tag_key(&self) -> &'static str {
        if self.lost { "lost-security-tag" } else { "security-blocked" }
    }

    /// Why it is blocked, and what to do.
    const fn blocked_key(&self) -> &'static str {
        match self.kind {
            _ if self.lost => "lost-security-text",
            Factor::Passkey => "passkey-blocked-text",
            _ => "security-blocked-text",
        }
    }
}
