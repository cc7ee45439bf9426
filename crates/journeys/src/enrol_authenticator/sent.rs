//! Steps 3 to 8 for codes that are sent (C18): where to, the code is under way, and what was typed shows that it arrived.
//! Knows no number beyond what was typed.

use domain::{EnrolmentId, Fact, Factor, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Act, By, Event, Verdict, Way};
use crate::sent::{Sending, Sent};
use crate::{Next, OutOfTurn, Question, Refusal, Screen, Turn, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Step {
    AwaitingAddress { way: Way, kind: Factor, typed: String },
    AwaitingSending { way: Way, kind: Factor, typed: String, before: Option<Sent> },
    AwaitingCode { way: Way, kind: Factor, typed: String, sent: Sent },
    AwaitingVerdict { way: Way, kind: Factor, typed: String, sent: Sent },
}

impl Step {
    pub(super) const fn way(&self) -> &Way {
        match self {
            Self::AwaitingAddress { way, .. }
            | Self::AwaitingSending { way, .. }
            | Self::AwaitingCode { way, .. }
            | Self::AwaitingVerdict { way, .. } => way,
        }
    }
}

pub(super) fn begin(way: Way, kind: Factor) -> Turn {
    ask_where(way, kind, String::new(), None)
}

pub(super) fn step(step: Step, event: Event, now: Timestamp) -> Result<Turn, OutOfTurn> {
    match (step, event) {
        (Step::AwaitingSending { way, kind, typed, before }, Event::CodeSent(sending)) => {
            Ok(sent(way, kind, (typed, before), sending))
        }
        (Step::AwaitingVerdict { way, kind, typed, sent }, Event::CodeJudged(verdict)) => {
            Ok(judged(way, kind, (typed, sent), verdict, now))
        }
        (step, Event::By { by, act }) if step.way().by == by => acted(step, act),
        _ => Err(OutOfTurn),
    }
}

fn acted(step: Step, act: Act) -> Result<Turn, OutOfTurn> {
    Ok(match (step, act) {
        (Step::AwaitingAddress { way, kind, typed }, Act::Opened)
        | (Step::AwaitingCode { way, kind, typed, .. }, Act::WentBack) => ask_where(way, kind, typed, None),
        (Step::AwaitingAddress { way, kind, .. }, Act::AddressGiven(typed)) => send(way, kind, typed, None),
        (Step::AwaitingAddress { way, .. }, Act::WentBack) => super::choose_method(way),
        (Step::AwaitingCode { way, kind, typed, sent }, Act::Opened) => {
            ask_code(way, kind, (typed, sent), None)
        }
        (Step::AwaitingCode { way, kind, typed, sent }, Act::SendAgain) => send(way, kind, typed, Some(sent)),
        (Step::AwaitingCode { way, kind, typed, sent }, Act::CodeGiven(code)) => {
            code_given(way, kind, (typed, sent), code)
        }
        _ => return Err(OutOfTurn),
    })
}

fn send(way: Way, kind: Factor, typed: String, before: Option<Sent>) -> Turn {
    let By { account, sign_in, .. } = way.by;
    let question = Question::SendFirstCode { account, sign_in, kind, to: typed.clone() };
    turn(Step::AwaitingSending { way, kind, typed, before }, Next::Ask(question))
}

/// What went before serves until another is under way.
fn sent(way: Way, kind: Factor, (typed, before): (String, Option<Sent>), sending: Sending) -> Turn {
    let account = way.by.account;
    let met = matches!(sending, Sending::SimChanged { .. });
    let turn = match (sending.outcome(), before) {
        (Ok(sent), _) => ask_code(way, kind, (typed, sent), None)
            .write(Write::ShowSecret { account })
            .write(Write::SendCode { account })
            .fact(Fact::EnrolmentBegun { kind })
            .fact(Fact::CodeSent { kind }),
        (Err(refusal), Some(before)) => ask_code(way, kind, (typed, before), Some(refusal)),
        (Err(refusal), None) => ask_where(way, kind, typed, Some(refusal)),
    };
    // SM5: the number is nobody's method yet, and its owner is whoever sits here: there is nobody else to tell.
    if met {
        turn.write(Write::NoteSimChange { account, told: false }).fact(Fact::SimChangeMet { kind })
    } else {
        turn
    }
}

fn code_given(way: Way, kind: Factor, (typed, sent): (String, Sent), code: Secret) -> Turn {
    let refusal = match code.reveal().len() {
        0 => Refusal::EmptyCode,
        6 => {
            let By { account, sign_in, .. } = way.by;
            let enrolment = EnrolmentId::from_bytes(*sent.id.bytes());
            let question = Question::IsFirstCode { account, sign_in, kind, enrolment, code };
            return turn(Step::AwaitingVerdict { way, kind, typed, sent }, Next::Ask(question));
        }
        _ => Refusal::NotSixDigits,
    };
    ask_code(way, kind, (typed, sent), Some(refusal))
}

fn judged(way: Way, kind: Factor, (typed, sent): (String, Sent), verdict: Verdict, now: Timestamp) -> Turn {
    let refusal = match verdict {
        Verdict::Right { authenticator, session } => {
            return super::added(way, (kind, kind.method()), (authenticator, session), now);
        }
        Verdict::Worn => Refusal::WornCode,
        Verdict::Wrong | Verdict::WrongClock | Verdict::NotYet => Refusal::WrongFactorCode,
    };
    ask_code(way, kind, (typed, sent), Some(refusal))
}

fn ask_where(way: Way, kind: Factor, typed: String, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::WhereTo { way: Box::new(way.clone()), kind, typed: typed.clone(), refusal };
    turn(Step::AwaitingAddress { way, kind, typed }, Next::Show(screen))
}

fn ask_code(way: Way, kind: Factor, (typed, sent): (String, Sent), refusal: Option<Refusal>) -> Turn {
    let screen = Screen::SentFirst { way: Box::new(way.clone()), kind, sent: sent.clone(), refusal };
    turn(Step::AwaitingCode { way, kind, typed, sent }, Next::Show(screen))
}

const fn turn(step: Step, next: Next) -> Turn {
    Turn::new(crate::State::EnrolAuthenticator(super::State::Sent(step)), next)
}
