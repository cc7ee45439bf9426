//! How tries at a secret are slowed (RL1-RL7). Pure: the store keeps the counters, the shell asks here.
//! A try is booked as a failure before it is judged, so that parallel guesses cannot share one.

use std::time::Duration;

use crate::Timestamp;
use crate::network_throttle::NetworkPolicy;
use crate::time::{hours, minutes};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThrottlePolicy {
    /// Tries that cost nothing, per account on unknown devices.
    pub free_tries: u32,
    /// Tries that cost nothing on a device this account already signed in with (RL4).
    pub free_tries_known_device: u32,
    /// The wait after the first try beyond the free ones; it doubles with each further one.
    pub first_delay: Duration,
    pub longest_delay: Duration,
    /// After so long without a try the counter starts again.
    pub forget_after: Duration,
    /// Whatever accounts a network tries (RL6).
    pub network: NetworkPolicy,
}

impl Default for ThrottlePolicy {
    fn default() -> Self {
        Self {
            free_tries: 5,
            free_tries_known_device: 10,
            first_delay: Duration::from_secs(30),
            longest_delay: minutes(15),
            forget_after: hours(24),
            network: NetworkPolicy::default(),
        }
    }
}

/// One counter as the store keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counter {
    pub failures: u32,
    pub last_at: Option<Timestamp>,
}

/// Whether a try may be judged now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admission {
    /// Book `failures` and judge.
    Admitted { failures: u32 },
    /// Not before `until`; no work is done for it (RL7).
    Wait { until: Timestamp },
}

/// Decides on one try, given the counter before it.
pub fn admit(counter: Counter, free: u32, now: Timestamp, policy: &ThrottlePolicy) -> Admission {
    let Some(last_at) = counter.last_at else {
        return Admission::Admitted { failures: 1 };
    };
    if now.since(last_at) >= policy.forget_after {
        return Admission::Admitted { failures: 1 };
    }
    let until = last_at + delay(counter.failures, free, policy);
    if now < until {
        return Admission::Wait { until };
    }
    Admission::Admitted { failures: counter.failures.saturating_add(1) }
}

/// The wait that follows `failures` tries in a row.
pub fn delay(failures: u32, free: u32, policy: &ThrottlePolicy) -> Duration {
    let Some(beyond) = failures.checked_sub(free) else {
        return Duration::ZERO;
    };
    let factor = 1_u32 << beyond.min(16);
    policy.first_delay.saturating_mul(factor).min(policy.longest_delay)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    /// Tries as fast as admitted, and counts how many were judged in a day.
    fn guesses_in_a_day(free: u32) -> u32 {
        let policy = ThrottlePolicy::default();
        let (mut counter, mut now, mut judged) = (Counter::default(), at(0), 0);
        while now < at(86_400) {
            match admit(counter, free, now, &policy) {
                Admission::Admitted { failures } => {
                    judged += 1;
                    counter = Counter { failures, last_at: Some(now) };
                }
                Admission::Wait { until } => {
                    assert!(until > now, "a wait always ends");
                    now = until;
                }
            }
        }
        judged
    }

    #[test]
    fn the_first_five_tries_are_free_and_the_sixth_waits() {
        let policy = ThrottlePolicy::default();
        let five = Counter { failures: 5, last_at: Some(at(0)) };
        assert_eq!(admit(five, 5, at(29), &policy), Admission::Wait { until: at(30) });
        assert_eq!(admit(five, 5, at(30), &policy), Admission::Admitted { failures: 6 });
        let four = Counter { failures: 4, last_at: Some(at(0)) };
        assert_eq!(admit(four, 5, at(0), &policy), Admission::Admitted { failures: 5 });
    }

    #[test]
    fn guessing_all_day_gives_about_a_hundred_tries() {
        let judged = guesses_in_a_day(5);
        assert!((90..130).contains(&judged), "{judged}");
    }

    #[test]
    fn the_wait_never_grows_beyond_the_longest() {
        let policy = ThrottlePolicy::default();
        assert_eq!(delay(u32::MAX, 5, &policy), policy.longest_delay);
    }

    #[test]
    fn a_clock_that_moves_back_does_not_lengthen_the_wait() {
        let policy = ThrottlePolicy::default();
        let counter = Counter { failures: 5, last_at: Some(at(100)) };
        assert_eq!(admit(counter, 5, at(90), &policy), Admission::Wait { until: at(130) });
    }
}
