//! Lines into Batches, Batches into the store. A Batch that lost a race is prepared again from what the store holds then;
//! if it loses again, each of its lines goes alone.

use std::pin::Pin;
use std::task::Poll;

use store::db::CommitError;

use super::Import;
use super::draft::{Desk, Draft};
use super::outcome::{Item, Outcome, Told};
use super::reason::Flaw;
use crate::Trouble;

/// Once together, then alone: who loses that often has met somebody who writes the same rows without end.
const ROUNDS: usize = 5;

/// Some lines, read against the store and not yet written.
#[derive(Default)]
pub struct Prepared {
    pub(super) drafts: Vec<Draft>,
    pub(super) refused: Vec<Told>,
}

impl Prepared {
    /// Adds what was prepared beside.
    pub fn append(&mut self, mut other: Self) {
        self.drafts.append(&mut other.drafts);
        self.refused.append(&mut other.refused);
    }
}

impl Import {
    /// Reads what the store holds of these lines, refuses what is another's, and lays the rest into Batches, in order.
    pub async fn prepare(&self, items: Vec<Item>) -> Result<Prepared, Trouble> {
        let mut prepared = Prepared::default();
        let mut desk = Desk::new(self);
        for item in items {
            let mut held = self.held(&item.checked).await?;
            if desk.has_no_place_for(&item.checked) {
                prepared.drafts.push(std::mem::replace(&mut desk, Desk::new(self)).finish());
            }
            let mut verdict = desk.seen.judge(&item.checked, &held);
            if verdict.is_err() {
                // Another import may have committed this very person between two of the reads: what is taken is read
                // once more, and now with its owner.
                held = self.held(&item.checked).await?;
                verdict = desk.seen.judge(&item.checked, &held);
            }
            match verdict {
                Ok(()) => desk.lay(item, &held),
                Err(reason) => prepared.refused.push(item.told(Err(reason))),
            }
        }
        prepared.drafts.push(desk.finish());
        Ok(prepared)
    }

    /// Writes what was prepared, all Batches in flight at once so that they share a commit, and answers line by line.
    pub async fn write(&self, prepared: Prepared) -> Result<Vec<Told>, Trouble> {
        let Prepared { mut drafts, refused: mut told } = prepared;
        if let Some(first) = drafts.first_mut() {
            self.note_progress(&mut first.batch);
        }
        let (commits, items): (Vec<_>, Vec<_>) = drafts
            .into_iter()
            .map(|draft| (Box::pin(self.app.db().commit(draft.batch)), draft.items))
            .unzip();
        for (result, items) in all(commits).await.into_iter().zip(items) {
            match answer(result, items)? {
                Answer::Written(lines) => told.extend(lines),
                Answer::Lost(items) => told.extend(self.write_again(items).await?),
            }
        }
        Ok(told)
    }

    async fn write_again(&self, items: Vec<Item>) -> Result<Vec<Told>, Trouble> {
        let mut told = Vec::new();
        let mut waiting = vec![items];
        for _ in 0..ROUNDS {
            for group in std::mem::take(&mut waiting) {
                let prepared = self.prepare(group).await?;
                told.extend(prepared.refused);
                for Draft { batch, items } in prepared.drafts {
                    match answer(self.app.db().commit(batch).await, items)? {
                        Answer::Written(lines) => told.extend(lines),
                        Answer::Lost(items) => waiting.extend(items.into_iter().map(|item| vec![item])),
                    }
                }
            }
        }
        let lost = waiting.iter().flatten();
        told.extend(lost.map(|item| item.told(Err(Flaw::Contended.at("ref")))));
        Ok(told)
    }
}

/// What a commit says of its lines.
enum Answer {
    Written(Vec<Told>),
    /// A guard missed and nothing was written.
    Lost(Vec<Item>),
}

fn answer(result: Result<(), CommitError>, items: Vec<(Item, Outcome)>) -> Result<Answer, Trouble> {
    match result {
        Ok(()) => {
            Ok(Answer::Written(items.into_iter().map(|(item, outcome)| item.told(Ok(outcome))).collect()))
        }
        Err(CommitError::Lost(_)) => Ok(Answer::Lost(items.into_iter().map(|(item, _)| item).collect())),
        Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
    }
}

/// Polls them in their order, so that they are submitted in their order, and waits for all.
async fn all<F: Future + Unpin>(mut futures: Vec<F>) -> Vec<F::Output> {
    let mut outputs: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, output) in futures.iter_mut().zip(&mut outputs) {
            if output.is_none()
                && let Poll::Ready(ready) = Pin::new(future).poll(context)
            {
                *output = Some(ready);
            }
        }
        if outputs.iter().all(Option::is_some) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    outputs.into_iter().flatten().collect()
}
