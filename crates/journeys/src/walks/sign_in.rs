//! A session starts only for whom the judge recognised, at the very turn it says so, and once.

use domain::{AuthenticatorId, JourneyId, Method, Secret, SessionId, SignInId, Timestamp};

use super::{Chance, account, device, touched, visit, walk};
use crate::sign_in::{Event, Holder, PasskeyVerdict, State, Typed, begin};
use crate::{Event as Any, LineServes, ProvenBy, Recognised, State as AnyState, Verdict, Write};

fn draw(chance: &mut Chance, _: &AnyState) -> Any {
    if chance.below(3) == 0 {
        let typed = Typed {
            identifier: (*chance.one_of(&["jeanne@lumen.example", "", " ", "a b"])).to_owned(),
            remember: chance.flip(),
            keep: chance.flip(),
        };
        let password = Secret::new((*chance.one_of(&["soleil", ""])).to_owned());
        return Any::SignIn(Event::PasswordGiven { typed, password });
    }
    match chance.below(6) {
        0 => {
            let typed = Typed { identifier: String::new(), remember: chance.flip(), keep: chance.flip() };
            return Any::SignIn(Event::PasskeyShown { typed, shown: Box::new(super::passkey_shown()) });
        }
        1 | 2 => return Any::SignIn(Event::PasskeyJudged(passkey_verdict(chance))),
        _ => {}
    }
    let verdict = match chance.below(5) {
        0 => Verdict::Busy,
        1 => Verdict::TooSoon { until: Timestamp::from_millis(9) },
        2 => Verdict::Wrong { known_device: chance.flip() },
        _ => Verdict::Right(Box::new(Recognised {
            account: account(chance.below(4)),
            given_name: "Jeanne".into(),
            session: SessionId::from_bytes([2; 16]),
            sign_in: SignInId::from_bytes([3; 16]),
            device: device(chance.below(3)),
            new_device: chance.flip(),
            upgraded_from: chance.flip().then(|| "bcrypt:10".into()),
            by: *chance.one_of(&[
                ProvenBy::Own { weak: false },
                ProvenBy::Own { weak: true },
                ProvenBy::Line(LineServes::Opening),
                ProvenBy::Line(LineServes::Choosing { by_code: false }),
            ]),
            held: if chance.flip() { super::second_factor::held() } else { vec![] },
            factor_at: None,
            journey: JourneyId::from_bytes([5; 16]),
            browser: [6; 16],
        })),
    };
    Any::SignIn(Event::PasswordJudged(verdict))
}

fn passkey_verdict(chance: &mut Chance) -> PasskeyVerdict {
    let (account, authenticator) = (account(chance.below(4)), AuthenticatorId::from_bytes([7; 16]));
    match chance.below(8) {
        0 => PasskeyVerdict::Unknown,
        1 => PasskeyVerdict::Wrong,
        2 => PasskeyVerdict::Blocked,
        3 => PasskeyVerdict::CountedBack { account, authenticator },
        4 => PasskeyVerdict::TooSoon { until: Timestamp::from_millis(9) },
        _ => PasskeyVerdict::Right(Box::new(Holder {
            account,
            given_name: "Jeanne".into(),
            login: "jeanne@lumen.example".into(),
            session: SessionId::from_bytes([2; 16]),
            sign_in: SignInId::from_bytes([3; 16]),
            device: device(chance.below(3)),
            new_device: chance.flip(),
            authenticator,
            method: Method::Passkey,
        })),
    }
}

#[test]
fn a_session_starts_only_for_whom_the_judge_recognised_at_that_very_turn() {
    let mut started = 0_u64;
    walk(
        "sign-in",
        |_| begin(visit()),
        draw,
        |before, (event, _), turn| {
            let sessions: Vec<_> =
                turn.writes.iter().filter(|write| matches!(write, Write::StartSession { .. })).collect();
            let recognised = event.contains("Right(");
            let by_passkey = event.contains("PasskeyJudged(");
            let awaited = match before {
                AnyState::SignIn(State::AwaitingVerdict { .. }) => !by_passkey,
                AnyState::SignIn(State::AwaitingPasskeyVerdict { .. }) => by_passkey,
                _ => false,
            };
            let opens = recognised && !event.contains("Choosing");
            let waits = turn.writes.iter().any(|write| matches!(write, Write::AwaitFactor { .. }));
            assert_eq!(waits, opens && awaited && event.contains("held: [Held"), "{event}");
            assert_eq!(sessions.len(), usize::from(opens && awaited && !waits), "{event}");
            if let Some(account) = touched(turn).first() {
                assert!(event.contains(&format!("account: {account:?}")), "{event}");
                assert!(touched(turn).iter().all(|one| one == account), "one person a turn");
            }
            started += sessions.len() as u64;
        },
    );
    assert!(started > 1000, "the walks reach what they guard: {started}");
}
