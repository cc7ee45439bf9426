//! The fake: every card is old, but for those of which it was told something else. Clones share their memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::Timestamp;
use domain::sim_swap::SimStanding;

use super::{Answering, SimQuestion, SimSwap};
use crate::SendError;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FakeAnswer {
    Says(SimStanding),
    Fails(SendError),
    /// Nothing for so long, then that its card is old.
    Slow(Duration),
}

#[derive(Clone, Debug, Default)]
pub struct RecordedSims(Arc<Mutex<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    asked: Vec<SimQuestion>,
    answers: HashMap<String, FakeAnswer>,
}

impl RecordedSims {
    /// One whose cards were all old but these, which changed a moment ago.
    pub fn with_changed(numbers: &[&str]) -> Self {
        let fake = Self::default();
        for number in numbers {
            fake.answer(number, FakeAnswer::Says(SimStanding::Changed));
        }
        fake
    }

    /// From now on this is said of that number.
    pub fn answer(&self, number: &str, answer: FakeAnswer) {
        self.memory(|memory| memory.answers.insert(number.to_owned(), answer));
    }

    /// What was asked, oldest first.
    pub fn asked(&self) -> Vec<SimQuestion> {
        self.memory(|memory| memory.asked.clone())
    }

    fn memory<T>(&self, then: impl FnOnce(&mut Memory) -> T) -> T {
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl SimSwap for RecordedSims {
    fn check<'a>(&'a self, question: &'a SimQuestion) -> Answering<'a, SimStanding> {
        let answer = self.memory(|memory| {
            memory.asked.push(question.clone());
            memory.answers.get(&question.number).cloned()
        });
        Box::pin(async move {
            match answer {
                None => Ok(SimStanding::Settled),
                Some(FakeAnswer::Says(standing)) => Ok(standing),
                Some(FakeAnswer::Fails(error)) => Err(error),
                Some(FakeAnswer::Slow(pause)) => {
                    tokio::time::sleep(pause).await;
                    Ok(SimStanding::Settled)
                }
            }
        })
    }
    fn greet(&self, _: Timestamp) -> Answering<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}
