//! Codes are made only for whom the session belongs to, after a fresh proof, in the place of the set that the form was given for.

use std::cell::RefCell;

use domain::time::minutes;
use domain::{Assurance, CodeSetId, Timestamp};

use super::{Chance, session, touched, visit, walk};
use crate::recovery_codes::{By, Event, State, begin};
use crate::{Event as Any, Next, State as AnyState, Write};

fn set(chance: &mut Chance) -> CodeSetId {
    CodeSetId::from_bytes([u8::try_from(chance.below(3)).unwrap_or(0) + 1; 16])
}

/// Half of the events fit the state.
fn draw(chance: &mut Chance, state: &AnyState) -> Event {
    let by = Box::new(session(chance));
    match state {
        AnyState::RecoveryCodes(State::AwaitingCodes { .. }) if chance.flip() => {
            Event::CodesDrawn { set: set(chance) }
        }
        AnyState::RecoveryCodes(State::AwaitingTick { .. }) if chance.flip() => {
            Event::Answered { session: by, ticked: chance.flip() }
        }
        _ => Event::CodesAsked {
            session: by,
            held: if chance.below(4) == 0 { super::second_factor::held() } else { Vec::new() },
            waits: (chance.below(4) == 0).then_some(Timestamp::from_millis(1 << 23)),
        },
    }
}

#[test]
fn codes_are_made_for_the_session_that_asked_after_a_fresh_proof() {
    let (mut made, mut kept) = (0_u64, 0_u64);
    let drawn = RefCell::new(None);
    walk(
        "recovery_codes",
        |chance| {
            let before = chance.flip().then(|| set(chance));
            begin(By::from(&session(chance)), before, visit())
        },
        |chance, state| {
            let event = draw(chance, state);
            drawn.replace(Some(event.clone()));
            Any::RecoveryCodes(event)
        },
        |before, (_, now), turn| {
            let AnyState::RecoveryCodes(before) = before else { panic!("{before:?}") };
            match (before, drawn.borrow().as_ref()) {
                (State::AwaitingWish { by, .. }, Some(Event::CodesAsked { session, held, waits })) => {
                    assert_eq!(By::from(&**session), *by);
                    let fresh = now.since(session.authenticated_at) < minutes(10);
                    let two = Assurance::of(&session.methods) >= Assurance::TwoFactors;
                    assert_eq!(
                        matches!(turn.next, Next::Ask(_)),
                        fresh && waits.is_none() && (held.is_empty() || two),
                        "RE6"
                    );
                    assert!(turn.writes.iter().all(|write| matches!(write, Write::MakeWait { .. })));
                }
                (State::AwaitingCodes { by, before, .. }, Some(Event::CodesDrawn { set })) => {
                    let renewed = Write::RenewCodes { account: by.account, before: *before, set: *set };
                    assert_eq!(turn.writes, [renewed]);
                    made += 1;
                }
                (State::AwaitingTick { by, set, .. }, Some(Event::Answered { session, ticked })) => {
                    assert_eq!(By::from(&**session), *by);
                    let keep = Write::KeepCodes { account: by.account, set: *set };
                    assert_eq!(turn.writes.contains(&keep), *ticked);
                    kept += u64::from(*ticked);
                }
                other => panic!("{other:?}"),
            }
            assert!(touched(turn).len() <= 1);
        },
    );
    assert!(made > 1000 && kept > 1000, "{made} {kept}");
}
