use domain::{DeviceId, Factor, SignInId};

use super::*;
use crate::{Destination, State as AnyState};

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn by() -> By {
    By {
        account: AccountId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([2; 16]),
        sign_in: SignInId::from_bytes([3; 16]),
    }
}

fn started(why: Why, postponable_until: Option<Timestamp>) -> AnyState {
    let visit = Visit::to(Destination::Devices, at(0));
    let way = Way { visit, by: by(), offered: vec![Factor::Totp], methods: vec![Method::Password] };
    begin(way, EnrolmentDue { why, postponable_until })
}

fn take(state: AnyState, event: Event, now: i64) -> Turn {
    let AnyState::EnrolAuthenticator(state) = state else { panic!("an enrolment") };
    step(state, event, at(now)).expect("in turn")
}

fn act(state: AnyState, act: Act) -> Turn {
    take(state, Event::By { by: by(), act }, 1)
}

fn shown(n: u8) -> Shown {
    Shown { enrolment: EnrolmentId::from_bytes([n; 16]), until: at(600_000) }
}

#[test]
fn whoever_came_by_their_own_wish_goes_back_and_adds_nothing() {
    let visit = Visit::to(Destination::Security, at(0));
    let way = Way { visit, by: by(), offered: vec![Factor::Totp], methods: vec![Method::Password] };
    let wished = begin(way, EnrolmentDue { why: Why::OwnWish, postponable_until: None });
    let turn = act(wished, Act::WentBack);
    assert!(turn.writes.is_empty() && turn.facts.is_empty());
    assert!(matches!(turn.next, Next::Leave(Outcome::GoOn(_))));
    let AnyState::EnrolAuthenticator(asked) = act(started(Why::SwitchedOn, None), Act::Begun).state else {
        panic!("an enrolment")
    };
    assert!(
        step(asked, Event::By { by: by(), act: Act::WentBack }, at(1)).is_err(),
        "E1: whoever must, stays"
    );
}

/// Steps 1 to 4.
fn at_the_code() -> AnyState {
    let chosen = act(started(Why::SwitchedOn, None), Act::Begun).state;
    let chosen = act(chosen, Act::MethodChosen(Some(Factor::Totp))).state;
    let phone = act(chosen, Act::PhoneChosen(Some(Phone::Iphone))).state;
    let asked = act(phone, Act::WentOn);
    assert!(matches!(asked.next, Next::Ask(Question::MakeSecret { kind: Factor::Totp, .. })));
    let scan = take(asked.state, Event::SecretMade(shown(1)), 1);
    assert_eq!(scan.writes, [Write::ShowSecret { account: by().account }]);
    scan.state
}

#[test]
fn the_nine_steps_lead_to_an_authenticator_and_on_to_where_the_customer_was_going() {
    let code = act(at_the_code(), Act::WentOn).state;
    let asked = act(code, Act::CodeGiven(Secret::new("123456".into())));
    assert!(matches!(asked.next, Next::Ask(Question::IsFirstCode { .. })));
    let right = Verdict::Right {
        authenticator: AuthenticatorId::from_bytes([7; 16]),
        session: SessionId::from_bytes([8; 16]),
    };
    let added = take(asked.state, Event::CodeJudged(right), 1);
    assert!(matches!(added.writes[0], Write::AddAuthenticator { kind: Factor::Totp, .. }));
    let Write::RaiseSession { methods, .. } = &added.writes[1] else { panic!("{:?}", added.writes) };
    assert_eq!(methods, &[Method::Password, Method::Totp], "EN8: this sign-in proved both");
    assert_eq!(added.notices.len(), 1, "EN5: told");
    let left = act(added.state, Act::Ended);
    assert!(
        matches!(left.next, Next::Leave(Outcome::GoOn(visit)) if visit.destination == Destination::Devices)
    );
}

#[test]
fn a_secret_that_is_too_old_is_made_anew_while_the_page_is_open() {
    let again = take(at_the_code(), Event::By { by: by(), act: Act::Opened }, 600_000);
    assert!(matches!(again.next, Next::Ask(Question::MakeSecret { .. })), "EN3");
    let same = take(at_the_code(), Event::By { by: by(), act: Act::Opened }, 599_999);
    assert!(matches!(same.next, Next::Show(Screen::Scan { .. })), "X8: a reload shows the same");
}

#[test]
fn every_step_goes_back_and_loses_nothing() {
    let hand = act(at_the_code(), Act::ByHandAsked).state;
    let scan = act(hand, Act::WentBack).state;
    let code = act(scan, Act::WentOn).state;
    let scan = act(code, Act::WentBack).state;
    let install = act(scan, Act::WentBack).state;
    let phone = act(install, Act::WentBack).state;
    let method = act(phone, Act::WentBack);
    assert!(matches!(method.next, Next::Show(Screen::ChooseMethod { .. })));
}

#[test]
fn it_is_postponed_while_it_may_be_and_not_on_the_last_day() {
    let later = act(started(Why::SwitchedOn, Some(at(9))), Act::Postponed);
    assert_eq!(later.writes, [Write::PostponeEnrolment { account: by().account }]);
    let AnyState::EnrolAuthenticator(last) = started(Why::SwitchedOn, None) else { panic!() };
    assert!(step(last, Event::By { by: by(), act: Act::Postponed }, at(1)).is_err());
}

#[test]
fn another_sign_in_of_the_same_person_sees_nothing_of_it() {
    let AnyState::EnrolAuthenticator(state) = at_the_code() else { panic!() };
    let other = By { sign_in: SignInId::from_bytes([9; 16]), ..by() };
    assert!(step(state, Event::By { by: other, act: Act::Opened }, at(1)).is_err(), "EN3");
}

#[test]
fn what_was_not_chosen_or_typed_is_told_and_nothing_is_judged() {
    let list = started(Why::OwnWish, None);
    let refused = |turn: Turn| match turn.next {
        Next::Show(
            Screen::ChooseMethod { refusal, .. }
            | Screen::ChoosePhone { refusal, .. }
            | Screen::FirstCode { refusal, .. },
        ) => refusal,
        _ => None,
    };
    assert_eq!(refused(act(list.clone(), Act::MethodChosen(None))), Some(Refusal::NoMethodChosen));
    assert_eq!(
        refused(act(list.clone(), Act::MethodChosen(Some(Factor::Sms)))),
        Some(Refusal::NoMethodChosen)
    );
    let phone = act(list, Act::MethodChosen(Some(Factor::Totp))).state;
    assert_eq!(refused(act(phone, Act::PhoneChosen(None))), Some(Refusal::NoPhoneChosen));
    let code = act(at_the_code(), Act::WentOn).state;
    let typed = |text: &str| Act::CodeGiven(Secret::new(text.into()));
    assert_eq!(refused(act(code.clone(), typed(""))), Some(Refusal::EmptyCode));
    assert_eq!(refused(act(code, typed("12345"))), Some(Refusal::NotSixDigits));
}

#[test]
fn a_passkey_is_made_without_a_telephone_and_says_what_it_proves() {
    let visit = Visit::to(Destination::Security, at(0));
    let offered = vec![Factor::Totp, Factor::Passkey];
    let way = Way { visit, by: by(), offered, methods: vec![Method::Password] };
    let list = begin(way, EnrolmentDue { why: Why::OwnWish, postponable_until: None });
    let page = act(list, Act::MethodChosen(Some(Factor::Passkey)));
    assert_eq!(page.writes, [Write::NamePasskeyUser { account: by().account }]);
    assert!(matches!(page.next, Next::Show(Screen::MakePasskey { refusal: None, .. })), "C17");
    let back = act(page.state.clone(), Act::WentBack);
    assert!(matches!(back.next, Next::Show(Screen::ChooseMethod { .. })));
    let made = Made { client_data: vec![1], attestation: vec![2], transports: vec![] };
    let asked = act(page.state, Act::PasskeyMade(Box::new(made)));
    assert!(matches!(asked.next, Next::Ask(Question::IsNewPasskey { .. })));
    for (verdict, told) in [
        (PasskeyVerdict::Wrong, Refusal::PasskeyWrong),
        (PasskeyVerdict::Stale, Refusal::PasskeyStale),
        (PasskeyVerdict::Taken, Refusal::PasskeyTaken),
    ] {
        let again = take(asked.state.clone(), Event::PasskeyJudged(verdict), 1);
        assert!(
            matches!(again.next, Next::Show(Screen::MakePasskey { refusal, .. }) if refusal == Some(told))
        );
        assert!(again.writes.is_empty(), "EN4");
    }
    let right = PasskeyVerdict::Right {
        authenticator: AuthenticatorId::from_bytes([7; 16]),
        session: SessionId::from_bytes([8; 16]),
        method: Method::DeviceKey,
    };
    let added = take(asked.state, Event::PasskeyJudged(right), 1);
    assert!(matches!(added.writes[0], Write::AddAuthenticator { kind: Factor::Passkey, .. }));
    let Write::RaiseSession { methods, .. } = &added.writes[1] else { panic!("{:?}", added.writes) };
    assert_eq!(methods, &[Method::Password, Method::DeviceKey], "EN8");
}
