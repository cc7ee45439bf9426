//! Printed codes serve once, and a new set ends the old one (EN6).

use domain::CodeSetId;
use store::recovery_codes::{self, StoredSet};
use store::{Batch, Db};

use super::{account_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_set_counts_what_is_left_of_it,
    of_twenty_who_spend_one_code_one_wins,
    a_new_set_ends_the_old_codes_and_touches_nobody_else,
    of_twenty_who_make_a_set_one_wins,
    only_the_set_of_today_is_kept,
    that_a_code_chose_the_password_outlives_a_new_set,
);

fn set(number: u8) -> CodeSetId {
    CodeSetId::from_bytes([number; 16])
}

fn renew(batch: &mut Batch, account: u8, before: Option<u8>, number: u8) {
    let hashes: Vec<[u8; 32]> = (0..10).map(|n| [number * 10 + n; 32]).collect();
    recovery_codes::renew(batch, account_id(account), (before.map(set), set(number)), &hashes, NOW);
}

async fn of(db: &Db, account: u8) -> Option<StoredSet> {
    recovery_codes::set_of(db, account_id(account)).await.unwrap()
}

async fn is_unused(db: &Db, account: u8, code: u8) -> bool {
    recovery_codes::is_unused(db, account_id(account), &[code; 32]).await.unwrap()
}

async fn a_set_counts_what_is_left_of_it(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(of(db, 1).await, None);
    write(db, |batch| renew(batch, 1, None, 1)).await;
    assert_eq!(
        of(db, 1).await,
        Some(StoredSet { id: set(1), made_at: NOW, kept_at: None, chose_at: None, left: 10 })
    );
    write(db, |batch| recovery_codes::spend(batch, account_id(1), &[13; 32], later(1))).await;
    assert_eq!(of(db, 1).await.unwrap().left, 9);
    assert!(!is_unused(db, 1, 13).await && is_unused(db, 1, 14).await);
    assert!(!is_unused(db, 2, 14).await, "a code is one person's");
}

async fn of_twenty_who_spend_one_code_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| renew(batch, 1, None, 1)).await;
    let winners = winners_of_twenty(db, "code_used", |batch, _| {
        recovery_codes::spend(batch, account_id(1), &[10; 32], later(1));
    });
    assert_eq!(winners.await, 1, "EN6");
    assert_eq!(of(db, 1).await.unwrap().left, 9);
}

async fn a_new_set_ends_the_old_codes_and_touches_nobody_else(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| renew(batch, 1, None, 1)).await;
    write(db, |batch| renew(batch, 2, None, 2)).await;
    write(db, |batch| renew(batch, 1, Some(1), 3)).await;
    assert!(!is_unused(db, 1, 10).await && is_unused(db, 1, 30).await && is_unused(db, 2, 20).await);
    let old = loss(db, |batch| recovery_codes::spend(batch, account_id(1), &[10; 32], later(1))).await;
    assert_eq!(old, "code_used");
    assert_eq!(
        of(db, 1).await.unwrap(),
        StoredSet { id: set(3), made_at: NOW, kept_at: None, chose_at: None, left: 10 }
    );
}

async fn of_twenty_who_make_a_set_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    let first = winners_of_twenty(db, "codes_moved", |batch, racer| renew(batch, 1, None, racer + 1));
    assert_eq!(first.await, 1);
    write(db, |batch| renew(batch, 2, None, 1)).await;
    let next = winners_of_twenty(db, "codes_moved", |batch, racer| renew(batch, 2, Some(1), racer + 2));
    assert_eq!(next.await, 1, "a form serves once");
    assert_eq!(of(db, 2).await.unwrap().left, 10);
}

async fn only_the_set_of_today_is_kept(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| renew(batch, 1, None, 1)).await;
    write(db, |batch| recovery_codes::keep(batch, account_id(1), set(1), later(5))).await;
    write(db, |batch| recovery_codes::keep(batch, account_id(1), set(1), later(9))).await;
    assert_eq!(of(db, 1).await.unwrap().kept_at, Some(later(5)), "the first time counts");
    write(db, |batch| renew(batch, 1, Some(1), 2)).await;
    assert_eq!(of(db, 1).await.unwrap().kept_at, None, "a new set is not kept yet");
    let old = loss(db, |batch| recovery_codes::keep(batch, account_id(1), set(1), later(9))).await;
    assert_eq!(old, "codes_moved");
}

async fn that_a_code_chose_the_password_outlives_a_new_set(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| renew(batch, 1, None, 1)).await;
    write(db, |batch| recovery_codes::chose(batch, account_id(1), Some(later(1)))).await;
    write(db, |batch| renew(batch, 1, Some(1), 2)).await;
    assert_eq!(of(db, 1).await.unwrap().chose_at, Some(later(1)), "RE5");
    write(db, |batch| recovery_codes::chose(batch, account_id(1), None)).await;
    assert_eq!(of(db, 1).await.unwrap().chose_at, None);
}
