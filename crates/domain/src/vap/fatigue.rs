//! Protection against a phone that rings until its owner gives in (PU3). Pure: the shell reads what went before.

use std::time::Duration;

use super::ChallengeState;
use crate::Timestamp;
use crate::time::{hours, minutes};

/// Requests that one account's phones receive at most within `WINDOW`.
const MOST: usize = 5;
const WINDOW: Duration = minutes(10);
/// So many refused or ignored ones in a row pause push.
const IN_A_ROW: usize = 3;
pub const QUIET_FOR: Duration = minutes(15);
/// How long strangers are passed over, who made a phone ring in vain.
const STRANGERS_WAIT: Duration = hours(24);

/// One earlier request of the account, as the store keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Past {
    pub state: ChallengeState,
    pub created_at: Timestamp,
    /// When it was answered, or else when its time was over.
    pub ended_at: Timestamp,
}

/// Whether the phone may be asked now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pushing {
    Allowed,
    /// Five in ten minutes: no further before `until`.
    TooMany {
        until: Timestamp,
    },
    /// Three in a row were refused or ignored: quiet until then, and the customer is told.
    Paused {
        until: Timestamp,
    },
}

/// Decides from the account's last requests, newest first; a dozen are enough.
pub fn may_push(past: &[Past], now: Timestamp) -> Pushing {
    if let Some(until) = quiet_until(past, now, QUIET_FOR).filter(|until| now < *until) {
        return Pushing::Paused { until };
    }
    within_the_window(past, now)
}

/// Whether the phone may be asked where no password came before (C28): whoever knows an address can want that. So its past is
/// counted apart from that of sign-ins with a password; a browser that the account does not know is passed over in silence for a day
/// after three unwelcome ones in a row, or one « ce n'est pas moi ». `past` holds requests of this kind alone.
pub fn may_ask_alone(past: &[Past], is_known: bool, now: Timestamp) -> bool {
    let reported =
        past.iter().any(|one| one.state == ChallengeState::Reported && now < one.ended_at + STRANGERS_WAIT);
    let quiet = quiet_until(past, now, STRANGERS_WAIT).is_some_and(|until| now < until);
    let unwelcome = !is_known && (reported || quiet);
    !unwelcome && within_the_window(past, now) == Pushing::Allowed
}

fn within_the_window(past: &[Past], now: Timestamp) -> Pushing {
    let recent: Vec<_> = past.iter().filter(|one| now < one.created_at + WINDOW).collect();
    match recent.get(MOST - 1) {
        Some(oldest) => Pushing::TooMany { until: oldest.created_at + WINDOW },
        None => Pushing::Allowed,
    }
}

/// The end of the pause that the last run of unwelcome requests began. A replaced request is neither welcome nor not:
/// its customer pressed « Renvoyer ».
fn quiet_until(past: &[Past], now: Timestamp, quiet_for: Duration) -> Option<Timestamp> {
    let mut ended = past.iter().filter(|one| {
        !matches!(one.state.at(one.ended_at, now), ChallengeState::Pending | ChallengeState::Superseded)
    });
    let run: Vec<_> = ended.by_ref().take(IN_A_ROW).collect();
    let is_unwelcome = |one: &&Past| {
        matches!(
            one.state.at(one.ended_at, now),
            ChallengeState::Denied
                | ChallengeState::Reported
                | ChallengeState::Failed
                | ChallengeState::Expired
        )
    };
    (run.len() == IN_A_ROW && run.iter().all(is_unwelcome)).then(|| run[0].ended_at + quiet_for)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn past(state: ChallengeState, from: i64, to: i64) -> Past {
        Past { state, created_at: at(from), ended_at: at(to) }
    }

    #[test]
    fn the_sixth_request_in_ten_minutes_waits() {
        let five: Vec<_> =
            (0..5).rev().map(|n| past(ChallengeState::Consumed, n * 60, n * 60 + 10)).collect();
        assert_eq!(may_push(&five, at(300)), Pushing::TooMany { until: at(600) });
        assert_eq!(may_push(&five, at(600)), Pushing::Allowed);
        assert_eq!(may_push(&five[1..], at(300)), Pushing::Allowed);
    }

    #[test]
    fn three_refused_or_ignored_in_a_row_make_quiet_for_a_quarter_of_an_hour() {
        let three = [
            past(ChallengeState::Denied, 200, 205),
            past(ChallengeState::Pending, 10, 130),
            past(ChallengeState::Failed, 0, 5),
        ];
        assert_eq!(may_push(&three, at(206)), Pushing::Paused { until: at(205 + 900) });
        assert_eq!(may_push(&three, at(205 + 900)), Pushing::Allowed);
    }

    #[test]
    fn an_approved_one_between_them_ends_the_run() {
        let mixed = [
            past(ChallengeState::Denied, 300, 305),
            past(ChallengeState::Consumed, 200, 205),
            past(ChallengeState::Denied, 100, 105),
            past(ChallengeState::Denied, 0, 5),
        ];
        assert_eq!(may_push(&mixed, at(306)), Pushing::Allowed);
    }

    #[test]
    fn replaced_requests_count_for_the_five_and_not_for_the_three() {
        let replaced: Vec<_> =
            (0..4).rev().map(|n| past(ChallengeState::Superseded, n * 30, n * 30)).collect();
        assert_eq!(may_push(&replaced, at(120)), Pushing::Allowed);
    }

    #[test]
    fn strangers_who_ring_in_vain_are_passed_over_for_a_day_and_the_owners_browser_is_not() {
        let three: Vec<_> =
            (0..3).rev().map(|n| past(ChallengeState::Pending, n * 300, n * 300 + 120)).collect();
        let day = 600 + 120 + 86_400;
        assert!(!may_ask_alone(&three, false, at(721)) && !may_ask_alone(&three, false, at(day - 1)));
        assert!(may_ask_alone(&three, false, at(day)) && may_ask_alone(&three, true, at(721)));
        let reported = [past(ChallengeState::Reported, 0, 5)];
        assert!(!may_ask_alone(&reported, false, at(6)) && may_ask_alone(&reported, true, at(6)));
        let five: Vec<_> =
            (0..5).rev().map(|n| past(ChallengeState::Consumed, n * 60, n * 60 + 10)).collect();
        assert!(!may_ask_alone(&five, true, at(300)), "nobody makes it ring all day");
    }

    #[test]
    fn a_request_that_is_still_open_is_not_ignored_yet() {
        let open = [
            past(ChallengeState::Pending, 100, 220),
            past(ChallengeState::Denied, 50, 55),
            past(ChallengeState::Denied, 0, 5),
        ];
        assert_eq!(may_push(&open, at(110)), Pushing::Allowed);
        assert_eq!(may_push(&open, at(220)), Pushing::Paused { until: at(220 + 900) });
    }
}
