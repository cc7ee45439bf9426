//! The chains hold under concurrency, and anybody can recompute them (AU2, AU4).

use aws_lc_rs::digest::{SHA256, digest};
use domain::ActId;
use domain::audit::LANES;
use store::audit::{self, Entry, StoredEntry};
use store::{Db, codes};
use tokio::task::JoinSet;

use super::{account_id, later, loss, ready, write};
use crate::bench::{Bench, NOW, batch, on_both_engines};

on_both_engines!(
    heads_equal_what_is_recomputed_from_the_leaves,
    appends_at_once_are_none_of_them_lost,
    an_act_that_is_lost_leaves_no_trace,
    seeding_again_moves_no_head,
    a_store_without_lanes_takes_no_act,
    a_lane_is_read_in_pages,
);

pub fn entry(lane: u8, number: u8) -> Entry {
    Entry {
        lane,
        act: ActId::from_bytes([number; 16]),
        at: later(number.into()),
        code: "F-101".into(),
        account: Some(account_id(lane)),
        body: r#"{"fact":"signed_out_everywhere"}"#.into(),
        salt: Some(vec![number; 16]),
        personal_sealed: Some(vec![number; 40]),
        personal_hash: Some([number; 32]),
        leaf: [number; 32],
    }
}

pub async fn append(db: &Db, entry: &Entry) {
    write(db, |batch| audit::append(batch, entry)).await;
}

fn chained(head: [u8; 32], leaf: &[u8; 32]) -> [u8; 32] {
    digest(&SHA256, &[head, *leaf].concat()).as_ref().try_into().unwrap()
}

/// Recomputes a lane from its leaves; panics at a gap or a wrong head, and returns the last head.
fn verified(entries: &[StoredEntry]) -> [u8; 32] {
    let mut head = [0; 32];
    for (seq, stored) in (1..).zip(entries) {
        head = chained(head, &stored.entry.leaf);
        assert_eq!((stored.seq, stored.head), (seq, head));
    }
    head
}

async fn heads_equal_what_is_recomputed_from_the_leaves(bench: &Bench) {
    let db = ready(bench).await;
    for number in 1..=3 {
        append(db, &entry(5, number)).await;
    }
    append(db, &entry(6, 9)).await;
    let nameless =
        Entry { account: None, salt: None, personal_sealed: None, personal_hash: None, ..entry(0, 4) };
    append(db, &nameless).await;

    let heads = audit::heads(db).await.unwrap();
    assert_eq!(heads.len(), usize::from(LANES));
    for (number, stands) in (0..).zip(heads) {
        let entries = audit::lane(db, number, 0, 100).await.unwrap();
        let count = i64::try_from(entries.len()).unwrap();
        assert_eq!((stands.lane, stands.seq, stands.head), (number, count, verified(&entries)));
    }
    assert_eq!(audit::lane(db, 0, 0, 100).await.unwrap()[0].entry, nameless);
    assert_eq!(audit::lane(db, 5, 0, 100).await.unwrap()[2].entry, entry(5, 3));
}

async fn appends_at_once_are_none_of_them_lost(bench: &Bench) {
    let db = ready(bench).await;
    let mut acts = JoinSet::new();
    for number in 0..60 {
        let (db, mut batch) = (db.clone(), batch());
        audit::append(&mut batch, &entry(number % 2, number));
        acts.spawn(async move { db.commit(batch).await.unwrap() });
    }
    acts.join_all().await;
    for number in 0..2 {
        let entries = audit::lane(db, number, 0, 100).await.unwrap();
        assert_eq!(entries.len(), 30);
        assert_eq!(audit::heads(db).await.unwrap()[usize::from(number)].head, verified(&entries));
    }
}

async fn an_act_that_is_lost_leaves_no_trace(bench: &Bench) {
    let db = ready(bench).await;
    let lost = loss(db, |batch| {
        audit::append(batch, &entry(5, 1));
        codes::spend(batch, &[1; 32], NOW);
    });
    assert_eq!(lost.await, "code_spent");
    assert_eq!(audit::lane(db, 5, 0, 100).await.unwrap(), []);
    assert_eq!(audit::heads(db).await.unwrap()[5].seq, 0);
}

async fn seeding_again_moves_no_head(bench: &Bench) {
    let db = ready(bench).await;
    append(db, &entry(5, 1)).await;
    let before = audit::heads(db).await.unwrap();
    audit::seed(db).await.unwrap();
    assert_eq!(audit::heads(db).await.unwrap(), before);
    assert_eq!(before[5].head, chained([0; 32], &[1; 32]));
}

async fn a_store_without_lanes_takes_no_act(bench: &Bench) {
    bench.db.migrate(store::MIGRATIONS, NOW).await.unwrap();
    let lost = loss(&bench.db, |batch| audit::append(batch, &entry(5, 1)));
    assert_eq!(lost.await, "audit_lane_missing");
}

async fn a_lane_is_read_in_pages(bench: &Bench) {
    let db = ready(bench).await;
    for number in 1..=5 {
        append(db, &entry(5, number)).await;
    }
    let page = audit::lane(db, 5, 2, 2).await.unwrap();
    assert_eq!(page.iter().map(|stored| stored.seq).collect::<Vec<_>>(), [3, 4]);
}
