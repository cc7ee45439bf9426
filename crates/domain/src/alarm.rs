//! « Ce n’était pas moi » (X10): what a security notice told, and what ends when its reader says that it was somebody else.
//! Knows no link and no address.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::time::days;

/// What happened to an account that its person is told of, wherever they can be written to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// Somebody signed in on a device this account had not used.
    NewDevice,
    /// A copied « rester identifié » cookie was seen and that device was signed out (SE3).
    DeviceSignedOut,
    /// A password was chosen by a message or a printed code (EL7).
    PasswordReset,
    /// A password was changed from within the account (PW6).
    PasswordChanged,
    /// A login and a password were chosen in the place of the line's (O7).
    Personalised,
    /// A method of two-step verification was added (EN5),
    FactorAdded,
    /// removed,
    FactorRemoved,
    /// or guessed at too often (TO3).
    FactorBlocked,
    /// A passkey was blocked, because there may be two of it (PK5).
    PasskeyCopied,
    /// A phone that approves sign-ins was added (E5),
    PhoneAdded,
    /// or took itself away.
    PhoneRemoved,
    /// The lock of a phone may stand for the password from now on (decision 5).
    PhoneLocked,
    /// The phone said « Non, ce n'est pas moi » (PU4).
    PushReported,
    /// Too many requests were refused or ignored (PU3).
    PushPaused,
    /// A telephone was said to be lost: what is on it was blocked (C29),
    PhoneLost,
    /// or given back.
    PhoneFound,
    /// No code went to a number whose SIM card had just changed (SM5).
    SimChanged,
    /// New printed codes, and with them the end of the old ones (EN6).
    CodesMade,
    /// A printed code was used.
    CodeUsed,
    /// A contact address was added, replaced, or sent away (EL8).
    ContactAdded,
    ContactReplaced,
    ContactRemoved,
}

impl Told {
    pub const ALL: [Self; 22] = [
        Self::NewDevice,
        Self::DeviceSignedOut,
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::Personalised,
        Self::FactorAdded,
        Self::FactorRemoved,
        Self::FactorBlocked,
        Self::PasskeyCopied,
        Self::PhoneAdded,
        Self::PhoneRemoved,
        Self::PhoneLocked,
        Self::PushReported,
        Self::PushPaused,
        Self::PhoneLost,
        Self::PhoneFound,
        Self::SimChanged,
        Self::CodesMade,
        Self::CodeUsed,
        Self::ContactAdded,
        Self::ContactReplaced,
        Self::ContactRemoved,
    ];

    /// As it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NewDevice => "new_device",
            Self::DeviceSignedOut => "device_signed_out",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::Personalised => "personalised",
            Self::FactorAdded => "factor_added",
            Self::FactorRemoved => "factor_removed",
            Self::FactorBlocked => "factor_blocked",
            Self::PasskeyCopied => "passkey_copied",
            Self::PhoneAdded => "phone_added",
            Self::PhoneRemoved => "phone_removed",
            Self::PhoneLocked => "phone_locked",
            Self::PushReported => "push_reported",
            Self::PushPaused => "push_paused",
            Self::PhoneLost => "phone_lost",
            Self::PhoneFound => "phone_found",
            Self::SimChanged => "sim_changed",
            Self::CodesMade => "codes_made",
            Self::CodeUsed => "code_used",
            Self::ContactAdded => "contact_added",
            Self::ContactReplaced => "contact_replaced",
            Self::ContactRemoved => "contact_removed",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|told| told.word() == word)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlarmPolicy {
    /// How long the link of a notice serves.
    pub lives: Duration,
    /// How long a press removes the method that was told of, where nothing else would protect the account.
    pub removes_within: Duration,
}

impl AlarmPolicy {
    /// Whether the reader of a notice may remove the method that it told of. A message alone never bares an account that has
    /// been protected for days (decision 5); where another factor stands, it bares nothing.
    pub fn may_remove(&self, told_at: Timestamp, now: Timestamp, stays_protected: bool) -> bool {
        stays_protected || now.since(told_at) < self.removes_within
    }
}

impl Default for AlarmPolicy {
    fn default() -> Self {
        Self { lives: days(30), removes_within: days(3) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_bares_no_account_that_was_protected_for_days() {
        let (policy, told) = (AlarmPolicy::default(), Timestamp::from_millis(0));
        assert!(policy.may_remove(told, told + crate::time::hours(71), false));
        assert!(!policy.may_remove(told, told + days(3), false));
        assert!(policy.may_remove(told, told + days(29), true), "another factor stands");
    }

    #[test]
    fn every_notice_reads_back_from_its_word() {
        for told in Told::ALL {
            assert_eq!(Told::from_word(told.word()), Some(told));
            assert_eq!(serde_json::to_string(&told).expect("plain"), format!("\"{}\"", told.word()));
        }
        assert_eq!(Told::from_word("nothing"), None);
    }
}
