//! Somebody is added, and a code drawn, only by the holder, after a fresh proof; never a code for an adult who has a password.

use std::cell::RefCell;

use domain::household::Added;
use domain::time::minutes;
use domain::{ContractId, StartId};

use super::{account, session, walk};
use crate::add_person::{Act, Admission, Born, Event, State, Table, Wish, begin};
use crate::{Event as Any, State as AnyState, Write};

#[test]
fn only_a_holder_who_just_proved_it_adds_somebody_or_draws_a_code() {
    let mut written = 0_u64;
    let drawn = RefCell::new(None);
    walk(
        "add_person",
        |_| begin(),
        |chance, state| {
            let AnyState::AddPerson(state) = state else { panic!("another journey") };
            if !matches!(state, State::Looking) && chance.below(8) > 0 {
                let start = StartId::from_bytes([5; 16]);
                let person = account(chance.below(4));
                let said = [
                    Admission::Admitted { person, start, minor: chance.flip() },
                    Admission::LoginTaken,
                    Admission::OfAge,
                ];
                let said = Event::AdmissionJudged(*chance.one_of(&said));
                return Any::AddPerson(if chance.flip() { said } else { Event::CodeDrawn { start } });
            }
            let added = Added { started: chance.flip(), is_minor: chance.flip() };
            let table = Table {
                contract: ContractId::from_bytes([1; 16]),
                i_hold: chance.flip(),
                added: u32::try_from(chance.below(12)).unwrap_or(0),
                person: chance.flip().then(|| (account(chance.below(4)), added)),
            };
            let born = Born { day: "1".into(), month: "2".into(), year: "2015".into() };
            let login = if chance.flip() { "lea.martin" } else { "a b" }.into();
            let (given, family) = ("Léa".into(), "Martin".into());
            let wish = Wish { given, family, is_child: Some(chance.flip()), born, login };
            let acts = [Act::Add(Box::new(wish)), Act::Renew, Act::TakeBack];
            let (session, act) = (Box::new(session(chance)), chance.one_of(&acts).clone());
            let table = (chance.below(8) > 0).then(|| Box::new(table));
            drawn.replace(Some((session.clone(), table.clone())));
            Any::AddPerson(Event::Asked { session, table, act })
        },
        |before, (event, now), turn| {
            let AnyState::AddPerson(before) = before else { panic!("another journey") };
            if let State::Looking = before {
                let (session, table) = drawn.borrow().clone().expect("an event was drawn");
                let Some(write) = turn.writes.first() else {
                    if matches!(turn.state, AnyState::AddPerson(State::AwaitingCode { .. })) {
                        let (_, added) = table.and_then(|table| table.person).expect("somebody");
                        assert!(!added.started || added.is_minor, "{event}");
                        assert!(now.since(session.authenticated_at) < minutes(10), "{event}");
                    }
                    return;
                };
                let table = table.expect("nothing is written for somebody else's contract");
                assert!(table.i_hold && now.since(session.authenticated_at) < minutes(10), "{event}");
                assert!(
                    matches!(write, Write::TakeBackStart { account, .. } if *account == session.account),
                    "{event}"
                );
                written += 1;
                return;
            }
            for write in &turn.writes {
                match (before, write) {
                    (State::AwaitingAdmission { holder, .. }, Write::AddPerson { account, .. }) => {
                        assert_eq!(account, holder, "{event}");
                    }
                    (
                        State::AwaitingCode { holder, person, .. },
                        Write::IssueStart { account, person: given, .. },
                    ) => {
                        assert!(account == holder && given == person, "{event}");
                    }
                    other => panic!("no other write: {other:?}"),
                }
                written += 1;
            }
        },
    );
    assert!(written > 1000, "{written}");
}
