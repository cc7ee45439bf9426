//! A second way to recover (O12): 1. whoever would be locked out of their only mailbox with their password is asked, after a
//! sign-in, for another address or printed codes; 2. « Plus tard » goes on, and asks again after a while.
//!
//! Safety: it is put off only for whom the session belongs to; the way on is never lost.

use domain::{AccountId, Fact, Session, SessionId};
use serde::{Deserialize, Serialize};

use crate::{Next, OutOfTurn, Outcome, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingAnswer { account: AccountId, session: SessionId, visit: Visit },
    Left,
}

#[derive(Debug)]
pub enum Event {
    Postponed { session: Box<Session> },
}

pub const fn begin(session: &Session, visit: Visit) -> crate::State {
    crate::State::Recourse(State::AwaitingAnswer { account: session.account, session: session.id, visit })
}

pub fn step(state: State, event: Event) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 2. put off
        (State::AwaitingAnswer { account, session: asked, visit }, Event::Postponed { session })
            if session.account == account && session.id == asked =>
        {
            Ok(Turn::new(crate::State::Recourse(State::Left), Next::Leave(Outcome::GoOn(visit)))
                .write(Write::PostponeRecourse { account })
                .fact(Fact::RecoursePostponed))
        }
        _ => Err(OutOfTurn),
    }
}

#[cfg(test)]
mod tests {
    use domain::{DeviceId, Method, SignInId, Timestamp};

    use super::*;
    use crate::Destination;

    fn session(number: u8) -> Session {
        let at = Timestamp::from_millis(0);
        Session {
            id: SessionId::from_bytes([number; 16]),
            account: AccountId::from_bytes([2; 16]),
            device: DeviceId::from_bytes([3; 16]),
            sign_in: SignInId::from_bytes([4; 16]),
            started_at: at,
            authenticated_at: at,
            last_seen_at: at,
            ends_at: at,
            methods: vec![Method::Password],
        }
    }

    #[test]
    fn it_is_put_off_by_whom_it_was_shown_to_and_the_way_goes_on() {
        let visit = Visit::to(Destination::Devices, Timestamp::from_millis(0));
        let state = || match begin(&session(1), visit.clone()) {
            crate::State::Recourse(state) => state,
            other => panic!("{other:?}"),
        };
        let turn = step(state(), Event::Postponed { session: Box::new(session(1)) }).expect("in turn");
        assert_eq!(turn.writes, [Write::PostponeRecourse { account: AccountId::from_bytes([2; 16]) }]);
        assert!(matches!(turn.next, Next::Leave(Outcome::GoOn(on)) if on == visit));
        assert!(step(state(), Event::Postponed { session: Box::new(session(9)) }).is_err());
        assert!(step(State::Left, Event::Postponed { session: Box::new(session(1)) }).is_err());
    }
}
