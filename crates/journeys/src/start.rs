//! An account that a holder made is started by whose it is (X19):
//! 1. the person types the login and the code that the holder gave them, and is told the same for nobody as for a wrong code;
//! 2. chooses a password, which is told good or why not;
//! 3. it is stored, the code is spent, and the person is signed in; whoever has a second factor signs in with it first.
//!
//! Safety: a password is stored only for the account whose code was right, in the browser that typed it, at the very turn in
//! which that code is spent; a second factor is never skipped. Knows no code, and no holder's password: nobody has one.

use domain::identifier::BadIdentifier;
use domain::message::HouseholdNews as News;
use domain::{
    AccountId, ContractId, DeviceId, Fact, Identifier, Method, Secret, SessionId, SignInId, StartId,
    Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::{NewPassword, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingCode { visit: Visit, typed: String },
    AwaitingProof { visit: Visit, typed: String },
    AwaitingPassword { visit: Visit, proven: Proven },
    AwaitingVerdict { visit: Visit, proven: Proven },
    Started,
}

/// Whose code was right.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proven {
    pub account: AccountId,
    pub start: StartId,
    pub login: String,
    pub given_name: String,
    /// They had a password before: a minor who starts again.
    pub again: bool,
    pub contract: ContractId,
    /// Who holds that contract now.
    pub holder: Option<AccountId>,
}

/// What the judge of such codes says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Proof {
    Right(Box<Proven>),
    /// Wrong, taken back, replaced, too old or of nobody (NU1).
    Wrong,
    /// Not judged: too many tries before.
    TooSoon {
        until: Timestamp,
    },
}

/// The ids that the shell drew for the session to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opening {
    pub session: SessionId,
    pub sign_in: SignInId,
    pub device: DeviceId,
    pub new_device: bool,
    /// A second factor is held: the password alone opens nothing.
    pub holds_factor: bool,
}

#[derive(Debug)]
pub enum Event {
    CodeGiven { typed: String, code: Secret },
    CodeJudged(Proof),
    PasswordGiven { password: Secret },
    PasswordJudged { said: NewPassword, opening: Opening },
}

pub const fn begin(visit: Visit, typed: String) -> crate::State {
    crate::State::Start(State::AwaitingCode { visit, typed })
}

pub fn step(state: State, event: Event, now: Timestamp) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. the login and the code
        (State::AwaitingCode { visit, .. }, Event::CodeGiven { typed, code }) => {
            Ok(code_given(visit, typed, code))
        }
        (State::AwaitingProof { visit, typed }, Event::CodeJudged(said)) => Ok(match said {
            Proof::Right(proven) => {
                let account = proven.account;
                new_password(visit, *proven, None).write(Write::ClearAttempts { account })
            }
            Proof::Wrong => ask_code(visit, typed, Some(Refusal::WrongStartCode)),
            Proof::TooSoon { until } => ask_code(visit, typed, Some(Refusal::TooManyTries { until })),
        }),
        // 2. a password
        (State::AwaitingPassword { visit, proven }, Event::PasswordGiven { password }) => {
            let question = Question::MayStartWith { account: proven.account, password };
            let state = State::AwaitingVerdict { visit, proven };
            Ok(Turn::new(crate::State::Start(state), Next::Ask(question)))
        }
        (State::AwaitingVerdict { visit, proven }, Event::PasswordJudged { said, opening }) => {
            Ok(match said {
                // 3. it is stored
                NewPassword::Good => started(visit, proven, opening, now),
                NewPassword::Weak(weakness) => new_password(visit, proven, Some(Refusal::Weak(weakness))),
                NewPassword::WrongCurrent | NewPassword::TooSoon { .. } | NewPassword::Busy => {
                    new_password(visit, proven, Some(Refusal::Busy))
                }
            })
        }
        _ => Err(OutOfTurn),
    }
}

fn code_given(visit: Visit, typed: String, code: Secret) -> Turn {
    let identifier = match Identifier::parse(&typed) {
        Ok(identifier) => identifier,
        Err(BadIdentifier::Empty) => return ask_code(visit, typed, Some(Refusal::EmptyIdentifier)),
        Err(BadIdentifier::TooLong | BadIdentifier::BadCharacter) => {
            return ask_code(visit, typed, Some(Refusal::BadIdentifier));
        }
    };
    if code.reveal().trim().is_empty() {
        return ask_code(visit, typed, Some(Refusal::EmptyStartCode));
    }
    let state = State::AwaitingProof { visit, typed };
    Turn::new(crate::State::Start(state), Next::Ask(Question::IsStartCode { identifier, code }))
}

fn ask_code(visit: Visit, typed: String, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::Start { visit: visit.clone(), typed: typed.clone(), refusal };
    Turn::new(begin(visit, typed), Next::Show(screen))
}

fn new_password(visit: Visit, proven: Proven, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::StartPassword { visit: visit.clone(), proven: proven.clone(), refusal };
    let state = State::AwaitingPassword { visit, proven };
    Turn::new(crate::State::Start(state), Next::Show(screen))
}

/// Whatever was open in this account is closed (EL7); the holder is told, and so is its owner where there was one before.
fn started(visit: Visit, proven: Proven, opening: Opening, now: Timestamp) -> Turn {
    let Proven { account, start, login, given_name, again, contract, holder } = proven;
    let Opening { session, sign_in, device, new_device, holds_factor } = opening;
    let outcome =
        if holds_factor { Outcome::PasswordReset { visit, login } } else { Outcome::Started(visit) };
    let mut turn = Turn::new(crate::State::Start(State::Started), Next::Leave(outcome))
        .write(Write::SpendStart { account, start })
        .write(Write::ChoosePassword { account })
        .write(Write::EndOthers { account, here: None })
        .fact(Fact::AccountStarted { again });
    if !holds_factor {
        let methods = vec![Method::Password];
        turn = turn
            .write(Write::StartSession {
                account,
                session,
                sign_in,
                device,
                new_device,
                methods,
                kept_until: None,
            })
            .write(Write::RememberPerson { account, device, identifier: None, given_name })
            .fact(Fact::SessionStarted { session, device, sign_in, kept: false, new_device });
    }
    if again {
        turn = turn.notice(Notice::PasswordReset { account, at: now });
    }
    let news = if again { News::StartedAgain } else { News::Started };
    match holder.filter(|holder| *holder != account) {
        Some(holder) => turn.notice(Notice::Household { account: holder, news, contract, about: account }),
        None => turn,
    }
}

#[cfg(test)]
mod tests;
