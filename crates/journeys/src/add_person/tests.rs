use domain::time::{days, hours, minutes};
use domain::{DeviceId, Method, SessionId, SignInId};

use super::*;

const ME: AccountId = AccountId::from_bytes([1; 16]);
const LEA: AccountId = AccountId::from_bytes([2; 16]);
const CONTRACT: ContractId = ContractId::from_bytes([7; 16]);
const START: StartId = StartId::from_bytes([9; 16]);

fn session() -> Session {
    let start = Timestamp::from_millis(0);
    Session {
        id: SessionId::from_bytes([1; 16]),
        account: ME,
        device: DeviceId::from_bytes([3; 16]),
        sign_in: SignInId::from_bytes([4; 16]),
        started_at: start,
        authenticated_at: start,
        last_seen_at: start,
        ends_at: start + hours(12),
        methods: vec![Method::Password],
    }
}

fn table(person: Option<Added>) -> Table {
    Table { contract: CONTRACT, i_hold: true, added: 0, person: person.map(|added| (LEA, added)) }
}

fn wish() -> Box<Wish> {
    let born = Born { day: "14".into(), month: "3".into(), year: "2015".into() };
    let (given, family, login) = ("Léa".into(), "Martin".into(), "lea.martin".into());
    Box::new(Wish { given, family, is_child: Some(true), born, login })
}

fn ask(table: Table, act: Act) -> Turn {
    let event = Event::Asked { session: Box::new(session()), table: Some(Box::new(table)), act };
    step(State::Looking, event, Timestamp::from_millis(1), &Policy::default()).expect("in turn")
}

fn go_on(turn: Turn, event: Event) -> Turn {
    let crate::State::AddPerson(state) = turn.state else { panic!("another journey") };
    step(state, event, Timestamp::from_millis(1), &Policy::default()).expect("in turn")
}

fn refused(turn: &Turn) -> Refused {
    assert!(turn.writes.is_empty() && turn.notices.is_empty() && turn.facts.is_empty());
    let Next::Show(Screen::AddPerson { refused, .. }) = &turn.next else { panic!("the form again") };
    *refused
}

fn told(turn: &Turn) -> Option<&'static str> {
    assert!(turn.writes.is_empty() && turn.notices.is_empty() && turn.facts.is_empty());
    let Next::Show(Screen::Household { refusal }) = &turn.next else { panic!("the household") };
    refusal.map(Refusal::code)
}

#[test]
fn somebody_is_added_with_a_code_for_two_weeks_and_the_holder_is_told() {
    let asked = ask(table(None), Act::Add(wish()));
    assert!(matches!(asked.next, Next::Ask(Question::MayAddPerson { .. })) && asked.writes.is_empty());
    let admitted = Admission::Admitted { person: LEA, start: START, minor: true };
    let turn = go_on(asked, Event::AdmissionJudged(admitted));
    let until = Timestamp::from_millis(1) + days(14);
    assert_eq!(
        turn.writes,
        [Write::AddPerson { account: ME, contract: CONTRACT, person: LEA, start: START, until }]
    );
    assert!(matches!(turn.next, Next::Show(Screen::StartCode { person: LEA, renewed: false, .. })));
    assert!(
        matches!(turn.notices.as_slice(), [Notice::PersonAdded { account: ME, name, .. }] if name == "Léa Martin")
    );
}

#[test]
fn each_refusal_stands_beside_its_field_and_what_was_typed_is_kept() {
    let nothing = refused(&ask(table(None), Act::Add(Box::default())));
    assert_eq!(nothing.given.map(Refusal::code), Some("R-323"));
    assert_eq!(nothing.family.map(Refusal::code), Some("R-323"));
    assert_eq!(nothing.kind.map(Refusal::code), Some("R-328"));
    assert_eq!(nothing.login.map(Refusal::code), Some("R-131"));
    let mut unfit = wish();
    (unfit.login, unfit.born.year) = ("0612345678".into(), " ".into());
    let turn = ask(table(None), Act::Add(unfit.clone()));
    assert_eq!(refused(&turn).login.map(Refusal::code), Some("R-132"));
    assert_eq!(refused(&turn).born.map(Refusal::code), Some("R-324"));
    assert!(matches!(turn.next, Next::Show(Screen::AddPerson { wish, .. }) if wish == unfit));
    for (said, code) in [(Admission::NeverBorn, "R-324"), (Admission::OfAge, "R-325")] {
        let turn = go_on(ask(table(None), Act::Add(wish())), Event::AdmissionJudged(said));
        assert_eq!(refused(&turn).born.map(Refusal::code), Some(code));
    }
    let taken = go_on(ask(table(None), Act::Add(wish())), Event::AdmissionJudged(Admission::LoginTaken));
    assert_eq!(refused(&taken).login.map(Refusal::code), Some("R-133"));
    let wait = Admission::TooSoon { until: Timestamp::from_millis(9) };
    let wait = go_on(ask(table(None), Act::Add(wish())), Event::AdmissionJudged(wait));
    assert_eq!(refused(&wait).whole.map(Refusal::code), Some("R-105"));
    let many = ask(Table { added: 10, ..table(None) }, Act::Add(wish()));
    assert_eq!(refused(&many).whole.map(Refusal::code), Some("R-326"));
}

#[test]
fn a_code_is_renewed_for_who_never_started_and_for_a_minor_only() {
    for (started, is_minor) in [(false, false), (false, true), (true, true)] {
        let asked = ask(table(Some(Added { started, is_minor })), Act::Renew);
        let turn = go_on(asked, Event::CodeDrawn { start: START });
        assert!(matches!(turn.writes.as_slice(), [Write::IssueStart { person: LEA, start: START, .. }]));
        assert_eq!(turn.notices.len(), 2, "the holder, and whom it is for");
    }
    let adult = Added { started: true, is_minor: false };
    assert_eq!(told(&ask(table(Some(adult)), Act::Renew)), Some("R-327"));
    assert_eq!(told(&ask(table(None), Act::Renew)), Some("R-142"), "nobody who was added here");
}

#[test]
fn a_member_adds_nobody_renews_nothing_and_takes_nothing_back() {
    let person = Some(Added { started: false, is_minor: true });
    for act in [Act::Add(wish()), Act::Renew, Act::TakeBack] {
        let table = Table { i_hold: false, ..table(person) };
        assert_eq!(told(&ask(table, act)), Some("R-142"));
    }
}

#[test]
fn an_old_proof_is_asked_for_again_and_the_way_leads_back_to_the_form() {
    let event = Event::Asked {
        session: Box::new(session()),
        table: Some(Box::new(table(None))),
        act: Act::Add(wish()),
    };
    let now = Timestamp::from_millis(0) + minutes(10);
    let turn = step(State::Looking, event, now, &Policy::default()).expect("in turn");
    let Next::Leave(Outcome::ProveAgain(visit)) = turn.next else { panic!("a proof first") };
    assert!(visit.prove_again && visit.destination == Destination::AddPerson(CONTRACT));
    assert!(turn.writes.is_empty());
}
