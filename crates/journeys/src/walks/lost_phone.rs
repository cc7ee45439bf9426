//! What was blocked comes back only by a fresh proof that the lost telephone cannot give; whatever is blocked is the session's own.

use domain::time::minutes;
use domain::{Assurance, AuthenticatorId, Method, Timestamp};

use super::second_factor::held;
use super::{session, touched, walk};
use crate::lost_phone::{Admission, By, Event, State, begin};
use crate::{Event as Any, State as AnyState, Write};

#[test]
fn a_lost_phone_serves_again_only_after_a_fresh_proof_of_two_kinds() {
    let (mut blocked, mut found) = (0_u64, 0_u64);
    let facts = std::cell::RefCell::new(None);
    walk(
        "lost-phone",
        |_| begin(),
        |chance, state| {
            if matches!(state, AnyState::LostPhone(State::AwaitingAdmission { .. })) && chance.below(4) > 0 {
                let until = Timestamp::from_millis(9);
                let said = [Admission::Admitted, Admission::TooSoon { until }];
                return Any::LostPhone(Event::Admitted(*chance.one_of(&said)));
            }
            let mut session = session(chance);
            if chance.flip() {
                session.methods.push(*chance.one_of(&[Method::Totp, Method::RecoveryCode]));
            }
            let mut held = held();
            for one in &mut held {
                one.lost = chance.flip();
                one.blocked = one.lost;
            }
            let waits = (chance.below(4) == 0).then_some(Timestamp::from_millis(1 << 23));
            let by = By { session, held, waits };
            *facts.borrow_mut() = Some(by.clone());
            let id = AuthenticatorId::from_bytes([u8::try_from(chance.below(6)).unwrap_or(0); 16]);
            let by = Box::new(by);
            Any::LostPhone(match chance.below(2) {
                0 => Event::LossTold { by, ids: vec![id] },
                _ => Event::FoundTold { by, id },
            })
        },
        |before, (event, now), turn| {
            let back =
                |write: &Write| matches!(write, Write::ResumePhone { .. } | Write::FindAuthenticator { .. });
            if turn.writes.iter().any(back) {
                let by = facts.borrow().clone().expect("an event was drawn");
                assert!(by.waits.is_none(), "RE6: {event}");
                assert!(now.since(by.session.authenticated_at) < minutes(10), "EN1: {event}");
                let methods = &by.session.methods;
                let two = Assurance::of(methods) >= Assurance::TwoFactors;
                assert!(two || methods.contains(&Method::RecoveryCode), "RE5: {event}");
                assert!(touched(turn).iter().all(|account| *account == by.session.account));
                found += 1;
            } else if turn.writes.iter().any(|write| matches!(write, Write::MakeWait { .. })) {
                assert!(turn.writes.len() == 1 && event.contains("FoundTold"), "RE6");
            } else if !turn.writes.is_empty() {
                let AnyState::LostPhone(State::AwaitingAdmission { account, lost }) = before else {
                    panic!("{event}")
                };
                assert!(event.contains("Admitted(Admitted)") && lost.iter().all(|one| !one.lost));
                assert!(touched(turn).iter().all(|touched| touched == account));
                blocked += 1;
            }
        },
    );
    assert!(blocked > 1000 && found > 100, "{blocked} {found}");
}
