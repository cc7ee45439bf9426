use domain::password::Weakness;

use super::*;
use crate::Destination;

const LEA: AccountId = AccountId::from_bytes([2; 16]);
const HOLDER: AccountId = AccountId::from_bytes([1; 16]);
const CODE: StartId = StartId::from_bytes([9; 16]);

fn visit() -> Visit {
    Visit::to(Destination::Account, Timestamp::from_millis(0))
}

fn proven(again: bool) -> Proven {
    Proven {
        account: LEA,
        start: CODE,
        login: "lea.martin".into(),
        given_name: "Léa".into(),
        again,
        contract: ContractId::from_bytes([7; 16]),
        holder: Some(HOLDER),
    }
}

fn opening(holds_factor: bool) -> Opening {
    Opening {
        session: SessionId::from_bytes([3; 16]),
        sign_in: SignInId::from_bytes([4; 16]),
        device: DeviceId::from_bytes([5; 16]),
        new_device: true,
        holds_factor,
    }
}

fn take(state: crate::State, event: Event) -> Turn {
    let crate::State::Start(state) = state else { panic!("another journey") };
    step(state, event, Timestamp::from_millis(1)).expect("in turn")
}

fn give(login: &str, code: &str) -> Turn {
    let event = Event::CodeGiven { typed: login.into(), code: Secret::new(code.into()) };
    take(begin(visit(), String::new()), event)
}

fn refusal(turn: &Turn) -> Option<&'static str> {
    assert!(turn.writes.is_empty() && turn.notices.is_empty() && turn.facts.is_empty());
    match &turn.next {
        Next::Show(Screen::Start { refusal, .. } | Screen::StartPassword { refusal, .. }) => {
            refusal.map(Refusal::code)
        }
        other => panic!("{other:?}"),
    }
}

fn choosing(again: bool) -> crate::State {
    let asked = give("lea.martin", "7K2M-9QX4-0ZTB-R5NH");
    let right = take(asked.state, Event::CodeJudged(Proof::Right(Box::new(proven(again)))));
    assert_eq!(right.writes, [Write::ClearAttempts { account: LEA }], "the code is not spent yet");
    take(right.state, Event::PasswordGiven { password: Secret::new("trois mots et demi".into()) }).state
}

#[test]
fn a_right_code_leads_to_a_password_and_a_good_one_signs_in_and_tells_the_holder() {
    let turn =
        take(choosing(false), Event::PasswordJudged { said: NewPassword::Good, opening: opening(false) });
    assert_eq!(turn.writes[0], Write::SpendStart { account: LEA, start: CODE });
    assert!(turn.writes.iter().any(|write| matches!(write, Write::StartSession { account: LEA, .. })));
    assert!(matches!(turn.next, Next::Leave(Outcome::Started(_))));
    let [Notice::Household { account: HOLDER, news: News::Started, about: LEA, .. }] =
        turn.notices.as_slice()
    else {
        panic!("{:?}", turn.notices)
    };
}

#[test]
fn whoever_holds_a_second_factor_is_not_signed_in_by_a_code() {
    let turn =
        take(choosing(true), Event::PasswordJudged { said: NewPassword::Good, opening: opening(true) });
    assert!(!turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. })));
    assert!(matches!(turn.next, Next::Leave(Outcome::PasswordReset { .. })));
    assert_eq!(turn.notices.len(), 2, "its owner, and the holder");
}

#[test]
fn what_is_missing_wrong_or_weak_is_told_and_nothing_is_lost() {
    assert_eq!(refusal(&give(" ", "x")), Some("R-101"));
    assert_eq!(refusal(&give("lea martin@", "x")), Some("R-103"));
    assert_eq!(refusal(&give("lea.martin", " ")), Some("R-321"));
    let wrong = take(give("lea.martin", "x").state, Event::CodeJudged(Proof::Wrong));
    assert_eq!(refusal(&wrong), Some("R-322"));
    assert!(matches!(wrong.next, Next::Show(Screen::Start { typed, .. }) if typed == "lea.martin"));
    let until = Timestamp::from_millis(9);
    let wait = take(give("lea.martin", "x").state, Event::CodeJudged(Proof::TooSoon { until }));
    assert_eq!(refusal(&wait), Some("R-105"));
    let weak = NewPassword::Weak(Weakness::Common);
    let weak = take(choosing(false), Event::PasswordJudged { said: weak, opening: opening(false) });
    assert_eq!(refusal(&weak), Some("R-124"));
}
