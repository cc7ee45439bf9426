//! Signing in, the seed's « phase d'usage » (O9 step 3, O10, O11):
//! 1. the customer types identifier and password;
//! 2. may tick « mémoriser l'adresse mail » and « rester identifié », two separate aids;
//! 3. is recognised, and goes on to where they were going, by way of a second factor where one is due.
//!
//! Or shows a passkey instead of both, with nothing typed (C28): it is two factors by itself, and no other is asked for.
//!
//! Safety: a session starts only for whom the judge of passwords or that of passkeys recognised, at the very turn it says so, and for nobody of
//! whom a factor is due.
//! Knows not how a password is judged nor where a session is kept.

mod passkey;

pub use passkey::{Holder, Verdict as PasskeyVerdict};

use domain::factor::{Due, factor_due};
use domain::identifier::BadIdentifier;
use domain::passkey::Shown;
use domain::{Fact, Identifier, Method, Policy, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    LineServes, Next, Notice, OutOfTurn, Outcome, ProvenBy, Question, Recognised, Refusal, Screen, Turn,
    Verdict, Visit, Write, second_factor,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    /// `typed` is what came back with a refusal; it survives a change of language (R29).
    AwaitingPassword {
        visit: Visit,
        typed: Option<Typed>,
    },
    AwaitingVerdict {
        visit: Visit,
        typed: Typed,
    },
    AwaitingPasskeyVerdict {
        visit: Visit,
        typed: Typed,
    },
    SignedIn {
        visit: Visit,
    },
    /// Another journey waits for the factor.
    AwaitingFactor,
}

/// What was typed and ticked beside the password, kept when the page comes back (R9).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Typed {
    pub identifier: String,
    pub remember: bool,
    pub keep: bool,
}

#[derive(Debug)]
pub enum Event {
    PasswordGiven { typed: Typed, password: Secret },
    PasswordJudged(Verdict),
    PasskeyShown { typed: Typed, shown: Box<Shown> },
    PasskeyJudged(PasskeyVerdict),
}

pub fn begin(visit: Visit) -> crate::State {
    crate::State::SignIn(State::AwaitingPassword { visit, typed: None })
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. identifier and password are typed
        (State::AwaitingPassword { visit, .. }, Event::PasswordGiven { typed, password }) => {
            Ok(password_given(visit, typed, password))
        }
        // 3. the judge has spoken
        (State::AwaitingVerdict { visit, typed }, Event::PasswordJudged(verdict)) => Ok(match verdict {
            Verdict::Right(person) => match person.by {
                ProvenBy::Line(LineServes::Choosing { by_code }) => {
                    line_proven(visit, typed, *person, by_code)
                }
                ProvenBy::Own { .. } | ProvenBy::Line(LineServes::Opening) => {
                    recognised(visit, typed, *person, now, policy)
                }
            },
            Verdict::Wrong { .. } => show_again(visit, typed, Refusal::WrongPair),
            Verdict::TooSoon { until } => show_again(visit, typed, Refusal::TooManyTries { until }),
            Verdict::Busy => show_again(visit, typed, Refusal::Busy),
        }),
        // 1 to 3 in one act
        (State::AwaitingPassword { visit, .. }, Event::PasskeyShown { typed, shown }) => {
            Ok(passkey::given(visit, typed, shown))
        }
        (State::AwaitingPasskeyVerdict { visit, typed }, Event::PasskeyJudged(verdict)) => {
            Ok(passkey::judged((visit, typed), verdict, now, policy))
        }
        _ => Err(OutOfTurn),
    }
}

fn password_given(visit: Visit, typed: Typed, password: Secret) -> Turn {
    let identifier = match Identifier::parse(&typed.identifier) {
        Ok(identifier) => identifier,
        Err(BadIdentifier::Empty) => return show_again(visit, typed, Refusal::EmptyIdentifier),
        Err(BadIdentifier::TooLong | BadIdentifier::BadCharacter) => {
            return show_again(visit, typed, Refusal::BadIdentifier);
        }
    };
    if password.is_empty() {
        return show_again(visit, typed, Refusal::EmptyPassword);
    }
    let state = State::AwaitingVerdict { visit, typed };
    Turn::new(crate::State::SignIn(state), Next::Ask(Question::IsPassword { identifier, password }))
}

/// The same page with what was typed, never the password.
fn show_again(visit: Visit, typed: Typed, refusal: Refusal) -> Turn {
    let screen = Screen::SignIn {
        visit: visit.clone(),
        identifier: typed.identifier.clone(),
        remember: typed.remember,
        keep: typed.keep,
        refusal: Some(refusal),
    };
    let state = State::AwaitingPassword { visit, typed: Some(typed) };
    Turn::new(crate::State::SignIn(state), Next::Show(screen))
}

/// O7: the letter of somebody who chose before opens no area, and no session starts.
fn line_proven(visit: Visit, typed: Typed, person: Recognised, by_code: bool) -> Turn {
    let account = person.account;
    let outcome = Outcome::LineProven { visit: visit.clone(), account, typed: typed.identifier, by_code };
    let state = crate::State::SignIn(State::SignedIn { visit });
    let turn =
        Turn::new(state, Next::Leave(outcome)).write(Write::ClearAttempts { account }).fact(Fact::LineProven);
    upgraded(turn, account, person.upgraded_from)
}

fn upgraded(turn: Turn, account: domain::AccountId, from: Option<String>) -> Turn {
    match from {
        Some(from) => turn.write(Write::UpgradePassword { account }).fact(Fact::PasswordUpgraded { from }),
        None => turn,
    }
}

/// X11: an old password that is too weak was typed; the door leads to another one.
fn noted(turn: Turn, account: domain::AccountId, by: ProvenBy) -> Turn {
    match by {
        ProvenBy::Own { weak: true } => {
            turn.write(Write::NoteWeakPassword { account }).fact(Fact::WeakPasswordMet)
        }
        ProvenBy::Own { weak: false } | ProvenBy::Line(_) => turn,
    }
}

const fn method(by: ProvenBy) -> Method {
    match by {
        ProvenBy::Own { .. } => Method::Password,
        ProvenBy::Line(_) => Method::Line,
    }
}

/// 2 and 3: the two aids are independent (O10); the two months run from this sign-in (O11).
fn recognised(visit: Visit, typed: Typed, person: Recognised, now: Timestamp, policy: &Policy) -> Turn {
    let remember = policy.remember_for(visit.keep_choice());
    let kept_until = (typed.keep && remember.keep_offered).then(|| now + remember.keep_for);
    let due = factor_due(&person.held, person.factor_at, visit.asked(), now, &policy.factors);
    if let Some(due) = due {
        let until = now + policy.factors.waits_for;
        return await_factor((visit, typed, kept_until), person, due, until);
    }
    let Recognised { account, session, sign_in, device, new_device, .. } = person;
    let state = crate::State::SignIn(State::SignedIn { visit: visit.clone() });
    let mut turn = Turn::new(state, Next::Leave(Outcome::GoOn(visit)))
        .write(Write::ClearAttempts { account })
        .write(Write::StartSession {
            account,
            session,
            sign_in,
            device,
            new_device,
            methods: vec![method(person.by)],
            kept_until,
        })
        .write(Write::RememberPerson {
            account,
            device,
            identifier: typed.remember.then_some(typed.identifier),
            given_name: person.given_name,
        })
        .fact(Fact::SessionStarted { session, device, sign_in, kept: kept_until.is_some(), new_device });
    turn = noted(upgraded(turn, account, person.upgraded_from), account, person.by);
    if new_device {
        turn = turn.notice(Notice::NewDevice { account, device, at: now });
    }
    turn
}

/// No session yet. The password's try is cleared all the same: it was right, and its row holds what was typed.
fn await_factor(
    (visit, typed, kept_until): (Visit, Typed, Option<Timestamp>),
    person: Recognised,
    due: Due,
    until: Timestamp,
) -> Turn {
    let Recognised { account, journey, browser, .. } = person;
    let waiting = second_factor::Waiting {
        visit: visit.clone(),
        account,
        browser,
        held: person.held,
        due,
        wrong: 0,
        until,
        entry: second_factor::Entry::SignIn(second_factor::SigningIn {
            session: person.session,
            sign_in: person.sign_in,
            device: person.device,
            new_device: person.new_device,
            kept_until,
            given_name: person.given_name,
            identifier: typed.remember.then_some(typed.identifier),
            first: method(person.by),
            phone: None,
        }),
        sent: None,
    };
    let Some(state) = second_factor::begin(waiting) else {
        return Turn::new(begin(visit.clone()), Next::Leave(Outcome::ProveAgain(visit)));
    };
    let turn =
        Turn::new(crate::State::SignIn(State::AwaitingFactor), Next::Leave(Outcome::FactorDue { journey }))
            .write(Write::ClearAttempts { account })
            .write(Write::AwaitFactor { account, journey, state: Box::new(state) })
            .fact(Fact::FactorAsked { due });
    noted(upgraded(turn, account, person.upgraded_from), account, person.by)
}

#[cfg(test)]
mod tests;
