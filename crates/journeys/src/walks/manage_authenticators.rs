//! Nothing changes for a session whose proof is old or of one factor; the last method goes only where none is required.

use domain::time::minutes;
use domain::{Assurance, AuthenticatorId, Method, Timestamp};

use super::second_factor::held;
use super::{session, touched, walk};
use crate::manage_authenticators::{By, Event, begin};
use crate::{Event as Any, Write};

#[test]
fn a_method_is_changed_only_after_a_fresh_proof_of_two_factors_and_the_last_required_one_stays() {
    let (mut removed, mut kept) = (0_u64, 0_u64);
    let facts = std::cell::RefCell::new(None);
    walk(
        "manage",
        |_| begin(),
        |chance, _| {
            let mut session = session(chance);
            if chance.flip() {
                session.methods.push(*chance.one_of(&[Method::Totp, Method::RecoveryCode]));
            }
            let count = usize::try_from(chance.below(4)).unwrap_or(0);
            let by = By {
                session,
                held: held()[..count].to_vec(),
                required: chance.flip(),
                waits: (chance.below(4) == 0).then_some(Timestamp::from_millis(1 << 23)),
            };
            *facts.borrow_mut() = Some(by.clone());
            let authenticator = AuthenticatorId::from_bytes([u8::try_from(chance.below(4)).unwrap_or(0); 16]);
            let by = Box::new(by);
            Any::ManageAuthenticators(if chance.flip() {
                Event::RemoveAsked { by, authenticator }
            } else {
                Event::RenameAsked { by, authenticator, name: "Bleu".into() }
            })
        },
        |_, (event, now), turn| {
            let by = facts.borrow().clone().expect("an event was drawn");
            if turn.writes.iter().any(|write| matches!(write, Write::MakeWait { .. })) {
                assert!(turn.writes.len() == 1 && by.waits.is_some() && event.contains("Remove"), "RE6");
                return;
            }
            if turn.writes.is_empty() {
                kept += u64::from(event.contains("Remove") && by.required && by.held.len() == 1);
                return;
            }
            assert!(by.waits.is_none() || event.contains("Rename"), "RE6: {event}");
            assert!(now.since(by.session.authenticated_at) < minutes(10), "EN1: {event}");
            // A password with a printed code brings back whoever lost the telephone (RE5).
            let methods = &by.session.methods;
            let two = Assurance::of(methods) >= Assurance::TwoFactors;
            assert!(two || methods.contains(&Method::RecoveryCode), "EN5: {event}");
            assert!(touched(turn).iter().all(|account| *account == by.session.account));
            if turn.writes.iter().any(|write| matches!(write, Write::EndAuthenticator { .. })) {
                assert!(!by.required || by.held.len() > 1, "EN5: the last required one");
                removed += 1;
            }
        },
    );
    assert!(removed > 1000 && kept > 100, "{removed} {kept}");
}
