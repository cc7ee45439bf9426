//! How often is asked again, and what an answer means after another was lost.

use std::cell::Cell;
use std::io;
use std::sync::Arc;

use super::{Miss, PAUSES, persist};
use crate::db::{Cause, CommitError, Trouble};

fn cause() -> Cause {
    Arc::new(io::Error::other("on purpose"))
}

fn again() -> Miss {
    Miss::Again(Trouble::NotCommitted(cause()))
}

/// Plays a script of attempts; the last one repeats. Answers the verdict and how many attempts it took.
async fn play(repeatable: bool, script: &[fn() -> Result<(), Miss>]) -> (Result<(), CommitError>, usize) {
    let attempts = Cell::new(0);
    let attempt = || {
        let step = script[attempts.get().min(script.len() - 1)];
        attempts.set(attempts.get() + 1);
        async move { step() }
    };
    let verdict = persist(repeatable, attempt).await;
    (verdict, attempts.get())
}

#[tokio::test]
async fn a_conflict_is_tried_again_until_it_passes() {
    let (verdict, attempts) = play(false, &[|| Err(again()), || Err(again()), || Ok(())]).await;
    assert!(verdict.is_ok());
    assert_eq!(attempts, 3);
}

#[tokio::test]
async fn patience_ends() {
    let (verdict, attempts) = play(true, &[|| Err(again())]).await;
    assert!(matches!(verdict, Err(CommitError::Trouble(Trouble::NotCommitted(_)))));
    assert_eq!(attempts, PAUSES.len() + 1);
}

#[tokio::test]
async fn what_cannot_be_repeated_is_not_after_a_lost_answer() {
    let (verdict, attempts) = play(false, &[|| Err(Miss::InDoubt(cause())), || Ok(())]).await;
    assert!(matches!(verdict, Err(CommitError::Trouble(Trouble::OutcomeUnknown(_)))));
    assert_eq!(attempts, 1);
}

#[tokio::test]
async fn what_can_be_repeated_is_and_a_guard_that_misses_then_has_really_missed() {
    let (verdict, _) = play(true, &[|| Err(Miss::InDoubt(cause())), || Ok(())]).await;
    assert!(verdict.is_ok());
    let (verdict, _) = play(true, &[|| Err(Miss::InDoubt(cause())), || Err(Miss::Lost("first"))]).await;
    assert!(matches!(verdict, Err(CommitError::Lost("first"))));
}

#[tokio::test]
async fn a_doubt_that_nothing_settles_stays_a_doubt() {
    let (verdict, _) = play(true, &[|| Err(Miss::InDoubt(cause())), || Err(again())]).await;
    assert!(matches!(verdict, Err(CommitError::Trouble(Trouble::OutcomeUnknown(_)))));
    let hopeless = || Err(Miss::Hopeless(Trouble::GivenUp));
    let (verdict, attempts) = play(true, &[|| Err(Miss::InDoubt(cause())), hopeless]).await;
    assert!(matches!(verdict, Err(CommitError::Trouble(Trouble::OutcomeUnknown(_)))));
    assert_eq!(attempts, 2);
}
