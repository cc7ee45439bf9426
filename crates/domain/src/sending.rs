//! How often codes may be sent by text, call or mail, so that nobody's telephone is flooded and no stranger earns money with
//! our bill (SM2). Pure: the store keeps what was sent, the shell asks here.

use std::time::Duration;

use crate::Timestamp;
use crate::sim_swap::SimSwapPolicy;
use crate::time::{days, hours, minutes};

/// Beyond this nothing is read of what went to one address.
pub const MOST_READ: u32 = 20;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SendingPolicy {
    /// ISO 3166-1; those of the brand where empty.
    pub countries: Vec<String>,
    /// How long a code serves (SM3).
    pub lives: Duration,
    /// Codes that may be typed against one that was sent.
    pub tries: u32,
    /// The wait after the first code to an address; it doubles with each further one.
    pub first_pause: Duration,
    /// To one address in ten minutes,
    pub in_ten_minutes: u32,
    /// and in a day.
    pub in_a_day: u32,
    /// What one account may ask for in a day, whatever the addresses.
    pub of_an_account_a_day: u32,
    /// Texts and calls to one range of ten thousand numbers in a day.
    pub to_a_range_a_day: u32,
    /// What one network may ask for in an hour.
    pub of_a_network_an_hour: u32,
    /// Texts and calls of the whole installation in a day.
    pub in_all_a_day: u32,
    /// No new number is taken in a country where fewer codes than one in so many are used,
    pub breaker_ratio: u32,
    /// once so many were sent there within two hours.
    pub breaker_from: u32,
    /// SM5: what becomes of a number whose card changed a moment ago.
    pub sim_swap: SimSwapPolicy,
    /// From this instant on no text or call is set up any more,
    pub closes_at: Option<Timestamp>,
    /// from this one on whoever uses them is told when they end, and
    pub told_at: Option<Timestamp>,
    /// from this one on none is used (SM6, B6).
    pub ends_at: Option<Timestamp>,
}

impl Default for SendingPolicy {
    fn default() -> Self {
        Self {
            countries: Vec::new(),
            lives: minutes(10),
            tries: 5,
            first_pause: Duration::from_secs(30),
            in_ten_minutes: 3,
            in_a_day: 10,
            of_an_account_a_day: 20,
            to_a_range_a_day: 200,
            of_a_network_an_hour: 60,
            in_all_a_day: 20_000,
            breaker_ratio: 2,
            breaker_from: 40,
            sim_swap: SimSwapPolicy::default(),
            closes_at: None,
            told_at: None,
            ends_at: None,
        }
    }
}

impl SendingPolicy {
    /// When texts and calls end, while it is time to tell whoever uses them (SM6).
    pub fn ending(&self, now: Timestamp) -> Option<Timestamp> {
        let ends = self.ends_at.filter(|end| now < *end)?;
        self.told_at.filter(|from| *from <= now).map(|_| ends)
    }
}

/// Until when one more code to an address has to wait; `sent` is what went there, the newest first.
pub fn wait(sent: &[Timestamp], now: Timestamp, policy: &SendingPolicy) -> Option<Timestamp> {
    let within = |window: Duration| sent.iter().take_while(move |at| now.since(**at) < window);
    let full = |window: Duration, most: u32| {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        within(window).nth(most.saturating_sub(1)).map(|oldest| *oldest + window)
    };
    let lately = u32::try_from(within(minutes(10)).count()).unwrap_or(u32::MAX);
    let pause = sent.first().filter(|_| lately > 0).map(|last| *last + pause(lately, policy));
    [full(minutes(10), policy.in_ten_minutes), full(days(1), policy.in_a_day), pause]
        .into_iter()
        .flatten()
        .filter(|until| *until > now)
        .max()
}

/// The wait after so many codes in a row: 30 s, a minute, two.
fn pause(lately: u32, policy: &SendingPolicy) -> Duration {
    policy.first_pause.saturating_mul(1 << lately.saturating_sub(1).min(8))
}

/// Whether a country's codes are asked for and not used: somebody earns money with texts that nobody reads (SM2).
pub const fn is_pumped(sent: u64, used: u64, policy: &SendingPolicy) -> bool {
    sent >= policy.breaker_from as u64 && sent > used.saturating_mul(policy.breaker_ratio as u64)
}

/// How long budgets are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Window {
    Hour,
    Day,
}

impl Window {
    pub const fn span(self) -> Duration {
        match self {
            Self::Hour => hours(1),
            Self::Day => days(1),
        }
    }

    /// Which window of the clock this is; each begins anew.
    pub fn number(self, now: Timestamp) -> i64 {
        now.seconds().div_euclid(i64::try_from(self.span().as_secs()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    /// Asks as fast as it is let, and says when each code went.
    fn asking(seconds: i64) -> Vec<i64> {
        let policy = SendingPolicy::default();
        let mut sent: Vec<Timestamp> = Vec::new();
        let mut now = at(1_000_000);
        while now < at(1_000_000 + seconds) {
            match wait(&sent, now, &policy) {
                Some(until) => {
                    assert!(until > now, "a wait always ends");
                    now = until;
                }
                None => sent.insert(0, now),
            }
        }
        sent.iter().rev().map(|at| at.seconds() - 1_000_000).collect()
    }

    #[test]
    fn the_waits_grow_and_three_go_in_any_ten_minutes() {
        assert_eq!(asking(600), [0, 30, 90]);
        let hour = asking(3600);
        for window in hour.windows(4) {
            assert!(window[3] - window[0] >= 600, "{hour:?}");
        }
    }

    #[test]
    fn ten_go_in_any_day() {
        let week = asking(7 * 86_400);
        assert!(week.len() <= 71, "{}", week.len());
        for window in week.windows(11) {
            assert!(window[10] - window[0] >= 86_400, "{week:?}");
        }
    }

    #[test]
    fn a_quiet_address_waits_for_nothing() {
        assert_eq!(wait(&[], at(5), &SendingPolicy::default()), None);
        assert_eq!(wait(&[at(0)], at(601), &SendingPolicy::default()), None);
    }

    #[test]
    fn codes_that_nobody_uses_stop_new_numbers_and_an_honest_morning_does_not() {
        let policy = SendingPolicy::default();
        assert!(is_pumped(40, 19, &policy) && is_pumped(500, 0, &policy));
        assert!(!is_pumped(39, 0, &policy), "too few to tell");
        assert!(!is_pumped(1000, 500, &policy), "people forget half");
    }

    #[test]
    fn windows_begin_anew() {
        assert_eq!(Window::Hour.number(at(3599)) + 1, Window::Hour.number(at(3600)));
        assert_eq!(Window::Day.number(at(86_399)) + 1, Window::Day.number(at(86_400)));
    }
}
