//! SIM cards that changed a moment ago (SM5): whoever had somebody's number moved to a card of their own would read the codes
//! that go there. Pure: the operator says what it knows, the store keeps when it was first met, the shell asks here.

use std::time::Duration;

use crate::Timestamp;
use crate::time::hours;

/// How many hours an operator can be asked about: CAMARA SIM Swap, `maxAge`.
pub const LONGEST_AGE: Duration = hours(2400);

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SimSwapPolicy {
    /// A card that changed within this gets no code. Whole hours, up to [`LONGEST_AGE`].
    pub max_age: Duration,
    /// How long the operator is waited for.
    pub waits: Duration,
    pub without_answer: WithoutAnswer,
}

/// What becomes of a code where the operator does not answer, or does not know the number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WithoutAnswer {
    /// An outage at the operator's keeps nobody out.
    Send,
    Refuse,
}

impl Default for SimSwapPolicy {
    fn default() -> Self {
        Self { max_age: hours(72), waits: Duration::from_secs(3), without_answer: WithoutAnswer::Send }
    }
}

/// What an operator says of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SimStanding {
    /// Its card is older than was asked.
    Settled,
    Changed,
    /// The operator does not serve this number.
    Unknown,
}

/// Whether a code may go there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SimVerdict {
    Good,
    /// It serves again then, at the latest; `untold` where the account's owner does not know yet.
    Changed {
        until: Timestamp,
        untold: bool,
    },
    Unanswered,
}

/// When the change of a card was first met for an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Met {
    pub at: Timestamp,
    pub told: bool,
}

/// `said` is none where no answer came.
pub fn judge(
    said: Option<SimStanding>,
    met: Option<Met>,
    now: Timestamp,
    policy: &SimSwapPolicy,
) -> SimVerdict {
    // The card changed before it was met: once that is too old, another change is another story, and told again.
    let known = met.map(|met| (met.at + policy.max_age, !met.told)).filter(|(until, _)| now < *until);
    let again = known.map(|(until, untold)| SimVerdict::Changed { until, untold });
    match said {
        Some(SimStanding::Settled) => SimVerdict::Good,
        Some(SimStanding::Changed) => {
            again.unwrap_or(SimVerdict::Changed { until: now + policy.max_age, untold: true })
        }
        // What was known stays known while nobody answers.
        Some(SimStanding::Unknown) | None => again.unwrap_or(match policy.without_answer {
            WithoutAnswer::Send => SimVerdict::Good,
            WithoutAnswer::Refuse => SimVerdict::Unanswered,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_764_000_000_000);

    fn judged(said: Option<SimStanding>, met: Option<Met>) -> SimVerdict {
        judge(said, met, NOW, &SimSwapPolicy::default())
    }

    fn met(hours_ago: i64, told: bool) -> Met {
        Met { at: Timestamp::from_millis(NOW.millis() - hours_ago * 3_600_000), told }
    }

    #[test]
    fn a_card_that_changed_gets_no_code_and_is_told_once_within_its_days() {
        let until = NOW + hours(72);
        assert_eq!(judged(Some(SimStanding::Changed), None), SimVerdict::Changed { until, untold: true });
        let again = judged(Some(SimStanding::Changed), Some(met(1, true)));
        assert_eq!(again, SimVerdict::Changed { until: NOW + hours(71), untold: false });
        let untold = judged(Some(SimStanding::Changed), Some(met(1, false)));
        assert_eq!(untold, SimVerdict::Changed { until: NOW + hours(71), untold: true });
        let another = judged(Some(SimStanding::Changed), Some(met(72, true)));
        assert_eq!(another, SimVerdict::Changed { until, untold: true });
    }

    #[test]
    fn the_operators_word_ends_it_before_its_days() {
        assert_eq!(judged(Some(SimStanding::Settled), Some(met(1, true))), SimVerdict::Good);
    }

    #[test]
    fn silence_follows_the_policy_and_forgets_nothing() {
        for said in [None, Some(SimStanding::Unknown)] {
            assert_eq!(judged(said, None), SimVerdict::Good);
            assert_eq!(judged(said, Some(met(72, true))), SimVerdict::Good);
            assert!(matches!(judged(said, Some(met(71, true))), SimVerdict::Changed { untold: false, .. }));
            let strict = SimSwapPolicy { without_answer: WithoutAnswer::Refuse, ..SimSwapPolicy::default() };
            assert_eq!(judge(said, None, NOW, &strict), SimVerdict::Unanswered);
        }
    }
}
