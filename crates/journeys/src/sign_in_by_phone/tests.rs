use domain::VapChallengeId;

use super::*;
use crate::{Destination, State as AnyState};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

fn typed(identifier: &str) -> Typed {
    Typed { identifier: identifier.into(), remember: true, keep: true }
}

fn asked() -> AskedPhone {
    AskedPhone { challenge: VapChallengeId::from_bytes([8; 16]), until: at(120) }
}

fn take(state: AnyState, event: Event) -> Result<Turn, OutOfTurn> {
    let AnyState::SignInByPhone(state) = state else { panic!("this journey") };
    step(state, event, at(1), &Policy::default())
}

fn standing(standing: Standing) -> Turn {
    let state = State::AwaitingStanding {
        visit: Visit::to(Destination::Account, at(0)),
        typed: typed("jeanne@lumen.example"),
        asked: asked(),
    };
    take(AnyState::SignInByPhone(state), Event::StandingJudged(standing)).expect("in turn")
}

fn approver() -> Approver {
    Approver {
        account: AccountId::from_bytes([1; 16]),
        phone: AuthenticatorId::from_bytes([7; 16]),
        given_name: "Jeanne".into(),
        unlocked: false,
        addresses: Vec::new(),
        printed: false,
        session: SessionId::from_bytes([2; 16]),
        sign_in: SignInId::from_bytes([3; 16]),
        device: DeviceId::from_bytes([4; 16]),
        new_device: true,
        journey: JourneyId::from_bytes([5; 16]),
        browser: [6; 16],
    }
}

#[test]
fn nobodys_phone_and_somebodys_give_the_same_page() {
    let begun = || begin(Visit::to(Destination::Account, at(0)), None);
    let asks = |asking: Asking| {
        let turn = take(begun(), Event::IdentifierGiven(typed("jeanne@lumen.example"))).expect("in turn");
        take(turn.state, Event::PhoneAsked(asking)).expect("in turn")
    };
    let account = Some(AccountId::from_bytes([1; 16]));
    let real = asks(Asking::Asked { account, asked: asked() });
    let none = asks(Asking::Asked { account: None, asked: asked() });
    assert_eq!(real.state, none.state);
    assert!(matches!((&real.next, &none.next), (Next::Show(one), Next::Show(other)) if one == other));
    assert_eq!((real.writes.len(), none.writes.len(), real.facts.len(), none.facts.len()), (1, 1, 0, 0));
}

#[test]
fn what_cannot_be_read_is_said_and_asks_nobody() {
    for (written, refusal) in
        [("", Refusal::EmptyIdentifier), (" ", Refusal::EmptyIdentifier), ("a b", Refusal::BadIdentifier)]
    {
        let begun = begin(Visit::to(Destination::Account, at(0)), None);
        let turn = take(begun, Event::IdentifierGiven(typed(written))).expect("in turn");
        let Next::Show(Screen::SignInByPhone { refusal: said, .. }) = turn.next else {
            panic!("{written:?}")
        };
        assert_eq!(said, Some(refusal), "{written:?}");
    }
}

#[test]
fn the_phone_behind_its_lock_opens_and_says_two_factors() {
    let turn = standing(Standing::Approved(Box::new(Approver { unlocked: true, ..approver() })));
    assert!(matches!(turn.writes[0], Write::AcceptFactor { .. }), "the approval is taken first");
    let methods = turn.writes.iter().find_map(|write| match write {
        Write::StartSession { methods, .. } => Some(methods.clone()),
        _ => None,
    });
    assert_eq!(methods, Some(vec![Method::LockedPush]));
    assert!(matches!(turn.next, Next::Leave(Outcome::GoOn(_))));
}

#[test]
fn the_phone_alone_waits_for_a_code_by_mail_then_for_paper_then_for_a_password() {
    let address = Held {
        id: AuthenticatorId::from_bytes([9; 16]),
        kind: Factor::MailCode,
        label: String::new(),
        created_at: at(0),
        last_used_at: None,
        blocked: false,
        lost: false,
        ending: Some("j…@exemple.fr".into()),
    };
    let ways = [(vec![address.clone()], false), (vec![address], true), (vec![], true)];
    for (addresses, printed) in ways {
        let turn = standing(Standing::Approved(Box::new(Approver { addresses, printed, ..approver() })));
        assert!(matches!(turn.next, Next::Leave(Outcome::FactorDue { .. })), "{turn:?}");
        assert!(turn.writes.iter().any(|write| matches!(write, Write::AwaitFactor { .. })));
        assert!(!turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. })), "decision 5");
    }
    let turn = standing(Standing::Approved(Box::new(approver())));
    assert!(matches!(turn.next, Next::Leave(Outcome::StartOver { why: StartOver::PhoneAlone, .. })));
}

#[test]
fn every_answer_but_yes_looks_like_silence() {
    let turn = standing(Standing::NotApproved);
    assert!(turn.writes.is_empty() && turn.facts.is_empty());
    assert!(matches!(turn.next, Next::Show(Screen::PhoneAlone { asked: shown, .. }) if shown == asked()));
}
