//! A phone is asked and answers on its own; the page of the browser waits (C21).

use domain::{AuthenticatorId, Factor};

use super::{Act, AskedPhone, At, Proof, State, Waiting, acted, ask};
use crate::{Next, OutOfTurn, Question, Screen, Turn};

/// C21: the page shows a number, and goes on by itself once the phone has answered.
pub(super) fn at_the_phone(
    waiting: Box<Waiting>,
    by: AuthenticatorId,
    asked: AskedPhone,
    act: Act,
) -> Result<Turn, OutOfTurn> {
    match act {
        Act::Opened => Ok(wait_for_phone(waiting, by, asked)),
        Act::AnswerAwaited => {
            let (account, device) = (waiting.account, waiting.entry.device());
            let proof = Proof::Approval(asked.challenge);
            let kind = Factor::Push;
            let question = Question::IsFactor { account, device, authenticator: by, kind, proof };
            let state = State::AwaitingStanding { waiting, by, asked };
            Ok(Turn::new(crate::State::SecondFactor(state), Next::Ask(question)))
        }
        Act::AskedAgain => Ok(ask(waiting, by, None)),
        Act::ProofGiven(_) => Err(OutOfTurn),
        other => acted(waiting, by, other, At::Proof),
    }
}

pub(super) fn wait_for_phone(waiting: Box<Waiting>, by: AuthenticatorId, asked: AskedPhone) -> Turn {
    let screen = Screen::ApproveOnPhone { waiting: waiting.clone(), by, asked };
    let state = State::AwaitingApproval { waiting, by, asked };
    Turn::new(crate::State::SecondFactor(state), Next::Show(screen))
}

pub(super) fn ask_phone(waiting: Box<Waiting>, by: AuthenticatorId) -> Turn {
    let service = waiting.visit.service().map(|(client, name)| (client.clone(), name.to_owned()));
    let question = Question::AskPhone { account: waiting.account, phone: by, service };
    let state = State::AwaitingQuestion { waiting, by };
    Turn::new(crate::State::SecondFactor(state), Next::Ask(question))
}
