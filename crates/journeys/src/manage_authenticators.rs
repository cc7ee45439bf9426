//! « Sécurité de mon compte » (C30, C31; EN5): 1. the customer sees how the account is protected; 2. adds, renames or
//! removes a method, after proving who they are once more, with a factor where one is held.
//!
//! Safety: nothing changes for a session whose proof is old or of one factor, and nothing is removed right after a recovery
//! (RE6); the last method goes only where the policy asks for none.

use domain::factor::{Held, is_of_a_phone, is_protected};
use domain::message::{FactorChange, Named};
use domain::recovery::HeldAct;
use domain::{AuthenticatorId, Fact, Factor, Policy, Session, Timestamp};
use serde::{Deserialize, Serialize};

use crate::gate::{self, Asking};
use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Refusal, Screen, Turn, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    Listing,
}

/// Who acts, with what they hold and whether this account must hold one.
#[derive(Clone, Debug)]
pub struct By {
    pub session: Session,
    pub held: Vec<Held>,
    pub required: bool,
    /// Until when a recovery makes them wait (RE6).
    pub waits: Option<Timestamp>,
}

#[derive(Debug)]
pub enum Event {
    RemoveAsked {
        by: Box<By>,
        authenticator: AuthenticatorId,
    },
    /// The shell keeps the name.
    RenameAsked {
        by: Box<By>,
        authenticator: AuthenticatorId,
        name: String,
    },
}

pub const fn begin() -> crate::State {
    crate::State::ManageAuthenticators(State::Listing)
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 2. changed, after a fresh proof
        (State::Listing, event) => change(event, now, policy),
    }
}

fn change(event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    let (Event::RemoveAsked { by, authenticator } | Event::RenameAsked { by, authenticator, .. }) = &event;
    let held = by.held.iter().find(|held| held.id == *authenticator && !is_of_a_phone(held, &by.held));
    let held = held.ok_or(OutOfTurn)?;
    let (account, kind, authenticator) = (by.session.account, held.kind, *authenticator);
    let about = vec![Named::from(held)];
    // A name takes nothing away.
    let waits = by.waits.filter(|_| matches!(event, Event::RemoveAsked { .. }));
    let asking = Asking { session: &by.session, held: &by.held, waits };
    let act = (HeldAct::RemoveMethod, Destination::Security);
    if let Some(turn) = gate::shut(asking, act, (now, policy), begin) {
        return Ok(turn);
    }
    Ok(match event {
        Event::RenameAsked { name, .. } => Turn::new(begin(), Next::Leave(Outcome::AuthenticatorRenamed))
            .write(match kind {
                Factor::Push => Write::RenamePhone { account, phone: authenticator, name },
                _ => Write::RenameAuthenticator { account, authenticator, name },
            })
            .fact(Fact::AuthenticatorRenamed { kind }),
        Event::RemoveAsked { by, .. } => {
            let goes = |held: &Held| held.id == authenticator || held.id == authenticator.codes();
            let left: Vec<Held> = by.held.into_iter().filter(|held| !goes(held)).collect();
            if by.required && kind.is_second_factor() && !is_protected(&left) {
                let screen = Screen::Security { refusal: Some(Refusal::LastRequired) };
                return Ok(Turn::new(begin(), Next::Show(screen)));
            }
            Turn::new(begin(), Next::Leave(Outcome::AuthenticatorRemoved))
                .write(match kind {
                    Factor::Push => Write::EndPhone { account, phone: authenticator },
                    _ => Write::EndAuthenticator { account, authenticator },
                })
                .fact(Fact::AuthenticatorRemoved { kind })
                .notice(Notice::FactorChanged { account, about, change: FactorChange::Removed, at: now })
        }
    })
}

#[cfg(test)]
mod tests;
