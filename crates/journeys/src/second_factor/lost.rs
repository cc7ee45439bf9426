//! « Téléphone perdu ou volé » before a session (C29, B7): identifier and password were right, which is proof enough to block a
//! telephone, and too little to give it back.

use domain::{AuthenticatorId, Timestamp};

use super::{State, Waiting, choose};
use crate::lost_phone::{Admission, block, named_by};
use crate::{Next, OutOfTurn, Question, Refusal, Screen, Turn};

/// C29: what is to be blocked; or what was, and the ways that are left.
pub(super) fn lost(waiting: Box<Waiting>, by: AuthenticatorId, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::LostPhone { waiting: waiting.clone(), refusal };
    Turn::new(crate::State::SecondFactor(State::AwaitingLoss { waiting, by }), Next::Show(screen))
}

pub(super) fn told(
    waiting: Box<Waiting>,
    by: AuthenticatorId,
    ids: Vec<AuthenticatorId>,
) -> Result<Turn, OutOfTurn> {
    if named_by(&ids, &waiting.held)?.is_empty() {
        return Ok(lost(waiting, by, Some(Refusal::NothingLost)));
    }
    let question = Question::MayLosePhone { account: waiting.account, signed_in: false };
    let state = State::AwaitingLossVerdict { waiting, by, ids };
    Ok(Turn::new(crate::State::SecondFactor(state), Next::Ask(question)))
}

pub(super) fn admitted(
    mut waiting: Box<Waiting>,
    (by, ids): (AuthenticatorId, &[AuthenticatorId]),
    admission: Admission,
    now: Timestamp,
) -> Result<Turn, OutOfTurn> {
    if let Admission::TooSoon { until } = admission {
        return Ok(lost(waiting, by, Some(Refusal::LostTooOften { until })));
    }
    let gone = named_by(ids, &waiting.held)?;
    let account = waiting.account;
    // The codes of a phone go with it.
    waiting.held.retain(|one| !gone.iter().any(|lost| lost.id.codes() == one.id));
    for one in waiting.held.iter_mut().filter(|one| ids.contains(&one.id)) {
        (one.blocked, one.lost) = (true, true);
    }
    Ok(block(lost(waiting, by, None), account, &gone, now))
}

/// It was blocked since the page was opened: what else there is.
pub(super) fn lost_meanwhile(mut waiting: Box<Waiting>, by: AuthenticatorId) -> Turn {
    for one in waiting.held.iter_mut().filter(|one| one.id == by) {
        (one.blocked, one.lost) = (true, true);
    }
    choose(waiting, by, Some(Refusal::PhoneBlocked))
}
