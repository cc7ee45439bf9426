use super::*;
use crate::{Destination, Need, State as AnyState};
use domain::factor::Held;
use domain::{
    AccountId, AuthenticatorId, ClientId, DeviceId, Factor, JourneyId, Policy, Secret, SessionId, SignInId,
    Timestamp,
};

fn visit() -> Visit {
    let need = Need {
        client: ClientId("mail".into()),
        name: "Mail".into(),
        request: "{}".into(),
        scopes: vec!["openid".into()],
        login: false,
        choose: false,
        silent: false,
        consent: false,
        max_age: None,
        login_hint: None,
        keep_signed_in: None,
        assurance: None,
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
        by: ProvenBy::Own { weak: false },
        held: vec![],
        factor_at: None,
        journey: JourneyId::from_bytes([5; 16]),
        browser: [6; 16],
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

fn by(by: ProvenBy) -> Turn {
    judged(after_password(typed(true, true)), Verdict::Right(Box::new(Recognised { by, ..somebody(1) })))
}

#[test]
fn the_line_opens_a_session_of_its_holder_that_remembers_what_it_was_proved_by() {
    let turn = by(ProvenBy::Line(LineServes::Opening));
    let line =
        |write: &Write| matches!(write, Write::StartSession { methods, .. } if *methods == [Method::Line]);
    assert!(turn.writes.iter().any(line));
    assert_eq!(domain::method::amr(&[Method::Line]), ["pwd"]);
}

#[test]
fn a_line_whose_holder_chose_before_starts_no_session() {
    let turn = by(ProvenBy::Line(LineServes::Choosing { by_code: true }));
    let cleared = Write::ClearAttempts { account: somebody(1).account };
    assert_eq!((turn.writes, turn.facts), (vec![cleared], vec![Fact::LineProven]));
    assert!(matches!(turn.next, Next::Leave(Outcome::LineProven { by_code: true, .. })));
}

#[test]
fn an_old_password_that_is_too_weak_is_noted_with_the_session() {
    let noted = |weak| {
        let turn = by(ProvenBy::Own { weak });
        let note = turn.writes.iter().any(|write| matches!(write, Write::NoteWeakPassword { .. }));
        (note, turn.facts.contains(&Fact::WeakPasswordMet))
    };
    assert_eq!((noted(true), noted(false)), ((true, true), (false, false)));
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

fn holding(kind: Factor, factor_at: Option<i64>) -> Recognised {
    let id = AuthenticatorId::from_bytes([7; 16]);
    let held = Held {
        id,
        kind,
        label: String::new(),
        created_at: at(0),
        last_used_at: None,
        blocked: false,
        lost: false,
        ending: None,
    };
    Recognised { held: vec![held], factor_at: factor_at.map(at), ..somebody(1) }
}

#[test]
fn no_session_starts_where_a_factor_is_due() {
    let turn =
        judged(after_password(typed(true, true)), Verdict::Right(Box::new(holding(Factor::Totp, None))));
    assert!(!turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. })));
    assert!(matches!(turn.next, Next::Leave(Outcome::FactorDue { .. })));
    let Some(Write::AwaitFactor { state, .. }) = turn.writes.get(1) else { panic!("{:?}", turn.writes) };
    let AnyState::SecondFactor(second_factor::State::AwaitingProof { waiting, .. }) = &**state else {
        panic!()
    };
    assert_eq!((waiting.due, &waiting.visit), (Due::NewDevice, &visit()), "the visit survives");
}

#[test]
fn a_device_where_one_was_proven_asks_less_and_a_recovery_code_asks_for_nothing() {
    for person in [holding(Factor::Totp, Some(900)), holding(Factor::RecoveryCode, None)] {
        let turn = judged(after_password(typed(true, true)), Verdict::Right(Box::new(person)));
        assert!(turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. })));
    }
}

fn passkey(verdict: PasskeyVerdict, typed: Typed) -> Turn {
    let visit = Visit::to(crate::Destination::Account, Timestamp::from_millis(0));
    let shown = Shown {
        credential: vec![1],
        client_data: vec![2],
        authenticator_data: vec![3],
        signature: vec![4],
        user_handle: vec![5],
    };
    let crate::State::SignIn(state) = begin(visit) else { panic!("a sign-in") };
    let event = Event::PasskeyShown { typed, shown: Box::new(shown) };
    let asked = step(state, event, Timestamp::from_millis(1), &Policy::default()).expect("in turn");
    assert!(matches!(asked.next, Next::Ask(Question::WhosePasskey { .. })));
    let crate::State::SignIn(state) = asked.state else { panic!("a sign-in") };
    step(state, Event::PasskeyJudged(verdict), Timestamp::from_millis(1), &Policy::default())
        .expect("in turn")
}

#[test]
fn a_passkey_is_the_whole_sign_in_and_takes_both_memory_aids() {
    let holder = Holder {
        account: domain::AccountId::from_bytes([1; 16]),
        given_name: "Jeanne".into(),
        login: "jeanne@lumen.example".into(),
        session: domain::SessionId::from_bytes([2; 16]),
        sign_in: domain::SignInId::from_bytes([3; 16]),
        device: domain::DeviceId::from_bytes([4; 16]),
        new_device: true,
        authenticator: domain::AuthenticatorId::from_bytes([7; 16]),
        method: Method::Passkey,
    };
    let typed = Typed { identifier: String::new(), remember: true, keep: true };
    let turn = passkey(PasskeyVerdict::Right(Box::new(holder)), typed);
    assert!(matches!(turn.writes[0], Write::AcceptFactor { .. }), "PK1: the guard stands first");
    let Write::StartSession { methods, kept_until, .. } = &turn.writes[1] else {
        panic!("{:?}", turn.writes)
    };
    assert_eq!(methods, &[Method::Passkey], "no other factor is asked for");
    assert!(kept_until.is_some(), "O11");
    let Write::RememberPerson { identifier, .. } = &turn.writes[2] else { panic!("{:?}", turn.writes) };
    assert_eq!(identifier.as_deref(), Some("jeanne@lumen.example"), "O10");
    assert_eq!(turn.notices.len(), 1, "X10");
}

#[test]
fn a_passkey_that_is_not_taken_leaves_the_page_as_it_was() {
    let account = domain::AccountId::from_bytes([1; 16]);
    let authenticator = domain::AuthenticatorId::from_bytes([7; 16]);
    let until = Timestamp::from_millis(9);
    for (verdict, told, writes) in [
        (PasskeyVerdict::Unknown, Refusal::PasskeyUnknown, 0),
        (PasskeyVerdict::Wrong, Refusal::PasskeyWrong, 0),
        (PasskeyVerdict::Stale, Refusal::PasskeyStale, 0),
        (PasskeyVerdict::Blocked, Refusal::PasskeyBlocked, 0),
        (PasskeyVerdict::TooSoon { until }, Refusal::TooManyTries { until }, 0),
        (PasskeyVerdict::CountedBack { account, authenticator }, Refusal::PasskeyBlocked, 1),
    ] {
        let typed = Typed { identifier: "jeanne".into(), remember: true, keep: false };
        let turn = passkey(verdict, typed);
        let Next::Show(Screen::SignIn { identifier, remember, refusal, .. }) = &turn.next else {
            panic!("shown")
        };
        assert_eq!((identifier.as_str(), *remember, *refusal), ("jeanne", true, Some(told)), "R9");
        assert_eq!((turn.writes.len(), turn.notices.len()), (writes, writes), "PK5");
    }
}
