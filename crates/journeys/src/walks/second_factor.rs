//! A session says two factors only for whom the judge of factors recognised, at the very turn it says so, in the browser
//! where the password was right.

use domain::factor::{Due, Held};
use domain::{
    Assurance, AuthenticatorId, DeviceId, Factor, Method, Secret, SentCodeId, SessionId, SignInId, Timestamp,
    VapChallengeId,
};

use super::{Chance, account, touched, visit, walk};
use crate::lost_phone::Admission;
use crate::second_factor::{
    Act, AskedPhone, Entry, Event, NotAsked, Printed, Proof, Raising, SigningIn, State, Verdict, Waiting,
    begin,
};
use crate::sent::{Sending, Sent};
use crate::{Event as Any, State as AnyState, Write};

const BROWSER: [u8; 16] = [6; 16];

pub fn held() -> Vec<Held> {
    let one = |n: u8, kind| Held {
        id: AuthenticatorId::from_bytes([n; 16]),
        kind,
        label: String::new(),
        created_at: Timestamp::from_millis(0),
        last_used_at: None,
        blocked: false,
        lost: false,
        ending: None,
    };
    vec![
        one(1, Factor::Totp),
        one(2, Factor::Totp),
        one(3, Factor::Sms),
        one(4, Factor::Passkey),
        one(5, Factor::Push),
    ]
}

fn start(chance: &mut Chance) -> AnyState {
    let (session, sign_in) = (SessionId::from_bytes([2; 16]), SignInId::from_bytes([3; 16]));
    let device = DeviceId::from_bytes([4; 16]);
    let entry = if chance.flip() {
        Entry::Raise(Raising { session, sign_in, device, methods: vec![Method::Password] })
    } else {
        let (given_name, identifier) = ("Jeanne".into(), None);
        Entry::SignIn(SigningIn {
            session,
            sign_in,
            device,
            new_device: chance.flip(),
            kept_until: None,
            given_name,
            identifier,
            first: Method::Password,
            phone: None,
        })
    };
    let mut held = held();
    if chance.below(3) > 0 {
        held.retain(|held| held.kind != Factor::Push);
    }
    let waiting = Waiting {
        visit: visit(),
        account: account(chance.below(4)),
        browser: BROWSER,
        held,
        due: Due::NewDevice,
        wrong: 0,
        until: Timestamp::from_millis(1 << 23),
        entry,
        sent: None,
    };
    begin(waiting).expect("something is held")
}

fn draw(chance: &mut Chance, state: &AnyState) -> Any {
    if matches!(state, AnyState::SecondFactor(State::AwaitingSending { .. })) && chance.below(4) > 0 {
        let until = Timestamp::from_millis(1 << 22);
        let (id, by) = (SentCodeId::from_bytes([1; 16]), Some(AuthenticatorId::from_bytes([3; 16])));
        let sent = Sent { id, by, to: "78".to_owned(), until, again_at: until };
        return Any::SecondFactor(Event::CodeSent(match chance.below(4) {
            0 => Sending::TooSoon { until },
            1 => Sending::SimChanged { until, untold: chance.below(2) == 0 },
            _ => Sending::Sent(sent),
        }));
    }
    let awaited = is_awaited(state);
    if matches!(state, AnyState::SecondFactor(State::AwaitingQuestion { .. })) && chance.below(4) > 0 {
        let challenge = VapChallengeId::from_bytes([5; 16]);
        let until = Timestamp::from_millis(1 << 22);
        return Any::SecondFactor(Event::PhoneAsked(match chance.below(6) {
            0 => Err(*chance.one_of(&[NotAsked::Gone, NotAsked::Blocked])),
            1 => Err(NotAsked::NotBefore(until)),
            _ => Ok(AskedPhone { challenge, until }),
        }));
    }
    if let Some(event) = draw_loss(chance, state) {
        return Any::SecondFactor(event);
    }
    let printed = matches!(state, AnyState::SecondFactor(State::AwaitingPrintedVerdict { .. }));
    if printed && chance.below(4) != 0 {
        return Any::SecondFactor(Event::PrintedJudged(match chance.below(4) {
            0 => Printed::Wrong,
            1 => Printed::TooSoon { until: Timestamp::from_millis(9) },
            _ => Printed::Right { left: 3 },
        }));
    }
    let judges = if chance.below(4) == 0 { !awaited } else { awaited };
    Any::SecondFactor(if judges {
        Event::Judged(match chance.below(11) {
            6 => Verdict::RightPasskey {
                authenticator: AuthenticatorId::from_bytes([4; 16]),
                method: *chance.one_of(&[Method::Passkey, Method::DeviceKey]),
            },
            7 => Verdict::PasskeyCountedBack { authenticator: AuthenticatorId::from_bytes([4; 16]) },
            8 => *chance.one_of(&[Verdict::WrongPasskey, Verdict::StalePasskey, Verdict::Lost]),
            9 => Verdict::NotApproved,
            0 => Verdict::Used,
            10 => Verdict::Worn,
            1 if chance.flip() => Verdict::OneTooMany,
            1 => Verdict::Blocked,
            2 => Verdict::TooSoon { until: Timestamp::from_millis(9) },
            3 => Verdict::Right,
            _ => Verdict::Wrong,
        })
    } else {
        let browser = if chance.below(6) == 0 { [9; 16] } else { BROWSER };
        let code = |text: &str| Act::ProofGiven(Proof::Code(Secret::new(text.to_owned())));
        let at_phone = matches!(state, AnyState::SecondFactor(State::AwaitingApproval { .. }));
        let types_printed = matches!(state, AnyState::SecondFactor(State::AwaitingPrinted { .. }));
        let drawn = match (at_phone, types_printed) {
            (true, _) => 7 + chance.below(3),
            (_, true) => chance.below(14),
            _ => chance.below(9),
        };
        let act = match drawn {
            7 if at_phone => Act::OtherAsked,
            7 if chance.flip() => Act::SendAsked,
            7 => Act::AskedAgain,
            8 => Act::AnswerAwaited,
            9 if at_phone => Act::AnswerAwaited,
            5 | 9.. => Act::PrintedGiven(Secret::new("7K2M-9QX4-0ZTB-R5NH".to_owned())),
            0 => Act::Opened,
            1 => Act::OtherAsked,
            2 => Act::MethodChosen(Some(AuthenticatorId::from_bytes(
                [u8::try_from(chance.below(5)).unwrap_or(0); 16],
            ))),
            3 if chance.flip() => Act::ProofGiven(Proof::Passkey(Box::new(super::passkey_shown()))),
            3 => code(""),
            4 => Act::PrintedAsked,
            _ => code("123456"),
        };
        Event::By { browser, act }
    })
}

const fn is_awaited(state: &AnyState) -> bool {
    matches!(state, AnyState::SecondFactor(State::AwaitingVerdict { .. } | State::AwaitingStanding { .. }))
}

/// A telephone is lost, now and then.
fn draw_loss(chance: &mut Chance, state: &AnyState) -> Option<Event> {
    if matches!(state, AnyState::SecondFactor(State::AwaitingLossVerdict { .. })) && chance.below(4) > 0 {
        let until = Timestamp::from_millis(9);
        let said = [Admission::Admitted, Admission::Admitted, Admission::TooSoon { until }];
        return Some(Event::LossAdmitted(*chance.one_of(&said)));
    }
    let loses = matches!(state, AnyState::SecondFactor(State::AwaitingLoss { .. }));
    if chance.below(if loses { 2 } else { 12 }) != 0 {
        return None;
    }
    let one = AuthenticatorId::from_bytes([u8::try_from(chance.below(6)).unwrap_or(0); 16]);
    let act = if loses { Act::LossTold(vec![one]) } else { Act::LossAsked };
    Some(Event::By { browser: BROWSER, act })
}

#[test]
fn a_session_says_two_factors_only_for_whom_the_judge_recognised_in_that_browser() {
    let (mut proven, mut printed, mut ended, mut lost) = (0_u64, 0_u64, 0_u64, 0_u64);
    walk("second-factor", start, draw, |before, (event, now), turn| {
        let AnyState::SecondFactor(state) = before else { panic!("one journey") };
        let by_passkey = event.contains("Judged(RightPasskey");
        let right = event == "SecondFactor(Judged(Right))" || by_passkey;
        let says_two = |write: &Write| match write {
            Write::StartSession { methods, .. } | Write::RaiseSession { methods, .. } => {
                Assurance::of(methods) >= Assurance::TwoFactors
            }
            _ => false,
        };
        let sessions = turn.writes.iter().filter(|write| says_two(write)).count();
        let awaited = matches!(state, State::AwaitingVerdict { .. } | State::AwaitingStanding { .. });
        // A passkey that was blocked meanwhile opens nothing.
        let stands = match state {
            State::AwaitingVerdict { waiting, .. } | State::AwaitingStanding { waiting, .. } => {
                !by_passkey || waiting.held.iter().any(|held| held.kind == Factor::Passkey && !held.blocked)
            }
            _ => false,
        };
        assert_eq!(sessions, usize::from(right && awaited && stands), "{event}");
        if let (1, State::AwaitingVerdict { waiting, by } | State::AwaitingStanding { waiting, by, .. }) =
            (sessions, state)
        {
            let by = if by_passkey { AuthenticatorId::from_bytes([4; 16]) } else { *by };
            let taken = Write::AcceptFactor { account: waiting.account, authenticator: by };
            assert_eq!(turn.writes.first(), Some(&taken), "the guard stands first");
            assert!(touched(turn).iter().all(|touched| *touched == waiting.account));
            proven += 1;
        }
        // A printed code starts a session that says no factor, and raises none (EN8).
        let starts = turn.writes.iter().any(|write| matches!(write, Write::StartSession { .. }));
        if starts && sessions == 0 {
            let State::AwaitingPrintedVerdict { waiting, .. } = state else { panic!("{event}") };
            assert!(event.starts_with("SecondFactor(PrintedJudged(Right") && waiting.takes_printed());
            assert_eq!(turn.writes.first(), Some(&Write::SpendCode { account: waiting.account }));
            assert!(touched(turn).iter().all(|touched| *touched == waiting.account));
            printed += 1;
        }
        let raises = turn.writes.iter().any(|write| matches!(write, Write::RaiseSession { .. }));
        assert!(!raises || sessions == 1, "{event}");
        // Another browser, and whoever comes too late, get nothing.
        let late = matches!(state, State::AwaitingProof { waiting, .. } if now >= waiting.until);
        if event.contains("browser: [9,") || late {
            assert!(turn.writes.is_empty(), "{event}");
        }
        // C29: blocking takes and gives nothing: no session, and only what is on the account of whoever proved the password.
        if turn.writes.iter().any(|write| matches!(write, Write::NoteLoss { .. })) {
            let State::AwaitingLossVerdict { waiting, .. } = state else { panic!("{event}") };
            assert!(!starts && !raises && touched(turn).iter().all(|touched| *touched == waiting.account));
            lost += 1;
        }
        if let State::AwaitingVerdict { waiting, by } | State::AwaitingStanding { waiting, by, .. } = state {
            assert!(
                !waiting.held.iter().any(|held| held.id == *by && held.lost),
                "C29: what is lost proves nothing"
            );
        }
        ended += u64::from(turn.writes.iter().any(|write| matches!(write, Write::BlockAuthenticator { .. })));
    });
    assert!(proven > 1000 && printed > 50 && ended > 100 && lost > 100, "{proven} {printed} {ended} {lost}");
}
