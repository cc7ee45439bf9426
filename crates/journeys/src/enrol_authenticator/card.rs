//! Steps 3 to 8 for a printed card of codes (X14): the card is on the screen and is printed, then one of its codes shows that
//! it is at hand.

use domain::{Fact, Factor, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Act, By, Event, Shown, Verdict, Way};
use crate::{Next, OutOfTurn, Question, Refusal, Screen, Turn, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Step {
    AwaitingCard { way: Way, renewed: bool },
    AwaitingPrint { way: Way, shown: Shown, renewed: bool },
    AwaitingCode { way: Way, shown: Shown },
    AwaitingVerdict { way: Way, shown: Shown },
}

impl Step {
    pub(super) const fn way(&self) -> &Way {
        match self {
            Self::AwaitingCard { way, .. }
            | Self::AwaitingPrint { way, .. }
            | Self::AwaitingCode { way, .. }
            | Self::AwaitingVerdict { way, .. } => way,
        }
    }
}

pub(super) fn begin(way: Way) -> Turn {
    make(way, false)
}

pub(super) fn step(step: Step, event: Event, now: Timestamp) -> Result<Turn, OutOfTurn> {
    match (step, event) {
        (Step::AwaitingCard { way, renewed }, Event::SecretMade(shown)) => {
            let account = way.by.account;
            Ok(print(way, shown, renewed)
                .write(Write::ShowSecret { account })
                .fact(Fact::EnrolmentBegun { kind: Factor::Card }))
        }
        (Step::AwaitingVerdict { way, shown }, Event::CodeJudged(verdict)) => {
            Ok(judged(way, shown, verdict, now))
        }
        (step, Event::By { by, act }) if step.way().by == by => acted(step, act, now),
        _ => Err(OutOfTurn),
    }
}

fn acted(step: Step, act: Act, now: Timestamp) -> Result<Turn, OutOfTurn> {
    Ok(match (step, act) {
        // A card that lay open for too long is another one now.
        (Step::AwaitingPrint { way, shown, .. }, Act::Opened) if now >= shown.until => make(way, true),
        (Step::AwaitingPrint { way, shown, renewed }, Act::Opened) => print(way, shown, renewed),
        (Step::AwaitingPrint { way, shown, .. }, Act::WentOn)
        | (Step::AwaitingCode { way, shown }, Act::Opened) => ask_code(way, shown, None),
        (Step::AwaitingPrint { way, .. }, Act::WentBack) => super::choose_method(way),
        (Step::AwaitingCode { way, shown }, Act::WentBack) => print(way, shown, false),
        (Step::AwaitingCode { way, shown }, Act::CodeGiven(code)) => code_given(way, shown, code),
        _ => return Err(OutOfTurn),
    })
}

fn make(way: Way, renewed: bool) -> Turn {
    let By { account, sign_in, .. } = way.by;
    let question = Question::MakeSecret { account, sign_in, kind: Factor::Card };
    turn(Step::AwaitingCard { way, renewed }, Next::Ask(question))
}

fn code_given(way: Way, shown: Shown, code: Secret) -> Turn {
    let refusal = match code.reveal().len() {
        0 => Refusal::EmptyCode,
        6 => {
            let By { account, sign_in, .. } = way.by;
            let (kind, enrolment) = (Factor::Card, shown.enrolment);
            let question = Question::IsFirstCode { account, sign_in, kind, enrolment, code };
            return turn(Step::AwaitingVerdict { way, shown }, Next::Ask(question));
        }
        _ => Refusal::NotSixDigits,
    };
    ask_code(way, shown, Some(refusal))
}

fn judged(way: Way, shown: Shown, verdict: Verdict, now: Timestamp) -> Turn {
    match verdict {
        Verdict::Right { authenticator, session } => {
            super::added(way, (Factor::Card, Factor::Card.method()), (authenticator, session), now)
        }
        Verdict::Worn => make(way, true),
        Verdict::Wrong | Verdict::WrongClock | Verdict::NotYet => {
            ask_code(way, shown, Some(Refusal::WrongFactorCode))
        }
    }
}

fn print(way: Way, shown: Shown, renewed: bool) -> Turn {
    let screen = Screen::PrintCard { way: Box::new(way.clone()), shown, renewed };
    turn(Step::AwaitingPrint { way, shown, renewed }, Next::Show(screen))
}

fn ask_code(way: Way, shown: Shown, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::FirstCell { way: Box::new(way.clone()), shown, refusal };
    turn(Step::AwaitingCode { way, shown }, Next::Show(screen))
}

const fn turn(step: Step, next: Next) -> Turn {
    Turn::new(crate::State::EnrolAuthenticator(super::State::Card(step)), next)
}
