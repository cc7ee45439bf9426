//! « Téléphone perdu ou volé » (C29, B7), for whoever is signed in; the sign-in that waits for a factor has the same acts
//! (`second_factor::lost`):
//! 1. the customer says what was on the telephone: it is blocked at once, and every address is told;
//! 2. « J'ai retrouvé mon téléphone », after a fresh proof with a factor or a printed code: it serves again.
//!
//! Safety: blocking asks for little and gives nothing to whoever does it; what was blocked comes back only by a fresh proof that
//! the telephone itself cannot give.
//! Knows no address, and not how often a telephone may be lost.

use domain::factor::{Held, losable};
use domain::message::Named;
use domain::recovery::HeldAct;
use domain::{AccountId, AuthenticatorId, Fact, Factor, Policy, Session, Timestamp};
use serde::{Deserialize, Serialize};

use crate::gate::{self, Asking};
use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    Listing,
    AwaitingAdmission { account: AccountId, lost: Vec<Held> },
    Told,
}

/// Who acts, with what they hold.
#[derive(Clone, Debug)]
pub struct By {
    pub session: Session,
    pub held: Vec<Held>,
    /// Until when a recovery makes them wait (RE6).
    pub waits: Option<Timestamp>,
}

#[derive(Debug)]
pub enum Event {
    /// « Bloquer ce téléphone », with what was ticked.
    LossTold {
        by: Box<By>,
        ids: Vec<AuthenticatorId>,
    },
    Admitted(Admission),
    /// « J'ai retrouvé mon téléphone ».
    FoundTold {
        by: Box<By>,
        id: AuthenticatorId,
    },
}

/// Whether a telephone may be said to be lost now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admission {
    Admitted,
    TooSoon { until: Timestamp },
}

pub const fn begin() -> crate::State {
    crate::State::LostPhone(State::Listing)
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. what was on it
        (State::Listing, Event::LossTold { by, ids }) => {
            let lost = named_by(&ids, &by.held)?;
            if lost.is_empty() {
                return Ok(show(Refusal::NothingLost));
            }
            let account = by.session.account;
            let question = Question::MayLosePhone { account, signed_in: true };
            let state = State::AwaitingAdmission { account, lost };
            Ok(Turn::new(crate::State::LostPhone(state), Next::Ask(question)))
        }
        (State::AwaitingAdmission { account, lost }, Event::Admitted(Admission::Admitted)) => {
            let state = crate::State::LostPhone(State::Told);
            Ok(block(Turn::new(state, Next::Leave(Outcome::PhoneLost)), account, &lost, now))
        }
        (State::AwaitingAdmission { .. }, Event::Admitted(Admission::TooSoon { until })) => {
            Ok(show(Refusal::LostTooOften { until }))
        }
        // 2. it was found
        (State::Listing, Event::FoundTold { by, id }) => found(&by, id, now, policy),
        _ => Err(OutOfTurn),
    }
}

fn show(refusal: Refusal) -> Turn {
    Turn::new(begin(), Next::Show(Screen::OwnLostPhone { refusal: Some(refusal) }))
}

/// What was ticked, of what can be lost; anything else was never on the page.
pub(crate) fn named_by(ids: &[AuthenticatorId], held: &[Held]) -> Result<Vec<Held>, OutOfTurn> {
    let found = |id: &AuthenticatorId| losable(held).find(|one| one.id == *id).cloned().ok_or(OutOfTurn);
    ids.iter().map(found).collect()
}

/// Blocks all of it in one act, and tells.
pub(crate) fn block(turn: Turn, account: AccountId, lost: &[Held], now: Timestamp) -> Turn {
    let about = lost.iter().map(Named::from).collect();
    let each = |turn: Turn, one: &Held| match one.kind {
        Factor::Push => turn
            .write(Write::SuspendPhone { account, phone: one.id })
            .fact(Fact::PhoneSuspended { phone: one.id, suspended: true }),
        kind => turn
            .write(Write::LoseAuthenticator { account, authenticator: one.id })
            .fact(Fact::MethodLost { kind }),
    };
    lost.iter().fold(turn, each).write(Write::NoteLoss { account }).notice(Notice::PhoneLost {
        account,
        about,
        at: now,
    })
}

/// The proof is the one that changes methods (EN1, RE5): two factors, or a password with a printed code; and what is lost
/// proves nothing. A printed code makes it wait a day: until then it is a proof of paper alone (RE6).
fn found(by: &By, id: AuthenticatorId, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    let one = by.held.iter().find(|one| one.id == id && one.lost).ok_or(OutOfTurn)?;
    let asking = Asking { session: &by.session, held: &by.held, waits: by.waits };
    let act = (HeldAct::UnblockPhone, Destination::Security);
    if let Some(turn) = gate::shut(asking, act, (now, policy), begin) {
        return Ok(turn);
    }
    let account = by.session.account;
    let turn = Turn::new(crate::State::LostPhone(State::Told), Next::Leave(Outcome::PhoneFound));
    let turn = match one.kind {
        Factor::Push => turn
            .write(Write::ResumePhone { account, phone: id })
            .fact(Fact::PhoneSuspended { phone: id, suspended: false }),
        kind => turn
            .write(Write::FindAuthenticator { account, authenticator: id })
            .fact(Fact::MethodFound { kind }),
    };
    Ok(turn.notice(Notice::PhoneFound { account, about: vec![Named::from(one)], at: now }))
}

#[cfg(test)]
mod tests;
