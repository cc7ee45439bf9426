//! A message to choose a new password serves once, and a newer one, a sign-in or a change makes it dead (EL1-EL5).

use domain::RecoveryId;
use domain::time::days;
use store::recoveries::{self, StoredRecovery};
use store::{Db, purge};

use super::{account_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_message_is_found_by_account_by_link_and_by_id,
    a_newer_message_to_the_same_address_replaces_the_older,
    of_twenty_who_spend_one_message_one_wins,
    only_the_browser_that_proved_spends_it_and_only_in_time,
    a_claim_moves_it_to_another_browser_and_gives_it_time,
    a_spent_message_is_gone_and_cannot_be_claimed,
    of_twenty_codes_at_once_one_is_counted_at_a_time,
    codes_with_the_link_are_counted_apart,
    forgetting_touches_one_account_alone,
    a_browser_forgets_what_it_asked_for_and_nothing_else,
    what_expired_long_ago_is_purged,
    a_neighbour_sees_that_it_was_spent,
);

fn id(number: u8) -> RecoveryId {
    RecoveryId::from_bytes([number; 16])
}

/// Message `message` to address `address` of an account.
fn recovery(account: u8, address: u8, message: u8) -> StoredRecovery {
    StoredRecovery {
        account: account_id(account),
        contact_digest: [address; 16],
        id: id(message),
        token_hash: [message; 32],
        code_hash: [message + 100; 32],
        browser_digest: [1; 16],
        visit_sealed: vec![message, 0, 255],
        asked_at: NOW,
        expires_at: later(3600),
        tries: 0,
        link_tries: 0,
    }
}

async fn put(db: &Db, recovery: &StoredRecovery) {
    write(db, |batch| recoveries::put(batch, recovery)).await;
}

async fn of_account(db: &Db, account: u8) -> Vec<StoredRecovery> {
    recoveries::of_account(db, account_id(account)).await.unwrap()
}

async fn a_message_is_found_by_account_by_link_and_by_id(bench: &Bench) {
    let db = ready(bench).await;
    for one in [recovery(1, 1, 9), recovery(2, 1, 9), recovery(1, 2, 8)] {
        put(db, &one).await;
    }
    let shared = vec![recovery(1, 1, 9), recovery(2, 1, 9)];
    assert_eq!(of_account(db, 1).await, [recovery(1, 1, 9), recovery(1, 2, 8)]);
    assert_eq!(recoveries::by_token(db, &[9; 32]).await.unwrap(), shared, "decision 11");
    assert_eq!(recoveries::by_recovery(db, id(9)).await.unwrap(), shared);
    assert_eq!(recoveries::by_token(db, &[7; 32]).await.unwrap(), []);
}

async fn a_newer_message_to_the_same_address_replaces_the_older(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &recovery(1, 1, 9)).await;
    write(db, |batch| recoveries::book_try(batch, &recovery(1, 1, 9), false)).await;
    put(db, &recovery(1, 1, 8)).await;
    assert_eq!(of_account(db, 1).await, [recovery(1, 1, 8)], "EL5, with its own tries");
    assert_eq!(recoveries::by_token(db, &[9; 32]).await.unwrap(), []);
}

async fn of_twenty_who_spend_one_message_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &recovery(1, 1, 9)).await;
    let winners = winners_of_twenty(db, "recovery_spent", |batch, _| {
        recoveries::spend(batch, account_id(1), id(9), &[1; 16], later(1));
    });
    assert_eq!(winners.await, 1, "EL2");
}

async fn only_the_browser_that_proved_spends_it_and_only_in_time(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &recovery(1, 1, 9)).await;
    let spend = async |account: u8, browser: u8, at| {
        let account = account_id(account);
        loss(db, |batch| recoveries::spend(batch, account, id(9), &[browser; 16], at)).await
    };
    assert_eq!(spend(1, 2, later(1)).await, "recovery_spent", "another browser");
    assert_eq!(spend(2, 1, later(1)).await, "recovery_spent", "another account");
    assert_eq!(spend(1, 1, later(3600)).await, "recovery_spent", "too late");
    write(db, |batch| recoveries::spend(batch, account_id(1), id(9), &[1; 16], later(3599))).await;
}

async fn a_claim_moves_it_to_another_browser_and_gives_it_time(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &recovery(1, 1, 9)).await;
    let claim = |browser: u8, until: i64| {
        write(db, move |batch| recoveries::claim(batch, account_id(1), id(9), &[browser; 16], later(until)))
    };
    claim(2, 1800).await;
    assert_eq!(of_account(db, 1).await[0].expires_at, later(3600), "never less than it had");
    claim(3, 5000).await;
    let claimed = of_account(db, 1).await.remove(0);
    assert_eq!((claimed.browser_digest, claimed.expires_at), ([3; 16], later(5000)));
    let lost = loss(db, |batch| recoveries::spend(batch, account_id(1), id(9), &[2; 16], later(1))).await;
    assert_eq!(lost, "recovery_spent", "the one before may no longer");
}

async fn a_spent_message_is_gone_and_cannot_be_claimed(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &recovery(1, 1, 9)).await;
    write(db, |batch| recoveries::spend(batch, account_id(1), id(9), &[1; 16], later(1))).await;
    assert_eq!(of_account(db, 1).await, []);
    let lost = loss(db, |b| recoveries::claim(b, account_id(1), id(9), &[1; 16], later(9))).await;
    assert_eq!(lost, "recovery_spent");
}

async fn of_twenty_codes_at_once_one_is_counted_at_a_time(bench: &Bench) {
    let db = ready(bench).await;
    let fresh = recovery(1, 1, 9);
    put(db, &fresh).await;
    for by_link in [false, true] {
        let winners =
            winners_of_twenty(db, "recovery_moved", |batch, _| recoveries::book_try(batch, &fresh, by_link));
        assert_eq!(winners.await, 1, "RL2");
    }
}

async fn codes_with_the_link_are_counted_apart(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &recovery(1, 1, 9)).await;
    for by_link in [false, false, true] {
        let before = of_account(db, 1).await.remove(0);
        write(db, |batch| recoveries::book_try(batch, &before, by_link)).await;
    }
    let counted = of_account(db, 1).await.remove(0);
    assert_eq!((counted.tries, counted.link_tries), (2, 1), "RL4");
}

async fn forgetting_touches_one_account_alone(bench: &Bench) {
    let db = ready(bench).await;
    for one in [recovery(1, 1, 9), recovery(1, 2, 8), recovery(2, 1, 9)] {
        put(db, &one).await;
    }
    write(db, |batch| recoveries::forget(batch, account_id(1))).await;
    assert_eq!(of_account(db, 1).await, []);
    assert_eq!(of_account(db, 2).await, [recovery(2, 1, 9)]);
}

async fn a_browser_forgets_what_it_asked_for_and_nothing_else(bench: &Bench) {
    let db = ready(bench).await;
    let elsewhere = StoredRecovery { browser_digest: [2; 16], ..recovery(1, 2, 8) };
    for one in [recovery(1, 1, 9), elsewhere.clone(), recovery(2, 1, 9)] {
        put(db, &one).await;
    }
    write(db, |batch| recoveries::forget_of_browser(batch, account_id(1), &[1; 16])).await;
    assert_eq!(of_account(db, 1).await, [elsewhere]);
    assert_eq!(of_account(db, 2).await, [recovery(2, 1, 9)]);
}

async fn what_expired_long_ago_is_purged(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &StoredRecovery { expires_at: NOW - days(2), ..recovery(1, 1, 9) }).await;
    put(db, &StoredRecovery { expires_at: NOW, ..recovery(1, 2, 8) }).await;
    write(db, |batch| purge::slice(batch, NOW)).await;
    let left: Vec<_> = of_account(db, 1).await.iter().map(|one| one.id).collect();
    assert_eq!(left, [id(8)]);
    assert!(!of_account(db, 1).await[0].is_live(NOW), "there, and dead");
}

async fn a_neighbour_sees_that_it_was_spent(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &recovery(1, 1, 9)).await;
    write(db, |batch| recoveries::spend(batch, account_id(1), id(9), &[1; 16], later(1))).await;
    let neighbour = bench.neighbour().await;
    assert_eq!(recoveries::by_token(&neighbour, &[9; 32]).await.unwrap(), []);
    let lost = loss(&neighbour, |b| recoveries::spend(b, account_id(1), id(9), &[1; 16], later(2))).await;
    assert_eq!(lost, "recovery_spent", "EL2: after a restart, or on another node");
}
