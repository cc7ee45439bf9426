//! What was acknowledged is there, for everyone, whoever else writes.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use store::{Statement, params};
use tokio::task::JoinSet;

use crate::bench::{Bench, COUNT, INSERT, USE, batch, on_both_engines};

on_both_engines!(
    two_hundred_at_once_are_all_there_for_another_process,
    two_processes_write_side_by_side,
    a_bad_batch_harms_no_other_that_waits_with_it,
    batches_that_cross_each_other_are_all_written,
    a_write_goes_on_when_its_caller_goes_away,
);

async fn two_hundred_at_once_are_all_there_for_another_process(bench: &Bench) {
    let before = bench.db.written();
    commit_at_once(bench, 0..200).await;
    let written = bench.db.written();
    let neighbour = bench.neighbour().await;
    let count = neighbour.fetch_one(&COUNT, params![]).await.unwrap().unwrap();
    assert_eq!(count.int(0).unwrap(), 200);
    assert_eq!(written.works - before.works, 200);
    if bench.sqlite_path().is_some() {
        let groups = written.commits - before.commits;
        assert!(groups < 100, "200 batches took {groups} commits");
    }
}

async fn commit_at_once(bench: &Bench, ids: std::ops::Range<i64>) {
    let mut writers = JoinSet::new();
    for id in ids {
        let db = bench.db.clone();
        let mut insert = batch();
        insert.expect_one(&INSERT, params![id, format!("{id}"), None::<&str>], "taken");
        writers.spawn(async move { db.commit(insert).await });
    }
    for result in writers.join_all().await {
        result.unwrap();
    }
}

async fn two_processes_write_side_by_side(bench: &Bench) {
    let neighbour = bench.neighbour().await;
    let mut writers = JoinSet::new();
    for (first, db) in [(0, bench.db.clone()), (1000, neighbour)] {
        writers.spawn(async move {
            for id in first..first + 100 {
                let mut insert = batch();
                insert.expect_one(&INSERT, params![id, format!("{id}"), None::<&str>], "taken");
                db.commit(insert).await.unwrap();
            }
        });
    }
    writers.join_all().await;
    assert_eq!(bench.count().await, 200);
}

async fn a_bad_batch_harms_no_other_that_waits_with_it(bench: &Bench) {
    const NO_TABLE: Statement = Statement::new("nothing.touch", "UPDATE nothing SET a = 1");
    let mut writers = JoinSet::new();
    for id in 0..60 {
        let db = bench.db.clone();
        let mut mixed = batch();
        mixed.run(&INSERT, params![id, format!("{id}"), None::<&str>]);
        match id % 3 {
            0 => mixed.run(&NO_TABLE, params![]),
            1 => mixed.expect_one(&USE, params![-1, 0], "absent"),
            _ => &mut mixed,
        };
        writers.spawn(async move { (id, db.commit(mixed).await.is_ok()) });
    }
    for (id, written) in writers.join_all().await {
        assert_eq!(written, id % 3 == 2);
        assert_eq!(bench.thing(id).await.is_some(), written);
    }
    bench.insert(1000, "after").await.unwrap();
}

/// On PostgreSQL they meet in deadlocks, which are retried.
async fn batches_that_cross_each_other_are_all_written(bench: &Bench) {
    const TOUCH: Statement =
        Statement::new("things.touch", "UPDATE things SET used_at = coalesce(used_at, 0) + 1 WHERE id = ?1");
    bench.insert(1, "a").await.unwrap();
    bench.insert(2, "b").await.unwrap();
    let mut writers = JoinSet::new();
    for path in [[1, 2], [2, 1]] {
        let db = bench.db.clone();
        writers.spawn(async move {
            for _ in 0..30 {
                let mut cross = batch();
                cross.expect_one(&TOUCH, params![path[0]], "gone");
                cross.expect_one(&TOUCH, params![path[1]], "gone");
                db.commit(cross).await.unwrap();
            }
        });
    }
    writers.join_all().await;
    assert_eq!(bench.thing(1).await.unwrap().int(3).unwrap(), 60);
    assert_eq!(bench.thing(2).await.unwrap().int(3).unwrap(), 60);
}

async fn a_write_goes_on_when_its_caller_goes_away(bench: &Bench) {
    let mut insert = batch();
    insert.run(&INSERT, params![1, "a", None::<&str>]);
    let mut commit = Box::pin(bench.db.commit(insert));
    let polled = poll_fn(|context| Poll::Ready(commit.as_mut().poll(context))).await;
    assert!(polled.is_pending());
    drop(commit);
    let arrival = async {
        while bench.thing(1).await.is_none() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), arrival).await.expect("the write went on");
}
