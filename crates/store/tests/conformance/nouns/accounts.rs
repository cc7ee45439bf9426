//! Accounts are imported once and may be imported again.

use domain::Locale;
use store::accounts;

use super::{account, account_id, commit, later, loss, ready, with_account, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    an_account_is_found_by_its_id_and_by_where_it_came_from,
    one_origin_makes_one_account,
    a_repeated_import_changes_the_person_and_nothing_else,
    an_account_is_closed_once,
);

async fn an_account_is_found_by_its_id_and_by_where_it_came_from(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    assert_eq!(accounts::by_id(db, account_id(1)).await.unwrap(), Some(account(1)));
    assert_eq!(accounts::by_origin(db, &[1; 16]).await.unwrap(), Some(account(1)));
    assert_eq!(accounts::by_id(db, account_id(2)).await.unwrap(), None);
    assert_eq!(accounts::by_origin(db, &[2; 16]).await.unwrap(), None);
}

async fn one_origin_makes_one_account(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    let same_origin = loss(db, |batch| accounts::insert(batch, &account(2), &[1; 16])).await;
    let same_id = loss(db, |batch| accounts::insert(batch, &account(1), &[2; 16])).await;
    assert_eq!((same_origin, same_id), ("account_exists", "account_exists"));
    assert_eq!(accounts::by_id(db, account_id(2)).await.unwrap(), None);
}

async fn a_repeated_import_changes_the_person_and_nothing_else(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    with_account(db, 2).await;
    write(db, |batch| accounts::update_person(batch, account_id(1), "boreal", Locale::En, vec![9])).await;
    let changed = accounts::by_id(db, account_id(1)).await.unwrap().unwrap();
    assert_eq!((changed.brand.as_str(), changed.locale), ("boreal", Locale::En));
    assert_eq!((changed.person_sealed, changed.created_at), (vec![9], NOW));
    assert_eq!(accounts::by_id(db, account_id(2)).await.unwrap(), Some(account(2)));
}

async fn an_account_is_closed_once(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    for seconds in [5, 9] {
        commit(db, |batch| accounts::disable(batch, account_id(1), later(seconds))).await.unwrap();
    }
    let closed = accounts::by_id(db, account_id(1)).await.unwrap().unwrap();
    assert_eq!(closed.disabled_at, Some(later(5)));
}
