//! A Batch is written whole or not at all, and a guard that misses says which.

use std::error::Error;

use store::{CommitError, Statement, Trouble, params};

use crate::bench::{Bench, INSERT, NOW, USE, batch, on_both_engines};

on_both_engines!(
    a_lost_guard_undoes_what_came_before_and_after_it,
    a_taken_key_is_lost_where_one_row_was_expected_and_trouble_elsewhere,
    a_count_other_than_expected_is_lost,
    the_first_guard_that_misses_gives_its_name,
    a_broken_batch_is_trouble_that_names_its_statement_and_shows_no_value,
    an_act_committed_twice_is_written_once,
    an_act_that_lost_may_be_tried_again,
    an_empty_batch_is_written_by_doing_nothing,
);

fn lost(result: Result<(), CommitError>) -> &'static str {
    match result {
        Err(CommitError::Lost(loss)) => loss,
        other => panic!("nothing was lost: {other:?}"),
    }
}

async fn a_lost_guard_undoes_what_came_before_and_after_it(bench: &Bench) {
    bench.insert(1, "a").await.unwrap();
    let mut both = batch();
    both.run(&INSERT, params![2, "b", None::<&str>]);
    both.expect_one(&INSERT, params![3, "a", None::<&str>], "label");
    both.run(&INSERT, params![4, "d", None::<&str>]);
    assert_eq!(lost(bench.db.commit(both).await), "label");
    assert_eq!(bench.count().await, 1);

    bench.insert(2, "b").await.unwrap();
    assert_eq!(bench.count().await, 2);
}

async fn a_taken_key_is_lost_where_one_row_was_expected_and_trouble_elsewhere(bench: &Bench) {
    bench.insert(1, "a").await.unwrap();
    assert_eq!(lost(bench.insert(1, "b").await), "taken");
    assert_eq!(lost(bench.insert(2, "a").await), "taken");

    let mut unguarded = batch();
    unguarded.run(&INSERT, params![1, "c", None::<&str>]);
    let error = bench.db.commit(unguarded).await.unwrap_err();
    assert!(matches!(error, CommitError::Trouble(Trouble::Statement { statement: "things.insert", .. })));
}

async fn a_count_other_than_expected_is_lost(bench: &Bench) {
    const INSERT_NEW: Statement = Statement::new(
        "things.insert_new",
        "INSERT INTO things (id, label) VALUES (?1, ?2) ON CONFLICT (label) DO NOTHING",
    );
    const USE_ALL: Statement = Statement::new("things.use_all", "UPDATE things SET used_at = ?1");
    bench.insert(1, "a").await.unwrap();
    bench.insert(2, "b").await.unwrap();

    let mut two = batch();
    two.expect(&USE_ALL, params![NOW], 2, "two");
    bench.db.commit(two).await.unwrap();

    let mut used = batch();
    used.expect_one(&USE, params![1, NOW], "used");
    assert_eq!(lost(bench.db.commit(used).await), "used");

    let mut taken = batch();
    taken.expect_one(&INSERT_NEW, params![3, "a"], "label");
    assert_eq!(lost(bench.db.commit(taken).await), "label");

    let mut none = batch();
    none.expect(&USE, params![1, NOW], 0, "unused");
    bench.db.commit(none).await.unwrap();

    let mut too_many = batch();
    too_many.expect_one(&USE_ALL, params![7], "one");
    assert_eq!(lost(bench.db.commit(too_many).await), "one");
    assert_eq!(bench.thing(1).await.unwrap().instant(3).unwrap(), NOW);
}

async fn the_first_guard_that_misses_gives_its_name(bench: &Bench) {
    bench.insert(1, "a").await.unwrap();
    let mut three = batch();
    three.expect_one(&USE, params![1, NOW], "first");
    three.expect_one(&USE, params![9, NOW], "second");
    three.expect_one(&INSERT, params![1, "a", None::<&str>], "third");
    assert_eq!(lost(bench.db.commit(three).await), "second");
    assert_eq!(bench.thing(1).await.unwrap().opt_instant(3).unwrap(), None);
}

async fn a_broken_batch_is_trouble_that_names_its_statement_and_shows_no_value(bench: &Bench) {
    const NO_TABLE: Statement = Statement::new("nothing.touch", "UPDATE nothing SET a = ?1");
    let mut broken = batch();
    broken.run(&INSERT, params![1, "marie@example.fr", None::<&str>]);
    broken.run(&NO_TABLE, params!["x"]);
    let error = bench.db.commit(broken).await.unwrap_err();
    assert!(matches!(&error, CommitError::Trouble(Trouble::Statement { statement: "nothing.touch", .. })));
    assert_eq!(bench.count().await, 0);

    bench.insert(1, "marie@example.fr").await.unwrap();
    let mut duplicate = batch();
    duplicate.run(&INSERT, params![2, "marie@example.fr", None::<&str>]);
    let error = bench.db.commit(duplicate).await.unwrap_err();
    assert!(error.source().is_some());
    assert!(!format!("{error:?}").contains("marie"), "{error:?}");
}

async fn an_act_committed_twice_is_written_once(bench: &Bench) {
    const MOVE: Statement =
        Statement::new("heads.move", "UPDATE heads SET moves = moves + 1 WHERE lane = ?1");
    const MOVES: Statement = Statement::new("heads.moves", "SELECT moves FROM heads WHERE lane = ?1");
    const START: Statement = Statement::new("heads.start", "INSERT INTO heads (lane, moves) VALUES (?1, 0)");
    let mut start = batch();
    start.run(&START, params![1]);
    bench.db.commit(start).await.unwrap();

    let mut once = batch().retryable(NOW);
    once.expect_one(&MOVE, params![1], "lane");
    bench.db.commit(once.clone()).await.unwrap();
    bench.db.commit(once.clone()).await.unwrap();
    assert_eq!(bench.ask(&MOVES, params![1]).await.int(0).unwrap(), 1);

    bench.db.forget_acts(batch().act(), NOW).await.unwrap();
    bench.db.commit(once.clone()).await.unwrap();
    assert_eq!(bench.ask(&MOVES, params![1]).await.int(0).unwrap(), 1);

    let later = domain::Timestamp::from_millis(NOW.millis() + 1);
    bench.db.forget_acts(batch().act(), later).await.unwrap();
    bench.db.commit(once).await.unwrap();
    assert_eq!(bench.ask(&MOVES, params![1]).await.int(0).unwrap(), 2);
}

async fn an_act_that_lost_may_be_tried_again(bench: &Bench) {
    let mut early = batch().retryable(NOW);
    early.expect_one(&USE, params![1, NOW], "absent");
    assert_eq!(lost(bench.db.commit(early.clone()).await), "absent");
    bench.insert(1, "a").await.unwrap();
    bench.db.commit(early).await.unwrap();
    assert_eq!(bench.thing(1).await.unwrap().instant(3).unwrap(), NOW);
}

async fn an_empty_batch_is_written_by_doing_nothing(bench: &Bench) {
    let before = bench.db.written();
    bench.db.commit(batch()).await.unwrap();
    assert_eq!(bench.db.written(), before);
}
