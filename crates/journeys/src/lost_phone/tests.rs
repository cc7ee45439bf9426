use domain::{DeviceId, Method, SessionId, SignInId};

use super::*;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn id(n: u8) -> AuthenticatorId {
    AuthenticatorId::from_bytes([n; 16])
}

fn held(n: u8, kind: Factor, lost: bool) -> Held {
    let (created_at, label) = (at(0), String::new());
    Held { id: id(n), kind, label, created_at, last_used_at: None, blocked: lost, lost, ending: None }
}

fn by(held: Vec<Held>, methods: Vec<Method>) -> Box<By> {
    let session = Session {
        id: SessionId::from_bytes([1; 16]),
        account: AccountId::from_bytes([2; 16]),
        device: DeviceId::from_bytes([3; 16]),
        sign_in: SignInId::from_bytes([4; 16]),
        started_at: at(0),
        authenticated_at: at(0),
        last_seen_at: at(0),
        ends_at: at(43_200_000),
        methods,
    };
    Box::new(By { session, held, waits: None })
}

fn take(state: State, event: Event) -> Turn {
    step(state, event, at(1), &Policy::default()).expect("in turn")
}

fn asked(turn: Turn) -> State {
    assert!(
        matches!(turn.next, Next::Ask(Question::MayLosePhone { signed_in: true, .. }))
            && turn.writes.is_empty()
    );
    let crate::State::LostPhone(state) = turn.state else { panic!("one journey") };
    state
}

#[test]
fn a_phone_and_what_was_ticked_beside_it_are_blocked_in_one_act_and_told_once() {
    let everything = vec![held(1, Factor::Push, false), held(2, Factor::Sms, false)];
    let told = Event::LossTold { by: by(everything, vec![Method::Password]), ids: vec![id(1), id(2)] };
    let turn = take(asked(take(State::Listing, told)), Event::Admitted(Admission::Admitted));
    let account = AccountId::from_bytes([2; 16]);
    assert_eq!(
        turn.writes,
        [
            Write::SuspendPhone { account, phone: id(1) },
            Write::LoseAuthenticator { account, authenticator: id(2) },
            Write::NoteLoss { account },
        ]
    );
    assert!(matches!(turn.next, Next::Leave(Outcome::PhoneLost)));
    assert!(matches!(&turn.notices[..], [Notice::PhoneLost { about, .. }] if about.len() == 2));
}

#[test]
fn nothing_ticked_is_said_and_what_is_not_theirs_was_never_on_the_page() {
    let phone = || vec![held(1, Factor::Push, false), held(4, Factor::Card, false)];
    let told = |ids| Event::LossTold { by: by(phone(), vec![Method::Password]), ids };
    let nothing = take(State::Listing, told(vec![]));
    assert!(matches!(nothing.next, Next::Show(Screen::OwnLostPhone { refusal: Some(Refusal::NothingLost) })));
    for foreign in [id(9), id(4)] {
        let turn = step(State::Listing, told(vec![id(1), foreign]), at(1), &Policy::default());
        assert!(turn.is_err());
    }
}

#[test]
fn too_often_blocks_nothing_and_says_from_when_on() {
    let told = Event::LossTold { by: by(vec![held(1, Factor::Push, false)], vec![]), ids: vec![id(1)] };
    let until = at(9);
    let turn = take(asked(take(State::Listing, told)), Event::Admitted(Admission::TooSoon { until }));
    let refused = Refusal::LostTooOften { until };
    assert!(matches!(turn.next, Next::Show(Screen::OwnLostPhone { refusal: Some(said) }) if said == refused));
    assert!(turn.writes.is_empty());
}

#[test]
fn what_was_found_serves_again_after_a_fresh_proof_of_another_kind() {
    let found = |methods: &[Method]| {
        let by = by(vec![held(1, Factor::Push, true)], methods.to_vec());
        take(State::Listing, Event::FoundTold { by, id: id(1) })
    };
    let weak = found(&[Method::Password]);
    assert!(matches!(weak.next, Next::Leave(Outcome::ProveAgain(_))) && weak.writes.is_empty());
    for second in [Method::RecoveryCode, Method::Totp] {
        let turn = found(&[Method::Password, second]);
        let account = AccountId::from_bytes([2; 16]);
        assert_eq!(turn.writes, [Write::ResumePhone { account, phone: id(1) }]);
        assert_eq!(turn.notices.len(), 1);
    }
}

#[test]
fn what_is_not_lost_is_not_found() {
    let by = by(vec![held(1, Factor::Push, false)], vec![Method::Password, Method::Totp]);
    assert!(step(State::Listing, Event::FoundTold { by, id: id(1) }, at(1), &Policy::default()).is_err());
}
