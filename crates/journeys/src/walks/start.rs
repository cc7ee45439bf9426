//! A password is stored only for whose code was right, at the turn in which that code is spent; a factor is never skipped.

use domain::password::Weakness;
use domain::{ContractId, Secret, SessionId, SignInId, StartId, Timestamp};

use super::{account, device, visit, walk};
use crate::start::{Event, Opening, Proof, Proven, State, begin};
use crate::{Event as Any, NewPassword, State as AnyState, Write};

#[test]
fn a_password_is_stored_with_the_code_that_was_right_and_no_factor_is_skipped() {
    let mut started = 0_u64;
    walk(
        "start",
        |_| begin(visit(), String::new()),
        |chance, state| {
            let proven = Proven {
                account: account(chance.below(4)),
                start: StartId::from_bytes([u8::try_from(chance.below(3)).unwrap_or(0); 16]),
                login: "lea.martin".into(),
                given_name: "Léa".into(),
                again: chance.flip(),
                contract: ContractId::from_bytes([1; 16]),
                holder: chance.flip().then(|| account(chance.below(4))),
            };
            let opening = Opening {
                session: SessionId::from_bytes([1; 16]),
                sign_in: SignInId::from_bytes([2; 16]),
                device: device(chance.below(3)),
                new_device: chance.flip(),
                holds_factor: chance.below(4) == 0,
            };
            let said = [NewPassword::Good, NewPassword::Busy, NewPassword::Weak(Weakness::Common)];
            let secret = || Secret::new("une phrase longue".into());
            // Mostly what fits, so that walks arrive somewhere.
            let fits = match state {
                AnyState::Start(State::AwaitingCode { .. }) => 0,
                AnyState::Start(State::AwaitingProof { .. }) => 1,
                AnyState::Start(State::AwaitingPassword { .. }) => 3,
                _ => 4,
            };
            Any::Start(match if chance.below(4) == 0 { chance.below(5) } else { fits } {
                0 => Event::CodeGiven { typed: "lea.martin".into(), code: secret() },
                1 => Event::CodeJudged(Proof::Right(Box::new(proven))),
                2 if chance.flip() => Event::CodeJudged(Proof::Wrong),
                2 => Event::CodeJudged(Proof::TooSoon { until: Timestamp::from_millis(5) }),
                3 => Event::PasswordGiven { password: secret() },
                _ => Event::PasswordJudged { said: chance.one_of(&said).clone(), opening },
            })
        },
        |before, (event, _), turn| {
            let AnyState::Start(before) = before else { panic!("another journey") };
            if !turn.writes.iter().any(|write| matches!(write, Write::ChoosePassword { .. })) {
                let nothing = |write: &Write| matches!(write, Write::ClearAttempts { .. });
                assert!(turn.writes.iter().all(nothing) && turn.notices.is_empty(), "{event}");
                return;
            }
            let State::AwaitingVerdict { proven, .. } = before else { panic!("{event}") };
            let spent = Write::SpendStart { account: proven.account, start: proven.start };
            assert_eq!(turn.writes[0], spent, "{event}");
            assert!(super::touched(turn).iter().all(|account| *account == proven.account), "{event}");
            let signed_in = turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. }));
            assert_eq!(signed_in, event.contains("holds_factor: false"), "{event}");
            started += 1;
        },
    );
    assert!(started > 1000, "{started}");
}
