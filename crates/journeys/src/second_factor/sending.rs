//! A code is sent when it is asked for, and judged for that very question alone (SM3).

use domain::message::Named;
use domain::{AuthenticatorId, Fact, Factor, Timestamp};

use super::{Proof, State, Waiting, ask, choose, kind};
use crate::sent::{Sending, Sent};
use crate::{Next, Notice, OutOfTurn, Question, Refusal, Turn, Write};

/// A code is judged against what was sent for this very question; none where nothing is under way (SM3).
pub(super) fn of_what_was_sent(
    proof: Proof,
    kind: Factor,
    by: AuthenticatorId,
    sent: Option<&Sent>,
) -> Option<Proof> {
    match proof {
        Proof::Code(code) if kind.is_sent() => {
            let sent = sent.filter(|sent| sent.by == Some(by))?;
            Some(Proof::Sent { id: sent.id, code })
        }
        other => Some(other),
    }
}

/// Asks for a code to be sent; what went before serves until the new one is under way.
pub(super) fn send(waiting: Box<Waiting>, by: AuthenticatorId) -> Result<Turn, OutOfTurn> {
    kind(&waiting, by).filter(|kind| kind.is_sent()).ok_or(OutOfTurn)?;
    let question = Question::SendCode { account: waiting.account, authenticator: by };
    let state = State::AwaitingSending { waiting, by };
    Ok(Turn::new(crate::State::SecondFactor(state), Next::Ask(question)))
}

pub(super) fn sent(mut waiting: Box<Waiting>, by: AuthenticatorId, sending: Sending, now: Timestamp) -> Turn {
    let (account, kind) = (waiting.account, kind(&waiting, by));
    if let (Sending::SimChanged { until, untold }, Some(kind)) = (&sending, kind) {
        return sim_changed(waiting, (by, kind), (*until, *untold), now);
    }
    match (sending.outcome(), kind) {
        (Ok(sent), Some(kind)) => {
            waiting.sent = Some(sent);
            ask(waiting, by, None).write(Write::SendCode { account }).fact(Fact::CodeSent { kind })
        }
        (Ok(_), None) => choose(waiting, by, None),
        (Err(refusal), _) => ask(waiting, by, Some(refusal)),
    }
}

/// SM5: nothing goes out. Whoever may have had the number moved learns nothing that the page before did not say; the owner is
/// told wherever else they can be written to, once.
fn sim_changed(
    waiting: Box<Waiting>,
    (by, kind): (AuthenticatorId, Factor),
    (until, untold): (Timestamp, bool),
    now: Timestamp,
) -> Turn {
    let account = waiting.account;
    let about: Vec<Named> = waiting.held.iter().filter(|held| held.id == by).map(Named::from).collect();
    let turn = ask(waiting, by, Some(Refusal::SimChanged { until }))
        .write(Write::NoteSimChange { account, told: untold })
        .fact(Fact::SimChangeMet { kind });
    if untold { turn.notice(Notice::SimChanged { account, about, at: now }) } else { turn }
}
