//! Checkpoints follow one another, and of two nodes one writes each (AU2).

use domain::Timestamp;
use domain::time::days;
use store::checkpoints::{self, StoredCheckpoint};
use store::{Db, purge};

use super::{later, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    of_twenty_nodes_one_writes_a_checkpoint,
    checkpoints_are_read_in_pages_oldest_first,
    old_checkpoints_go_and_the_newest_never,
);

fn checkpoint(seq: i64, at: Timestamp) -> StoredCheckpoint {
    StoredCheckpoint { seq, at, jws: format!("a.{seq}.c") }
}

async fn numbers(db: &Db, after: i64, limit: u32) -> Vec<i64> {
    let page = checkpoints::after(db, after, limit).await.unwrap();
    page.iter().map(|stored| stored.seq).collect()
}

async fn of_twenty_nodes_one_writes_a_checkpoint(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(checkpoints::latest(db).await.unwrap(), None);
    let winners = winners_of_twenty(db, "checkpoint_taken", |batch, racer| {
        checkpoints::insert(batch, &checkpoint(1, later(racer.into())));
    });
    assert_eq!(winners.await, 1);
    assert_eq!(checkpoints::latest(db).await.unwrap().unwrap().jws, "a.1.c");
}

async fn checkpoints_are_read_in_pages_oldest_first(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| (1..=5).for_each(|seq| checkpoints::insert(batch, &checkpoint(seq, later(seq))))).await;
    assert_eq!(numbers(db, 0, 3).await, [1, 2, 3]);
    assert_eq!(numbers(db, 3, 3).await, [4, 5]);
    assert_eq!(checkpoints::latest(db).await.unwrap(), Some(checkpoint(5, later(5))));
}

async fn old_checkpoints_go_and_the_newest_never(bench: &Bench) {
    let db = ready(bench).await;
    let long_ago = NOW - days(500);
    write(db, |batch| {
        checkpoints::insert(batch, &checkpoint(1, long_ago));
        checkpoints::insert(batch, &checkpoint(2, long_ago));
    })
    .await;
    write(db, |batch| purge::slice(batch, NOW)).await;
    assert_eq!(numbers(db, 0, 9).await, [2]);
    write(db, |batch| checkpoints::insert(batch, &checkpoint(3, NOW - days(399)))).await;
    write(db, |batch| purge::slice(batch, NOW)).await;
    assert_eq!(numbers(db, 0, 9).await, [3]);
}
