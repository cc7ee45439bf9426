//! The first visit to a linked service (C33): 1. who asks and for what is shown; 2. continue, or refuse.
//!
//! Safety: nothing is given to a client before the person said « Continuer » for that very client and scopes.

use domain::{AccountId, Fact};
use serde::{Deserialize, Serialize};

use crate::{Next, OutOfTurn, Outcome, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingAnswer { visit: Visit, account: AccountId },
    Answered { visit: Visit },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The page is opened, or opened again.
    Opened {
        by: AccountId,
    },
    Continued {
        by: AccountId,
    },
    Refused {
        by: AccountId,
    },
}

pub fn begin(visit: Visit, account: AccountId) -> crate::State {
    crate::State::Consent(State::AwaitingAnswer { visit, account })
}

pub fn step(state: State, event: Event) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. who asks, and for what
        (State::AwaitingAnswer { visit, account }, Event::Opened { by }) if by == account => {
            let screen = Screen::Consent { visit: visit.clone() };
            Ok(Turn::new(begin(visit, account), Next::Show(screen)))
        }
        // 2. continue
        (State::AwaitingAnswer { visit, account }, Event::Continued { by }) if by == account => {
            let Some(need) = visit.need().cloned() else {
                return Err(OutOfTurn);
            };
            let state = crate::State::Consent(State::Answered { visit: visit.clone() });
            Ok(Turn::new(state, Next::Leave(Outcome::GoOn(visit)))
                .fact(Fact::ConsentGiven { client: need.client.clone(), scopes: need.scopes.clone() })
                .write(Write::GiveConsent { account, client: need.client, scopes: need.scopes }))
        }
        // 2. or refuse
        (State::AwaitingAnswer { visit, account }, Event::Refused { by }) if by == account => {
            let Some(need) = visit.need() else {
                return Err(OutOfTurn);
            };
            let fact = Fact::ConsentRefused { client: need.client.clone() };
            let state = crate::State::Consent(State::Answered { visit: visit.clone() });
            Ok(Turn::new(state, Next::Leave(Outcome::Declined(visit))).fact(fact))
        }
        _ => Err(OutOfTurn),
    }
}
