//! « Personnaliser mon mot de passe », the seed's « phase de personnalisation » (O7, X11; C5, C4):
//! 1. the customer who comes to an area with the line's password is shown that a screen awaits, and how many days are left;
//! 2. says « Plus tard », as often as they like until the last day, and goes on as before;
//! 3. or chooses a login, a mailbox or their own, and a password;
//! 4. both are judged, each refusal beside its field;
//! 5. both are stored: every other session ends, every address is told, and the customer goes on to where they were going.
//!
//! Safety: a login and a password are stored only for whom the line or their session proved, in the browser that proved it,
//! at the very turn in which both were found good; nobody is signed in by it.
//! Knows neither whose a login is nor how a password is judged.

use domain::login::{BadLogin, own_login};
use domain::personalise::days_left;
use domain::{AccountId, DeviceId, Fact, Policy, Secret, SignInId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Here, NewPassword, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingAnswer { visit: Visit, who: Who },
    AwaitingChoice { visit: Visit, who: Who },
    AwaitingVerdict { visit: Visit, who: Who, wish: Wish },
    Postponed,
    Personalised,
}

/// Who chooses, and what they proved it by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Who {
    pub account: AccountId,
    pub by: By,
    pub reason: Reason,
    /// From then on there is no « Plus tard ».
    pub last_day: Timestamp,
    /// When the password was set that the chosen one replaces: another one since then, and nothing is stored.
    pub before: Option<Timestamp>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum By {
    Session {
        device: DeviceId,
        sign_in: SignInId,
    },
    /// Recognised by the line and not signed in: only in the browser with this digest.
    Browser([u8; 16]),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// Still the line's password (O7).
    Line,
    /// An old password that is too weak (X11).
    Weak,
    /// The letter of somebody who chose before, and has no address that a code could go to.
    Anew,
}

/// The login that somebody wants: one that was offered, or one that they made up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wish {
    pub text: String,
    pub offered: bool,
}

/// Who takes a turn: the live session's, and the browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opener {
    pub session: Option<(AccountId, SignInId)>,
    pub browser: [u8; 16],
}

/// What is said of a choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    /// Somebody has this login, or it was not offered to this person.
    pub taken: bool,
    /// It is what the letter says.
    pub is_the_lines: bool,
    pub password: NewPassword,
}

/// What is wrong with a choice, beside each field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Refused {
    pub login: Option<Refusal>,
    pub password: Option<Refusal>,
}

#[derive(Debug)]
pub enum Event {
    /// The page is opened, or opened again.
    Opened {
        by: Opener,
    },
    /// « Personnaliser maintenant »
    Now {
        by: Opener,
    },
    /// « Plus tard »
    Later {
        by: Opener,
    },
    Chosen {
        by: Opener,
        wish: Wish,
        password: Secret,
    },
    ChoiceJudged(Judged),
}

impl Who {
    fn is(&self, opener: Opener) -> bool {
        match self.by {
            By::Session { sign_in, .. } => opener.session == Some((self.account, sign_in)),
            By::Browser(digest) => opener.browser == digest,
        }
    }
}

pub fn begin(visit: Visit, who: Who) -> crate::State {
    crate::State::Personalise(match who.reason {
        Reason::Line => State::AwaitingAnswer { visit, who },
        Reason::Weak | Reason::Anew => State::AwaitingChoice { visit, who },
    })
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. the screen, or the page again
        (State::AwaitingAnswer { visit, who }, Event::Opened { by }) if who.is(by) => {
            Ok(soon(visit, who, now))
        }
        (State::AwaitingChoice { visit, who }, Event::Opened { by }) if who.is(by) => {
            Ok(choose(visit, who, None, Refused::default()))
        }
        // 2. later
        (
            State::AwaitingAnswer { visit, who } | State::AwaitingChoice { visit, who },
            Event::Later { by },
        ) if who.is(by) => Ok(later(visit, who, now, policy)),
        // 3. now, and the choice
        (State::AwaitingAnswer { visit, who } | State::AwaitingChoice { visit, who }, Event::Now { by })
            if who.is(by) =>
        {
            Ok(choose(visit, who, None, Refused::default()))
        }
        (State::AwaitingChoice { visit, who }, Event::Chosen { by, wish, password }) if who.is(by) => {
            Ok(chosen(visit, who, wish, password))
        }
        // 4 and 5. both are judged
        (State::AwaitingVerdict { visit, who, wish }, Event::ChoiceJudged(judged)) => {
            Ok(match refused(&judged) {
                Some(refused) => choose(visit, who, Some(wish), refused),
                None => personalised(visit, who, wish.text, now),
            })
        }
        _ => Err(OutOfTurn),
    }
}

fn soon(visit: Visit, who: Who, now: Timestamp) -> Turn {
    let screen = Screen::PersonaliseSoon { visit: visit.clone(), days_left: days_left(who.last_day, now) };
    Turn::new(crate::State::Personalise(State::AwaitingAnswer { visit, who }), Next::Show(screen))
}

/// Holds for this visit. The last day may have come while the page lay open: then it stands there again, without the button.
fn later(visit: Visit, who: Who, now: Timestamp, policy: &Policy) -> Turn {
    let days_left = days_left(who.last_day, now);
    if who.reason != Reason::Line {
        return choose(visit, who, None, Refused::default());
    }
    if days_left == 0 {
        return soon(visit, who, now);
    }
    let until = who.last_day.min(now + policy.session.absolute);
    Turn::new(crate::State::Personalise(State::Postponed), Next::Leave(Outcome::GoOn(visit)))
        .write(Write::PostponePersonalisation { account: who.account, until })
        .fact(Fact::PersonalisationPostponed { days_left })
}

fn choose(visit: Visit, who: Who, wish: Option<Wish>, refused: Refused) -> Turn {
    let screen = Screen::Personalise { visit: visit.clone(), who, wish, refused };
    Turn::new(crate::State::Personalise(State::AwaitingChoice { visit, who }), Next::Show(screen))
}

fn chosen(visit: Visit, who: Who, wish: Wish, password: Secret) -> Turn {
    if !wish.offered
        && let Err(bad) = own_login(&wish.text)
    {
        let login = Some(match bad {
            BadLogin::Empty => Refusal::EmptyLogin,
            BadLogin::Unfit => Refusal::BadLogin,
        });
        return choose(visit, who, Some(wish), Refused { login, password: None });
    }
    let question = Question::MayPersonalise { account: who.account, wish: wish.clone(), password };
    let state = State::AwaitingVerdict { visit, who, wish };
    Turn::new(crate::State::Personalise(state), Next::Ask(question))
}

fn refused(judged: &Judged) -> Option<Refused> {
    let password = match &judged.password {
        _ if judged.is_the_lines => Some(Refusal::LinePassword),
        NewPassword::Good => None,
        NewPassword::Weak(weakness) => Some(Refusal::Weak(*weakness)),
        NewPassword::WrongCurrent | NewPassword::TooSoon { .. } | NewPassword::Busy => Some(Refusal::Busy),
    };
    let login = judged.taken.then_some(Refusal::LoginTaken);
    (login.is_some() || password.is_some()).then_some(Refused { login, password })
}

/// Whoever is signed in goes on; whoever only proved the line signs in with what they chose (EL7).
fn personalised(visit: Visit, who: Who, login: String, now: Timestamp) -> Turn {
    let account = who.account;
    let (outcome, here) = match who.by {
        By::Session { device, sign_in } => (Outcome::GoOn(visit), Some(Here { device, sign_in })),
        By::Browser(_) => (Outcome::PasswordReset { visit, login: login.clone() }, None),
    };
    Turn::new(crate::State::Personalise(State::Personalised), Next::Leave(outcome))
        .write(Write::Personalise { account, login: login.clone(), before: who.before })
        .write(Write::EndOthers { account, here })
        .fact(Fact::Personalised { anew: who.reason == Reason::Anew })
        .notice(Notice::Personalised { account, login, at: now })
}

#[cfg(test)]
mod tests;
