use domain::{AccountId, DeviceId, SignInId};

use super::*;

fn by() -> By {
    By {
        account: AccountId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([2; 16]),
        sign_in: SignInId::from_bytes([3; 16]),
    }
}

fn given(current: &str, end_others: bool) -> Turn {
    let secret = |text: &str| Secret::new(text.to_owned());
    let event =
        Event::PasswordsGiven { by: by(), current: secret(current), password: secret("x"), end_others };
    step(State::AwaitingPasswords, event, Timestamp::from_millis(0)).expect("in turn")
}

fn judged(turn: Turn, said: NewPassword) -> Turn {
    let crate::State::ChangePassword(state) = turn.state else { panic!("a change of password") };
    step(state, Event::PasswordsJudged(said), Timestamp::from_millis(1000)).expect("in turn")
}

#[test]
fn a_right_current_and_a_good_new_password_are_stored_and_told() {
    let turn = judged(given("old", false), NewPassword::Good);
    assert_eq!(turn.writes, [Write::ChoosePassword { account: by().account }]);
    assert!(matches!(turn.next, Next::Leave(Outcome::PasswordChanged)));
    assert_eq!(turn.notices.len(), 1);
}

#[test]
fn other_devices_end_only_where_that_was_asked_and_this_one_goes_on() {
    let ended = |end_others| {
        let turn = judged(given("old", end_others), NewPassword::Good);
        turn.writes.iter().any(
            |write| matches!(write, Write::EndOthers { here: Some(here), .. } if here.device == by().device),
        )
    };
    assert!(ended(true) && !ended(false));
}

#[test]
fn a_refusal_writes_nothing_and_keeps_the_ticked_box() {
    let at = Timestamp::from_millis(9);
    for said in [NewPassword::WrongCurrent, NewPassword::Busy, NewPassword::TooSoon { until: at }] {
        let turn = judged(given("old", true), said);
        assert!(turn.writes.is_empty());
        assert!(matches!(
            turn.next,
            Next::Show(Screen::ChangePassword { end_others: true, refusal: Some(_) })
        ));
    }
}

#[test]
fn nothing_is_asked_of_the_judge_without_the_current_password() {
    assert!(matches!(given("", false).next, Next::Show(Screen::ChangePassword { .. })));
}
