use domain::time::{hours, minutes};
use domain::{AccountId, AuthenticatorId, ContactId, DeviceId, Factor, Method, SessionId, SignInId};

use super::*;

const NEW: ChangeId = ChangeId::from_bytes([7; 16]);
const OLD: ContactId = ContactId::from_bytes([8; 16]);

fn session(number: u8) -> Session {
    let start = Timestamp::from_millis(0);
    Session {
        id: SessionId::from_bytes([number; 16]),
        account: AccountId::from_bytes([2; 16]),
        device: DeviceId::from_bytes([3; 16]),
        sign_in: SignInId::from_bytes([4; 16]),
        started_at: start,
        authenticated_at: start,
        last_seen_at: start,
        ends_at: start + hours(12),
        methods: vec![Method::Password],
    }
}

fn take(state: crate::State, event: Event, after: u64) -> Result<Turn, OutOfTurn> {
    let crate::State::ChangeContact(state) = state else { panic!("{state:?}") };
    step(state, event, Timestamp::from_millis(0) + minutes(after), &Policy::default())
}

fn ask(by: u8, held: Vec<Held>, change: Change, after: u64) -> Result<Turn, OutOfTurn> {
    let wish = Wish { change, typed: "a@b.example".into() };
    let event = Event::Asked { session: Box::new(session(by)), held, waits: None, wish };
    let visit = Visit::to(Destination::Account, Timestamp::from_millis(0));
    take(begin(By::from(&session(1)), visit), event, after)
}

fn admitted(change: Change) -> Turn {
    let turn = ask(1, Vec::new(), change, 1).expect("in turn");
    take(turn.state, Event::Admitted(Admission::Good(NEW)), 1).expect("in turn")
}

fn code(turn: Turn, verdict: Verdict) -> Turn {
    let event = Event::CodeGiven { session: Box::new(session(1)), code: Secret::new("123456".into()) };
    let turn = take(turn.state, event, 2).expect("in turn");
    assert!(matches!(turn.next, Next::Ask(Question::IsContactCode { id: NEW, .. })));
    take(turn.state, Event::CodeJudged(verdict), 2).expect("judged")
}

#[test]
fn an_address_is_brought_by_its_code_and_the_one_it_replaces_leaves() {
    let account = AccountId::from_bytes([2; 16]);
    let asked = admitted(Change::Replace(OLD));
    assert_eq!(asked.writes, [Write::AskContactCode { account, id: NEW }], "nothing changes before");
    assert!(asked.notices.is_empty());
    let changed = code(asked, Verdict::Right);
    let away = Write::SendContactAway { account, id: NEW, contact: OLD };
    assert_eq!(changed.writes, [Write::BringContact { account, id: NEW }, away], "the guard stands first");
    assert_eq!(changed.notices.len(), 1);
    let added = code(admitted(Change::Add), Verdict::Right);
    assert_eq!(added.writes, [Write::BringContact { account, id: NEW }]);
    let wrong = code(admitted(Change::Add), Verdict::Wrong);
    assert!(wrong.writes.is_empty() && matches!(wrong.next, Next::Show(Screen::ContactCode { .. })));
}

#[test]
fn an_address_that_is_sent_away_needs_no_code() {
    let account = AccountId::from_bytes([2; 16]);
    let removed = admitted(Change::Remove(OLD));
    assert_eq!(removed.writes, [Write::SendContactAway { account, id: NEW, contact: OLD }]);
    assert_eq!(removed.notices.len(), 1);
}

#[test]
fn a_refused_wish_keeps_what_was_typed() {
    let turn = ask(1, Vec::new(), Change::Add, 1).expect("in turn");
    let said = Event::Admitted(Admission::Refused(Refusal::AddressKnown));
    let turn = take(turn.state, said, 1).expect("in turn");
    let Next::Show(Screen::Contacts { wish, .. }) = turn.next else { panic!("{:?}", turn.next) };
    assert_eq!(wish.typed, "a@b.example", "R9");
}

#[test]
fn an_old_proof_or_a_password_alone_where_a_factor_is_held_proves_again_first() {
    let held = vec![Held {
        id: AuthenticatorId::from_bytes([1; 16]),
        kind: Factor::Totp,
        label: String::new(),
        ending: None,
        created_at: Timestamp::from_millis(0),
        last_used_at: None,
        blocked: false,
        lost: false,
    }];
    for turn in [ask(1, Vec::new(), Change::Add, 10), ask(1, held, Change::Remove(OLD), 1)] {
        let turn = turn.expect("in turn");
        assert!(matches!(turn.next, Next::Leave(Outcome::ProveAgain(_))) && turn.writes.is_empty(), "EL8");
    }
    assert!(ask(9, Vec::new(), Change::Add, 1).is_err(), "another session");
}
