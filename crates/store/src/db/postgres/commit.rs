//! One attempt to write a Batch: all of it sent at once, the answers judged in order, then `COMMIT` or
//! `ROLLBACK`. Two round trips however many statements there are.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use deadpool_postgres::{ClientWrapper, Pool};
use tokio_postgres::Error;

use super::bind;
use super::fault::{Kind, Miss};
use super::pool::Held;
use crate::db::batch::Expect;
use crate::db::migrate::RECORD_ACT;
use crate::db::{Batch, Statement, Value};
use crate::params;

/// Said each time, because a server's default may be another.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

type Request<'a> = Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + 'a>>;

/// What remains to do once all statements have answered.
enum Judged {
    Commit,
    /// This very act is already there: its first commit went through and the answer was lost.
    AlreadyWritten,
}

pub(super) async fn attempt(pool: &Pool, batch: &Batch) -> Result<(), Miss> {
    let held = Held::from(pool).await.map_err(Miss::Again)?;
    let client = held.client();
    let act = batch.recorded_at.map(|now| params![batch.act, now]);
    let prepared = prepare(client, batch).await?;

    let mut requests: Vec<Request<'_>> =
        vec![Box::pin(async { client.batch_execute(BEGIN).await.map(|()| 0) })];
    for (statement, params) in
        prepared.iter().zip(act.iter().chain(batch.guarded.iter().map(|it| &it.params)))
    {
        requests.push(Box::pin(execute(client, statement, params)));
    }
    let judged = judge(batch, in_order(requests).await);

    let end = if matches!(judged, Ok(Judged::Commit)) { "COMMIT" } else { "ROLLBACK" };
    let ended = client.batch_execute(end).await;
    match (judged, ended) {
        (Ok(Judged::Commit), Err(error)) => Err(Miss::of_commit(error)),
        (judged, ended) => {
            if ended.is_ok() {
                held.give_back();
            }
            judged.map(drop)
        }
    }
}

/// The statements of the Batch, the act's record first if it asks for one.
async fn prepare(client: &ClientWrapper, batch: &Batch) -> Result<Vec<tokio_postgres::Statement>, Miss> {
    let record = batch.recorded_at.map(|_| &RECORD_ACT);
    let mut prepared = Vec::with_capacity(batch.guarded.len() + 1);
    for statement in record.into_iter().chain(batch.guarded.iter().map(|guarded| guarded.statement)) {
        let ready = client.prepare_cached(&statement.for_postgres()).await;
        prepared.push(ready.map_err(|error| Miss::before_commit(statement.name, error))?);
    }
    Ok(prepared)
}

async fn execute(
    client: &ClientWrapper,
    statement: &tokio_postgres::Statement,
    params: &[Value],
) -> Result<u64, Error> {
    let params: Vec<_> = params.iter().map(bind::parameter).collect();
    client.execute(statement, &params).await
}

/// Polls in the order given; the first poll of a request writes it to the connection, so this is also the
/// order on the wire.
async fn in_order(mut requests: Vec<Request<'_>>) -> Vec<Result<u64, Error>> {
    let mut replies: Vec<_> = requests.iter().map(|_| None).collect();
    poll_fn(|context| {
        for (request, reply) in requests.iter_mut().zip(&mut replies) {
            if reply.is_none()
                && let Poll::Ready(answer) = request.as_mut().poll(context)
            {
                *reply = Some(answer);
            }
        }
        if replies.iter().all(Option::is_some) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    replies.into_iter().flatten().collect()
}

/// The first answer that is not as expected decides; those after it only say that the transaction is dead.
fn judge(batch: &Batch, replies: Vec<Result<u64, Error>>) -> Result<Judged, Miss> {
    let mut replies = replies.into_iter();
    let mut next = || replies.next().unwrap_or(Ok(0));
    next().map_err(|error| Miss::before_commit("begin", error))?;
    if batch.recorded_at.is_some() {
        match next() {
            Err(error) if Kind::of(&error) == Kind::Duplicate => return Ok(Judged::AlreadyWritten),
            recorded => recorded.map_err(|error| Miss::before_commit(RECORD_ACT.name, error))?,
        };
    }
    for guarded in &batch.guarded {
        judge_one(guarded.statement, guarded.expect, next())?;
    }
    Ok(Judged::Commit)
}

fn judge_one(statement: &Statement, expect: Expect, reply: Result<u64, Error>) -> Result<(), Miss> {
    let lost = match reply {
        Ok(touched) => expect.missed_by(touched),
        Err(error) => match expect.on_duplicate() {
            Some(loss) if Kind::of(&error) == Kind::Duplicate => Some(loss),
            _ => return Err(Miss::before_commit(statement.name, error)),
        },
    };
    lost.map_or(Ok(()), |loss| Err(Miss::Lost(loss)))
}
