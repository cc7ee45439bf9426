//! The one writer: it takes all the work that waits, runs each piece in a savepoint of its own, and commits
//! them together, so that one fsync serves many. Each waiter is answered only after it (BK2). Knows no Batch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use rusqlite::Connection;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

use crate::db::{Tally, Trouble};

/// How many may wait; who comes after waits for a place.
const QUEUE: usize = 1024;
/// How many share one commit, so that the first of them does not wait for ever.
const GROUP: usize = 256;

#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Work>>,
}

impl Writer {
    /// Starts the thread, which ends when the last `Writer` is dropped. A connection in doubt (a failed
    /// commit, a panic) is thrown away and `open` called for another: a full disk needs no restart.
    pub(super) fn start(
        tally: Arc<Tally>,
        open: impl Fn() -> Result<Connection, Trouble> + Send + 'static,
    ) -> Result<Self, Trouble> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let desk = Desk { open, connection: None, tally };
        thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || desk.serve(waiting))
            .map_err(Trouble::unreachable)?;
        Ok(Self { queue })
    }

    /// Runs `work` in a savepoint and answers once it is durable. A work that was submitted is done even if
    /// nobody waits for its answer any more. An error from `work` undoes it alone; whatever undoes the
    /// whole group answers its trouble to each.
    pub(super) async fn submit<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Trouble> + Send + 'static,
        W: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    {
        let (waiter, answer) = oneshot::channel();
        let submitted = Submitted { stage: Stage::Waiting(work), waiter };
        self.queue.send(Box::new(submitted)).await.map_err(|_| Trouble::GivenUp)?;
        answer.await.unwrap_or_else(|_| Err(Trouble::GivenUp.into()))
    }
}

trait Work: Send {
    fn run(&mut self, connection: &Connection);
    fn answer(self: Box<Self>, committed: Result<(), Trouble>);
}

struct Submitted<T, E, W> {
    stage: Stage<T, E, W>,
    waiter: oneshot::Sender<Result<T, E>>,
}

enum Stage<T, E, W> {
    Waiting(W),
    Running,
    Ran(Result<T, E>),
}

impl<T, E, W> Work for Submitted<T, E, W>
where
    T: Send,
    E: From<Trouble> + Send,
    W: FnOnce(&Connection) -> Result<T, E> + Send,
{
    fn run(&mut self, connection: &Connection) {
        if let Stage::Waiting(work) = std::mem::replace(&mut self.stage, Stage::Running) {
            self.stage = Stage::Ran(in_savepoint(connection, work));
        }
    }

    fn answer(self: Box<Self>, committed: Result<(), Trouble>) {
        let answer = match (committed, self.stage) {
            (Err(trouble), _) => Err(trouble.into()),
            (Ok(()), Stage::Ran(result)) => result,
            (Ok(()), _) => Err(Trouble::GivenUp.into()),
        };
        // The waiter may have gone away; the work is done all the same.
        drop(self.waiter.send(answer));
    }
}

fn in_savepoint<T, E: From<Trouble>>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    execute(connection, "SAVEPOINT act")?;
    match work(connection) {
        Ok(value) => execute(connection, "RELEASE act").map(|()| value).map_err(E::from),
        Err(error) => {
            let undone =
                execute(connection, "ROLLBACK TO act").and_then(|()| execute(connection, "RELEASE act"));
            if undone.is_err() {
                // What cannot be undone alone must not be committed with the others.
                drop(execute(connection, "ROLLBACK"));
            }
            Err(error)
        }
    }
}

fn execute(connection: &Connection, sql: &'static str) -> Result<(), Trouble> {
    let run = || connection.prepare_cached(sql)?.execute([]);
    run().map(drop).map_err(Trouble::not_committed)
}

#[derive(Debug, Error)]
#[error("the engine ended the transaction by itself, as on a full disk or bad I/O")]
struct EndedByItself;

struct Desk<O> {
    open: O,
    connection: Option<Connection>,
    tally: Arc<Tally>,
}

impl<O: Fn() -> Result<Connection, Trouble>> Desk<O> {
    fn serve(mut self, mut waiting: mpsc::Receiver<Box<dyn Work>>) {
        while let Some(first) = waiting.blocking_recv() {
            let mut group = vec![first];
            while group.len() < GROUP
                && let Ok(next) = waiting.try_recv()
            {
                group.push(next);
            }
            // A panic drops the group unanswered, which its waiters read as `GivenUp`; the writer goes on.
            let committed = catch_unwind(AssertUnwindSafe(|| self.commit(group)));
            if committed.is_err() {
                self.connection = None;
                tracing::error!("a write panicked; its group was given up");
            }
        }
    }

    fn commit(&mut self, mut group: Vec<Box<dyn Work>>) {
        let outcome = self.attempt(&mut group);
        match &outcome {
            Ok(()) => self.tally.count(group.len()),
            Err(_) => self.connection = None,
        }
        for work in group {
            work.answer(outcome.clone());
        }
    }

    fn attempt(&mut self, group: &mut [Box<dyn Work>]) -> Result<(), Trouble> {
        let connection = match &self.connection {
            Some(connection) => connection,
            None => self.connection.insert((self.open)()?),
        };
        execute(connection, "BEGIN IMMEDIATE")?;
        for work in group {
            work.run(connection);
            // SQLite rolls the whole transaction back by itself on some errors (a full disk, bad I/O);
            // what followed would be committed piece by piece.
            if connection.is_autocommit() {
                return Err(Trouble::not_committed(EndedByItself));
            }
        }
        execute(connection, "COMMIT")
    }
}

#[cfg(test)]
mod tests;
