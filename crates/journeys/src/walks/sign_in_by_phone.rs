//! A session starts, or waits for more, only for whom the judge said that the phone approved, at the very turn it says so.

use domain::{AuthenticatorId, JourneyId, SessionId, SignInId, Timestamp, VapChallengeId};

use super::{Chance, account, device, touched, visit, walk};
use crate::second_factor::AskedPhone;
use crate::sign_in::Typed;
use crate::sign_in_by_phone::{Approver, Asking, Event, NOBODY, Standing, State, begin};
use crate::{Event as Any, State as AnyState, Write};

fn draw(chance: &mut Chance, state: &AnyState) -> Any {
    let asked =
        AskedPhone { challenge: VapChallengeId::from_bytes([8; 16]), until: Timestamp::from_millis(9) };
    // Mostly what comes next, or else the walks hardly reach the phone's yes.
    let next = match state {
        AnyState::SignInByPhone(State::AwaitingQuestion { .. }) => 2,
        AnyState::SignInByPhone(State::AwaitingApproval { .. }) => 4,
        AnyState::SignInByPhone(State::AwaitingStanding { .. }) => 6,
        _ => 0,
    };
    let drawn = if chance.flip() { next } else { chance.below(7) };
    Any::SignInByPhone(match drawn {
        0 | 1 => Event::IdentifierGiven(Typed {
            identifier: (*chance.one_of(&["jeanne@lumen.example", "", "a b"])).to_owned(),
            remember: chance.flip(),
            keep: chance.flip(),
        }),
        2 | 3 => Event::PhoneAsked(match chance.below(3) {
            0 => Asking::TooSoon { until: Timestamp::from_millis(9) },
            1 => Asking::Asked { account: None, asked },
            _ => Asking::Asked { account: Some(account(chance.below(4))), asked },
        }),
        4 => Event::AnswerAwaited,
        5 => Event::AskedAgain,
        _ if chance.flip() => Event::StandingJudged(Standing::NotApproved),
        _ => Event::StandingJudged(Standing::Approved(Box::new(approver(chance)))),
    })
}

fn approver(chance: &mut Chance) -> Approver {
    Approver {
        account: account(chance.below(4)),
        phone: AuthenticatorId::from_bytes([7; 16]),
        given_name: "Jeanne".into(),
        unlocked: chance.flip(),
        addresses: if chance.flip() { super::second_factor::held() } else { vec![] },
        printed: chance.flip(),
        session: SessionId::from_bytes([2; 16]),
        sign_in: SignInId::from_bytes([3; 16]),
        device: device(chance.below(3)),
        new_device: chance.flip(),
        journey: JourneyId::from_bytes([5; 16]),
        browser: [6; 16],
    }
}

#[test]
fn a_session_starts_only_for_whose_phone_approved_behind_its_lock_at_that_very_turn() {
    let (mut started, mut waited) = (0_u64, 0_u64);
    walk(
        "sign-in by phone",
        |_| begin(visit(), None),
        draw,
        |before, (event, _), turn| {
            let starts = turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. }));
            let waits = turn.writes.iter().any(|write| matches!(write, Write::AwaitFactor { .. }));
            let awaited = matches!(before, AnyState::SignInByPhone(State::AwaitingStanding { .. }));
            let approved = event.contains("Approved(") && awaited;
            assert_eq!(starts, approved && event.contains("unlocked: true"), "{event}");
            assert!(!waits || (approved && event.contains("unlocked: false")), "{event}");
            let taken = matches!(turn.writes.first(), Some(Write::AcceptFactor { .. }));
            assert_eq!(taken, approved, "the approval is taken with whatever it opens: {event}");
            for one in touched(turn).iter().filter(|one| **one != NOBODY) {
                let said = event.contains(&format!("account: {one:?}"));
                assert!(said || event.contains(&format!("account: Some({one:?})")), "{event}");
            }
            started += u64::from(starts);
            waited += u64::from(waits);
        },
    );
    assert!(started > 1000 && waited > 1000, "the walks reach what they guard: {started}, {waited}");
}
