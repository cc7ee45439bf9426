//! The phone's own lock (A16): when it may stand for the password (decision 5). Whoever could use a phone's key for a moment, and
//! no longer, must not gain more than that moment.

use std::time::Duration;

use crate::Timestamp;
use crate::time::{days, minutes};

/// What is brought so soon after the phone belongs to the same fresh proof as the phone itself (EN2).
const WITH_THE_PHONE: Duration = minutes(10);
/// Otherwise its owner is told, and has so long to say that it was not them; like a changed address (EL8).
const RESTS: Duration = days(3);

/// Whether a lock was brought with its phone, or later on.
pub fn came_with_the_phone(registered_at: Timestamp, locked_at: Timestamp) -> bool {
    locked_at.since(registered_at) < WITH_THE_PHONE
}

/// Whether a lock may stand for the password now.
pub fn lock_counts(registered_at: Timestamp, locked_at: Timestamp, now: Timestamp) -> bool {
    came_with_the_phone(registered_at, locked_at) || now.since(locked_at) >= RESTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_counts_at_once_with_its_phone_and_after_three_days_otherwise() {
        let phone = Timestamp::from_millis(0);
        let soon = phone + minutes(9);
        assert!(lock_counts(phone, soon, soon));
        let later = phone + minutes(10);
        assert!(!lock_counts(phone, later, later + days(2)));
        assert!(lock_counts(phone, later, later + days(3)));
    }
}
