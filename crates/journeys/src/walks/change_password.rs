//! A password is changed only for whom the session belongs to, at the very turn in which the current one was right.

use domain::password::Weakness;
use domain::{Secret, Timestamp};

use super::{session, touched, walk};
use crate::change_password::{By, Event, State, begin};
use crate::{Event as Any, NewPassword, State as AnyState, Write};

#[test]
fn a_password_is_changed_only_for_the_sessions_own_account_when_the_current_one_was_right() {
    let mut changed = 0_u64;
    walk(
        "change-password",
        |_| begin(),
        |chance, _| {
            let secret = |text: &str| Secret::new(text.to_owned());
            let current: &&str = chance.one_of(&["", "old"]);
            Any::ChangePassword(if chance.flip() {
                Event::PasswordsGiven {
                    by: By::from(&session(chance)),
                    current: secret(current),
                    password: secret("new"),
                    end_others: chance.flip(),
                }
            } else {
                Event::PasswordsJudged(match chance.below(5) {
                    0 => NewPassword::WrongCurrent,
                    1 => NewPassword::Weak(Weakness::Guessable),
                    2 => NewPassword::TooSoon { until: Timestamp::from_millis(9) },
                    _ => NewPassword::Good,
                })
            })
        },
        |before, (event, _), turn| {
            let AnyState::ChangePassword(State::AwaitingVerdict { by, end_others }) = before else {
                assert!(turn.writes.is_empty(), "{event}");
                return;
            };
            let good = event.contains("Good");
            assert_eq!(turn.writes.contains(&Write::ChoosePassword { account: by.account }), good, "{event}");
            assert!(touched(turn).iter().all(|account| *account == by.account));
            let ended = turn.writes.iter().any(|write| matches!(write, Write::EndOthers { .. }));
            assert_eq!(ended, good && *end_others);
            changed += u64::from(good);
        },
    );
    assert!(changed > 1000);
}
