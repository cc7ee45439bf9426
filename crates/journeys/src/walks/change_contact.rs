//! An address is brought only at the turn in which its code was right, for whom the session belongs to, after a fresh proof.

use domain::contact::Change;
use domain::{ChangeId, ContactId, Secret, Timestamp};

use super::{Chance, session, touched, visit, walk};
use crate::change_contact::{Admission, By, Event, State, Verdict, Wish, begin};
use crate::{Event as Any, Refusal, State as AnyState, Write};

fn change(chance: &mut Chance) -> Change {
    let contact = ContactId::from_bytes([3; 16]);
    match chance.below(3) {
        0 => Change::Add,
        1 => Change::Replace(contact),
        _ => Change::Remove(contact),
    }
}

/// Most events fit the state.
fn draw(chance: &mut Chance, state: &AnyState) -> Event {
    let by = Box::new(session(chance));
    match state {
        AnyState::ChangeContact(State::AwaitingAdmission { .. }) if chance.below(4) != 0 => {
            Event::Admitted(match chance.below(3) {
                0 => Admission::Refused(Refusal::AddressKnown),
                _ => Admission::Good(ChangeId::from_bytes([5; 16])),
            })
        }
        AnyState::ChangeContact(State::AwaitingCode { .. }) if chance.below(4) != 0 => {
            let code = if chance.below(5) == 0 { "" } else { "123456" };
            Event::CodeGiven { session: by, code: Secret::new(code.to_owned()) }
        }
        AnyState::ChangeContact(State::AwaitingVerdict { .. }) if chance.below(4) != 0 => {
            Event::CodeJudged(if chance.flip() { Verdict::Right } else { Verdict::Wrong })
        }
        _ => {
            let held = if chance.below(4) == 0 { super::second_factor::held() } else { Vec::new() };
            Event::Asked {
                session: by,
                held,
                waits: (chance.below(4) == 0).then_some(Timestamp::from_millis(1 << 23)),
                wish: Wish { change: change(chance), typed: "a@b.example".to_owned() },
            }
        }
    }
}

#[test]
fn an_address_is_brought_at_the_turn_in_which_its_code_was_right() {
    let (mut brought, mut sent_away) = (0_u64, 0_u64);
    walk(
        "change_contact",
        |chance| begin(By::from(&session(chance)), visit()),
        |chance, state| Any::ChangeContact(draw(chance, state)),
        |before, (event, _), turn| {
            let AnyState::ChangeContact(state) = before else { panic!("one journey") };
            let right = event.contains("CodeJudged(Right)");
            let brings = turn.writes.iter().any(|write| matches!(write, Write::BringContact { .. }));
            let awaited = matches!(state, State::AwaitingVerdict { .. });
            assert_eq!(brings, right && awaited, "EL8: {event}");
            let sends = turn.writes.iter().any(|write| matches!(write, Write::SendContactAway { .. }));
            if brings {
                assert!(
                    matches!(turn.writes.first(), Some(Write::BringContact { .. })),
                    "the guard stands first"
                );
                brought += 1;
            } else if sends {
                assert!(
                    matches!(
                        state,
                        State::AwaitingAdmission { wish: Wish { change: Change::Remove(_), .. }, .. }
                    ),
                    "{event}"
                );
                sent_away += 1;
            }
            if let State::AwaitingAdmission { by, .. } = state {
                assert!(touched(turn).iter().all(|account| *account == by.account));
            }
        },
    );
    assert!(brought > 500 && sent_away > 500, "{brought} {sent_away}");
}
