use domain::{AccountId, ClientId, DeviceId, Policy, Secret, SessionId, SignInId, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::{Destination, Need, State as AnyState};

fn visit() -> Visit {
    let need = Need {
        client: ClientId("mail".into()),
        name: "Mail".into(),
        request: "{}".into(),
        scopes: vec!["openid".into()],
        login: false,
        silent: false,
        consent: false,
        max_age: None,
        login_hint: None,
        keep_signed_in: None,
    };
    Visit::to(Destination::Client(Box::new(need)), at(0))
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn typed(keep: bool, remember: bool) -> Typed {
    Typed { identifier: "Jeanne@lumen.example".into(), remember, keep }
}

fn somebody(n: u8) -> Recognised {
    Recognised {
        account: AccountId::from_bytes([n; 16]),
        given_name: "Jeanne".into(),
        session: SessionId::from_bytes([2; 16]),
        sign_in: SignInId::from_bytes([3; 16]),
        device: DeviceId::from_bytes([4; 16]),
        new_device: true,
        upgraded_from: None,
    }
}

fn given(typed: Typed, password: &str) -> Event {
    Event::PasswordGiven { typed, password: Secret::new(password.into()) }
}

fn judged(state: AnyState, verdict: Verdict) -> Turn {
    let AnyState::SignIn(state) = state else { panic!("a sign-in") };
    step(state, Event::PasswordJudged(verdict), at(1000), &Policy::default()).expect("in turn")
}

fn after_password(typed: Typed) -> AnyState {
    let state = State::AwaitingPassword { visit: visit(), typed: None };
    step(state, given(typed, "secret"), at(0), &Policy::default()).expect("in turn").state
}

#[test]
fn the_right_pair_goes_on_to_where_the_person_was_going() {
    let turn = judged(after_password(typed(true, false)), Verdict::Right(Box::new(somebody(1))));
    assert!(matches!(turn.next, Next::Leave(Outcome::GoOn(place)) if place == visit()));
}

#[test]
fn left_ticked_the_device_is_kept_sixty_days_from_the_sign_in() {
    let kept = |keep| {
        let turn = judged(after_password(typed(keep, false)), Verdict::Right(Box::new(somebody(1))));
        turn.writes.iter().find_map(|write| match write {
            Write::StartSession { kept_until, .. } => Some(*kept_until),
            _ => None,
        })
    };
    assert_eq!(kept(true), Some(Some(at(1000) + domain::time::days(60))));
    assert_eq!(kept(false), Some(None));
}

#[test]
fn the_two_aids_are_independent() {
    for (keep, remember) in [(false, false), (false, true), (true, false), (true, true)] {
        let turn = judged(after_password(typed(keep, remember)), Verdict::Right(Box::new(somebody(1))));
        let remembered = turn
            .writes
            .iter()
            .any(|write| matches!(write, Write::RememberPerson { identifier: Some(_), .. }));
        let kept =
            turn.writes.iter().any(|write| matches!(write, Write::StartSession { kept_until: Some(_), .. }));
        assert_eq!((kept, remembered), (keep, remember));
    }
}

#[test]
fn a_refusal_keeps_what_was_typed_but_never_the_password() {
    let turn = judged(after_password(typed(false, true)), Verdict::Wrong { known_device: false });
    let Next::Show(Screen::SignIn { identifier, remember, keep, refusal, .. }) = turn.next else {
        panic!("the page again")
    };
    assert_eq!((identifier.as_str(), remember, keep), ("Jeanne@lumen.example", true, false));
    assert_eq!(refusal, Some(Refusal::WrongPair));
    assert!(turn.writes.is_empty());
}

#[test]
fn nothing_is_asked_of_the_judge_when_a_field_is_empty() {
    let first = |identifier: &str, password| {
        let typed = Typed { identifier: identifier.into(), ..typed(true, false) };
        let state = State::AwaitingPassword { visit: visit(), typed: None };
        match step(state, given(typed, password), at(0), &Policy::default()).expect("in turn").next {
            Next::Show(Screen::SignIn { refusal, .. }) => refusal,
            _ => None,
        }
    };
    assert_eq!(first("", "x"), Some(Refusal::EmptyIdentifier));
    assert_eq!(first("jeanne", ""), Some(Refusal::EmptyPassword));
    assert_eq!(first("a b c@d", "x"), Some(Refusal::BadIdentifier));
}

/// What a stranger, a reload or a crash may do to a journey.
#[derive(Clone, Debug)]
enum Move {
    Give { empty: bool },
    Judge(u8),
    Reload,
    Replay,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        3 => any::<bool>().prop_map(|empty| Move::Give { empty }),
        3 => (0..8_u8).prop_map(Move::Judge),
        1 => Just(Move::Reload),
        1 => Just(Move::Replay),
    ];
    prop::collection::vec(one, 1..24)
}

fn event(chosen: &Move) -> Option<Event> {
    Some(match chosen {
        Move::Give { empty } => given(typed(true, true), if *empty { "" } else { "secret" }),
        Move::Judge(n @ 4..) => Event::PasswordJudged(Verdict::Right(Box::new(somebody(*n)))),
        Move::Judge(1) => Event::PasswordJudged(Verdict::TooSoon { until: at(9) }),
        Move::Judge(2) => Event::PasswordJudged(Verdict::Busy),
        Move::Judge(_) => Event::PasswordJudged(Verdict::Wrong { known_device: false }),
        Move::Reload | Move::Replay => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    /// Safety: a session starts only for whom the judge recognised, at the very turn it says so, and once.
    #[test]
    fn a_session_starts_only_when_the_judge_says_right(moves in moves()) {
        let policy = Policy::default();
        let mut state = State::AwaitingPassword { visit: visit(), typed: None };
        let (mut before, mut asked) = (state.clone(), false);
        for chosen in moves {
            match chosen {
                // A reload or a restart: the state comes back from its stored form.
                Move::Reload => {
                    let text = serde_json::to_string(&state).expect("states are plain values");
                    state = serde_json::from_str(&text).expect("and come back");
                    continue;
                }
                Move::Replay => { state = before.clone(); asked = matches!(state, State::AwaitingVerdict { .. }); continue; }
                _ => {}
            }
            let right = match &chosen { Move::Judge(n @ 4..) => Some(AccountId::from_bytes([*n; 16])), _ => None };
            let given = matches!(chosen, Move::Give { .. });
            let kept = state.clone();
            let Ok(turn) = step(state, event(&chosen).expect("an event"), at(5), &policy) else { state = kept; continue };
            let started = turn.writes.iter().find_map(|write| match write {
                Write::StartSession { account, .. } => Some(*account),
                _ => None,
            });
            prop_assert_eq!(started, if asked { right } else { None });
            asked = given && matches!(turn.next, Next::Ask(_));
            before = kept;
            let AnyState::SignIn(next) = turn.state else { panic!("still a sign-in") };
            state = next;
        }
    }
}
