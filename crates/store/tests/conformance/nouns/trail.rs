//! The trail is read newest first, page by page, and forgets persons without forgetting what happened (AU4).

use domain::Timestamp;
use store::audit::{self as chains, Entry, StoredEntry};
use store::trail::{self, Mark, Of};
use store::{Db, doubted};

use super::audit::{append, entry};
use super::{account_id, later, ready, write};
use crate::bench::{Bench, NOW, on_both_engines, run};

on_both_engines!(
    an_account_reads_its_own_entries_newest_first,
    pages_follow_one_another_without_a_gap_or_a_repeat,
    a_code_finds_its_entries_and_no_other,
    nothing_older_than_asked_is_read,
    personal_parts_are_erased_slice_by_slice_and_the_chain_stays,
    a_row_that_makes_no_sense_is_told_and_not_a_failure,
    a_row_in_a_lane_that_there_is_not_is_noticed,
);

async fn numbers(db: &Db, of: &Of, since: Timestamp, before: Mark, limit: u32) -> Vec<u8> {
    let page = trail::page(db, of, since, before, limit).await.unwrap();
    page.iter().map(|stored| stored.entry.leaf[0]).collect()
}

async fn an_account_reads_its_own_entries_newest_first(bench: &Bench) {
    let db = ready(bench).await;
    for number in 1..=3 {
        append(db, &entry(5, number)).await;
    }
    append(db, &Entry { at: later(3), ..entry(5, 4) }).await;
    append(db, &Entry { account: None, ..entry(5, 5) }).await;
    let of = |number| Of::Account(account_id(number));
    assert_eq!(numbers(db, &of(5), NOW, Mark::NEWEST, 3).await, [4, 3, 2]);
    assert_eq!(numbers(db, &of(6), NOW, Mark::NEWEST, 3).await, super::NOTHING);
}

async fn pages_follow_one_another_without_a_gap_or_a_repeat(bench: &Bench) {
    let db = ready(bench).await;
    // All at one instant, so that lane and number decide.
    for (lane, number) in [(3, 1), (7, 2), (3, 3), (5, 4), (7, 5)] {
        append(db, &Entry { at: NOW, account: Some(account_id(1)), ..entry(lane, number) }).await;
    }
    let (mut before, mut read) = (Mark::NEWEST, Vec::new());
    loop {
        let page = trail::page(db, &Of::All, NOW, before, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Mark::of(last);
        read.extend(page.iter().map(|stored| (stored.entry.lane, stored.seq)));
    }
    assert_eq!(read, [(7, 2), (7, 1), (5, 1), (3, 2), (3, 1)]);
}

async fn a_code_finds_its_entries_and_no_other(bench: &Bench) {
    let db = ready(bench).await;
    append(db, &entry(5, 1)).await;
    append(db, &Entry { code: "F-113".into(), ..entry(6, 2) }).await;
    append(db, &Entry { code: "F-113".into(), ..entry(5, 3) }).await;
    let thefts = Of::Code("F-113".into());
    assert_eq!(numbers(db, &thefts, NOW, Mark::NEWEST, 9).await, [3, 2]);
    let first = Mark { at: later(3), lane: 5, seq: 2 };
    assert_eq!(numbers(db, &thefts, NOW, first, 9).await, [2]);
}

async fn nothing_older_than_asked_is_read(bench: &Bench) {
    let db = ready(bench).await;
    for number in 1..=3 {
        append(db, &entry(5, number)).await;
    }
    for of in [Of::All, Of::Account(account_id(5)), Of::Code("F-101".into())] {
        assert_eq!(numbers(db, &of, later(2), Mark::NEWEST, 9).await, [3, 2], "{of:?}");
    }
}

async fn lane_five(db: &Db) -> Vec<StoredEntry> {
    chains::lane(db, 5, 0, 1000).await.unwrap()
}

async fn personal_parts_are_erased_slice_by_slice_and_the_chain_stays(bench: &Bench) {
    let db = ready(bench).await;
    let count = trail::SLICE + 2;
    write(db, |batch| {
        for _ in 0..count {
            chains::append(batch, &entry(5, 1));
        }
        chains::append(batch, &entry(5, 9));
    })
    .await;
    let before = lane_five(db).await;
    for left in [3, 1, 1] {
        write(db, |batch| trail::erase_personal(batch, later(9))).await;
        let after = lane_five(db).await;
        assert_eq!(after.iter().filter(|stored| stored.entry.salt.is_some()).count(), left);
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(after.entry.salt.is_some(), after.entry.personal_sealed.is_some());
            let kept = |stored: &StoredEntry| (stored.entry.personal_hash, stored.entry.leaf, stored.head);
            assert_eq!(kept(before), kept(after));
        }
    }
    assert_eq!(lane_five(db).await.last(), before.last(), "the younger one keeps its personal part");
}

async fn a_row_that_makes_no_sense_is_told_and_not_a_failure(bench: &Bench) {
    let db = ready(bench).await;
    append(db, &entry(5, 1)).await;
    append(db, &entry(5, 2)).await;
    run(db, "UPDATE audit SET leaf = personal_sealed WHERE lane = 5 AND seq = 1").await;
    let rows = doubted::lane(db, 5, i64::MIN, 9).await.unwrap();
    assert_eq!(rows[0], doubted::Row::Unreadable(1));
    assert!(matches!(&rows[1], doubted::Row::Entry(entry) if entry.seq == 2));
    assert_eq!(doubted::at(db, 5, 1).await.unwrap(), Some(doubted::Row::Unreadable(1)));
    run(db, "UPDATE audit_lanes SET head = leaf FROM audit WHERE audit_lanes.lane = 5 AND audit.seq = 1")
        .await;
    assert!(!doubted::heads(db).await.unwrap().iter().any(|head| head.lane == 5));
}

async fn a_row_in_a_lane_that_there_is_not_is_noticed(bench: &Bench) {
    let db = ready(bench).await;
    append(db, &entry(5, 1)).await;
    for lane in ["64", "-1"] {
        assert!(!doubted::has_stray(db).await.unwrap());
        run(db, &format!("UPDATE audit SET lane = {lane}")).await;
        assert!(doubted::has_stray(db).await.unwrap(), "{lane}");
        run(db, "UPDATE audit SET lane = 5").await;
    }
}
