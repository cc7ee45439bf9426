//! « Changer mon mot de passe » (C32, PW6):
//! 1. somebody signed in types the current password and a new one, and may end every other device;
//! 2. both are judged, each refusal beside its field;
//! 3. the new one is stored, every outstanding message to choose another dies, every address is told.
//!
//! Safety: a password is changed only for whom the session belongs to, at the very turn in which the current one was right.

use domain::{Fact, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Here, NewPassword, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Write};

pub use crate::by::BySignIn as By;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingPasswords,
    AwaitingVerdict { by: By, end_others: bool },
    PasswordChanged,
}

#[derive(Debug)]
pub enum Event {
    PasswordsGiven { by: By, current: Secret, password: Secret, end_others: bool },
    PasswordsJudged(NewPassword),
}

pub const fn begin() -> crate::State {
    crate::State::ChangePassword(State::AwaitingPasswords)
}

pub fn step(state: State, event: Event, now: Timestamp) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. both are typed
        (State::AwaitingPasswords, Event::PasswordsGiven { by, current, password, end_others }) => {
            if current.is_empty() {
                return Ok(show_again(Refusal::EmptyPassword, end_others));
            }
            let question = Question::MayChangePassword { account: by.account, current, password };
            let state = State::AwaitingVerdict { by, end_others };
            Ok(Turn::new(crate::State::ChangePassword(state), Next::Ask(question)))
        }
        // 2 and 3. both are judged
        (State::AwaitingVerdict { by, end_others }, Event::PasswordsJudged(said)) => Ok(match said {
            NewPassword::Good => changed(by, end_others, now),
            NewPassword::Weak(weakness) => show_again(Refusal::Weak(weakness), end_others),
            NewPassword::WrongCurrent => show_again(Refusal::WrongCurrent, end_others),
            NewPassword::TooSoon { until } => show_again(Refusal::TooManyTries { until }, end_others),
            NewPassword::Busy => show_again(Refusal::Busy, end_others),
        }),
        _ => Err(OutOfTurn),
    }
}

fn show_again(refusal: Refusal, end_others: bool) -> Turn {
    Turn::new(begin(), Next::Show(Screen::ChangePassword { refusal: Some(refusal), end_others }))
}

fn changed(by: By, end_others: bool, now: Timestamp) -> Turn {
    let By { account, device, sign_in } = by;
    let state = crate::State::ChangePassword(State::PasswordChanged);
    let turn = Turn::new(state, Next::Leave(Outcome::PasswordChanged))
        .write(Write::ChoosePassword { account })
        .fact(Fact::PasswordChanged { others_ended: end_others })
        .notice(Notice::PasswordChanged { account, at: now });
    if end_others {
        turn.write(Write::EndOthers { account, here: Some(Here { device, sign_in }) })
    } else {
        turn
    }
}

#[cfg(test)]
mod tests;
