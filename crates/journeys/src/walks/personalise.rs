//! A login and a password are stored only for whom the line or their session proved, in the browser that proved it, at the
//! very turn in which both were found good; nobody is signed in by it.

use domain::password::Weakness;
use domain::{Secret, SignInId, Timestamp};

use super::{Chance, account, device, touched, visit, walk};
use crate::personalise::{By, Event, Judged, Opener, Reason, State, Who, Wish, begin};
use crate::{Event as Any, NewPassword, Outcome, State as AnyState, Write};

const LAST_DAY: Timestamp = Timestamp::from_millis(1 << 23);

fn sign_in(n: u64) -> SignInId {
    SignInId::from_bytes([u8::try_from(n % 2).unwrap_or(0) + 1; 16])
}

fn who(chance: &mut Chance) -> Who {
    let by = if chance.flip() {
        By::Session { device: device(0), sign_in: sign_in(0) }
    } else {
        By::Browser([1; 16])
    };
    let reason = *chance.one_of(&[Reason::Line, Reason::Weak, Reason::Anew]);
    Who { account: account(0), by, reason, last_day: LAST_DAY, before: None }
}

/// Mostly the right one; else another person, another sign-in, another browser.
fn opener(chance: &mut Chance) -> Opener {
    let other = u64::from(chance.below(4) == 0);
    let session = chance.flip().then(|| (account(other), sign_in(chance.below(8) / 7)));
    let browser = [u8::try_from(chance.below(5) / 4).unwrap_or(0) + 1; 16];
    Opener { session, browser }
}

fn draw(chance: &mut Chance, state: &AnyState) -> Any {
    let fitting = match state {
        AnyState::Personalise(State::AwaitingChoice { .. }) => 3,
        AnyState::Personalise(State::AwaitingVerdict { .. }) => 4,
        _ => 1,
    };
    let by = opener(chance);
    Any::Personalise(match if chance.flip() { fitting } else { chance.below(5) } {
        0 => Event::Opened { by },
        1 => Event::Now { by },
        2 => Event::Later { by },
        3 => {
            let text =
                (*chance.one_of(&["jeanne.92", "", "06 12 34 56 78", "jeanne@lumen.example"])).to_owned();
            let wish = Wish { offered: text.contains('@') && chance.flip(), text };
            Event::Chosen { by, wish, password: Secret::new("x".to_owned()) }
        }
        _ => Event::ChoiceJudged(Judged {
            taken: chance.below(4) == 0,
            is_the_lines: chance.below(4) == 0,
            password: match chance.below(4) {
                0 => NewPassword::Weak(Weakness::Common),
                1 => NewPassword::Busy,
                _ => NewPassword::Good,
            },
        }),
    })
}

fn who_of(state: &AnyState) -> Option<Who> {
    match state {
        AnyState::Personalise(
            State::AwaitingAnswer { who, .. }
            | State::AwaitingChoice { who, .. }
            | State::AwaitingVerdict { who, .. },
        ) => Some(*who),
        _ => None,
    }
}

#[test]
fn login_and_password_are_stored_for_whom_the_line_or_the_session_proved_when_both_are_good() {
    let (mut stored, mut postponed) = (0_u64, 0_u64);
    walk(
        "personalise",
        |chance| begin(visit(), who(chance)),
        draw,
        |before, (event, now), turn| {
            let who = who_of(before).expect("what has ended takes no turn");
            if event.contains("by: Opener") {
                let right = match who.by {
                    By::Session { .. } => format!("session: Some(({:?}, {:?}))", who.account, sign_in(0)),
                    By::Browser(digest) => format!("browser: {digest:?}"),
                };
                assert!(event.contains(&right), "another person or browser: {event}");
            }
            assert!(touched(turn).iter().all(|one| *one == who.account));
            for write in &turn.writes {
                assert!(!matches!(write, Write::StartSession { .. }), "EL7");
                if let Write::Personalise { login, .. } = write {
                    assert!(event.contains("taken: false, is_the_lines: false, password: Good"), "{event}");
                    let AnyState::Personalise(State::AwaitingVerdict { wish, .. }) = before else {
                        panic!("judged")
                    };
                    assert_eq!(*login, wish.text);
                    stored += 1;
                }
                if let Write::PostponePersonalisation { until, .. } = write {
                    assert!(now < LAST_DAY && *until <= LAST_DAY && who.reason == Reason::Line);
                    postponed += 1;
                }
            }
            if let crate::Next::Leave(outcome) = &turn.next {
                let signed_in = matches!(who.by, By::Session { .. });
                assert_eq!(
                    matches!(outcome, Outcome::GoOn(_)),
                    signed_in || !turn.writes.iter().any(|write| matches!(write, Write::Personalise { .. })),
                    "who is not signed in signs in next"
                );
                assert!(!turn.writes.is_empty());
            }
        },
    );
    assert!(stored > 1000 && postponed > 1000, "{stored} {postponed}");
}
