//! People whom a holder added by login: one code at a time, each serves once, and none for an adult who has a password (X19).

use domain::{ContractId, Role, StartId};
use store::memberships::{self, StoredMembership};
use store::starts::{self, StoredStart, StoredStartCode};
use store::{Batch, Db, accounts, minors};

use super::{account_id, later, loss, ready, winners_of_twenty, with_account, write};
use crate::bench::{Bench, on_both_engines};

on_both_engines!(
    of_twenty_who_spend_a_code_one_wins_and_it_never_serves_again,
    another_code_and_one_taken_back_make_the_first_worthless,
    an_adult_who_started_is_given_no_code_and_a_minor_is_until_the_day,
    more_are_not_added_than_may_be,
    who_never_started_leaves_with_their_login_and_who_did_keeps_it,
);

const CONTRACT: ContractId = ContractId::from_bytes([7; 16]);

fn code(id: u8, expires: i64) -> StoredStartCode {
    StoredStartCode { id: StartId::from_bytes([id; 16]), hash: [id; 32], expires_at: later(expires) }
}

fn start(account: u8, code: Option<StoredStartCode>) -> StoredStart {
    StoredStart {
        account: account_id(account),
        contract: CONTRACT,
        added_by: account_id(1),
        added_at: later(i64::from(account)),
        code,
        started_at: None,
    }
}

fn add(batch: &mut Batch, account: u8) {
    let row = StoredMembership {
        account: account_id(account),
        contract: CONTRACT,
        role: Role::Member.word().to_owned(),
        since: later(0),
        ended_at: None,
        changed_at: None,
    };
    memberships::put(batch, &row);
    starts::add(batch, &start(account, Some(code(account, 100))), (10, later(0)));
}

/// Account 2 was added, with a code until 100.
async fn added(bench: &Bench) -> &Db {
    let db = ready(bench).await;
    with_account(db, 2).await;
    write(db, |batch| add(batch, 2)).await;
    db
}

fn spend(batch: &mut Batch, id: u8, at: i64) {
    starts::spend(batch, account_id(2), StartId::from_bytes([id; 16]), later(at));
}

async fn of_twenty_who_spend_a_code_one_wins_and_it_never_serves_again(bench: &Bench) {
    let db = added(bench).await;
    assert_eq!(starts::of_account(db, account_id(2)).await.unwrap(), Some(start(2, Some(code(2, 100)))));
    assert_eq!(loss(db, |batch| spend(batch, 9, 1)).await, "start_gone");
    assert_eq!(loss(db, |batch| spend(batch, 2, 100)).await, "start_gone", "too old");
    assert_eq!(winners_of_twenty(db, "start_gone", |batch, _| spend(batch, 2, 99)).await, 1);
    let stands = starts::of_account(db, account_id(2)).await.unwrap().expect("the row stays");
    assert_eq!((stands.code, stands.started_at), (None, Some(later(99))));
}

async fn another_code_and_one_taken_back_make_the_first_worthless(bench: &Bench) {
    let db = added(bench).await;
    let pair = (account_id(2), CONTRACT);
    write(db, |batch| starts::issue(batch, pair, &code(3, 100), later(1))).await;
    assert_eq!(loss(db, |batch| spend(batch, 2, 1)).await, "start_gone");
    write(db, |batch| starts::take_back(batch, pair.0, CONTRACT)).await;
    assert_eq!(loss(db, |batch| spend(batch, 3, 1)).await, "start_gone");
    assert_eq!(loss(db, |batch| starts::take_back(batch, pair.0, CONTRACT)).await, "start_gone");
    let elsewhere = (account_id(2), ContractId::from_bytes([8; 16]));
    assert_eq!(
        loss(db, |batch| starts::issue(batch, elsewhere, &code(4, 100), later(1))).await,
        "start_gone"
    );
}

async fn an_adult_who_started_is_given_no_code_and_a_minor_is_until_the_day(bench: &Bench) {
    let db = added(bench).await;
    let pair = (account_id(2), CONTRACT);
    write(db, |batch| spend(batch, 2, 1)).await;
    assert_eq!(loss(db, |batch| starts::issue(batch, pair, &code(3, 100), later(2))).await, "start_gone");
    write(db, |batch| minors::put(batch, account_id(2), Some(later(50)), later(0))).await;
    write(db, |batch| starts::issue(batch, pair, &code(3, 100), later(49))).await;
    assert_eq!(loss(db, |batch| spend(batch, 3, 50)).await, "start_gone", "of age, with a password");
    assert_eq!(loss(db, |batch| starts::issue(batch, pair, &code(4, 100), later(50))).await, "start_gone");
    write(db, |batch| spend(batch, 3, 49)).await;
    let stands = starts::of_account(db, account_id(2)).await.unwrap().expect("the row stays");
    assert_eq!(stands.started_at, Some(later(1)), "the first time stays");
}

async fn more_are_not_added_than_may_be(bench: &Bench) {
    let db = ready(bench).await;
    for account in 2..=4 {
        with_account(db, account).await;
    }
    let add = |batch: &mut Batch, account: u8, since: i64| {
        starts::add(batch, &start(account, None), (2, later(since)));
    };
    write(db, |batch| add(batch, 2, 0)).await;
    write(db, |batch| add(batch, 3, 0)).await;
    assert_eq!(loss(db, |batch| add(batch, 4, 0)).await, "too_many_added");
    assert_eq!(starts::added_since(db, CONTRACT, later(0)).await.unwrap(), 2);
    write(db, |batch| add(batch, 4, 2)).await;
    assert_eq!(starts::added_since(db, CONTRACT, later(2)).await.unwrap(), 2);
}

async fn who_never_started_leaves_with_their_login_and_who_did_keeps_it(bench: &Bench) {
    let db = added(bench).await;
    with_account(db, 3).await;
    write(db, |batch| add(batch, 3)).await;
    assert_eq!(starts::of_contract(db, CONTRACT).await.unwrap().len(), 2);
    write(db, |batch| spend(batch, 2, 1)).await;
    for account in [2, 3] {
        write(db, |batch| {
            memberships::end(batch, account_id(account), CONTRACT, later(2));
            starts::end_code(batch, account_id(account), CONTRACT);
            starts::close_unstarted(batch, account_id(account), CONTRACT, later(2));
        })
        .await;
    }
    let closed = async |account| {
        accounts::by_id(db, account_id(account)).await.unwrap().expect("an account").disabled_at.is_some()
    };
    assert!(!closed(2).await && closed(3).await);
    assert!(starts::of_contract(db, CONTRACT).await.unwrap().is_empty());
}
