//! A printed code in the place of a factor (C24): it opens a sign-in, and is none (EN8).

use domain::{AuthenticatorId, Fact, Method, Timestamp};

use super::{Entry, StartOver, State, Waiting, start, start_over};
use crate::{Next, Notice, Outcome, Refusal, Screen, Turn, Write};

/// What the judge of printed codes says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Printed {
    /// With how many are left once it is spent.
    Right {
        left: u32,
    },
    Wrong,
    TooSoon {
        until: Timestamp,
    },
}

pub(super) fn printed(waiting: Box<Waiting>, by: AuthenticatorId, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::PrintedFactor { waiting: waiting.clone(), refusal };
    Turn::new(crate::State::SecondFactor(State::AwaitingPrinted { waiting, by }), Next::Show(screen))
}

/// The code is spent in the very turn that it opens (EN6), and the session says no second factor (EN8).
pub(super) fn proven_by_print(waiting: Waiting, left: u32, now: Timestamp) -> Turn {
    let Waiting { visit, account, entry: Entry::SignIn(signing_in), .. } = waiting else {
        return start_over(waiting.visit, StartOver::TooLate);
    };
    let turn = Turn::new(crate::State::SecondFactor(State::Left), Next::Leave(Outcome::GoOn(visit)))
        .write(Write::SpendCode { account })
        .write(Write::NoteRecovered { account })
        .fact(Fact::PrintedCodeUsed { left })
        .notice(Notice::CodeUsed { account, left, at: now });
    start(turn, account, signing_in, Method::RecoveryCode, now)
}
