use domain::time::{days, minutes};
use domain::{DeviceId, Method, SessionId, SignInId};

use super::*;

const ME: AccountId = AccountId::from_bytes([1; 16]);
const OTHER: AccountId = AccountId::from_bytes([2; 16]);

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
        ends_at: start + domain::time::hours(12),
        methods: vec![Method::Password],
    }
}

fn table(mine: Role) -> Table {
    let role = if mine == Role::Holder { Role::Member } else { Role::Holder };
    Table {
        contract: ContractId::from_bytes([7; 16]),
        mine,
        i_am_minor: false,
        other: Some(Other { account: OTHER, role, is_minor: false }),
        open: None,
        fresh_id: HandoverId::from_bytes([8; 16]),
    }
}

fn open(from: AccountId, to: AccountId) -> Open {
    Open { handover: HandoverId::from_bytes([9; 16]), from, to }
}

fn take(table: Table, act: Act) -> Turn {
    let event = Event::Asked { session: Box::new(session()), table: Some(Box::new(table)), act };
    step(State::Looking, event, Timestamp::from_millis(1), &Policy::default()).expect("in turn")
}

fn refusal(turn: &Turn) -> Option<&'static str> {
    assert!(turn.writes.is_empty() && turn.notices.is_empty() && turn.facts.is_empty());
    let Next::Show(Screen::Household { refusal }) = &turn.next else { panic!("the page again") };
    refusal.map(Refusal::code)
}

#[test]
fn the_holder_proposes_to_an_adult_for_two_weeks_and_both_are_told() {
    let turn = take(table(Role::Holder), Act::Propose);
    let [Write::ProposeHandover { account, to, until, .. }] = turn.writes.as_slice() else {
        panic!("one write")
    };
    assert_eq!((*account, *to, *until), (ME, OTHER, Timestamp::from_millis(1) + days(14)));
    assert_eq!(turn.notices.len(), 2);
}

#[test]
fn a_child_a_second_proposal_and_a_member_who_proposes_are_refused() {
    let mut child = table(Role::Holder);
    child.other = child.other.map(|other| Other { is_minor: true, ..other });
    assert_eq!(refusal(&take(child, Act::Propose)), Some("R-143"));
    let second = Table { open: Some(open(ME, OTHER)), ..table(Role::Holder) };
    assert_eq!(refusal(&take(second, Act::Propose)), Some("R-144"));
    assert_eq!(refusal(&take(table(Role::Member), Act::Propose)), Some("R-142"));
}

#[test]
fn only_who_it_was_proposed_to_accepts_or_declines_and_only_who_proposed_withdraws() {
    for (from, to, act, wins) in [
        (OTHER, ME, Act::Accept, true),
        (OTHER, ME, Act::Decline, true),
        (OTHER, ME, Act::Withdraw, false),
        (ME, OTHER, Act::Withdraw, true),
        (ME, OTHER, Act::Accept, false),
        (ME, OTHER, Act::Decline, false),
    ] {
        let turn = take(Table { open: Some(open(from, to)), ..table(Role::Member) }, act);
        assert_eq!(turn.writes.len(), usize::from(wins), "{act:?}");
    }
    assert_eq!(refusal(&take(table(Role::Member), Act::Accept)), Some("R-142"), "nothing was proposed");
    let grown = Table { i_am_minor: true, open: Some(open(OTHER, ME)), ..table(Role::Member) };
    assert_eq!(refusal(&take(grown, Act::Accept)), Some("R-143"));
}

#[test]
fn a_member_leaves_and_a_holder_or_a_child_does_not() {
    assert!(matches!(
        take(table(Role::Member), Act::Leave).writes.as_slice(),
        [Write::EndMembership { account: ME, person: ME, .. }]
    ));
    assert_eq!(refusal(&take(table(Role::Holder), Act::Leave)), Some("R-145"));
    let child = Table { i_am_minor: true, ..table(Role::Member) };
    assert_eq!(refusal(&take(child, Act::Leave)), Some("R-143"));
}

#[test]
fn only_a_holder_removes_somebody_and_only_a_member() {
    assert!(matches!(
        take(table(Role::Holder), Act::Remove).writes.as_slice(),
        [Write::EndMembership { account: ME, person: OTHER, .. }]
    ));
    assert_eq!(refusal(&take(table(Role::Member), Act::Remove)), Some("R-142"));
    let nobody = Table { other: None, ..table(Role::Holder) };
    assert_eq!(refusal(&take(nobody, Act::Remove)), Some("R-142"));
}

#[test]
fn an_old_proof_is_asked_for_again_before_anything_is_said() {
    let event = Event::Asked { session: Box::new(session()), table: None, act: Act::Propose };
    let now = Timestamp::from_millis(0) + minutes(10);
    let turn = step(State::Looking, event, now, &Policy::default()).expect("in turn");
    assert!(matches!(turn.next, Next::Leave(Outcome::ProveAgain(_))) && turn.writes.is_empty());
}
