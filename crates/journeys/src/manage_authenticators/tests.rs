use domain::time::minutes;
use domain::{AccountId, DeviceId, Factor, Method, SessionId, SignInId};

use super::*;

fn by(methods: &[Method], required: bool) -> Box<By> {
    let start = Timestamp::from_millis(0);
    let session = Session {
        id: SessionId::from_bytes([1; 16]),
        account: AccountId::from_bytes([2; 16]),
        device: DeviceId::from_bytes([3; 16]),
        sign_in: SignInId::from_bytes([4; 16]),
        started_at: start,
        authenticated_at: start,
        last_seen_at: start,
        ends_at: start + minutes(60),
        methods: methods.to_vec(),
    };
    let id = AuthenticatorId::from_bytes([7; 16]);
    let held = Held {
        id,
        kind: Factor::Totp,
        label: String::new(),
        created_at: start,
        last_used_at: None,
        blocked: false,
        lost: false,
        ending: None,
    };
    Box::new(By { session, held: vec![held], required, waits: None })
}

fn remove(by: Box<By>, after: u64) -> Turn {
    let event = Event::RemoveAsked { by, authenticator: AuthenticatorId::from_bytes([7; 16]) };
    step(State::Listing, event, Timestamp::from_millis(0) + minutes(after), &Policy::default())
        .expect("in turn")
}

const BOTH: &[Method] = &[Method::Password, Method::Totp];

#[test]
fn a_method_goes_after_a_fresh_proof_of_both_factors_and_is_told() {
    let turn = remove(by(BOTH, false), 9);
    assert!(matches!(turn.writes[..], [Write::EndAuthenticator { .. }]));
    assert_eq!(turn.notices.len(), 1, "EN5");
}

#[test]
fn after_a_recovery_nothing_is_removed_and_a_name_is_free() {
    let until = Timestamp::from_millis(90_000_000);
    let waiting = || Box::new(By { waits: Some(until), ..*by(BOTH, false) });
    let turn = remove(waiting(), 1);
    let account = AccountId::from_bytes([2; 16]);
    assert_eq!(turn.writes, [Write::MakeWait { account }], "RE6");
    assert_eq!(turn.facts, [Fact::MadeToWait { act: HeldAct::RemoveMethod }]);
    let Next::Show(Screen::MustWait { refusal }) = turn.next else { panic!("{turn:?}") };
    assert_eq!(refusal, Refusal::MustWait { until });
    let authenticator = AuthenticatorId::from_bytes([7; 16]);
    let event = Event::RenameAsked { by: waiting(), authenticator, name: "Bleu".into() };
    let named = step(State::Listing, event, Timestamp::from_millis(1), &Policy::default()).expect("in turn");
    assert!(matches!(named.writes[..], [Write::RenameAuthenticator { .. }]));
}

#[test]
fn a_password_alone_or_an_old_proof_asks_for_one() {
    for turn in [remove(by(&[Method::Password], false), 1), remove(by(BOTH, false), 10)] {
        assert!(turn.writes.is_empty());
        assert!(matches!(turn.next, Next::Leave(Outcome::ProveAgain(visit)) if visit.prove_again), "EN1");
    }
}

#[test]
fn the_last_method_of_who_must_have_one_stays() {
    let turn = remove(by(BOTH, true), 1);
    assert!(turn.writes.is_empty());
    assert!(
        matches!(turn.next, Next::Show(Screen::Security { refusal: Some(Refusal::LastRequired) })),
        "EN5"
    );
}

#[test]
fn what_is_not_ones_own_is_out_of_turn() {
    let event =
        Event::RemoveAsked { by: by(BOTH, false), authenticator: AuthenticatorId::from_bytes([9; 16]) };
    assert!(step(State::Listing, event, Timestamp::from_millis(0), &Policy::default()).is_err());
}
