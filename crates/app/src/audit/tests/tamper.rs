//! Entries changed, removed, reordered and cut off by raw SQL, with and without the chain mended afterwards (AU2).

use std::fmt::Write as _;

use store::audit::{StoredEntry, lane};

use super::bench::{Bench, on_both_engines};
use crate::audit::leaf::{chained, leaf_of};
use crate::audit::verify::Finding::{self, InCheckpoints, InLane as Lane, MoreInLane, StrayLane};
use crate::audit::verify::{InCheckpoints as Ours, InLane, Source};

on_both_engines!(
    an_untouched_audit_is_whole,
    a_changed_column_is_found_by_lane_and_number,
    a_changed_personal_part_is_found,
    a_removed_entry_is_found_also_when_its_number_is_given_to_the_next,
    exchanged_entries_are_found,
    entries_cut_off_the_end_are_found,
    an_entry_put_in_is_found,
    a_head_that_was_removed_set_back_or_overwritten_is_found,
    a_lane_rewritten_from_an_entry_on_contradicts_the_checkpoint,
    a_lane_cut_with_its_head_contradicts_the_checkpoint,
    a_lane_emptied_with_its_head_contradicts_the_checkpoint,
    harm_to_one_lane_accuses_no_other,
    a_lane_in_ruins_is_told_briefly_and_counted_whole,
    changed_removed_and_exchanged_checkpoints_are_found,
    a_lane_cut_before_the_next_checkpoint_goes_back_in_it,
    a_store_rewritten_checkpoints_and_all_contradicts_the_file,
    a_checkpoint_by_a_stranger_is_no_checkpoint,
);

/// Twelve entries in lane 5 and three in lane 6; a checkpoint signed the first eight of lane 5.
async fn prepared(bench: &Bench) {
    bench.acts(5, 8).await;
    assert!(bench.app.checkpoint().await.unwrap());
    bench.acts(6, 3).await;
    bench.acts(5, 4).await;
}

async fn found(bench: &Bench) -> Vec<Finding> {
    bench.verify().await.0
}

fn five(what: InLane) -> Finding {
    Lane { lane: 5, what }
}

async fn an_untouched_audit_is_whole(bench: &Bench) {
    assert_eq!(found(bench).await, []);
    prepared(bench).await;
    let (findings, summary) = bench.verify().await;
    assert_eq!(findings, []);
    assert_eq!((summary.entries, summary.erased, summary.checkpoints, summary.findings), (15, 0, 1, 0));
    assert_eq!((summary.newest.unwrap().0, summary.uncovered), (1, 7));
}

async fn a_changed_column_is_found_by_lane_and_number(bench: &Bench) {
    prepared(bench).await;
    let entry = "UPDATE audit SET";
    for (column, value) in [
        ("body", "'{\"fact\":\"signed_out_everywhere\"}'"),
        ("code", "'F-999'"),
        ("at", "at - 1"),
        ("account_id", "NULL"),
        ("act_id", "salt"),
        ("personal_hash", "leaf"),
    ] {
        for seq in [1, 7, 12] {
            bench
                .run(&format!("CREATE TABLE kept AS SELECT * FROM audit WHERE lane = 5 AND seq = {seq}"))
                .await;
            bench.run(&format!("{entry} {column} = {value} WHERE lane = 5 AND seq = {seq}")).await;
            let findings = found(bench).await;
            assert_eq!(findings[0], five(InLane::Changed { seq }), "{column} of {seq}");
            let is_of_it = |finding: &Finding| {
                *finding == five(InLane::Changed { seq }) || *finding == five(InLane::PersonalChanged { seq })
            };
            assert!(findings.iter().all(is_of_it), "{column} of {seq}: {findings:?}");
            let back =
                format!("{entry} {column} = (SELECT {column} FROM kept) WHERE lane = 5 AND seq = {seq}");
            bench.run(&back).await;
            bench.run("DROP TABLE kept").await;
        }
    }
    assert_eq!(found(bench).await, []);
    // With the leaf made anew, the chain contradicts it.
    bench.run("UPDATE audit SET leaf = personal_hash WHERE lane = 5 AND seq = 7").await;
    let findings = found(bench).await;
    assert_eq!(findings, [five(InLane::Changed { seq: 7 }), five(InLane::DoesNotFollow { seq: 7 })]);
}

async fn a_changed_personal_part_is_found(bench: &Bench) {
    prepared(bench).await;
    for harm in [
        "personal_sealed = leaf",
        "salt = act_id",
        "salt = NULL",
        "personal_sealed = NULL",
        "personal_sealed = (SELECT personal_sealed FROM audit WHERE lane = 6 AND seq = 1)",
    ] {
        bench
            .run("CREATE TABLE kept AS SELECT salt, personal_sealed FROM audit WHERE lane = 5 AND seq = 3")
            .await;
        bench.run(&format!("UPDATE audit SET {harm} WHERE lane = 5 AND seq = 3")).await;
        assert_eq!(found(bench).await, [five(InLane::PersonalChanged { seq: 3 })], "{harm}");
        bench
            .run(
                "UPDATE audit SET salt = (SELECT salt FROM kept), \
                 personal_sealed = (SELECT personal_sealed FROM kept) WHERE lane = 5 AND seq = 3",
            )
            .await;
        bench.run("DROP TABLE kept").await;
    }
}

async fn a_removed_entry_is_found_also_when_its_number_is_given_to_the_next(bench: &Bench) {
    prepared(bench).await;
    bench.run("DELETE FROM audit WHERE lane = 5 AND seq IN (3, 4)").await;
    assert_eq!(found(bench).await, [five(InLane::Missing { from: 3, to: 4 })]);
    // Moved up from behind, so that no number is there twice at any moment.
    for seq in 5..=12 {
        bench.run(&format!("UPDATE audit SET seq = seq - 2 WHERE lane = 5 AND seq = {seq}")).await;
    }
    let findings = found(bench).await;
    assert_eq!(findings[0], five(InLane::DoesNotFollow { seq: 3 }));
    assert!(findings.contains(&five(InLane::CutOff { from: 11, to: 12 })), "{findings:?}");
}

async fn exchanged_entries_are_found(bench: &Bench) {
    prepared(bench).await;
    for (from, to) in [(3, 99), (4, 3), (99, 4)] {
        bench.run(&format!("UPDATE audit SET seq = {to} WHERE lane = 5 AND seq = {from}")).await;
    }
    let places = [3, 4, 5].map(|seq| five(InLane::DoesNotFollow { seq }));
    assert_eq!(found(bench).await, places);
}

async fn entries_cut_off_the_end_are_found(bench: &Bench) {
    prepared(bench).await;
    bench.run("DELETE FROM audit WHERE lane = 5 AND seq > 10").await;
    assert_eq!(found(bench).await, [five(InLane::CutOff { from: 11, to: 12 })]);
    bench.run("DELETE FROM audit WHERE lane = 6").await;
    let all = found(bench).await;
    assert!(all.contains(&Lane { lane: 6, what: InLane::CutOff { from: 1, to: 3 } }), "{all:?}");
}

async fn an_entry_put_in_is_found(bench: &Bench) {
    prepared(bench).await;
    let insert = |lane: i64, seq: i64| {
        let columns = "act_id, at, code, account_id, body, salt, personal_sealed, personal_hash, leaf, head";
        let copy = format!("SELECT {lane}, {seq}, {columns} FROM audit WHERE lane = 5 AND seq = 2");
        format!("INSERT INTO audit (lane, seq, {columns}) {copy}")
    };
    for (lane, seq, harm) in [
        (5, 13, five(InLane::BeyondHead { head: 12, seq: 13 })),
        (5, 0, five(InLane::NoNumber { seq: 0 })),
        (5, -7, five(InLane::NoNumber { seq: -7 })),
        (64, 1, StrayLane),
        (-1, 1, StrayLane),
    ] {
        bench.run(&insert(lane, seq)).await;
        let findings = found(bench).await;
        assert!(findings.contains(&harm), "{lane} {seq}: {findings:?}");
        bench.run(&format!("DELETE FROM audit WHERE lane = {lane} AND seq = {seq}")).await;
    }
    assert_eq!(found(bench).await, []);
}

async fn a_head_that_was_removed_set_back_or_overwritten_is_found(bench: &Bench) {
    prepared(bench).await;
    bench.run("UPDATE audit_lanes SET head = (SELECT head FROM audit WHERE lane = 5 AND seq = 1) WHERE lane = 5").await;
    assert_eq!(found(bench).await, [five(InLane::HeadDiffers { seq: 12 })]);
    bench
        .run(
            "UPDATE audit_lanes SET seq = 10, head = (SELECT head FROM audit WHERE lane = 5 AND seq = 10) \
             WHERE lane = 5",
        )
        .await;
    assert_eq!(found(bench).await, [five(InLane::BeyondHead { head: 10, seq: 11 })]);
    bench.run("DELETE FROM audit_lanes WHERE lane = 5").await;
    assert_eq!(found(bench).await, [five(InLane::NoHead)]);
}

/// What somebody would do who knows how the chain is made and may write the whole store, but has no key.
async fn mend_chain(bench: &Bench, lane_number: u8, from: i64) {
    let entries = lane(bench.app.db(), lane_number, 0, 1000).await.unwrap();
    let mut head = entries.iter().rfind(|stored| stored.seq < from).map_or([0; 32], |stored| stored.head);
    let mut last = 0;
    for StoredEntry { seq, entry, .. } in &entries {
        last = *seq;
        if *seq >= from {
            let leaf = leaf_of(entry);
            head = chained(&head, &leaf);
            let (leaf, head) = (bytes(bench, &leaf), bytes(bench, &head));
            let set = format!("UPDATE audit SET leaf = {leaf}, head = {head}");
            bench.run(&format!("{set} WHERE lane = {lane_number} AND seq = {seq}")).await;
        }
    }
    let head = bytes(bench, &head);
    bench
        .run(&format!("UPDATE audit_lanes SET seq = {last}, head = {head} WHERE lane = {lane_number}"))
        .await;
}

/// Bytes as a text of SQL: the two engines write them differently.
fn bytes(bench: &Bench, bytes: &[u8]) -> String {
    let digits = bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    if bench.is_sqlite() { format!("x'{digits}'") } else { format!("'\\x{digits}'::bytea") }
}

async fn a_lane_rewritten_from_an_entry_on_contradicts_the_checkpoint(bench: &Bench) {
    prepared(bench).await;
    bench.run("UPDATE audit SET code = 'F-110' WHERE lane = 5 AND seq = 3").await;
    mend_chain(bench, 5, 3).await;
    let findings = found(bench).await;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(
        matches!(
            findings[0],
            Lane { lane: 5, what: InLane::Rewritten { from: 1, to: 8, checkpoint: 1, .. } }
        ),
        "{findings:?}"
    );
}

async fn a_lane_cut_with_its_head_contradicts_the_checkpoint(bench: &Bench) {
    prepared(bench).await;
    bench.run("DELETE FROM audit WHERE lane = 5 AND seq > 6").await;
    mend_chain(bench, 5, 99).await;
    bench.run("UPDATE audit_lanes SET head = (SELECT head FROM audit WHERE lane = 5 AND seq = 6) WHERE lane = 5").await;
    let findings = found(bench).await;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(
        matches!(
            findings[0],
            Lane { lane: 5, what: InLane::CutOffSince { from: 7, to: 8, checkpoint: 1, .. } }
        ),
        "{findings:?}"
    );
}

async fn a_lane_emptied_with_its_head_contradicts_the_checkpoint(bench: &Bench) {
    prepared(bench).await;
    bench.run("DELETE FROM audit WHERE lane = 5").await;
    mend_chain(bench, 5, 1).await;
    let findings = found(bench).await;
    assert!(
        matches!(findings[..], [Lane { lane: 5, what: InLane::CutOffSince { from: 1, to: 8, .. } }]),
        "{findings:?}"
    );
}

async fn harm_to_one_lane_accuses_no_other(bench: &Bench) {
    prepared(bench).await;
    bench.run("UPDATE audit SET body = '{}' WHERE lane = 6 AND seq = 2").await;
    bench.run("DELETE FROM audit WHERE lane = 5 AND seq = 1").await;
    let findings = found(bench).await;
    let six = Lane { lane: 6, what: InLane::Changed { seq: 2 } };
    assert_eq!(findings, [five(InLane::Missing { from: 1, to: 1 }), six]);
}

async fn a_lane_in_ruins_is_told_briefly_and_counted_whole(bench: &Bench) {
    bench.acts(5, 30).await;
    bench.run("UPDATE audit SET body = '{}'").await;
    let (findings, summary) = bench.verify().await;
    assert_eq!(findings.len(), 21);
    assert_eq!(findings.last(), Some(&MoreInLane { lane: 5 }));
    assert_eq!(summary.findings, 30);
}

fn in_store(what: Ours) -> Finding {
    InCheckpoints { from: Source::Store, what }
}

async fn with_checkpoints(bench: &Bench, count: usize) {
    for _ in 0..count {
        bench.acts(5, 2).await;
        assert!(bench.app.checkpoint().await.unwrap());
    }
    assert_eq!(found(bench).await, []);
}

async fn changed_removed_and_exchanged_checkpoints_are_found(bench: &Bench) {
    with_checkpoints(bench, 5).await;
    bench.run("DELETE FROM audit_checkpoints WHERE seq = 3").await;
    assert_eq!(found(bench).await, [in_store(Ours::Missing { from: 3, to: 3 })]);
    bench.run("UPDATE audit_checkpoints SET seq = 3 WHERE seq = 2").await;
    assert!(found(bench).await.contains(&in_store(Ours::NotSigned { seq: 3 })));
    bench.run("UPDATE audit_checkpoints SET jws = (SELECT jws FROM audit_checkpoints WHERE seq = 4) WHERE seq = 5").await;
    assert!(found(bench).await.contains(&in_store(Ours::NotSigned { seq: 5 })));
    bench.run("UPDATE audit_checkpoints SET jws = 'nonsense' WHERE seq = 1").await;
    assert!(found(bench).await.contains(&in_store(Ours::NotSigned { seq: 1 })));
}

async fn a_lane_cut_before_the_next_checkpoint_goes_back_in_it(bench: &Bench) {
    prepared(bench).await;
    bench.run("DELETE FROM audit WHERE lane = 5 AND seq > 6").await;
    mend_chain(bench, 5, 1).await;
    assert!(bench.app.checkpoint().await.unwrap(), "a node signs what it finds");
    let findings = found(bench).await;
    assert!(
        matches!(
            findings[0],
            Lane { lane: 5, what: InLane::CutOffSince { from: 7, to: 8, checkpoint: 1, .. } }
        ),
        "{findings:?}"
    );
    assert_eq!(findings[1..], [in_store(Ours::GoesBack { seq: 2, lane: 5 })]);
}

async fn a_store_rewritten_checkpoints_and_all_contradicts_the_file(bench: &Bench) {
    with_checkpoints(bench, 3).await;
    bench.app.export_checkpoints().await.unwrap();
    assert_eq!(bench.verify_with_file().await.0, []);
    bench.run("DELETE FROM audit WHERE seq > 3").await;
    mend_chain(bench, 5, 1).await;
    bench.run("DELETE FROM audit_checkpoints WHERE seq > 1").await;
    assert_eq!(found(bench).await, [], "nothing in the store contradicts itself");
    let (findings, _) = bench.verify_with_file().await;
    assert!(
        matches!(
            findings[0],
            Lane { lane: 5, what: InLane::CutOffSince { from: 4, to: 4, checkpoint: 2, .. } }
        ),
        "{findings:?}"
    );
    let ends = Ours::StoreEndsEarlier { store: 1, file: 3 };
    assert_eq!(findings[1..], [InCheckpoints { from: Source::File, what: ends }]);
}

async fn a_checkpoint_by_a_stranger_is_no_checkpoint(bench: &Bench) {
    with_checkpoints(bench, 2).await;
    let strangers = crate::keys::KeyFile::generate(domain::Timestamp::from_millis(1)).unwrap();
    let strangers = crate::keys::Keys::prepare(&strangers).unwrap();
    let (findings, summary) = bench.verify_with(strangers, None).await;
    let unsigned = [1, 2].map(|seq| in_store(Ours::NotSigned { seq }));
    assert!(unsigned.iter().all(|finding| findings.contains(finding)), "{findings:?}");
    assert_eq!(summary.newest, None);
}
