use domain::password::Weakness;

use super::*;
use crate::{Destination, State as AnyState};

fn visit() -> Visit {
    Visit::to(Destination::Devices, at(0))
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn proven(n: u8) -> Proven {
    Proven {
        account: AccountId::from_bytes([n; 16]),
        recovery: RecoveryId::from_bytes([9; 16]),
        login: format!("person{n}"),
        printed: false,
    }
}

fn take(state: AnyState, event: Event) -> Turn {
    let AnyState::Recover(state) = state else { panic!("a recovery") };
    step(state, event, at(1000)).expect("in turn")
}

fn typed(text: &str) -> Turn {
    take(begin(visit(), None), Event::IdentifierGiven { typed: text.into() })
}

fn asked() -> Turn {
    let found = Found::Accounts(vec![proven(1).account]);
    take(typed("jeanne").state, Event::AccountsFound(found))
}

fn code(text: &str) -> Event {
    Event::CodeGiven { code: Secret::new(text.into()) }
}

fn password(state: AnyState) -> AnyState {
    take(state, Event::PasswordGiven { password: Secret::new("x".into()) }).state
}

#[test]
fn a_forgotten_password_is_chosen_again_and_the_visit_goes_on_at_the_sign_in_page() {
    let judged =
        take(take(asked().state, code("123 456")).state, Event::CodeJudged(Proof::Right(vec![proven(1)])));
    let claim = Write::ClaimRecovery { account: proven(1).account, recovery: proven(1).recovery };
    assert_eq!(judged.writes, [claim]);
    let done = take(password(judged.state), Event::PasswordJudged(NewPassword::Good));
    let (account, recovery) = (proven(1).account, proven(1).recovery);
    assert_eq!(
        done.writes,
        [
            Write::SpendRecovery { account, recovery },
            Write::ChoosePassword { account },
            Write::NoteRecovered { account },
            Write::EndOthers { account, here: None }
        ]
    );
    assert!(matches!(done.next, Next::Leave(Outcome::PasswordReset { visit: kept, .. }) if kept == visit()));
    assert_eq!(done.notices.len(), 1, "EL7");
}

#[test]
fn nobody_and_somebody_see_the_same_turn() {
    let of = |accounts| {
        let turn = take(typed("jeanne").state, Event::AccountsFound(Found::Accounts(accounts)));
        (format!("{:?}", turn.state), turn.writes.len(), format!("{:?}", turn.next))
    };
    assert_eq!(of(vec![]), of(vec![proven(1).account, proven(2).account]), "NU1");
}

#[test]
fn what_cannot_be_an_identifier_is_told_at_once() {
    for (text, refusal) in [(" ", Refusal::EmptyIdentifier), ("a b@c", Refusal::BadIdentifier)] {
        let Next::Show(Screen::ForgottenPassword { refusal: Some(told), .. }) = typed(text).next else {
            panic!("the page again")
        };
        assert_eq!(told, refusal);
    }
}

#[test]
fn a_message_asked_for_too_soon_is_not_sent_and_the_code_can_still_be_typed() {
    let turn = take(typed("jeanne").state, Event::AccountsFound(Found::TooSoon { until: at(5) }));
    assert!(turn.writes.is_empty());
    assert!(matches!(
        turn.next,
        Next::Show(Screen::CheckMail { refusal: Some(Refusal::TooManyMessages { .. }), .. })
    ));
    assert!(matches!(take(turn.state, code("123456")).next, Next::Ask(Question::IsRecoveryCode { .. })));
}

#[test]
fn the_message_can_be_asked_for_again_from_the_page_of_the_code() {
    let again = take(asked().state, Event::IdentifierGiven { typed: "jeanne".into() });
    assert!(matches!(again.next, Next::Ask(Question::WhomToRecover { .. })));
}

#[test]
fn what_is_no_code_is_refused_without_a_try() {
    let refusal = |text| match take(asked().state, code(text)).next {
        Next::Show(Screen::CheckMail { refusal, .. }) => refusal,
        _ => None,
    };
    assert_eq!(refusal("  "), Some(Refusal::EmptyCode));
    assert_eq!(refusal("12345"), Some(Refusal::WrongCode));
    assert_eq!(refusal("123456"), None);
}

#[test]
fn one_of_several_accounts_is_chosen_and_no_other_can_be() {
    let right = Event::CodeJudged(Proof::Right(vec![proven(1), proven(2)]));
    let judged = take(take(asked().state, code("123456")).state, right);
    assert!(matches!(judged.next, Next::Show(Screen::WhichAccount { .. })));
    let AnyState::Recover(waiting) = judged.state else { panic!("a recovery") };
    let stranger = Event::AccountChosen { account: proven(3).account };
    assert!(step(waiting.clone(), stranger, at(0)).is_err());
    let turn = step(waiting, Event::AccountChosen { account: proven(2).account }, at(0)).expect("in turn");
    assert!(matches!(turn.next, Next::Show(Screen::NewPassword { proven: one, .. }) if one == proven(2)));
}

#[test]
fn a_weak_password_is_told_why_and_another_may_be_typed() {
    let ready = proven_by_link(visit(), vec![proven(1)]).expect("one account");
    let turn = take(password(ready), Event::PasswordJudged(NewPassword::Weak(Weakness::Common)));
    assert!(turn.writes.is_empty());
    let Next::Show(Screen::NewPassword { refusal, .. }) = turn.next else { panic!("the page again") };
    assert_eq!(refusal, Some(Refusal::Weak(Weakness::Common)));
    assert!(!take(password(turn.state), Event::PasswordJudged(NewPassword::Good)).writes.is_empty());
}

#[test]
fn a_password_cannot_be_posted_before_the_code_nor_twice() {
    let given = || Event::PasswordGiven { password: Secret::new("x".into()) };
    let AnyState::Recover(waiting) = asked().state else { panic!("a recovery") };
    assert!(step(waiting, given(), at(0)).is_err());
    assert!(step(State::PasswordReset, given(), at(0)).is_err());
    assert!(step(State::PasswordReset, Event::PasswordJudged(NewPassword::Good), at(0)).is_err());
}

#[test]
fn a_link_opened_elsewhere_asks_for_the_code_of_its_own_message() {
    let recovery = proven(1).recovery;
    let turn = take(linked_elsewhere(visit(), recovery), code("123456"));
    let Next::Ask(Question::IsRecoveryCode { sought, .. }) = turn.next else { panic!("a question") };
    assert_eq!(sought, Sought::Linked(recovery));
    assert!(proven_by_link(visit(), vec![]).is_none());
}
