//! A new address waits for its code, is brought once, and is taken back while its days run (EL8).

use domain::time::hours;
use domain::{ChangeId, ContactId, Timestamp};
use store::contact_changes::{self, StoredChange};
use store::contacts::{self, StoredContact};
use store::{Db, purge};

use super::{account_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    one_change_waits_for_each_account_and_the_newest_counts,
    of_twenty_who_confirm_one_wins_and_too_late_nobody,
    a_change_is_taken_back_while_its_days_run_and_not_after,
    an_address_that_left_is_nobodys_and_is_purged,
    whoever_changed_an_address_here_is_known,
);

const OLD: ContactId = ContactId::from_bytes([1; 16]);

fn id(number: u8) -> ChangeId {
    ChangeId::from_bytes([number; 16])
}

fn change(number: u8) -> StoredChange {
    StoredChange {
        account: account_id(1),
        id: id(number),
        value_sealed: vec![number, 0, 255],
        replaces: Some(OLD),
        code_hash: [number; 32],
        expires_at: later(3600),
        tries: 0,
    }
}

fn contact(number: u8, changed_at: Timestamp) -> StoredContact {
    StoredContact {
        account: account_id(1),
        id: ContactId::from_bytes([number; 16]),
        kind: "mail".into(),
        value_sealed: vec![number],
        verified_at: Some(changed_at),
        changed_at,
        leaves_at: None,
    }
}

async fn ids(db: &Db) -> Vec<(ContactId, bool)> {
    let all = contacts::of_account(db, account_id(1)).await.unwrap();
    all.into_iter().map(|contact| (contact.id, contact.leaves_at.is_some())).collect()
}

/// The first contact is replaced by the second.
async fn replaced(db: &Db) {
    write(db, |batch| contacts::insert(batch, &[1; 16], &contact(1, NOW))).await;
    write(db, |batch| {
        contact_changes::bring(batch, &[2; 16], &contact(2, later(5)), id(7));
        contact_changes::send_away(batch, (account_id(1), OLD), id(7), (later(5), later(5) + hours(72)));
    })
    .await;
}

async fn one_change_waits_for_each_account_and_the_newest_counts(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| contact_changes::put(batch, &change(1))).await;
    write(db, |batch| contact_changes::book_try(batch, &change(1))).await;
    assert_eq!(loss(db, |batch| contact_changes::book_try(batch, &change(1))).await, "change_tried");
    let tried = contact_changes::of_account(db, account_id(1)).await.unwrap().unwrap();
    assert_eq!(tried, StoredChange { tries: 1, ..change(1) });
    write(db, |batch| contact_changes::put(batch, &change(2))).await;
    assert_eq!(contact_changes::of_account(db, account_id(1)).await.unwrap(), Some(change(2)));
    let old = loss(db, |batch| contact_changes::take(batch, account_id(1), id(1), later(1))).await;
    assert_eq!(old, "change_taken", "the older one is dead");
    assert_eq!(contact_changes::of_account(db, account_id(2)).await.unwrap(), None);
}

async fn of_twenty_who_confirm_one_wins_and_too_late_nobody(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| contact_changes::put(batch, &change(1))).await;
    let winners = winners_of_twenty(db, "change_taken", |batch, _| {
        contact_changes::take(batch, account_id(1), id(1), later(1));
    });
    assert_eq!(winners.await, 1, "EL2");
    write(db, |batch| contact_changes::put(batch, &change(2))).await;
    let late = loss(db, |batch| contact_changes::take(batch, account_id(1), id(2), later(3600))).await;
    assert_eq!(late, "change_taken", "EL3");
}

async fn a_change_is_taken_back_while_its_days_run_and_not_after(bench: &Bench) {
    let db = ready(bench).await;
    replaced(db).await;
    assert_eq!(ids(db).await, [(OLD, true), (ContactId::from_bytes([2; 16]), false)]);
    let twice = loss(db, |batch| {
        contact_changes::send_away(batch, (account_id(1), OLD), id(8), (later(6), later(7)));
    });
    assert_eq!(twice.await, "contact_gone");
    let after = later(5) + hours(72);
    write(db, |batch| contact_changes::undo(batch, account_id(1), id(7), (after, after - hours(72)))).await;
    assert_eq!(ids(db).await.len(), 2, "its days are over");
    write(db, |batch| contact_changes::undo(batch, account_id(1), id(9), (later(9), NOW))).await;
    assert_eq!(ids(db).await.len(), 2, "another change");
    write(db, |batch| contact_changes::undo(batch, account_id(1), id(7), (later(9), NOW))).await;
    assert_eq!(ids(db).await, [(OLD, false)], "EL8");
}

async fn an_address_that_left_is_nobodys_and_is_purged(bench: &Bench) {
    let db = ready(bench).await;
    replaced(db).await;
    let sharing = |now| contacts::sharing_mail(db, &[1; 16], now);
    assert_eq!(sharing(later(6)).await.unwrap(), [account_id(1)]);
    let gone = later(5) + hours(72);
    assert_eq!(sharing(gone).await.unwrap(), []);
    write(db, |batch| purge::slice(batch, gone + hours(2))).await;
    assert_eq!(ids(db).await, [(ContactId::from_bytes([2; 16]), false)]);
    write(db, |batch| contact_changes::put(batch, &change(1))).await;
    write(db, |batch| purge::slice(batch, later(3600) + hours(2))).await;
    assert_eq!(contact_changes::of_account(db, account_id(1)).await.unwrap(), None);
}

async fn whoever_changed_an_address_here_is_known(bench: &Bench) {
    let db = ready(bench).await;
    assert!(!contact_changes::is_own(db, account_id(1)).await.unwrap());
    replaced(db).await;
    assert!(contact_changes::is_own(db, account_id(1)).await.unwrap());
    assert!(!contact_changes::is_own(db, account_id(2)).await.unwrap());
}
