//! A password is chosen only for an account that a right code or a link in its own browser proved, once, at the very
//! turn in which the message is spent; nobody is signed in by it.

use domain::password::Weakness;
use domain::{RecoveryId, Secret, Timestamp};

use super::{Chance, account, touched, visit, walk};
use crate::recover::{
    Event, Found, PrintedProof, Proof, Proven, State, begin, linked_elsewhere, proven_by_link,
    with_printed_code,
};
use crate::{Event as Any, NewPassword, State as AnyState, Write};

fn proven(n: u64) -> Proven {
    let recovery = RecoveryId::from_bytes([u8::try_from(n % 4).unwrap_or(0) + 101; 16]);
    Proven { account: account(n), recovery, login: format!("person{n}"), printed: n.is_multiple_of(2) }
}

/// Two different accounts at most.
fn some(chance: &mut Chance) -> Vec<Proven> {
    let first = chance.below(4);
    (0..chance.below(3)).map(|n| proven(first + n)).collect()
}

/// Half of the events fit the state, so that the walks get somewhere; the others are whatever comes.
fn draw(chance: &mut Chance, state: &AnyState) -> Any {
    let secret = |text: &str| Secret::new(text.to_owned());
    let fitting = match state {
        AnyState::Recover(State::AwaitingAccounts { .. }) => 1,
        AnyState::Recover(State::AwaitingCode { .. }) => 2,
        AnyState::Recover(State::AwaitingProof { .. }) => 3,
        AnyState::Recover(State::AwaitingAccount { .. }) => 4,
        AnyState::Recover(State::AwaitingNewPassword { .. }) => 5,
        AnyState::Recover(State::AwaitingPasswordVerdict { .. }) => 6,
        AnyState::Recover(State::AwaitingPrintedCode { .. }) => 7,
        AnyState::Recover(State::AwaitingPrintedProof { .. }) => 8,
        _ => 0,
    };
    let drawn = if chance.flip() { fitting } else { chance.below(9) };
    Any::Recover(match drawn {
        0 => Event::IdentifierGiven { typed: (*chance.one_of(&["jeanne", "", "a b@c"])).to_owned() },
        1 if chance.flip() => Event::AccountsFound(Found::TooSoon { until: Timestamp::from_millis(9) }),
        1 => Event::AccountsFound(Found::Accounts(some(chance).into_iter().map(|one| one.account).collect())),
        2 => {
            let typed: &&str = chance.one_of(&["123 456", "", "12"]);
            Event::CodeGiven { code: secret(typed) }
        }
        3 if chance.flip() => Event::CodeJudged(Proof::Wrong),
        3 => Event::CodeJudged(Proof::Right(some(chance))),
        4 => Event::AccountChosen { account: account(chance.below(4)) },
        5 => Event::PasswordGiven { password: secret("x") },
        7 => Event::PrintedCodeGiven { code: secret(if chance.flip() { "x" } else { " " }) },
        8 if chance.flip() => Event::PrintedCodeJudged(PrintedProof::Wrong),
        8 => Event::PrintedCodeJudged(PrintedProof::Right { proven: proven(chance.below(4)), left: 9 }),
        _ => Event::PasswordJudged(match chance.below(4) {
            0 => NewPassword::Weak(Weakness::Common),
            1 => NewPassword::Busy,
            _ => NewPassword::Good,
        }),
    })
}

fn start(chance: &mut Chance) -> AnyState {
    match chance.below(5) {
        4 => with_printed_code(visit(), "jeanne".to_owned()),
        0 => linked_elsewhere(visit(), proven(chance.below(4)).recovery),
        1 => proven_by_link(visit(), some(chance)).unwrap_or_else(|| begin(visit(), None)),
        _ => begin(visit(), None),
    }
}

/// The accounts that a state holds proven.
fn held(state: &AnyState) -> Vec<Proven> {
    match state {
        AnyState::Recover(
            State::AwaitingNewPassword { proven, .. } | State::AwaitingPasswordVerdict { proven, .. },
        ) => vec![proven.clone()],
        AnyState::Recover(State::AwaitingAccount { proven, .. }) => proven.clone(),
        _ => vec![],
    }
}

#[test]
fn a_password_is_chosen_only_for_whom_a_code_or_a_link_proved_and_the_message_is_spent_with_it() {
    let (mut chosen, mut proofs) = (0_u64, 0_u64);
    walk("recover", start, draw, |before, (event, _), turn| {
        // Nobody becomes proven but by the judge of codes.
        let newly: Vec<_> = held(&turn.state).into_iter().filter(|one| !held(before).contains(one)).collect();
        if !newly.is_empty() {
            let printed = matches!(before, AnyState::Recover(State::AwaitingPrintedProof { .. }));
            assert!(
                printed || matches!(before, AnyState::Recover(State::AwaitingProof { .. })),
                "{before:?}"
            );
            for one in &newly {
                assert!(event.contains(&format!("account: {:?}", one.account)), "{event}");
                let (account, recovery) = (one.account, one.recovery);
                let claim = if printed {
                    let spent = Write::SpendCode { account };
                    assert_eq!(turn.writes.first(), Some(&spent), "EN6: the guard stands first");
                    Write::ProveByCode { account, recovery }
                } else {
                    Write::ClaimRecovery { account, recovery }
                };
                assert!(turn.writes.contains(&claim), "what is proven is bound to this browser");
            }
            proofs += 1;
        }
        for write in &turn.writes {
            assert!(!matches!(write, Write::StartSession { .. }), "EL7");
            if let Write::ChoosePassword { account } = write {
                assert!(event.contains("Good"), "{event}");
                let [one] = &held(before)[..] else { panic!("one account, chosen and proven") };
                assert_eq!(*account, one.account);
                let spent = Write::SpendRecovery { account: one.account, recovery: one.recovery };
                assert_eq!(turn.writes.first(), Some(&spent), "the guard stands first");
                assert!(touched(turn).iter().all(|touched| touched == account));
                chosen += 1;
            }
        }
    });
    assert!(chosen > 1000 && proofs > 1000, "{chosen} {proofs}");
}
