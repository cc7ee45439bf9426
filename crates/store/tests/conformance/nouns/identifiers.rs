//! One identifier is one account's; giving it again to the same one is no loss.

use store::identifiers::{self, StoredIdentifier};

use super::{account_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    an_identifier_is_found_by_its_digest_and_listed_with_its_account,
    an_identifier_is_given_again_to_its_own_account_only,
    of_twenty_accounts_that_want_one_identifier_one_gets_it,
);

fn identifier(account: u8, seconds: i64) -> StoredIdentifier {
    StoredIdentifier {
        account: account_id(account),
        kind: "mail".into(),
        value_sealed: vec![account; 40],
        added_at: later(seconds),
    }
}

async fn an_identifier_is_found_by_its_digest_and_listed_with_its_account(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        identifiers::insert(batch, &[9; 16], &identifier(1, 0));
        identifiers::insert(batch, &[8; 16], &identifier(1, 1));
        identifiers::insert(batch, &[7; 16], &identifier(2, 0));
    })
    .await;
    assert_eq!(identifiers::by_digest(db, &[8; 16]).await.unwrap(), Some(identifier(1, 1)));
    assert_eq!(identifiers::by_digest(db, &[6; 16]).await.unwrap(), None);
    let listed = identifiers::of_account(db, account_id(1)).await.unwrap();
    assert_eq!(listed, [identifier(1, 0), identifier(1, 1)]);
}

async fn an_identifier_is_given_again_to_its_own_account_only(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| identifiers::insert(batch, &[9; 16], &identifier(1, 0))).await;
    write(db, |batch| identifiers::insert(batch, &[9; 16], &identifier(1, 60))).await;
    assert_eq!(identifiers::by_digest(db, &[9; 16]).await.unwrap(), Some(identifier(1, 0)));

    let taken = loss(db, |batch| {
        identifiers::insert(batch, &[5; 16], &identifier(2, 0));
        identifiers::insert(batch, &[9; 16], &identifier(2, 0));
    });
    assert_eq!(taken.await, "identifier_taken");
    assert_eq!(identifiers::by_digest(db, &[9; 16]).await.unwrap(), Some(identifier(1, 0)));
    assert_eq!(identifiers::by_digest(db, &[5; 16]).await.unwrap(), None);
}

async fn of_twenty_accounts_that_want_one_identifier_one_gets_it(bench: &Bench) {
    let db = ready(bench).await;
    let winners = winners_of_twenty(db, "identifier_taken", |batch, racer| {
        identifiers::insert(batch, &[9; 16], &identifier(racer, 0));
    });
    assert_eq!(winners.await, 1);
    assert_eq!(identifiers::by_digest(db, &[9; 16]).await.unwrap().unwrap().added_at, NOW);
}
