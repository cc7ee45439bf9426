//! « Mot de passe oublié » (C26, C27, C8; O12, EL1-EL7):
//! 1. the customer types an address or a login, and sees the same page whether or not somebody has it;
//! 2. types the code of the message, or opens its link in the same browser, or types a printed code (C24);
//! 3. says which account, where several share the address (decision 11);
//! 4. chooses a password, which is told good or why not;
//! 5. it is stored: every session, kept device and older message ends, every address is told, and the customer signs in.
//!
//! Safety: a password is chosen only for an account that a right code, of a message or printed, or a link in its own browser proved, once, at the
//! very turn in which the message is spent; nobody is signed in by it.
//! Knows neither addresses nor codes: to it a message is an id.

use domain::identifier::BadIdentifier;
use domain::recovery::read_code;
use domain::{AccountId, Fact, Identifier, RecoveryId, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{NewPassword, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingIdentifier {
        visit: Visit,
        typed: Option<String>,
    },
    AwaitingAccounts {
        visit: Visit,
        typed: String,
    },
    AwaitingCode {
        visit: Visit,
        sought: Sought,
    },
    AwaitingProof {
        visit: Visit,
        sought: Sought,
    },
    /// A printed code, instead of the one of a message.
    AwaitingPrintedCode {
        visit: Visit,
        typed: String,
    },
    AwaitingPrintedProof {
        visit: Visit,
        typed: String,
    },
    AwaitingAccount {
        visit: Visit,
        proven: Vec<Proven>,
    },
    AwaitingNewPassword {
        visit: Visit,
        proven: Proven,
    },
    AwaitingPasswordVerdict {
        visit: Visit,
        proven: Proven,
    },
    PasswordReset,
}

/// Whose code is awaited. What was typed says nothing of whether somebody has it (NU1).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Sought {
    Typed(String),
    /// The link of this message was opened in another browser than the one that asked (EL1).
    Linked(RecoveryId),
}

/// An account that the code or the link proved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proven {
    pub account: AccountId,
    pub recovery: RecoveryId,
    /// What the person signs in with.
    pub login: String,
    /// By a printed code, which then stands for no factor (RE5).
    #[serde(default)]
    pub printed: bool,
}

/// Whom a message concerns: nobody, somebody, or everybody of a shared address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    Accounts(Vec<AccountId>),
    /// Not looked for: a message was asked for a moment ago, or too many were.
    TooSoon {
        until: Timestamp,
    },
}

/// What the judge of codes says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Proof {
    Right(Vec<Proven>),
    Wrong,
}

/// What the judge of printed codes says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PrintedProof {
    /// Whose it is, and how many are left once it is spent.
    Right {
        proven: Proven,
        left: u32,
    },
    Wrong,
    /// Not judged: too many tries before.
    TooSoon {
        until: Timestamp,
    },
}

#[derive(Debug)]
pub enum Event {
    IdentifierGiven { typed: String },
    AccountsFound(Found),
    CodeGiven { code: Secret },
    CodeJudged(Proof),
    PrintedCodeGiven { code: Secret },
    PrintedCodeJudged(PrintedProof),
    AccountChosen { account: AccountId },
    PasswordGiven { password: Secret },
    PasswordJudged(NewPassword),
}

pub fn begin(visit: Visit, typed: Option<String>) -> crate::State {
    crate::State::Recover(State::AwaitingIdentifier { visit, typed })
}

/// The link was opened in the browser that asked: it proves what it names. `None` where it names nobody.
pub fn proven_by_link(visit: Visit, mut proven: Vec<Proven>) -> Option<crate::State> {
    let state = match proven.len() {
        0 => return None,
        1 => State::AwaitingNewPassword { visit, proven: proven.remove(0) },
        _ => State::AwaitingAccount { visit, proven },
    };
    Some(crate::State::Recover(state))
}

/// « Utiliser un code de secours », for what was typed already (R22).
pub const fn with_printed_code(visit: Visit, typed: String) -> crate::State {
    crate::State::Recover(State::AwaitingPrintedCode { visit, typed })
}

/// The link was opened elsewhere: the code of the same message is asked for (EL1).
pub const fn linked_elsewhere(visit: Visit, recovery: RecoveryId) -> crate::State {
    crate::State::Recover(State::AwaitingCode { visit, sought: Sought::Linked(recovery) })
}

pub fn step(state: State, event: Event, now: Timestamp) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. an address or a login is typed, or the message is asked for once more
        (
            State::AwaitingIdentifier { visit, .. } | State::AwaitingCode { visit, sought: Sought::Typed(_) },
            Event::IdentifierGiven { typed },
        ) => Ok(identifier_given(visit, typed)),
        (State::AwaitingAccounts { visit, typed }, Event::AccountsFound(found)) => {
            Ok(accounts_found(visit, typed, found))
        }
        // 2. the code
        (State::AwaitingCode { visit, sought }, Event::CodeGiven { code }) => {
            Ok(code_given(visit, sought, &code))
        }
        (State::AwaitingProof { visit, .. }, Event::CodeJudged(Proof::Right(proven))) => {
            proven_by_code(visit, proven)
        }
        (State::AwaitingProof { visit, sought }, Event::CodeJudged(Proof::Wrong)) => {
            Ok(check_mail(visit, sought, Some(Refusal::WrongCode)))
        }
        // 2. or a printed one, which is spent at once
        (State::AwaitingPrintedCode { visit, typed }, Event::PrintedCodeGiven { code }) => {
            Ok(printed_code_given(visit, typed, code))
        }
        (State::AwaitingPrintedProof { visit, typed }, Event::PrintedCodeJudged(said)) => Ok(match said {
            PrintedProof::Right { proven, left } => proven_by_print(visit, proven, left, now),
            PrintedProof::Wrong => printed_code(visit, typed, Some(Refusal::WrongPrintedCode)),
            PrintedProof::TooSoon { until } => {
                printed_code(visit, typed, Some(Refusal::TooManyTries { until }))
            }
        }),
        // 3. one of several accounts
        (State::AwaitingAccount { visit, proven }, Event::AccountChosen { account }) => {
            let chosen = proven.into_iter().find(|one| one.account == account).ok_or(OutOfTurn)?;
            Ok(new_password(visit, chosen, None))
        }
        // 4. a password
        (State::AwaitingNewPassword { visit, proven }, Event::PasswordGiven { password }) => {
            let question = Question::MayBePassword { account: proven.account, password };
            let state = State::AwaitingPasswordVerdict { visit, proven };
            Ok(Turn::new(crate::State::Recover(state), Next::Ask(question)))
        }
        (State::AwaitingPasswordVerdict { visit, proven }, Event::PasswordJudged(said)) => Ok(match said {
            // 5. it is stored
            NewPassword::Good => reset(visit, proven, now),
            NewPassword::Weak(weakness) => new_password(visit, proven, Some(Refusal::Weak(weakness))),
            NewPassword::WrongCurrent | NewPassword::TooSoon { .. } | NewPassword::Busy => {
                new_password(visit, proven, Some(Refusal::Busy))
            }
        }),
        _ => Err(OutOfTurn),
    }
}

fn identifier_given(visit: Visit, typed: String) -> Turn {
    let refusal = match Identifier::parse(&typed) {
        Ok(identifier) => {
            let state = State::AwaitingAccounts { visit, typed };
            let question = Question::WhomToRecover { identifier };
            return Turn::new(crate::State::Recover(state), Next::Ask(question));
        }
        Err(BadIdentifier::Empty) => Refusal::EmptyIdentifier,
        Err(BadIdentifier::TooLong | BadIdentifier::BadCharacter) => Refusal::BadIdentifier,
    };
    let screen =
        Screen::ForgottenPassword { visit: visit.clone(), typed: typed.clone(), refusal: Some(refusal) };
    let state = State::AwaitingIdentifier { visit, typed: Some(typed) };
    Turn::new(crate::State::Recover(state), Next::Show(screen))
}

/// The same turn for nobody as for somebody, so that the shell does the same work (invariant 9).
fn accounts_found(visit: Visit, typed: String, found: Found) -> Turn {
    let sought = Sought::Typed(typed);
    match found {
        Found::Accounts(accounts) => {
            let write = Write::SendRecovery { visit: visit.clone(), accounts };
            check_mail(visit, sought, None).write(write)
        }
        Found::TooSoon { until } => check_mail(visit, sought, Some(Refusal::TooManyMessages { until })),
    }
}

fn code_given(visit: Visit, sought: Sought, typed: &Secret) -> Turn {
    let Some(code) = read_code(typed.reveal()) else {
        let empty = typed.reveal().trim().is_empty();
        let refusal = if empty { Refusal::EmptyCode } else { Refusal::WrongCode };
        return check_mail(visit, sought, Some(refusal));
    };
    let state = State::AwaitingProof { visit, sought: sought.clone() };
    Turn::new(crate::State::Recover(state), Next::Ask(Question::IsRecoveryCode { sought, code }))
}

fn check_mail(visit: Visit, sought: Sought, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::CheckMail { visit: visit.clone(), sought: sought.clone(), refusal };
    Turn::new(crate::State::Recover(State::AwaitingCode { visit, sought }), Next::Show(screen))
}

fn proven_by_code(visit: Visit, mut proven: Vec<Proven>) -> Result<Turn, OutOfTurn> {
    let claims: Vec<Write> = proven
        .iter()
        .map(|one| Write::ClaimRecovery { account: one.account, recovery: one.recovery })
        .collect();
    let mut turn = match proven.len() {
        0 => return Err(OutOfTurn),
        1 => new_password(visit, proven.remove(0), None),
        _ => {
            let screen = Screen::WhichAccount { visit: visit.clone(), proven: proven.clone() };
            let state = State::AwaitingAccount { visit, proven };
            Turn::new(crate::State::Recover(state), Next::Show(screen))
        }
    };
    turn.writes = claims;
    Ok(turn)
}

fn printed_code_given(visit: Visit, typed: String, code: Secret) -> Turn {
    if code.reveal().trim().is_empty() {
        return printed_code(visit, typed, Some(Refusal::EmptyPrintedCode));
    }
    let state = State::AwaitingPrintedProof { visit, typed: typed.clone() };
    Turn::new(crate::State::Recover(state), Next::Ask(Question::IsPrintedCode { typed, code }))
}

fn printed_code(visit: Visit, typed: String, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::PrintedCode { visit: visit.clone(), typed: typed.clone(), refusal };
    Turn::new(with_printed_code(visit, typed), Next::Show(screen))
}

/// The code is spent in the very turn that it opens (EN6); what it proves is bound to this browser.
fn proven_by_print(visit: Visit, proven: Proven, left: u32, now: Timestamp) -> Turn {
    let (account, recovery) = (proven.account, proven.recovery);
    new_password(visit, proven, None)
        .write(Write::SpendCode { account })
        .write(Write::ProveByCode { account, recovery })
        .fact(Fact::PrintedCodeUsed { left })
        .notice(Notice::CodeUsed { account, left, at: now })
}

fn new_password(visit: Visit, proven: Proven, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::NewPassword { visit: visit.clone(), proven: proven.clone(), refusal };
    let state = State::AwaitingNewPassword { visit, proven };
    Turn::new(crate::State::Recover(state), Next::Show(screen))
}

/// EL7: sessions end, everybody is told, and the sign-in page is next.
fn reset(visit: Visit, proven: Proven, now: Timestamp) -> Turn {
    let Proven { account, recovery, login, printed } = proven;
    let outcome = Outcome::PasswordReset { visit, login };
    let turn = Turn::new(crate::State::Recover(State::PasswordReset), Next::Leave(outcome))
        .write(Write::SpendRecovery { account, recovery })
        .write(Write::ChoosePassword { account });
    let turn = if printed { turn.write(Write::NoteChosenByCode { account }) } else { turn };
    turn.write(Write::NoteRecovered { account })
        .write(Write::EndOthers { account, here: None })
        .fact(Fact::PasswordReset)
        .notice(Notice::PasswordReset { account, at: now })
}

#[cfg(test)]
mod tests;
