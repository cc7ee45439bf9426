//! What a sign-in checks against, and whose password an import or an upgrade may replace (X11).

use domain::Locale;
use store::credentials::{self, SignInRow};
use store::identifiers::{self, StoredIdentifier};
use store::passwords::{self, StoredPassword};
use store::{CommitError, Db, accounts};

use super::{account_id, commit, later, ready, winners_of_twenty, with_account, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_sign_in_learns_all_it_needs_in_one_question,
    an_import_replaces_an_imported_hash_and_no_other,
    of_two_upgrades_the_first_stays,
    a_chosen_password_replaces_any_and_no_import_replaces_it,
    a_password_is_changed_only_by_who_proved_the_one_that_stands,
    a_proof_of_a_password_counts_while_no_other_was_chosen,
    hashes_are_counted_by_scheme,
);

/// Account `number`, recognised by the digest of the same number.
async fn with_customer(db: &Db, number: u8) {
    with_account(db, number).await;
    let identifier = StoredIdentifier {
        account: account_id(number),
        kind: "mail".into(),
        value_sealed: vec![1],
        added_at: NOW,
    };
    write(db, |batch| identifiers::insert(batch, &[number; 16], &identifier)).await;
}

async fn hash(db: &Db, number: u8) -> (Vec<u8>, String) {
    let row = credentials::for_sign_in(db, &[number; 16]).await.unwrap().unwrap();
    (row.hash_sealed.unwrap(), row.scheme.unwrap())
}

async fn import(db: &Db, number: u8, hash: u8) {
    write(db, |batch| passwords::put_imported(batch, account_id(number), vec![hash], "ssha", NOW)).await;
}

async fn a_sign_in_learns_all_it_needs_in_one_question(bench: &Bench) {
    let db = ready(bench).await;
    with_customer(db, 1).await;
    with_customer(db, 2).await;
    import(db, 1, 7).await;
    let mut expected = SignInRow {
        account: account_id(1),
        brand: "lumen".into(),
        locale: Locale::FrCa,
        person_sealed: vec![1, 0, 255],
        disabled_at: None,
        hash_sealed: Some(vec![7]),
        scheme: Some("ssha".into()),
        origin: Some("imported".into()),
        line: None,
    };
    assert_eq!(credentials::for_sign_in(db, &[1; 16]).await.unwrap().as_ref(), Some(&expected));
    write(db, |batch| accounts::disable(batch, account_id(1), later(1))).await;
    expected.disabled_at = Some(later(1));
    assert_eq!(credentials::for_sign_in(db, &[1; 16]).await.unwrap(), Some(expected));

    let without_password = credentials::for_sign_in(db, &[2; 16]).await.unwrap().unwrap();
    assert_eq!((without_password.hash_sealed, without_password.scheme), (None, None));
    assert_eq!(credentials::for_sign_in(db, &[3; 16]).await.unwrap(), None);
}

async fn an_import_replaces_an_imported_hash_and_no_other(bench: &Bench) {
    let db = ready(bench).await;
    with_customer(db, 1).await;
    import(db, 1, 7).await;
    import(db, 1, 8).await;
    assert_eq!(hash(db, 1).await, (vec![8], "ssha".into()));
    write(db, |batch| passwords::upgrade(batch, account_id(1), "ssha", vec![20], "argon2id", NOW)).await;
    import(db, 1, 9).await;
    let kept = StoredPassword { hash_sealed: vec![20], scheme: "argon2id".into(), origin: "upgraded".into() };
    assert_eq!(passwords::of_account(db, account_id(1)).await.unwrap(), Some(kept));
    assert_eq!(passwords::of_account(db, account_id(2)).await.unwrap(), None);
}

async fn of_two_upgrades_the_first_stays(bench: &Bench) {
    let db = ready(bench).await;
    with_customer(db, 1).await;
    import(db, 1, 7).await;
    for hash in [20, 21] {
        write(db, |batch| passwords::upgrade(batch, account_id(1), "ssha", vec![hash], "argon2id", NOW))
            .await;
    }
    assert_eq!(hash(db, 1).await, (vec![20], "argon2id".into()));
}

async fn a_chosen_password_replaces_any_and_no_import_replaces_it(bench: &Bench) {
    let db = ready(bench).await;
    with_customer(db, 1).await;
    let choose =
        |hash| write(db, move |batch| passwords::choose(batch, account_id(1), vec![hash], "argon2id", NOW));
    choose(30).await;
    assert_eq!(hash(db, 1).await.0, [30], "also for who had none");
    import(db, 1, 7).await;
    choose(31).await;
    let kept = StoredPassword { hash_sealed: vec![31], scheme: "argon2id".into(), origin: "chosen".into() };
    assert_eq!(passwords::of_account(db, account_id(1)).await.unwrap(), Some(kept));
}

async fn a_password_is_changed_only_by_who_proved_the_one_that_stands(bench: &Bench) {
    let db = ready(bench).await;
    with_customer(db, 1).await;
    import(db, 1, 7).await;
    let winners = winners_of_twenty(db, "password_moved", |batch, racer| {
        passwords::replace(batch, account_id(1), &[7], vec![100 + racer], "argon2id", NOW);
    });
    assert_eq!(winners.await, 1);
    let stored = passwords::of_account(db, account_id(1)).await.unwrap().unwrap();
    assert_eq!(stored.origin, "chosen");
}

async fn a_proof_of_a_password_counts_while_no_other_was_chosen(bench: &Bench) {
    let db = ready(bench).await;
    with_customer(db, 1).await;
    import(db, 1, 7).await;
    let hold = |verified: u8| commit(db, move |batch| passwords::hold(batch, account_id(1), &[verified]));
    hold(7).await.unwrap();
    write(db, |batch| passwords::upgrade(batch, account_id(1), "ssha", vec![20], "argon2id", NOW)).await;
    hold(7).await.expect("another tab only made its hash anew");
    write(db, |batch| passwords::choose(batch, account_id(1), vec![30], "argon2id", NOW)).await;
    assert!(matches!(hold(7).await, Err(CommitError::Lost("password_moved"))), "EL7");
    hold(30).await.unwrap();
}

async fn hashes_are_counted_by_scheme(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(passwords::schemes(db).await.unwrap(), []);
    for number in 1..=3 {
        with_customer(db, number).await;
        import(db, number, number).await;
    }
    write(db, |batch| passwords::upgrade(batch, account_id(2), "ssha", vec![20], "argon2id", NOW)).await;
    let counted = passwords::schemes(db).await.unwrap();
    assert_eq!(counted, [("argon2id".to_owned(), 1), ("ssha".to_owned(), 2)]);
}
