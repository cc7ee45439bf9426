//! Printed recovery codes (C19, EN6): 1. somebody signed in asks for them, with a proof of identity less than ten minutes old;
//! 2. ten codes are shown once, and every older one is dead; 3. the customer says that they lie in a safe place, or does so
//! later.
//!
//! Safety: codes are made only for whom the session belongs to, after a fresh proof, and take the place of the set that the
//! form was given for: a form serves once. Knows no code: the shell draws, shows and hashes them.

use domain::factor::Held;
use domain::recovery::HeldAct;
use domain::{CodeSetId, Fact, Policy, Session, Timestamp};
use serde::{Deserialize, Serialize};

use crate::gate::{self, Asking};
use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

pub use crate::by::BySession as By;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    /// `before` is the set that stood when the form was given.
    AwaitingWish {
        by: By,
        before: Option<CodeSetId>,
        visit: Visit,
    },
    AwaitingCodes {
        by: By,
        before: Option<CodeSetId>,
        visit: Visit,
    },
    AwaitingTick {
        by: By,
        set: CodeSetId,
        visit: Visit,
    },
    Kept,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// With what the account holds.
    CodesAsked {
        session: Box<Session>,
        held: Vec<Held>,
        /// Until when a recovery makes them wait (RE6).
        waits: Option<Timestamp>,
    },
    CodesDrawn {
        set: CodeSetId,
    },
    Answered {
        session: Box<Session>,
        ticked: bool,
    },
}

/// `visit` is where the way goes on once they are safe.
pub const fn begin(by: By, before: Option<CodeSetId>, visit: Visit) -> crate::State {
    crate::State::RecoveryCodes(State::AwaitingWish { by, before, visit })
}

/// Codes were shown, and nobody said yet that they are safe.
pub const fn shown(by: By, set: CodeSetId, visit: Visit) -> crate::State {
    crate::State::RecoveryCodes(State::AwaitingTick { by, set, visit })
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. asked for
        (State::AwaitingWish { by, before, visit }, Event::CodesAsked { session, held, waits })
            if By::from(&*session) == by =>
        {
            let asking = Asking { session: &session, held: &held, waits };
            let act = (HeldAct::MakeCodes, Destination::RecoveryCodes);
            let stays = || begin(by, before, visit.clone());
            if let Some(turn) = gate::shut(asking, act, (now, policy), stays) {
                return Ok(turn);
            }
            let state = crate::State::RecoveryCodes(State::AwaitingCodes { by, before, visit });
            Ok(Turn::new(state, Next::Ask(Question::DrawCodes { account: by.account })))
        }
        // 2. shown once
        (State::AwaitingCodes { by, before, visit }, Event::CodesDrawn { set }) => {
            let account = by.account;
            let screen = Screen::NewCodes { visit: visit.clone(), made_at: now };
            Ok(Turn::new(shown(by, set, visit), Next::Show(screen))
                .write(Write::RenewCodes { account, before, set })
                .fact(Fact::CodesMade)
                .notice(Notice::CodesMade { account, at: now }))
        }
        // 3. in a safe place
        (State::AwaitingTick { by, set, visit }, Event::Answered { session, ticked })
            if By::from(&*session) == by =>
        {
            if !ticked {
                let screen = Screen::CodesToKeep { visit: visit.clone(), refusal: Some(Refusal::NotTicked) };
                return Ok(Turn::new(shown(by, set, visit), Next::Show(screen)));
            }
            let state = crate::State::RecoveryCodes(State::Kept);
            Ok(Turn::new(state, Next::Leave(Outcome::CodesKept(visit)))
                .write(Write::KeepCodes { account: by.account, set })
                .fact(Fact::CodesKept))
        }
        _ => Err(OutOfTurn),
    }
}

#[cfg(test)]
mod tests {
    use domain::time::{hours, minutes};
    use domain::{AccountId, DeviceId, Method, SessionId, SignInId};

    use super::*;

    fn session(number: u8) -> Session {
        let start = Timestamp::from_millis(0);
        Session {
            id: SessionId::from_bytes([number; 16]),
            account: AccountId::from_bytes([2; 16]),
            device: DeviceId::from_bytes([3; 16]),
            sign_in: SignInId::from_bytes([4; 16]),
            started_at: start,
            authenticated_at: start,
            last_seen_at: start,
            ends_at: start + hours(12),
            methods: vec![Method::Password],
        }
    }

    const OLD: CodeSetId = CodeSetId::from_bytes([5; 16]);
    const NEW: CodeSetId = CodeSetId::from_bytes([6; 16]);

    fn take(state: crate::State, event: Event, after: u64) -> Result<Turn, OutOfTurn> {
        let crate::State::RecoveryCodes(state) = state else { panic!("{state:?}") };
        step(state, event, Timestamp::from_millis(0) + minutes(after), &Policy::default())
    }

    fn visit() -> Visit {
        Visit::to(Destination::Account, Timestamp::from_millis(0))
    }

    fn ask(by: u8, held: Vec<Held>, after: u64) -> Result<Turn, OutOfTurn> {
        let state = begin(By::from(&session(1)), Some(OLD), visit());
        take(state, Event::CodesAsked { session: Box::new(session(by)), held, waits: None }, after)
    }

    fn asked(by: u8, after: u64) -> Result<Turn, OutOfTurn> {
        ask(by, Vec::new(), after)
    }

    #[test]
    fn codes_are_drawn_after_a_fresh_proof_and_take_the_place_of_the_old_ones() {
        let drawn =
            take(asked(1, 9).expect("in turn").state, Event::CodesDrawn { set: NEW }, 9).expect("drawn");
        let account = AccountId::from_bytes([2; 16]);
        assert_eq!(drawn.writes, [Write::RenewCodes { account, before: Some(OLD), set: NEW }]);
        assert!(matches!(drawn.next, Next::Show(Screen::NewCodes { .. })));
        assert_eq!(drawn.notices.len(), 1);
    }

    #[test]
    fn an_old_session_proves_itself_first_and_another_one_is_out_of_turn() {
        let old = asked(1, 10).expect("in turn");
        assert!(matches!(old.next, Next::Leave(Outcome::ProveAgain(_))) && old.writes.is_empty());
        assert!(asked(7, 1).is_err());
    }

    #[test]
    fn where_a_factor_is_held_a_password_alone_makes_no_codes() {
        let held = vec![Held {
            id: domain::AuthenticatorId::from_bytes([1; 16]),
            kind: domain::Factor::Totp,
            label: String::new(),
            ending: None,
            created_at: Timestamp::from_millis(0),
            last_used_at: None,
            blocked: false,
            lost: false,
        }];
        let turn = ask(1, held, 1).expect("in turn");
        assert!(matches!(turn.next, Next::Leave(Outcome::ProveAgain(_))) && turn.writes.is_empty(), "EN1");
    }

    #[test]
    fn the_tick_is_asked_for_and_keeps_the_set_that_was_shown() {
        let answer = |ticked| Event::Answered { session: Box::new(session(1)), ticked };
        let state = || shown(By::from(&session(1)), NEW, visit());
        let unticked = take(state(), answer(false), 1).expect("in turn");
        assert!(unticked.writes.is_empty());
        let kept = take(state(), answer(true), 1).expect("in turn");
        assert!(matches!(kept.writes[..], [Write::KeepCodes { set: NEW, .. }]));
        assert!(matches!(kept.next, Next::Leave(Outcome::CodesKept(_))), "the way goes on");
        let other = Event::Answered { session: Box::new(session(7)), ticked: true };
        assert!(take(state(), other, 1).is_err());
    }
}
