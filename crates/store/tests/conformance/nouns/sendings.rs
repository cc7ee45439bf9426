//! Codes that are sent: one live, spent once, bounded by address and by budget (SM2, SM3).

use std::time::Duration;

use domain::sim_swap::Met;
use domain::{AuthenticatorId, SentCodeId};
use store::sent_codes::SentCode;
use store::{Db, sendings, sent_codes, sim_swaps};

use super::{account_id, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_newer_code_makes_the_older_worthless,
    of_twenty_who_use_one_code_one_wins,
    of_twenty_who_ask_at_once_for_one_address_one_takes_the_place,
    a_budget_is_never_overdrawn_by_twenty_at_once,
    hours_count_what_was_sent_and_used,
    a_changed_card_is_met_and_told_once_until_it_is_over,
);

const BY: AuthenticatorId = AuthenticatorId::from_bytes([4; 16]);

fn code(n: u8) -> SentCode {
    SentCode {
        account: account_id(1),
        authenticator: BY,
        id: SentCodeId::from_bytes([n; 16]),
        code_hash: [n; 32],
        tries: 0,
        expires_at: NOW + Duration::from_mins(10),
    }
}

async fn put(db: &Db, new: &SentCode) {
    write(db, |batch| sent_codes::put(batch, new)).await;
}

async fn a_newer_code_makes_the_older_worthless(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &code(1)).await;
    write(db, |batch| sent_codes::book_try(batch, &code(1))).await;
    put(db, &code(2)).await;
    assert_eq!(sent_codes::of(db, account_id(1), BY).await.unwrap(), Some(code(2)));
    assert_eq!(loss(db, |batch| sent_codes::spend(batch, &code(1), NOW)).await, "sent_code_used");
    let tried = SentCode { tries: 1, ..code(2) };
    assert_eq!(loss(db, |batch| sent_codes::book_try(batch, &tried)).await, "sent_code_moved");
    let late = loss(db, |batch| sent_codes::spend(batch, &code(2), code(2).expires_at)).await;
    assert_eq!(late, "sent_code_used", "too old");
    write(db, |batch| sent_codes::forget(batch, account_id(1))).await;
    assert_eq!(sent_codes::of(db, account_id(1), BY).await.unwrap(), None);
}

async fn of_twenty_who_use_one_code_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    put(db, &code(1)).await;
    assert_eq!(
        winners_of_twenty(db, "sent_code_used", |batch, _| sent_codes::spend(batch, &code(1), NOW)).await,
        1
    );
}

async fn of_twenty_who_ask_at_once_for_one_address_one_takes_the_place(bench: &Bench) {
    let db = ready(bench).await;
    let seen = sendings::to(db, &[7; 16], 20).await.unwrap();
    assert_eq!((seen.at.len(), seen.next), (0, 1));
    assert_eq!(
        winners_of_twenty(db, "sending_moved", |batch, _| sendings::book(batch, &[7; 16], 1, NOW)).await,
        1
    );
    write(db, |batch| sendings::book(batch, &[7; 16], 2, NOW + Duration::from_secs(30))).await;
    let seen = sendings::to(db, &[7; 16], 20).await.unwrap();
    assert_eq!((seen.at, seen.next), (vec![NOW + Duration::from_secs(30), NOW], 3));
    assert_eq!(sendings::to(db, &[8; 16], 20).await.unwrap().next, 1, "another address");
}

async fn a_budget_is_never_overdrawn_by_twenty_at_once(bench: &Bench) {
    let db = ready(bench).await;
    let until = NOW + Duration::from_hours(1);
    let spend = |batch: &mut store::Batch, _| sendings::spend(batch, &[1; 16], 7, until, "spent");
    assert_eq!(winners_of_twenty(db, "spent", spend).await, 7);
    assert_eq!(loss(db, |batch| spend(batch, 0)).await, "spent");
    write(db, |batch| sendings::spend(batch, &[2; 16], 7, until, "spent")).await;
}

async fn hours_count_what_was_sent_and_used(bench: &Bench) {
    let db = ready(bench).await;
    for hour in [5, 6, 6] {
        write(db, |batch| sendings::count_sent(batch, hour, "33")).await;
    }
    write(db, |batch| sendings::count_used(batch, 6, "33")).await;
    write(db, |batch| sendings::count_used(batch, 6, "44")).await;
    let mut seen = sendings::since(db, 6).await.unwrap();
    seen.sort();
    assert_eq!(seen, [("33".to_owned(), 2, 1), ("44".to_owned(), 0, 1)]);
}

/// SM5: met once for an account and a number, told once, and another story when it is over.
async fn a_changed_card_is_met_and_told_once_until_it_is_over(bench: &Bench) {
    let db = ready(bench).await;
    let (to, over) = ([7; 16], NOW + Duration::from_hours(72));
    let met = async |at| sim_swaps::met(db, account_id(1), &to, at).await.unwrap();
    assert_eq!(met(NOW).await, None);
    write(db, |batch| sim_swaps::note(batch, account_id(1), &to, NOW, over)).await;
    let later = NOW + Duration::from_hours(1);
    write(db, |batch| sim_swaps::note(batch, account_id(1), &to, later, later + Duration::from_hours(72)))
        .await;
    assert_eq!(met(later).await, Some(Met { at: NOW, told: false }), "the first who met it");
    let telling = |batch: &mut store::Batch, _| sim_swaps::tell(batch, account_id(1), &to, later);
    assert_eq!(winners_of_twenty(db, "sim_change_told", telling).await, 1);
    assert_eq!(met(later).await, Some(Met { at: NOW, told: true }));
    assert_eq!(sim_swaps::met(db, account_id(2), &to, later).await.unwrap(), None, "of one account alone");
    assert_eq!(met(over).await, None);
    write(db, |batch| sim_swaps::note(batch, account_id(1), &to, over, over + Duration::from_hours(72)))
        .await;
    assert_eq!(met(over).await, Some(Met { at: over, told: false }), "another change");
}
