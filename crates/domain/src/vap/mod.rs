//! Our own authenticator as a noun: a phone with a key, the enrolment that brought it here, and what it is asked.
//! Knows neither signature nor storage; words in capitals of the protocol's page are written here once.

mod fatigue;
mod lock;
mod number;

pub use fatigue::{Past, Pushing, QUIET_FOR, may_ask_alone, may_push};
pub use lock::{came_with_the_phone, lock_counts};
pub use number::{NumberMode, tries};

use std::time::Duration;

use crate::time::{days, minutes};

/// How long an enrolment's link and code live, whatever the page does (EN3).
pub const ENROLMENT_LIVES: Duration = minutes(10);
/// How long an approved challenge waits for the browser that asked.
pub const FINALISED_WITHIN: Duration = minutes(1);
/// A key that nobody has used for so long is shown as stale.
pub const STALE_AFTER: Duration = days(180);

/// A closed list of words that travel and lie in the store.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

words! {
    /// Where an enrolment stands.
    EnrolmentState {
        Created = "created",
        Claimed = "claimed",
        Registered = "registered",
        Completed = "completed",
        Expired = "expired",
        Cancelled = "cancelled",
        Superseded = "superseded",
    }
    /// Whether the phone's first act must be to approve a number (E6).
    Confirm { Auto = "auto", Number = "number" }
    /// A phone's standing. `pending` never counts as a factor (EN4).
    PhoneState { Pending = "pending", Active = "active", Suspended = "suspended", Revoked = "revoked" }
    /// Where a challenge stands.
    ChallengeState {
        Pending = "pending",
        Approved = "approved",
        Denied = "denied",
        Reported = "reported",
        Expired = "expired",
        Superseded = "superseded",
        Failed = "failed",
        Consumed = "consumed",
    }
    /// What a challenge is about.
    Kind {
        SignIn = "signin",
        Payment = "payment",
        Enrol = "enrol",
        Recovery = "recovery",
        Ciba = "ciba",
    }
    /// What the phone answers.
    Decision { Approve = "approve", Deny = "deny", Report = "report" }
    /// How waking the phone goes.
    PushState { Absent = "absent", Live = "live", Dead = "dead" }
}

impl Kind {
    /// How long the phone may take (PU5).
    pub const fn lives(self) -> Duration {
        match self {
            Self::SignIn | Self::Enrol | Self::Recovery => minutes(2),
            Self::Payment => minutes(3),
            Self::Ciba => minutes(5),
        }
    }
}

impl EnrolmentState {
    /// The same at an instant: an open enrolment whose time is over is `expired`.
    #[must_use]
    pub fn at(self, expires_at: crate::Timestamp, now: crate::Timestamp) -> Self {
        match self {
            Self::Created | Self::Claimed | Self::Registered if now >= expires_at => Self::Expired,
            other => other,
        }
    }
}

impl ChallengeState {
    /// The same at an instant.
    #[must_use]
    pub fn at(self, expires_at: crate::Timestamp, now: crate::Timestamp) -> Self {
        match self {
            Self::Pending if now >= expires_at => Self::Expired,
            Self::Approved if now >= expires_at + FINALISED_WITHIN => Self::Expired,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    #[test]
    fn what_nobody_answered_in_time_is_over_without_anybody_writing_so() {
        let end = Timestamp::from_millis(1000);
        assert_eq!(ChallengeState::Pending.at(end, Timestamp::from_millis(999)), ChallengeState::Pending);
        assert_eq!(ChallengeState::Pending.at(end, end), ChallengeState::Expired);
        assert_eq!(ChallengeState::Denied.at(end, end), ChallengeState::Denied);
        assert_eq!(ChallengeState::Approved.at(end, end), ChallengeState::Approved);
        assert_eq!(ChallengeState::Approved.at(end, end + FINALISED_WITHIN), ChallengeState::Expired);
        assert_eq!(EnrolmentState::Claimed.at(end, end), EnrolmentState::Expired);
        assert_eq!(EnrolmentState::Completed.at(end, end), EnrolmentState::Completed);
    }

    #[test]
    fn no_request_lives_longer_than_five_minutes() {
        for kind in [Kind::SignIn, Kind::Payment, Kind::Enrol, Kind::Recovery, Kind::Ciba] {
            assert!(kind.lives() <= minutes(5), "{kind:?}");
        }
    }

    #[test]
    fn a_word_reads_back() {
        assert_eq!(ChallengeState::parse(ChallengeState::Reported.word()), Some(ChallengeState::Reported));
        assert_eq!(ChallengeState::parse("REPORTED"), None);
    }
}
