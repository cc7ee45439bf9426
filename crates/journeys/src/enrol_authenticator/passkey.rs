//! The part of an enrolment in which the device makes a passkey (C17, PK3, PK4). Knows no mathematics.

use domain::passkey::Made;
use domain::{AuthenticatorId, Fact, Factor, Method, SessionId, Timestamp};

use super::{By, State, Way, added, show};
use crate::{Next, OutOfTurn, Question, Refusal, Turn, Write};

/// What the judge says of a passkey that was just made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// With the ids that the shell drew, and what it proves.
    Right {
        authenticator: AuthenticatorId,
        session: SessionId,
        method: Method,
    },
    Wrong,
    /// The page was open for too long.
    Stale,
    /// Somebody has it already.
    Taken,
}

pub(super) fn chosen(way: Way) -> Result<Turn, OutOfTurn> {
    let account = way.by.account;
    let turn = show(State::AwaitingPasskey { way }, None)?;
    Ok(turn.write(Write::NamePasskeyUser { account }).fact(Fact::EnrolmentBegun { kind: Factor::Passkey }))
}

pub(super) fn made(way: Way, made: Box<Made>) -> Turn {
    let By { account, sign_in, .. } = way.by;
    let question = Question::IsNewPasskey { account, sign_in, made };
    Turn::new(crate::State::EnrolAuthenticator(State::AwaitingPasskeyVerdict { way }), Next::Ask(question))
}

pub(super) fn judged(way: Way, verdict: Verdict, now: Timestamp) -> Result<Turn, OutOfTurn> {
    let refusal = match verdict {
        Verdict::Right { authenticator, session, method } => {
            return Ok(added(way, (Factor::Passkey, method), (authenticator, session), now));
        }
        Verdict::Wrong => Refusal::PasskeyWrong,
        Verdict::Stale => Refusal::PasskeyStale,
        Verdict::Taken => Refusal::PasskeyTaken,
    };
    show(State::AwaitingPasskey { way }, Some(refusal))
}
