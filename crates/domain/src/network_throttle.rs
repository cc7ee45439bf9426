//! How tries from one network are slowed, whatever accounts they are at (RL6): a thousand accounts with one try each from
//! one place is not a thousand customers. Pure; one instant is kept for each network, its debt.

use std::time::Duration;

use crate::Timestamp;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NetworkPolicy {
    /// Wrong tries on unknown devices that a network may make at once.
    pub tries: u32,
    /// After those, one more in each such span.
    pub pause: Duration,
}

impl Default for NetworkPolicy {
    /// A large office on a Monday morning may mistype a hundred times; six hundred guesses an hour open no account.
    fn default() -> Self {
        Self { tries: 100, pause: Duration::from_secs(6) }
    }
}

/// When the next try may be judged, where it may not be now. `paid_at` is when everything tried so far is forgotten.
pub fn wait_from(paid_at: Option<Timestamp>, now: Timestamp, policy: &NetworkPolicy) -> Option<Timestamp> {
    let allowed = policy.pause.saturating_mul(policy.tries.saturating_sub(1));
    let paid_at = paid_at.filter(|paid_at| *paid_at > now)?;
    (paid_at.since(now) > allowed).then(|| paid_at - allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::hours;

    const START: Timestamp = Timestamp::from_millis(1_000_000);

    /// What the store does with one more wrong try.
    fn booked(paid_at: Option<Timestamp>, now: Timestamp, policy: &NetworkPolicy) -> Timestamp {
        paid_at.filter(|paid_at| *paid_at > now).unwrap_or(now) + policy.pause
    }

    #[test]
    fn a_hundred_tries_pass_at_once_and_then_one_in_six_seconds() {
        let policy = NetworkPolicy::default();
        let mut paid_at = None;
        for _ in 0..100 {
            assert_eq!(wait_from(paid_at, START, &policy), None);
            paid_at = Some(booked(paid_at, START, &policy));
        }
        assert_eq!(wait_from(paid_at, START, &policy), Some(START + policy.pause));
        let later = START + policy.pause;
        assert_eq!(wait_from(paid_at, later, &policy), None);
        paid_at = Some(booked(paid_at, later, &policy));
        assert_eq!(wait_from(paid_at, later, &policy), Some(later + policy.pause));
    }

    #[test]
    fn a_thousand_accounts_with_one_try_each_take_an_hour_and_a_half() {
        let policy = NetworkPolicy::default();
        let (mut paid_at, mut now) = (None, START);
        for _ in 0..1000 {
            now = wait_from(paid_at, now, &policy).unwrap_or(now);
            paid_at = Some(booked(paid_at, now, &policy));
        }
        assert!(now.since(START) >= hours(1) + Duration::from_mins(29), "{:?}", now.since(START));
    }

    #[test]
    fn a_quiet_network_owes_nothing() {
        let policy = NetworkPolicy::default();
        let paid_at = Some(booked(None, START, &policy));
        assert_eq!(wait_from(paid_at, START + hours(1), &policy), None);
    }
}
