//! One enum over all journeys, so that one driver runs them and one table keeps them.

use domain::{Policy, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{OutOfTurn, Turn, consent, devices, sign_in, sign_out};

/// The form of stored states. A release that changes a state must still read the version before.
pub const VERSION: i64 = 1;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "journey", content = "state", rename_all = "snake_case")]
pub enum State {
    SignIn(sign_in::State),
    Consent(consent::State),
    SignOut(sign_out::State),
    Devices(devices::State),
}

#[derive(Debug)]
pub enum Event {
    SignIn(sign_in::Event),
    Consent(consent::Event),
    SignOut(sign_out::Event),
    Devices(devices::Event),
}

/// Where a state lives between two turns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    /// Sealed in the form: nobody is recognised yet, so nothing may be stored (DO4).
    Form,
    /// A row: somebody is recognised and has more to do.
    Row,
}

impl State {
    pub const fn home(&self) -> Home {
        match self {
            Self::Consent(_) => Home::Row,
            Self::SignIn(_) | Self::SignOut(_) | Self::Devices(_) => Home::Form,
        }
    }

    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SignIn(_) => "sign_in",
            Self::Consent(_) => "consent",
            Self::SignOut(_) => "sign_out",
            Self::Devices(_) => "devices",
        }
    }
}

/// One step of whichever journey the state belongs to.
pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        (State::SignIn(state), Event::SignIn(event)) => sign_in::step(state, event, now, policy),
        (State::Consent(state), Event::Consent(event)) => consent::step(state, event),
        (State::SignOut(state), Event::SignOut(event)) => sign_out::step(state, event),
        (State::Devices(state), Event::Devices(event)) => devices::step(state, event, now, policy),
        _ => Err(OutOfTurn),
    }
}
