use domain::factor::{Due, Held};
use domain::{DeviceId, SessionId, SignInId};

use super::*;
use crate::State as AnyState;

const BROWSER: [u8; 16] = [6; 16];

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn held(n: u8, kind: Factor) -> Held {
    let id = AuthenticatorId::from_bytes([n; 16]);
    Held {
        id,
        kind,
        label: String::new(),
        created_at: at(0),
        last_used_at: None,
        blocked: false,
        lost: false,
        ending: None,
    }
}

fn begun(held: Vec<Held>) -> State {
    let waiting = Waiting {
        visit: Visit::to(Destination::Devices, at(0)),
        account: AccountId::from_bytes([1; 16]),
        browser: BROWSER,
        held,
        due: Due::NewDevice,
        wrong: 0,
        until: at(1000),
        entry: Entry::SignIn(SigningIn {
            session: SessionId::from_bytes([2; 16]),
            sign_in: SignInId::from_bytes([3; 16]),
            device: DeviceId::from_bytes([4; 16]),
            new_device: true,
            kept_until: Some(at(9000)),
            given_name: "Jeanne".into(),
            identifier: Some("jeanne@lumen.example".into()),
            first: domain::Method::Password,
            phone: None,
        }),
        sent: None,
    };
    let Some(AnyState::SecondFactor(state)) = begin(waiting) else { panic!("something is held") };
    state
}

fn inner(state: AnyState) -> State {
    let AnyState::SecondFactor(state) = state else { panic!("one journey") };
    state
}

fn act(state: State, act: Act) -> Turn {
    step(state, Event::By { browser: BROWSER, act }, at(1), &Policy::default()).expect("in turn")
}

fn code(text: &str) -> Act {
    Act::ProofGiven(Proof::Code(Secret::new(text.into())))
}

fn judged(state: State, verdict: Verdict) -> Turn {
    let asked = inner(act(state, code("123456")).state);
    step(asked, Event::Judged(verdict), at(1), &Policy::default()).expect("in turn")
}

#[test]
fn the_best_method_is_asked_for_and_a_right_code_starts_the_session_with_two_factors() {
    let turn = judged(begun(vec![held(1, Factor::Sms), held(2, Factor::Totp)]), Verdict::Right);
    let authenticator = AuthenticatorId::from_bytes([2; 16]);
    assert!(
        matches!(&turn.writes[0], Write::AcceptFactor { authenticator: taken, .. } if *taken == authenticator)
    );
    let Write::StartSession { methods, kept_until, .. } = &turn.writes[1] else {
        panic!("{:?}", turn.writes)
    };
    assert_eq!((methods.as_slice(), *kept_until), (&[Method::Password, Method::Totp][..], Some(at(9000))));
    assert!(
        matches!(turn.next, Next::Leave(Outcome::GoOn(visit)) if visit.destination == Destination::Devices)
    );
    assert_eq!(turn.notices.len(), 1, "a new device is told");
}

#[test]
fn five_wrong_codes_ask_for_the_password_once_more() {
    let mut state = begun(vec![held(1, Factor::Totp)]);
    for _ in 0..4 {
        let turn = judged(state, Verdict::Wrong);
        assert!(matches!(
            turn.next,
            Next::Show(Screen::SecondFactor { refusal: Some(Refusal::WrongFactorCode), .. })
        ));
        state = inner(turn.state);
    }
    let turn = judged(state, Verdict::Wrong);
    assert!(matches!(turn.next, Next::Leave(Outcome::StartOver { why: StartOver::TooManyCodes, .. })), "TO3");
}

#[test]
fn another_method_may_be_chosen_and_a_foreign_one_may_not() {
    let state = begun(vec![held(1, Factor::Totp), held(2, Factor::Card)]);
    let list = inner(act(state, Act::OtherAsked).state);
    let chosen = act(list.clone(), Act::MethodChosen(Some(AuthenticatorId::from_bytes([2; 16]))));
    assert!(matches!(chosen.next, Next::Show(Screen::SecondFactor { by, .. }) if by.bytes()[0] == 2));
    let foreign = Act::MethodChosen(Some(AuthenticatorId::from_bytes([9; 16])));
    assert!(step(list, Event::By { browser: BROWSER, act: foreign }, at(1), &Policy::default()).is_err());
}

#[test]
fn a_code_of_another_form_costs_no_try() {
    for (typed, why) in [("", Refusal::EmptyCode), ("12345", Refusal::NotSixDigits)] {
        let turn = act(begun(vec![held(1, Factor::Totp)]), code(typed));
        assert!(
            matches!(turn.next, Next::Show(Screen::SecondFactor { refusal: Some(said), .. }) if said == why)
        );
    }
}

#[test]
fn after_a_quarter_of_an_hour_or_in_another_browser_nothing_goes_on() {
    let opened = |browser, now| {
        let event = Event::By { browser, act: Act::Opened };
        step(begun(vec![held(1, Factor::Totp)]), event, at(now), &Policy::default())
    };
    let late = opened(BROWSER, 1000).expect("in turn").next;
    assert!(matches!(late, Next::Leave(Outcome::StartOver { why: StartOver::TooLate, .. })));
    assert!(opened([9; 16], 1).is_err());
}

#[test]
fn an_authenticator_that_was_guessed_at_too_often_is_blocked_and_opens_nothing() {
    let turn = judged(begun(vec![held(1, Factor::Totp), held(2, Factor::Sms)]), Verdict::OneTooMany);
    assert!(matches!(turn.writes[..], [Write::BlockAuthenticator { .. }]), "TO3");
    assert!(matches!(turn.next, Next::Show(Screen::OtherFactors { .. })), "the other one stays");
    assert_eq!(turn.notices.len(), 1, "its owner is told");
    let blocked = Held { blocked: true, ..held(1, Factor::Totp) };
    let alone = begun(vec![blocked]);
    assert!(matches!(alone, State::AwaitingChoice { .. }), "still asked for, and nothing left to show");
    let chosen = Act::MethodChosen(Some(AuthenticatorId::from_bytes([1; 16])));
    assert!(step(alone, Event::By { browser: BROWSER, act: chosen }, at(1), &Policy::default()).is_err());
}

fn asked() -> AskedPhone {
    AskedPhone { challenge: VapChallengeId::from_bytes([5; 16]), until: at(500) }
}

fn at_phone(held: Vec<Held>) -> State {
    let turn = act(begun(held), Act::Opened);
    assert!(matches!(turn.next, Next::Ask(Question::AskPhone { .. })), "the best method is the phone");
    let event = Event::PhoneAsked(Ok(asked()));
    let turn = step(inner(turn.state), event, at(1), &Policy::default()).expect("in turn");
    assert!(
        matches!(turn.writes.as_slice(), [Write::AskPhone { .. }]),
        "asked with the turn that shows the number"
    );
    inner(turn.state)
}

#[test]
fn a_phone_is_asked_once_and_a_reload_asks_nothing_new() {
    let state = at_phone(vec![held(1, Factor::Totp), held(2, Factor::Push)]);
    let again = act(state, Act::Opened);
    assert!(
        matches!(&again.next, Next::Show(Screen::ApproveOnPhone { asked: shown, .. }) if *shown == asked())
    );
    assert!(again.writes.is_empty());
}

#[test]
fn an_answer_that_is_not_there_yet_costs_nothing_and_a_right_one_starts_the_session() {
    let state = at_phone(vec![held(2, Factor::Push)]);
    let judged = |verdict| {
        let turn = act(state.clone(), Act::AnswerAwaited);
        let Next::Ask(Question::IsFactor { proof: Proof::Approval(challenge), .. }) = &turn.next else {
            panic!("the phone's answer is looked for")
        };
        assert_eq!(*challenge, asked().challenge);
        step(inner(turn.state), Event::Judged(verdict), at(1), &Policy::default()).expect("in turn")
    };
    let waits = judged(Verdict::NotApproved);
    assert_eq!(inner(waits.state), state, "no try is counted");
    let starts = judged(Verdict::Right);
    assert!(starts.writes.iter().any(|write| matches!(write, Write::StartSession { methods, .. }
        if methods.contains(&Method::Push))));
}

#[test]
fn a_phone_that_is_left_in_peace_leads_to_the_other_methods_at_once() {
    let turn = act(begun(vec![held(1, Factor::Totp), held(2, Factor::Push)]), Act::Opened);
    let event = Event::PhoneAsked(Err(NotAsked::NotBefore(at(900))));
    let turn = step(inner(turn.state), event, at(1), &Policy::default()).expect("in turn");
    let Next::Show(Screen::OtherFactors { refusal, .. }) = turn.next else { panic!("PU8") };
    assert_eq!(refusal, Some(Refusal::PhoneInPeace { until: at(900) }));
}

#[test]
fn a_code_typed_at_the_phones_page_proves_nothing() {
    let state = at_phone(vec![held(2, Factor::Push)]);
    let event = Event::By { browser: BROWSER, act: code("123456") };
    assert!(step(state, event, at(1), &Policy::default()).is_err());
}

fn sent(by: u8) -> crate::sent::Sent {
    crate::sent::Sent {
        id: SentCodeId::from_bytes([8; 16]),
        by: Some(AuthenticatorId::from_bytes([by; 16])),
        to: "78".into(),
        until: at(600),
        again_at: at(30),
    }
}

fn code_sent(state: State, sending: Sending) -> Turn {
    step(state, Event::CodeSent(sending), at(1), &Policy::default()).expect("in turn")
}

#[test]
fn a_text_goes_out_when_it_is_asked_for_and_its_code_is_judged_for_that_question_alone() {
    let opened = act(begun(vec![held(1, Factor::Sms)]), Act::Opened);
    assert!(opened.writes.is_empty(), "WB1: opening a page sends nothing");
    let early = act(inner(opened.state), code("123456"));
    assert!(
        matches!(early.next, Next::Show(Screen::SecondFactor { refusal: Some(Refusal::WornCode), .. })),
        "SM3"
    );
    let asked = act(inner(early.state), Act::SendAsked);
    assert!(matches!(asked.next, Next::Ask(Question::SendCode { .. })));
    let under_way = code_sent(inner(asked.state), Sending::Sent(sent(1)));
    assert!(under_way.writes.iter().any(|write| matches!(write, Write::SendCode { .. })));
    let judging = act(inner(under_way.state), code("123456"));
    let Next::Ask(Question::IsFactor { proof: Proof::Sent { id, .. }, .. }) = &judging.next else {
        panic!("{judging:?}")
    };
    assert_eq!(*id, SentCodeId::from_bytes([8; 16]), "SM3");
}

#[test]
fn another_method_that_is_chosen_sends_its_code_at_once_and_the_one_of_the_first_is_not_its() {
    let both = begun(vec![held(1, Factor::Sms), held(2, Factor::Voice)]);
    let asked = act(both, Act::SendAsked);
    let under_way = code_sent(inner(asked.state), Sending::Sent(sent(2)));
    let other = act(inner(under_way.state), Act::MethodChosen(Some(AuthenticatorId::from_bytes([1; 16]))));
    assert!(matches!(other.next, Next::Ask(Question::SendCode { .. })));
    let waits = code_sent(inner(other.state), Sending::TooSoon { until: at(90) });
    let typed = act(inner(waits.state), code("123456"));
    assert!(
        matches!(typed.next, Next::Show(Screen::SecondFactor { refusal: Some(Refusal::WornCode), .. })),
        "SM3: the call's code is not the text's"
    );
}

#[test]
fn a_number_whose_card_changed_gets_no_code_and_its_owner_is_told_once() {
    for untold in [true, false] {
        let asked = act(
            begun(vec![held(1, Factor::Sms), held(2, Factor::Totp)]),
            Act::MethodChosen(Some(AuthenticatorId::from_bytes([1; 16]))),
        );
        let turn = code_sent(inner(asked.state), Sending::SimChanged { until: at(90), untold });
        let account = AccountId::from_bytes([1; 16]);
        assert_eq!(turn.writes, [Write::NoteSimChange { account, told: untold }], "SM5: nothing is sent");
        assert_eq!(turn.facts, [Fact::SimChangeMet { kind: Factor::Sms }]);
        assert_eq!(turn.notices.len(), usize::from(untold));
        let Next::Show(Screen::SecondFactor { refusal, waiting, .. }) = turn.next else { panic!("a page") };
        assert!(refusal == Some(Refusal::SimChanged { until: at(90) }) && waiting.sent.is_none());
    }
}

#[test]
fn a_code_by_mail_is_no_way_around_what_protects_the_account() {
    let waiting = begun(vec![held(1, Factor::MailCode), held(2, Factor::Totp)]);
    let chosen = Act::MethodChosen(Some(AuthenticatorId::from_bytes([1; 16])));
    let event = Event::By { browser: BROWSER, act: chosen };
    assert!(step(waiting, event, at(1), &Policy::default()).is_err(), "decision 6");
}

fn lost(state: State, ids: &[u8]) -> Turn {
    let page = inner(act(state, Act::LossAsked).state);
    let ids = ids.iter().map(|id| AuthenticatorId::from_bytes([*id; 16])).collect();
    act(page, Act::LossTold(ids))
}

#[test]
fn a_lost_phone_is_blocked_before_any_session_and_the_other_ways_stay() {
    let state = begun(vec![held(1, Factor::Totp), held(2, Factor::Push)]);
    let asked = lost(state, &[2]);
    assert!(matches!(asked.next, Next::Ask(Question::MayLosePhone { signed_in: false, .. })));
    let event = Event::LossAdmitted(Admission::Admitted);
    let turn = step(inner(asked.state), event, at(1), &Policy::default()).expect("in turn");
    let (account, phone) = (AccountId::from_bytes([1; 16]), AuthenticatorId::from_bytes([2; 16]));
    assert_eq!(turn.writes, [Write::SuspendPhone { account, phone }, Write::NoteLoss { account }]);
    assert!(
        matches!(&turn.next, Next::Show(Screen::LostPhone { waiting, .. }) if waiting.held[0].lost != waiting.held[1].lost)
    );
    let chosen = Act::MethodChosen(Some(phone));
    let page = inner(turn.state);
    let event = Event::By { browser: BROWSER, act: chosen };
    assert!(step(page.clone(), event, at(1), &Policy::default()).is_err(), "it proves nothing");
    let other = act(page, Act::MethodChosen(Some(AuthenticatorId::from_bytes([1; 16]))));
    assert!(matches!(other.next, Next::Show(Screen::SecondFactor { .. })));
}

#[test]
fn who_says_it_too_often_blocks_nothing() {
    let asked = lost(begun(vec![held(2, Factor::Sms)]), &[2]);
    let event = Event::LossAdmitted(Admission::TooSoon { until: at(9) });
    let turn = step(inner(asked.state), event, at(1), &Policy::default()).expect("in turn");
    assert!(turn.writes.is_empty() && turn.notices.is_empty());
    assert!(matches!(
        turn.next,
        Next::Show(Screen::LostPhone { refusal: Some(Refusal::LostTooOften { .. }), .. })
    ));
}

#[test]
fn whoever_comes_to_block_a_phone_stands_on_that_page_at_once() {
    let mut waiting = match begun(vec![held(2, Factor::Sms)]) {
        State::AwaitingProof { waiting, .. } => *waiting,
        other => panic!("{other:?}"),
    };
    waiting.visit = Visit::to(Destination::LostPhone, at(0));
    let Some(AnyState::SecondFactor(state)) = begin(waiting) else { panic!("something is held") };
    assert!(matches!(act(state, Act::Opened).next, Next::Show(Screen::LostPhone { refusal: None, .. })));
}
