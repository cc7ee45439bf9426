//! An authenticator is added only for the sign-in that began, at the very turn in which the judge saw it work, for the
//! secret that this sign-in alone was shown.

use domain::factor::{EnrolmentDue, Why};
use domain::{
    AuthenticatorId, DeviceId, EnrolmentId, Factor, Method, Secret, SessionId, SignInId, Timestamp,
};

use super::{Chance, account, touched, visit, walk};
use crate::enrol_authenticator::{
    Act, By, CardStep, Event, PasskeyVerdict, Phone, SentStep, Shown, State, Verdict, Way, begin,
};
use crate::sent::{Sending, Sent};
use crate::{Event as Any, State as AnyState, Write};

fn by(n: u64) -> By {
    let n = u8::try_from(n % 2).unwrap_or(0) + 1;
    By {
        account: account(u64::from(n)),
        device: DeviceId::from_bytes([n; 16]),
        sign_in: SignInId::from_bytes([n; 16]),
    }
}

fn start(chance: &mut Chance) -> AnyState {
    let way = Way {
        visit: visit(),
        by: by(chance.below(2)),
        offered: vec![Factor::Push, Factor::Totp, Factor::Passkey, Factor::Card, Factor::Sms],
        methods: vec![Method::Password],
    };
    if chance.flip() {
        let (kind, phone) = (*chance.one_of(&[Factor::Totp, Factor::Push]), Phone::Iphone);
        return AnyState::EnrolAuthenticator(State::AwaitingInstall { way, kind, phone });
    }
    let why = *chance.one_of(&[Why::SwitchedOn, Why::OwnWish]);
    let postponable_until = chance.flip().then(|| Timestamp::from_millis(9));
    begin(way, EnrolmentDue { why, postponable_until })
}

fn draw(chance: &mut Chance, state: &AnyState) -> Any {
    let AnyState::EnrolAuthenticator(state) = state else { panic!("one journey") };
    let fitting = match state {
        State::AwaitingSecret { .. } | State::Card(CardStep::AwaitingCard { .. }) => 0,
        State::AwaitingVerdict { .. }
        | State::Sent(SentStep::AwaitingVerdict { .. })
        | State::Card(CardStep::AwaitingVerdict { .. }) => 1,
        State::AwaitingStart { .. } => 2,
        State::AwaitingMethod { .. } => 3,
        State::AwaitingPhone { .. } => 4,
        State::AwaitingInstall { .. }
        | State::AwaitingScan { .. }
        | State::Card(CardStep::AwaitingPrint { .. }) => 5,
        State::AwaitingCode { .. }
        | State::Sent(SentStep::AwaitingCode { .. })
        | State::Card(CardStep::AwaitingCode { .. }) => 6,
        State::Sent(SentStep::AwaitingAddress { .. }) => 10,
        State::Sent(SentStep::AwaitingSending { .. }) => 11,
        State::Added { .. } | State::Finished => 7,
        State::AwaitingPasskey { .. } => 14,
        State::AwaitingPasskeyVerdict { .. } => 15,
    };
    let drawn = if chance.below(4) == 0 { chance.below(16) } else { fitting };
    let act = match drawn {
        0 => {
            let enrolment = EnrolmentId::from_bytes([u8::try_from(chance.below(3)).unwrap_or(0); 16]);
            let until = Timestamp::from_millis(1 << 23);
            return Any::EnrolAuthenticator(Event::SecretMade(Shown { enrolment, until }));
        }
        1 => {
            let authenticator = AuthenticatorId::from_bytes([7; 16]);
            let session = SessionId::from_bytes([8; 16]);
            return Any::EnrolAuthenticator(Event::CodeJudged(match chance.below(5) {
                4 => Verdict::NotYet,
                0 => Verdict::Wrong,
                1 => Verdict::WrongClock,
                2 => Verdict::Worn,
                _ => Verdict::Right { authenticator, session },
            }));
        }
        2 => Act::Begun,
        3 => Act::MethodChosen(*chance.one_of(&[
            None,
            Some(Factor::Totp),
            Some(Factor::Push),
            Some(Factor::Passkey),
            Some(Factor::Card),
            Some(Factor::Sms),
        ])),
        4 => Act::PhoneChosen(Some(Phone::Android)),
        5 => Act::WentOn,
        6 => Act::CodeGiven(Secret::new((*chance.one_of(&["123456", "", "1"])).to_owned())),
        7 => Act::AnotherAsked,
        8 => Act::WentBack,
        9 => Act::Postponed,
        10 => Act::AddressGiven("06 12 34 56 78".to_owned()),
        11 => {
            let until = Timestamp::from_millis(1 << 23);
            let id = domain::SentCodeId::from_bytes([u8::try_from(chance.below(3)).unwrap_or(0); 16]);
            let sent = Sent { id, by: None, to: "78".to_owned(), until, again_at: until };
            return Any::EnrolAuthenticator(Event::CodeSent(match chance.below(5) {
                0 => Sending::TooSoon { until },
                2 => Sending::SimChanged { until, untold: true },
                1 => Sending::NotNow,
                _ => Sending::Sent(sent),
            }));
        }
        12 => Act::SendAgain,
        14 => Act::PasskeyMade(Box::new(super::passkey_made())),
        15 => return Any::EnrolAuthenticator(Event::PasskeyJudged(passkey_verdict(chance))),
        _ => Act::Opened,
    };
    let by =
        state.way().map(|way| way.by).filter(|_| chance.below(6) > 0).unwrap_or_else(|| by(chance.below(2)));
    Any::EnrolAuthenticator(Event::By { by, act })
}

fn passkey_verdict(chance: &mut Chance) -> PasskeyVerdict {
    *chance.one_of(&[
        PasskeyVerdict::Wrong,
        PasskeyVerdict::Stale,
        PasskeyVerdict::Taken,
        PasskeyVerdict::Right {
            authenticator: AuthenticatorId::from_bytes([7; 16]),
            session: SessionId::from_bytes([8; 16]),
            method: Method::DeviceKey,
        },
    ])
}

#[test]
fn an_authenticator_is_added_only_for_the_sign_in_that_began_when_it_was_seen_to_work() {
    let (mut added, mut postponed) = (0_u64, 0_u64);
    walk("enrol", start, draw, |before, (event, _), turn| {
        let AnyState::EnrolAuthenticator(state) = before else { panic!("one journey") };
        let adds = turn.writes.iter().any(|write| matches!(write, Write::AddAuthenticator { .. }));
        let asked = if matches!(state, State::AwaitingPasskeyVerdict { .. }) { "Passkey" } else { "Code" };
        let seen = event.contains(&format!("({asked}Judged(Right"));
        let judged = match state {
            State::AwaitingVerdict { way, kind, .. }
            | State::Sent(SentStep::AwaitingVerdict { way, kind, .. }) => Some((way, *kind)),
            State::Card(CardStep::AwaitingVerdict { way, .. }) => Some((way, Factor::Card)),
            State::AwaitingPasskeyVerdict { way } => Some((way, Factor::Passkey)),
            _ => None,
        };
        let Some((way, kind)) = judged else {
            assert!(!adds, "EN4: {event}");
            let later = turn.writes.iter().any(|write| matches!(write, Write::PostponeEnrolment { .. }));
            if later {
                let State::AwaitingStart { due, .. } = state else { panic!("only at the start") };
                assert!(due.postponable_until.is_some(), "not on the last day");
                postponed += 1;
            }
            return;
        };
        let raises = turn.writes.iter().any(|write| matches!(write, Write::RaiseSession { .. }));
        assert_eq!(raises, seen, "{event}");
        assert_eq!(adds, seen && kind != Factor::Push, "a phone was added when it registered: {event}");
        assert!(touched(turn).iter().all(|touched| *touched == way.by.account));
        added += u64::from(raises);
    });
    assert!(added > 1000 && postponed > 100, "{added} {postponed}");
}
