//! A code is spent once, and a replay is recognised (RFC 6749 §4.1.2, OA4).

use store::codes::{self, StoredCode};

use super::{account_id, client_id, later, loss, ready, sign_in_id, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    of_twenty_who_spend_one_code_one_wins,
    a_replayed_code_is_recognised_by_when_it_was_spent,
    a_code_that_nobody_issued_cannot_be_spent,
);

fn code() -> StoredCode {
    StoredCode {
        account: account_id(1),
        client: client_id("mail"),
        sign_in: sign_in_id(1),
        grant_sealed: vec![1, 2],
        issued_at: NOW,
        expires_at: later(60),
        used_at: None,
    }
}

async fn of_twenty_who_spend_one_code_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| codes::issue(batch, &[1; 32], &code())).await;
    let winners = winners_of_twenty(db, "code_spent", |batch, racer| {
        codes::spend(batch, &[1; 32], later(racer.into()));
    });
    assert_eq!(winners.await, 1);
}

async fn a_replayed_code_is_recognised_by_when_it_was_spent(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| codes::issue(batch, &[1; 32], &code())).await;
    assert_eq!(codes::by_hash(db, &[1; 32]).await.unwrap(), Some(code()));
    write(db, |batch| codes::spend(batch, &[1; 32], later(3))).await;
    let spent = StoredCode { used_at: Some(later(3)), ..code() };
    assert_eq!(codes::by_hash(db, &[1; 32]).await.unwrap(), Some(spent));
    assert_eq!(loss(db, |batch| codes::issue(batch, &[1; 32], &code())).await, "code_exists");
}

async fn a_code_that_nobody_issued_cannot_be_spent(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(codes::by_hash(db, &[9; 32]).await.unwrap(), None);
    assert_eq!(loss(db, |batch| codes::spend(batch, &[9; 32], NOW)).await, "code_spent");
}
