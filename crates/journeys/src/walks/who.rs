//! Choosing who signs in writes nothing; forgetting touches the chosen person alone.

use super::{account, device, touched, visit, walk};
use crate::who::{Choice, Event, Person, begin};
use crate::{Event as Any, Write};

#[test]
fn choosing_a_person_writes_nothing_and_forgetting_touches_that_person_alone() {
    let mut forgotten = 0_u64;
    walk(
        "who",
        |_| begin(visit()),
        |chance, _| {
            let choice = match chance.below(4) {
                0 => Choice::Nobody,
                1 => Choice::Another,
                _ => Choice::Known(Person {
                    account: account(chance.below(4)),
                    device: device(chance.below(3)),
                }),
            };
            Any::Who(if chance.flip() { Event::Chosen(choice) } else { Event::ForgetAsked(choice) })
        },
        |_, (event, _), turn| {
            let forgets = event.contains("ForgetAsked(Known(");
            assert_eq!(turn.writes.is_empty(), !forgets, "{event}");
            assert!(!turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. })));
            for account in touched(turn) {
                assert!(event.contains(&format!("account: {account:?}")), "{event}");
            }
            forgotten += u64::from(forgets);
        },
    );
    assert!(forgotten > 1000, "{forgotten}");
}
