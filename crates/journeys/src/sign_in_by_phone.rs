//! Signing in with a phone and no password (C28, B5; decision 5):
//! 1. the customer says who they are, and presses « Me connecter avec mon téléphone »;
//! 2. the page shows six digits, whoever they said to be, and the phone of that account, if there is one, asks for them;
//! 3. approved behind the phone's own lock they are signed in; without it, a code by mail or a printed code is asked for too.
//!
//! Safety: what a stranger sees never depends on whether somebody has a phone, nor on what its owner answers, but for a yes. A
//! session starts only at the very turn in which the judge says that the phone approved, with that approval taken in the same Batch.
//! Knows no number: it is read where the page is drawn.

use domain::factor::{Due, Held};
use domain::identifier::BadIdentifier;
use domain::{
    AccountId, AuthenticatorId, ClientId, DeviceId, Fact, Factor, Identifier, JourneyId, Method, Policy,
    SessionId, SignInId, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::second_factor::{self, AskedPhone, Entry, SigningIn, StartOver, Waiting};
use crate::sign_in::Typed;
use crate::{Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    /// `typed` is what came back with a refusal, or from the page before.
    AwaitingIdentifier {
        visit: Visit,
        typed: Option<Typed>,
    },
    /// The phone is about to be asked.
    AwaitingQuestion {
        visit: Visit,
        typed: Typed,
    },
    AwaitingApproval {
        visit: Visit,
        typed: Typed,
        asked: AskedPhone,
    },
    AwaitingStanding {
        visit: Visit,
        typed: Typed,
        asked: AskedPhone,
    },
    Left,
}

#[derive(Debug)]
pub enum Event {
    IdentifierGiven(Typed),
    PhoneAsked(Asking),
    /// The page looks whether the phone has answered.
    AnswerAwaited,
    AskedAgain,
    StandingJudged(Standing),
}

/// What the shell says when a phone is to be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asking {
    /// Whose phone it is, where one is asked; the page is the same for nobody.
    Asked { account: Option<AccountId>, asked: AskedPhone },
    /// Too many questions came from this network.
    TooSoon { until: Timestamp },
}

/// Whether the phone approved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    Approved(Box<Approver>),
    /// Not yet, not at all, or there is none.
    NotApproved,
}

/// Whose phone approved, with the ids that the shell drew for the session to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approver {
    pub account: AccountId,
    pub phone: AuthenticatorId,
    pub given_name: String,
    /// The phone's own lock was opened for it, and may stand for the password.
    pub unlocked: bool,
    /// Where a code may go otherwise,
    pub addresses: Vec<Held>,
    /// or whether a printed one serves.
    pub printed: bool,
    pub session: SessionId,
    pub sign_in: SignInId,
    pub device: DeviceId,
    pub new_device: bool,
    /// Where the sign-in waits, if it must wait for more,
    pub journey: JourneyId,
    /// and the only browser that may go on with it.
    pub browser: [u8; 16],
}

pub fn begin(visit: Visit, typed: Option<Typed>) -> crate::State {
    crate::State::SignInByPhone(State::AwaitingIdentifier { visit, typed })
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. somebody says who they are
        (State::AwaitingIdentifier { visit, .. }, Event::IdentifierGiven(typed))
        | (State::AwaitingApproval { visit, typed, .. }, Event::AskedAgain) => Ok(ask(visit, typed)),
        // 2. the page is the same for everybody
        (State::AwaitingQuestion { visit, typed }, Event::PhoneAsked(asking)) => Ok(match asking {
            Asking::Asked { account, asked } => {
                let account = account.unwrap_or(NOBODY);
                wait(visit, typed, asked).write(Write::AskPhone { account })
            }
            Asking::TooSoon { until } => show(visit, typed, Refusal::TooManyTries { until }),
        }),
        (State::AwaitingApproval { visit, typed, asked }, Event::AnswerAwaited) => {
            let question = Question::HasPhoneApproved { challenge: asked.challenge };
            let state = State::AwaitingStanding { visit, typed, asked };
            Ok(Turn::new(crate::State::SignInByPhone(state), Next::Ask(question)))
        }
        // 3. a yes opens, or asks for one more proof; everything else looks like silence
        (State::AwaitingStanding { visit, typed, asked }, Event::StandingJudged(standing)) => {
            Ok(match standing {
                Standing::Approved(who) if who.unlocked => open((visit, typed), *who, now, policy),
                Standing::Approved(who) => ask_more((visit, typed), &who, now, policy),
                Standing::NotApproved => wait(visit, typed, asked),
            })
        }
        _ => Err(OutOfTurn),
    }
}

/// Whose phone is asked where nobody's is: the same work, and no row.
pub const NOBODY: AccountId = AccountId::from_bytes([0; 16]);

fn ask(visit: Visit, typed: Typed) -> Turn {
    let identifier = match Identifier::parse(&typed.identifier) {
        Ok(identifier) => identifier,
        Err(BadIdentifier::Empty) => return show(visit, typed, Refusal::EmptyIdentifier),
        Err(BadIdentifier::TooLong | BadIdentifier::BadCharacter) => {
            return show(visit, typed, Refusal::BadIdentifier);
        }
    };
    let service = visit.service().map(|(client, name): (&ClientId, &str)| (client.clone(), name.to_owned()));
    let state = State::AwaitingQuestion { visit, typed };
    Turn::new(crate::State::SignInByPhone(state), Next::Ask(Question::AskPhoneOf { identifier, service }))
}

fn show(visit: Visit, typed: Typed, refusal: Refusal) -> Turn {
    let screen =
        Screen::SignInByPhone { visit: visit.clone(), typed: Some(typed.clone()), refusal: Some(refusal) };
    Turn::new(begin(visit, Some(typed)), Next::Show(screen))
}

fn wait(visit: Visit, typed: Typed, asked: AskedPhone) -> Turn {
    let screen = Screen::PhoneAlone { visit: visit.clone(), asked };
    let state = State::AwaitingApproval { visit, typed, asked };
    Turn::new(crate::State::SignInByPhone(state), Next::Show(screen))
}

/// The approval is taken first: what served before opens nothing (PU5).
fn taken(who: &Approver, outcome: Outcome) -> Turn {
    Turn::new(crate::State::SignInByPhone(State::Left), Next::Leave(outcome))
        .write(Write::AcceptFactor { account: who.account, authenticator: who.phone })
        .fact(Fact::FactorProven { kind: Factor::Push })
}

fn kept_until(visit: &Visit, typed: &Typed, now: Timestamp, policy: &Policy) -> Option<Timestamp> {
    let remember = policy.remember_for(visit.keep_choice());
    (typed.keep && remember.keep_offered).then(|| now + remember.keep_for)
}

/// The phone and its lock: two factors, of which no site between is told apart.
fn open((visit, typed): (Visit, Typed), who: Approver, now: Timestamp, policy: &Policy) -> Turn {
    let kept_until = kept_until(&visit, &typed, now, policy);
    let turn = taken(&who, Outcome::GoOn(visit));
    let Approver { account, given_name, session, sign_in, device, new_device, .. } = who;
    let turn = turn
        .write(Write::StartSession {
            account,
            session,
            sign_in,
            device,
            new_device,
            methods: vec![Method::LockedPush],
            kept_until,
        })
        .write(Write::RememberPerson {
            account,
            device,
            identifier: typed.remember.then_some(typed.identifier),
            given_name,
        })
        .fact(Fact::SessionStarted { session, device, sign_in, kept: kept_until.is_some(), new_device });
    if new_device { turn.notice(Notice::NewDevice { account, device, at: now }) } else { turn }
}

/// The phone alone is one factor: a code by mail or from paper goes with it (decision 5).
fn ask_more((visit, typed): (Visit, Typed), who: &Approver, now: Timestamp, policy: &Policy) -> Turn {
    let kept_until = kept_until(&visit, &typed, now, policy);
    let waiting = Waiting {
        visit: visit.clone(),
        account: who.account,
        browser: who.browser,
        held: who.addresses.clone(),
        due: Due::PhoneAlone,
        wrong: 0,
        until: now + policy.factors.waits_for,
        entry: Entry::SignIn(SigningIn {
            session: who.session,
            sign_in: who.sign_in,
            device: who.device,
            new_device: who.new_device,
            kept_until,
            given_name: who.given_name.clone(),
            identifier: typed.remember.then_some(typed.identifier),
            first: Method::Push,
            phone: Some(who.phone),
        }),
        sent: None,
    };
    let state = if who.printed && who.addresses.is_empty() {
        Some(second_factor::begin_printed(waiting, who.phone))
    } else {
        second_factor::begin(waiting)
    };
    let Some(state) = state else {
        return taken(who, Outcome::StartOver { visit, why: StartOver::PhoneAlone });
    };
    let (account, journey) = (who.account, who.journey);
    taken(who, Outcome::FactorDue { journey })
        .write(Write::AwaitFactor { account, journey, state: Box::new(state) })
        .fact(Fact::FactorAsked { due: Due::PhoneAlone })
}

impl State {
    /// What the page waits for.
    pub const fn awaited(&self) -> Option<AskedPhone> {
        match self {
            Self::AwaitingApproval { asked, .. } => Some(*asked),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
