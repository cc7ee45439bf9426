//! A code is sent when it is asked for, and judged for that very question alone (SM3).

use domain::{AuthenticatorId, Fact, Factor};

use super::{Proof, State, Waiting, ask, choose, kind};
use crate::sent::{Sending, Sent};
use crate::{Next, OutOfTurn, Question, Turn, Write};

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

pub(super) fn sent(mut waiting: Box<Waiting>, by: AuthenticatorId, sending: Sending) -> Turn {
    let (account, kind) = (waiting.account, kind(&waiting, by));
    match (sending.outcome(), kind) {
        (Ok(sent), Some(kind)) => {
            waiting.sent = Some(sent);
            ask(waiting, by, None).write(Write::SendCode { account }).fact(Fact::CodeSent { kind })
        }
        (Ok(_), None) => choose(waiting, by, None),
        (Err(refusal), _) => ask(waiting, by, Some(refusal)),
    }
}
