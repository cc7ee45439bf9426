//! Many want the same thing; each thing goes to one.

use std::collections::BTreeSet;

use store::{CommitError, Statement, params};
use tokio::task::JoinSet;

use crate::bench::{Bench, INSERT, NOW, USE, batch, on_both_engines};

on_both_engines!(
    of_fifty_who_burn_one_code_exactly_one_wins,
    of_fifty_who_take_one_name_exactly_one_wins,
    claimers_side_by_side_share_the_rows_without_overlap,
);

/// As an outbox worker claims what it will send.
const CLAIM: Statement = Statement::new(
    "things.claim",
    "UPDATE things SET used_at = ?1 WHERE id IN (SELECT id FROM things WHERE used_at IS NULL \
     ORDER BY id LIMIT ?2 FOR UPDATE SKIP LOCKED) RETURNING id, used_at",
);

async fn of_fifty_who_burn_one_code_exactly_one_wins(bench: &Bench) {
    bench.insert(1, "code").await.unwrap();
    let wins = race(bench, |racer| {
        let mut burn = batch();
        burn.expect_one(&USE, params![1, racer], "burnt");
        burn.run(&INSERT, params![100 + racer, format!("session {racer}"), None::<&str>]);
        burn
    });
    assert_eq!(wins.await, 1);
    assert_eq!(bench.count().await, 2);
}

async fn of_fifty_who_take_one_name_exactly_one_wins(bench: &Bench) {
    let wins = race(bench, |racer| {
        let mut take = batch();
        take.expect_one(&INSERT, params![racer, "marie", None::<&str>], "burnt");
        take
    });
    assert_eq!(wins.await, 1);
    assert_eq!(bench.count().await, 1);
}

/// How many of fifty batches were written; the others must have lost, and nothing else.
async fn race(bench: &Bench, make: impl Fn(i64) -> store::Batch) -> usize {
    let mut racers = JoinSet::new();
    for racer in 0..50 {
        let (db, batch) = (bench.db.clone(), make(racer));
        racers.spawn(async move { db.commit(batch).await });
    }
    let mut wins = 0;
    for result in racers.join_all().await {
        match result {
            Ok(()) => wins += 1,
            Err(CommitError::Lost(loss)) => assert_eq!(loss, "burnt"),
            Err(CommitError::Trouble(trouble)) => panic!("{trouble:?}"),
        }
    }
    wins
}

async fn claimers_side_by_side_share_the_rows_without_overlap(bench: &Bench) {
    let mut many = batch();
    for id in 0..100 {
        many.run(&INSERT, params![id, format!("{id}"), None::<&str>]);
    }
    bench.db.commit(many).await.unwrap();

    let mut claimers = JoinSet::new();
    for _ in 0..8 {
        let db = bench.db.clone();
        claimers.spawn(async move {
            let mut mine = Vec::new();
            loop {
                let rows = db.claim(&CLAIM, params![NOW, 7]).await.unwrap();
                if rows.is_empty() {
                    return mine;
                }
                assert!(rows.len() <= 7);
                assert_eq!(rows[0].instant(1).unwrap(), NOW);
                mine.extend(rows.iter().map(|row| row.int(0).unwrap()));
            }
        });
    }
    let claimed: Vec<i64> = claimers.join_all().await.concat();
    assert_eq!(claimed.len(), 100);
    assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>(), (0..100).collect());
    let neighbour = bench.neighbour().await;
    assert_eq!(neighbour.claim(&CLAIM, params![NOW, 7]).await.unwrap(), []);
}
