//! A telephone that was lost or stolen (C29, B7): what may have been on it, and how often that may be said. Knows no page.

use super::{Factor, Held, is_of_a_phone};
use crate::Timestamp;
use crate::network_throttle::NetworkPolicy;
use crate::throttle::{Admission, Counter, ThrottlePolicy, admit};
use crate::time::days;

/// Times a day that an account's telephone may be said to be lost, from all unknown devices together.
const TIMES_A_DAY: u32 = 3;

impl Factor {
    /// Whether whoever finds a telephone may find this on it.
    pub const fn may_be_on_a_phone(self) -> bool {
        matches!(self, Self::Passkey | Self::Push | Self::Totp | Self::Sms | Self::Voice)
    }
}

/// What can be blocked with a lost telephone. A phone and its codes are one; what was guessed at too often can be lost as well,
/// so that a new password does not bring it back.
pub fn losable(held: &[Held]) -> impl Iterator<Item = &Held> {
    held.iter().filter(|one| one.kind.may_be_on_a_phone() && !one.lost && !is_of_a_phone(one, held))
}

/// Whether it may be said now. Who knows only the password can block and do no more, and no more often than this (decision 7).
pub fn may_lose(counter: Counter, now: Timestamp) -> Admission {
    let day = days(1);
    let policy = ThrottlePolicy {
        free_tries: TIMES_A_DAY,
        free_tries_known_device: TIMES_A_DAY,
        first_delay: day,
        longest_delay: day,
        forget_after: day,
        network: NetworkPolicy::default(),
    };
    admit(counter, TIMES_A_DAY, now, &policy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AuthenticatorId;

    fn held(id: AuthenticatorId, kind: Factor) -> Held {
        let (created_at, label) = (Timestamp::from_millis(0), String::new());
        Held { id, kind, label, created_at, last_used_at: None, blocked: false, lost: false, ending: None }
    }

    #[test]
    fn a_phone_is_lost_with_its_codes_and_paper_is_not_on_it() {
        let phone = AuthenticatorId::from_bytes([2; 16]);
        let card = held(AuthenticatorId::from_bytes([4; 16]), Factor::Card);
        let lost = Held { lost: true, ..held(AuthenticatorId::from_bytes([6; 16]), Factor::Sms) };
        let all = [held(phone, Factor::Push), held(phone.codes(), Factor::Totp), card, lost];
        let found: Vec<_> = losable(&all).map(|one| one.id).collect();
        assert_eq!(found, [phone]);
    }

    #[test]
    fn it_is_said_three_times_a_day_and_again_the_next() {
        let mut counter = Counter::default();
        let now = Timestamp::from_millis(0);
        for times in 1..=3 {
            assert_eq!(may_lose(counter, now), Admission::Admitted { failures: times });
            counter = Counter { failures: times, last_at: Some(now) };
        }
        assert_eq!(may_lose(counter, now), Admission::Wait { until: now + days(1) });
        assert_eq!(may_lose(counter, now + days(1)), Admission::Admitted { failures: 1 });
    }
}
