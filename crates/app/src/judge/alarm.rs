//! How this node's sign-ins go, minute by minute: far more wrong passwords than right ones are somebody's list of stolen
//! pairs being tried (RL6). Says so in the log and as a metric; decides nothing.

use std::sync::atomic::{AtomicU64, Ordering};

/// Fewer wrong ones in a minute are no news, whatever the share.
const LEAST_WRONG: u64 = 60;
/// People mistype about one in five.
const TIMES_RIGHT: u64 = 3;

#[derive(Default)]
pub struct Alarm {
    right: AtomicU64,
    wrong: AtomicU64,
}

impl Alarm {
    pub fn note(&self, is_right: bool) {
        let counter = if is_right { &self.right } else { &self.wrong };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Closes a minute.
    pub fn look(&self) {
        let (right, wrong) = (self.right.swap(0, Ordering::Relaxed), self.wrong.swap(0, Ordering::Relaxed));
        let rings = is_unusual(right, wrong);
        metrics::gauge!("vestibule_sign_in_alarm").set(if rings { 1.0 } else { 0.0 });
        if rings {
            tracing::warn!(wrong, right, window_s = 60, "unusually many wrong passwords, see the runbook");
        }
    }
}

const fn is_unusual(right: u64, wrong: u64) -> bool {
    wrong >= LEAST_WRONG && wrong > right.saturating_mul(TIMES_RIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_morning_is_no_alarm_and_a_list_of_stolen_pairs_is() {
        assert!(!is_unusual(5000, 1200), "people mistype");
        assert!(!is_unusual(0, 40), "one customer in a bad mood");
        assert!(is_unusual(20, 400));
        assert!(is_unusual(0, 60));
    }

    #[test]
    fn each_minute_begins_anew() {
        let alarm = Alarm::default();
        (0..100).for_each(|_| alarm.note(false));
        alarm.look();
        assert_eq!(alarm.wrong.load(Ordering::Relaxed), 0);
    }
}
