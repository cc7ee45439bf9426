//! The list of devices (O11, SE8): 1. the person sees where they are signed in; 2. ends one, or all; 3. gives one a name.
//!
//! Safety: another device is ended, and any is named, only by somebody who proved who they are less than ten minutes ago.

use domain::{DeviceId, Fact, Policy, Session, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Destination, Next, OutOfTurn, Outcome, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    Listing,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    EndAsked { session: Box<Session>, device: DeviceId },
    RenameAsked { session: Box<Session>, device: DeviceId, name: Option<String> },
}

pub const fn begin() -> crate::State {
    crate::State::Devices(State::Listing)
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 2. this device: the same as signing out here
        (State::Listing, Event::EndAsked { session, device }) if session.device == device => {
            let outcome = Outcome::SignedOut { return_to: None };
            Ok(Turn::new(begin(), Next::Leave(outcome))
                .write(Write::EndDevice { account: session.account, device })
                .fact(Fact::DeviceEnded { device }))
        }
        // 2. another one: only after a fresh proof
        (State::Listing, Event::EndAsked { session, device }) => {
            if !session.is_fresh(now, policy.session.step_up_fresh) {
                return Ok(prove(now));
            }
            Ok(Turn::new(begin(), Next::Leave(Outcome::DeviceEnded))
                .write(Write::EndDevice { account: session.account, device })
                .fact(Fact::DeviceEnded { device }))
        }
        // 3. a name is what its owner knows it by in the next notice: nobody gives it who only found the browser open
        (State::Listing, Event::RenameAsked { session, device, name }) => {
            if !session.is_fresh(now, policy.session.step_up_fresh) {
                return Ok(prove(now));
            }
            Ok(Turn::new(begin(), Next::Leave(Outcome::DeviceRenamed))
                .write(Write::RenameDevice { account: session.account, device, name })
                .fact(Fact::DeviceRenamed { device }))
        }
    }
}

fn prove(now: Timestamp) -> Turn {
    let visit = Visit::to(Destination::Devices, now).proving_again();
    Turn::new(begin(), Next::Leave(Outcome::ProveAgain(visit)))
}

#[cfg(test)]
mod tests {
    use domain::time::minutes;
    use domain::{AccountId, Method, SessionId, SignInId};

    use super::*;

    fn session() -> Session {
        let start = Timestamp::from_millis(0);
        Session {
            id: SessionId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            device: DeviceId::from_bytes([3; 16]),
            sign_in: SignInId::from_bytes([4; 16]),
            started_at: start,
            authenticated_at: start,
            last_seen_at: start,
            ends_at: start + domain::time::hours(12),
            methods: vec![Method::Password],
        }
    }

    fn end(device: DeviceId, after: u64) -> Turn {
        let now = Timestamp::from_millis(0) + minutes(after);
        step(
            State::Listing,
            Event::EndAsked { session: Box::new(session()), device },
            now,
            &Policy::default(),
        )
        .expect("in turn")
    }

    #[test]
    fn an_old_session_cannot_end_another_device_but_can_end_itself() {
        let (other, own) = (DeviceId::from_bytes([9; 16]), DeviceId::from_bytes([3; 16]));
        assert_eq!(end(other, 9).writes.len(), 1);
        let old = end(other, 10);
        assert!(old.writes.is_empty());
        assert!(matches!(old.next, Next::Leave(Outcome::ProveAgain(_))));
        assert!(matches!(end(own, 600).next, Next::Leave(Outcome::SignedOut { .. })));
    }

    #[test]
    fn a_device_is_named_after_a_fresh_proof_also_ones_own() {
        let device = DeviceId::from_bytes([3; 16]);
        let rename = |after| {
            let (session, name) = (Box::new(session()), Some("Ordi du salon".to_owned()));
            let now = Timestamp::from_millis(0) + minutes(after);
            step(State::Listing, Event::RenameAsked { session, device, name }, now, &Policy::default())
                .expect("in turn")
        };
        assert!(matches!(rename(9).writes.as_slice(), [Write::RenameDevice { name: Some(_), .. }]));
        assert!(rename(10).writes.is_empty(), "SE8");
    }
}
