//! Parallel guesses cannot share one try (invariant 8).

use std::time::Duration;

use store::attempts::{self, StoredCounter};

use super::{later, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    of_twenty_first_tries_at_once_one_is_booked,
    of_twenty_further_tries_at_once_one_is_booked,
    a_success_forgets_the_failures_of_its_own_key,
    every_try_of_a_network_counts_also_twenty_at_once_and_a_right_one_is_given_back,
);

async fn of_twenty_first_tries_at_once_one_is_booked(bench: &Bench) {
    let db = ready(bench).await;
    let winners = winners_of_twenty(db, "attempt_moved", |batch, racer| {
        attempts::book(batch, &[1; 16], None, 1, later(racer.into()));
    });
    assert_eq!(winners.await, 1);
    assert_eq!(attempts::counter(db, &[1; 16]).await.unwrap().unwrap().failures, 1);
}

async fn of_twenty_further_tries_at_once_one_is_booked(bench: &Bench) {
    let db = ready(bench).await;
    let before = StoredCounter { failures: 4, last_at: NOW };
    write(db, |batch| attempts::book(batch, &[1; 16], None, 4, NOW)).await;
    assert_eq!(attempts::counter(db, &[1; 16]).await.unwrap(), Some(before));
    let winners = winners_of_twenty(db, "attempt_moved", |batch, _| {
        attempts::book(batch, &[1; 16], Some(before), 5, later(1));
    });
    assert_eq!(winners.await, 1);
    let after = StoredCounter { failures: 5, last_at: later(1) };
    assert_eq!(attempts::counter(db, &[1; 16]).await.unwrap(), Some(after));
}

async fn a_success_forgets_the_failures_of_its_own_key(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        attempts::book(batch, &[1; 16], None, 1, NOW);
        attempts::book(batch, &[2; 16], None, 1, NOW);
    })
    .await;
    write(db, |batch| attempts::clear(batch, &[1; 16])).await;
    assert_eq!(attempts::counter(db, &[1; 16]).await.unwrap(), None);
    assert!(attempts::counter(db, &[2; 16]).await.unwrap().is_some());
}

async fn every_try_of_a_network_counts_also_twenty_at_once_and_a_right_one_is_given_back(bench: &Bench) {
    let db = ready(bench).await;
    let pause = Duration::from_secs(6);
    let tries = winners_of_twenty(db, "none", |batch, _| attempts::owe(batch, &[1; 16], pause, NOW));
    assert_eq!(tries.await, 20);
    let paid_at = || async { attempts::counter(db, &[1; 16]).await.unwrap().unwrap().last_at };
    assert_eq!(paid_at().await, NOW + pause * 20);
    write(db, |batch| attempts::pay(batch, &[1; 16], pause)).await;
    assert_eq!(paid_at().await, NOW + pause * 19);
    // What was owed long ago is paid: counting begins at the try.
    let next_day = NOW + Duration::from_hours(24);
    write(db, |batch| attempts::owe(batch, &[1; 16], pause, next_day)).await;
    assert_eq!(paid_at().await, next_day + pause);
}
