//! How often a message to choose a new password may be asked for, and how its code may be tried (EL1-EL7, RL1-RL4).
//! Pure: the store keeps the counters. Knows no address.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::throttle::{Admission, Counter};
use crate::time::{hours, minutes};
use crate::{Secret, Timestamp};

const CODE_DIGITS: usize = 6;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecoveryPolicy {
    /// How long code and link serve (EL3).
    pub lives: Duration,
    /// Once the code was right: how long there is at least to choose a password (R33).
    pub proof_lives: Duration,
    /// Messages that may be asked for in a row,
    pub messages: u32,
    /// before so long a wait,
    pub window: Duration,
    /// and the wait between two of them.
    pub pause: Duration,
    /// Codes that may be typed against one message; as many again by who holds its link.
    pub tries: u32,
    /// Wrong codes a day for one account without the link. Beyond, only the link serves: a stranger who guesses
    /// reaches one in a hundred thousand a day, and cannot keep the customer from the link (RL4).
    pub tries_a_day: u32,
    /// A contact that was changed has no power to recover for so long (RE6).
    pub contact_rests: Duration,
    /// After a recovery, what could not be taken back waits so long (RE6).
    pub holds: Duration,
}

impl Default for RecoveryPolicy {
    fn default() -> Self {
        Self {
            lives: minutes(60),
            proof_lives: minutes(30),
            messages: 3,
            window: minutes(10),
            pause: Duration::from_mins(1),
            tries: 5,
            tries_a_day: 10,
            contact_rests: hours(72),
            holds: hours(24),
        }
    }
}

/// What waits after a recovery, unless the session proved a factor that stood before it (RE6). Whatever protects never waits:
/// adding a method, blocking a telephone, signing out, « ce n'était pas moi ».
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldAct {
    RemoveMethod,
    UnblockPhone,
    ChangeContact,
    MakeCodes,
}

/// Until when they wait for a session: `recovered_at` is of its account, `factor_since` is since when the factor stands that it
/// proved.
pub fn waits(
    recovered_at: Option<Timestamp>,
    factor_since: Option<Timestamp>,
    now: Timestamp,
    policy: &RecoveryPolicy,
) -> Option<Timestamp> {
    let recovered = recovered_at?;
    let until = recovered + policy.holds;
    let stood_before = factor_since.is_some_and(|since| since < recovered);
    (now < until && !stood_before).then_some(until)
}

/// Whether one more message may be asked for now.
pub fn admit_message(counter: Counter, now: Timestamp, policy: &RecoveryPolicy) -> Admission {
    let Some(last_at) = counter.last_at.filter(|last| now.since(*last) < policy.window) else {
        return Admission::Admitted { failures: 1 };
    };
    let wait = if counter.failures >= policy.messages { policy.window } else { policy.pause };
    if now.since(last_at) < wait {
        return Admission::Wait { until: last_at + wait };
    }
    Admission::Admitted { failures: counter.failures.saturating_add(1) }
}

/// Whether a code typed without its link may be judged now. What is refused is not counted, so that the day ends.
pub fn admit_code(counter: Counter, now: Timestamp, policy: &RecoveryPolicy) -> Admission {
    let day = hours(24);
    let Some(last_at) = counter.last_at.filter(|last| now.since(*last) < day) else {
        return Admission::Admitted { failures: 1 };
    };
    if counter.failures >= policy.tries_a_day {
        return Admission::Wait { until: last_at + day };
    }
    Admission::Admitted { failures: counter.failures.saturating_add(1) }
}

/// The six digits of a code, as people type or paste it: with spaces, dashes, full-width digits or words before it (R13).
pub fn read_code(typed: &str) -> Option<Secret> {
    let digits: String = typed.chars().take(200).nfkc().filter(char::is_ascii_digit).collect();
    (digits.len() == CODE_DIGITS).then(|| Secret::new(digits))
}

/// The six digits that these bytes of chance give.
pub fn make_code(chance: [u8; 8]) -> Secret {
    // 2^64 is so much more than a million that no code is likelier than another by more than 2^-44.
    Secret::new(format!("{:06}", u64::from_be_bytes(chance) % 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn counter(failures: u32, last: i64) -> Counter {
        Counter { failures, last_at: Some(at(last)) }
    }

    #[test]
    fn after_a_recovery_acts_wait_a_day_but_not_for_who_proves_a_factor_that_stood_before() {
        let policy = RecoveryPolicy::default();
        let at = |hour: i64| Timestamp::from_millis(hour * 3_600_000);
        let recovered = Some(at(100));
        let until = Some(at(124));
        assert_eq!(waits(None, None, at(101), &policy), None);
        assert_eq!(waits(recovered, None, at(100), &policy), until, "RE6");
        assert_eq!(waits(recovered, None, at(123), &policy), until);
        assert_eq!(waits(recovered, None, at(124), &policy), None, "and then all is open");
        assert_eq!(waits(recovered, Some(at(99)), at(101), &policy), None, "it stood before");
        for young in [100, 101] {
            assert_eq!(
                waits(recovered, Some(at(young)), at(102), &policy),
                until,
                "whoever recovered may have set it up"
            );
        }
    }

    #[test]
    fn three_messages_a_minute_apart_then_ten_minutes_rest() {
        let policy = RecoveryPolicy::default();
        let admit = |before, now| admit_message(before, at(now), &policy);
        assert_eq!(admit(Counter::default(), 0), Admission::Admitted { failures: 1 });
        assert_eq!(admit(counter(1, 0), 59), Admission::Wait { until: at(60) });
        assert_eq!(admit(counter(1, 0), 60), Admission::Admitted { failures: 2 });
        assert_eq!(admit(counter(3, 120), 719), Admission::Wait { until: at(720) });
        assert_eq!(admit(counter(3, 120), 720), Admission::Admitted { failures: 1 });
    }

    #[test]
    fn a_code_is_read_however_it_was_pasted() {
        for typed in [
            "123456",
            "123 456",
            "123-456",
            "123\u{a0}456",
            " 123\u{202f}456\n",
            "１２３４５６",
            "Code : 123 456",
        ] {
            assert_eq!(read_code(typed).expect(typed).reveal(), "123456");
        }
        for typed in ["", "12345", "1234567", "abcdef", "１２３"] {
            assert!(read_code(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_code_keeps_its_zeros() {
        assert_eq!(make_code([0; 8]).reveal(), "000000");
        assert_eq!(make_code(u64::to_be_bytes(1_000_042)).reveal(), "000042");
    }

    #[test]
    fn a_stranger_gets_ten_guesses_a_day() {
        let policy = RecoveryPolicy::default();
        let (mut before, mut judged) = (Counter::default(), 0);
        for second in 0..86_400 {
            if let Admission::Admitted { failures } = admit_code(before, at(second), &policy) {
                judged += 1;
                before = counter(failures, second);
            }
        }
        assert_eq!(judged, 10);
        assert_eq!(admit_code(before, at(9 + 86_400), &policy), Admission::Admitted { failures: 1 });
    }
}
