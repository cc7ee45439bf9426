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

#[cfg(test)]
mod tests {
    use domain::{ClientId, Timestamp};
    use proptest::prelude::*;

    use super::*;
    use crate::{Destination, Need};

    fn visit() -> Visit {
        let need = Need {
            client: ClientId("cloud".into()),
            name: "Cloud".into(),
            request: String::new(),
            scopes: vec!["openid".into(), "email".into()],
            login: false,
            silent: false,
            consent: true,
            max_age: None,
            login_hint: None,
            keep_signed_in: None,
        };
        Visit::to(Destination::Client(Box::new(need)), Timestamp::from_millis(0))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

        /// Safety, over opening, answering, replaying and somebody else's browser.
        #[test]
        fn consent_is_written_once_and_only_by_the_person_asked(moves in prop::collection::vec((0..3_u8, 1..3_u8), 1..12)) {
            let mine = AccountId::from_bytes([1; 16]);
            let mut state = State::AwaitingAnswer { visit: visit(), account: mine };
            let mut given = 0;
            for (what, who) in moves {
                let by = AccountId::from_bytes([who; 16]);
                let event = match what { 0 => Event::Opened { by }, 1 => Event::Continued { by }, _ => Event::Refused { by } };
                let before = state.clone();
                let Ok(turn) = step(state, event) else { state = before; continue };
                prop_assert_eq!(by, mine);
                given += turn.writes.len();
                prop_assert_eq!(turn.writes.len(), usize::from(what == 1));
                let crate::State::Consent(next) = turn.state else { panic!("still a consent") };
                state = next;
            }
            prop_assert!(given <= 1);
        }
    }
}
