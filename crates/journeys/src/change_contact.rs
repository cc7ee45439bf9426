//! Changing a contact address (EL8): 1. somebody signed in, with a fresh proof and a factor where one is held, types another
//! address, or sends one away; 2. types the code that was sent to the new one; 3. every address is told, the one that
//! leaves too, and each can take the change back for three days.
//!
//! Safety: an address is brought or sent away only for whom the session belongs to, after a fresh proof; it is brought
//! only at the turn in which the code that was sent to it was right, once. Knows no address: a change is an id.

use domain::contact::Change;
use domain::factor::Held;
use domain::recovery::HeldAct;
use domain::{ChangeId, Fact, Policy, Secret, Session, Timestamp};
use serde::{Deserialize, Serialize};

use crate::gate::{self, Asking};
use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

pub use crate::by::BySession as By;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    /// `visit` is where the way goes on.
    AwaitingWish {
        by: By,
        visit: Visit,
    },
    AwaitingAdmission {
        by: By,
        visit: Visit,
        wish: Wish,
    },
    AwaitingCode {
        by: By,
        visit: Visit,
        wish: Wish,
        id: ChangeId,
    },
    AwaitingVerdict {
        by: By,
        visit: Visit,
        wish: Wish,
        id: ChangeId,
    },
    Changed,
}

/// What is asked for. `typed` is empty where an address is sent away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wish {
    pub change: Change,
    pub typed: String,
}

#[derive(Debug)]
pub enum Event {
    /// With what the account holds.
    Asked {
        session: Box<Session>,
        held: Vec<Held>,
        /// Until when a recovery makes them wait (RE6).
        waits: Option<Timestamp>,
        wish: Wish,
    },
    Admitted(Admission),
    CodeGiven {
        session: Box<Session>,
        code: Secret,
    },
    CodeJudged(Verdict),
}

/// What the shell says of a wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admission {
    /// A code goes to the new address; or, where one is sent away, nothing stands against it.
    Good(ChangeId),
    Refused(Refusal),
}

/// What the judge of codes says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Right,
    Wrong,
}

pub const fn begin(by: By, visit: Visit) -> crate::State {
    crate::State::ChangeContact(State::AwaitingWish { by, visit })
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. asked for; from the page of the code too, to send it again or elsewhere
        (
            State::AwaitingWish { by, visit } | State::AwaitingCode { by, visit, .. },
            Event::Asked { session, held, waits, wish },
        ) if By::from(&*session) == by => {
            let asking = Asking { session: &session, held: &held, waits };
            let act = (HeldAct::ChangeContact, Destination::Contacts);
            if let Some(turn) = gate::shut(asking, act, (now, policy), || begin(by, visit.clone())) {
                return Ok(turn);
            }
            let question = Question::MayChangeContact { account: by.account, wish: wish.clone() };
            let state = State::AwaitingAdmission { by, visit, wish };
            Ok(Turn::new(crate::State::ChangeContact(state), Next::Ask(question)))
        }
        (State::AwaitingAdmission { by, visit, wish }, Event::Admitted(said)) => Ok(match said {
            Admission::Refused(refusal) => {
                Turn::new(begin(by, visit), Next::Show(Screen::Contacts { wish, refusal }))
            }
            Admission::Good(id) => match wish.change {
                Change::Remove(contact) => {
                    let away = Write::SendContactAway { account: by.account, id, contact };
                    done(by, visit, wish.change, id, now).write(away)
                }
                Change::Add | Change::Replace(_) => {
                    let ask = Write::AskContactCode { account: by.account, id };
                    ask_code(by, visit, wish, id, None).write(ask)
                }
            },
        }),
        // 2. the code of the new address
        (State::AwaitingCode { by, visit, wish, id }, Event::CodeGiven { session, code })
            if By::from(&*session) == by =>
        {
            if code.is_empty() {
                return Ok(ask_code(by, visit, wish, id, Some(Refusal::EmptyCode)));
            }
            let question = Question::IsContactCode { account: by.account, id, code };
            let state = State::AwaitingVerdict { by, visit, wish, id };
            Ok(Turn::new(crate::State::ChangeContact(state), Next::Ask(question)))
        }
        // 3. brought, and told
        (State::AwaitingVerdict { by, visit, wish, id }, Event::CodeJudged(verdict)) => Ok(match verdict {
            Verdict::Wrong => ask_code(by, visit, wish, id, Some(Refusal::WrongCode)),
            Verdict::Right => brought(by, visit, wish.change, id, now),
        }),
        _ => Err(OutOfTurn),
    }
}

fn ask_code(by: By, visit: Visit, wish: Wish, id: ChangeId, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::ContactCode { wish: wish.clone(), refusal };
    let state = State::AwaitingCode { by, visit, wish, id };
    Turn::new(crate::State::ChangeContact(state), Next::Show(screen))
}

/// The guard stands first: of two who show the code at once, one wins.
fn brought(by: By, visit: Visit, change: Change, id: ChangeId, now: Timestamp) -> Turn {
    let account = by.account;
    let turn = done(by, visit, change, id, now).write(Write::BringContact { account, id });
    match change {
        Change::Replace(contact) => turn.write(Write::SendContactAway { account, id, contact }),
        Change::Add | Change::Remove(_) => turn,
    }
}

fn done(by: By, visit: Visit, change: Change, id: ChangeId, now: Timestamp) -> Turn {
    let told = change.told();
    let outcome = Outcome::ContactChanged { told, visit };
    Turn::new(crate::State::ChangeContact(State::Changed), Next::Leave(outcome))
        .fact(Fact::ContactChanged { told })
        .notice(Notice::ContactChanged { account: by.account, told, id, at: now })
}

#[cfg(test)]
mod tests;
