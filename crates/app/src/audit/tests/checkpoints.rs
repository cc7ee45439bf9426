//! Checkpoints are written once a minute by whoever is first, follow one another, and leave the house whole (AU2).

use std::time::Duration;

use serde_json::Value;

use super::bench::{Bench, keys, on_both_engines, opened};
use crate::audit::checkpoint::{Checkpoint, Hash, TYP};

on_both_engines!(
    a_checkpoint_says_where_all_lanes_stand_and_names_the_one_before,
    nothing_is_signed_where_nothing_happened,
    of_two_nodes_at_once_one_writes,
    one_is_written_in_each_minute_of_the_clock,
    an_act_without_a_checkpoint_is_covered_by_the_next,
    facts_written_while_a_checkpoint_is_made_belong_to_the_next,
    every_node_exports_all_of_them,
    a_crash_in_the_middle_of_a_line_is_mended,
    a_file_that_the_store_contradicts_is_left_alone,
    what_a_retired_key_signed_stays_true,
);

async fn stored(bench: &Bench) -> Vec<Checkpoint> {
    let all = store::checkpoints::after(bench.app.db(), 0, 100).await.unwrap();
    let (_, signer) = keys().into_parts();
    all.iter().map(|stored| signer.verify_record(&stored.jws, TYP).expect("signed by us")).collect()
}

async fn a_checkpoint_says_where_all_lanes_stand_and_names_the_one_before(bench: &Bench) {
    for _ in 0..2 {
        bench.acts(5, 3).await;
        assert!(bench.app.checkpoint().await.unwrap());
    }
    let all = stored(bench).await;
    assert_eq!(
        (all[0].iss.as_str(), all[0].seq, all[0].previous),
        ("https://connexion.lumen.example", 1, None)
    );
    let first = store::checkpoints::after(bench.app.db(), 0, 1).await.unwrap().remove(0);
    assert_eq!((all[1].seq, all[1].previous), (2, Some(Hash::of(&first.jws))));
    let heads = store::audit::heads(bench.app.db()).await.unwrap();
    assert_eq!(all[1].heads.len(), 64);
    assert_eq!(all[1].heads[5], (5, 6, Hash(heads[5].head)));
    assert!(all[0].at < all[1].at && first.at == all[0].at);
    let header = first.jws.split('.').next().unwrap();
    let header = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, header).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    assert_eq!((&header["typ"], &header["alg"]), (&"vestibule-checkpoint+jwt".into(), &"ES256".into()));
}

async fn nothing_is_signed_where_nothing_happened(bench: &Bench) {
    assert!(!bench.app.checkpoint().await.unwrap());
    bench.acts(5, 1).await;
    assert!(bench.app.checkpoint().await.unwrap());
    assert!(!bench.app.checkpoint().await.unwrap());
    assert_eq!(stored(bench).await.len(), 1);
}

async fn of_two_nodes_at_once_one_writes(bench: &Bench) {
    let other = bench.second_node().await;
    for round in 1..=10 {
        bench.acts(5, 1).await;
        let (ours, theirs) = tokio::join!(bench.app.checkpoint(), other.checkpoint());
        assert!(ours.unwrap() || theirs.unwrap());
        assert_eq!(stored(bench).await.len(), round);
    }
    assert_eq!(bench.verify().await.0, []);
}

async fn one_is_written_in_each_minute_of_the_clock(bench: &Bench) {
    let to_next_minute = 60_000 - bench.app.now().millis().rem_euclid(60_000);
    bench.clock.turn(Duration::from_millis(u64::try_from(to_next_minute).unwrap()));
    let mut written = Vec::new();
    for _ in 0..8 {
        bench.act(5, &opened("mail")).await;
        bench.app.checkpoint_each_minute().await.unwrap();
        written.push(stored(bench).await.len());
        bench.clock.turn(Duration::from_secs(20));
    }
    assert!(written == [1, 1, 1, 2, 2, 2, 3, 3] || written == [1, 1, 2, 2, 2, 3, 3, 3], "{written:?}");
}

async fn an_act_without_a_checkpoint_is_covered_by_the_next(bench: &Bench) {
    bench.acts(5, 2).await;
    // The process ended here, between the facts and their checkpoint; another node goes on.
    let (findings, summary) = bench.verify().await;
    assert_eq!((findings, summary.uncovered), (Vec::new(), 2));
    let other = bench.second_node().await;
    assert!(other.checkpoint().await.unwrap());
    let (findings, summary) = bench.verify().await;
    assert_eq!((findings, summary.uncovered, summary.checkpoints), (Vec::new(), 0, 1));
}

async fn facts_written_while_a_checkpoint_is_made_belong_to_the_next(bench: &Bench) {
    // As `vestibule audit verify` opens the store: a handle of its own, beside the one that serves.
    let beside = bench.second_node().await;
    let writer = async {
        for number in 0..40 {
            bench.act(number % 7, &opened("mail")).await;
        }
    };
    let signer = async {
        for _ in 0..20 {
            bench.app.checkpoint().await.unwrap();
        }
    };
    let verifier = async {
        for _ in 0..10 {
            assert_eq!(bench.verify_on(beside.db(), keys(), None).await.0, []);
        }
    };
    tokio::join!(writer, signer, verifier);
    bench.app.checkpoint().await.unwrap();
    assert_eq!(bench.verify().await.1.uncovered, 0);
}

async fn every_node_exports_all_of_them(bench: &Bench) {
    let other = bench.second_node().await;
    for _ in 0..3 {
        bench.acts(5, 1).await;
        bench.app.checkpoint().await.unwrap();
        bench.app.export_checkpoints().await.unwrap();
        bench.acts(5, 1).await;
        other.checkpoint().await.unwrap();
    }
    bench.app.export_checkpoints().await.unwrap();
    other.export_checkpoints().await.unwrap();
    let text = std::fs::read_to_string(bench.file()).unwrap();
    assert_eq!(text.lines().count(), 6);
    assert_eq!(text, std::fs::read_to_string(bench.second_file()).unwrap());
    let (findings, summary) = bench.verify_with_file().await;
    assert_eq!((findings, summary.checkpoints), (Vec::new(), 6));
}

async fn a_crash_in_the_middle_of_a_line_is_mended(bench: &Bench) {
    for _ in 0..2 {
        bench.acts(5, 1).await;
        bench.app.checkpoint().await.unwrap();
    }
    bench.app.export_checkpoints().await.unwrap();
    let whole = std::fs::read_to_string(bench.file()).unwrap();
    let first = whole.find('\n').unwrap() + 1;
    // Also where what is left of a signature can still be read as one.
    let lengths = (0..whole.len()).filter(|length| length % 97 == 0 || first.abs_diff(*length) < 4);
    for length in lengths.chain(whole.len() - 4..whole.len()) {
        std::fs::write(bench.file(), &whole[..length]).unwrap();
        assert_eq!(bench.verify_with_file().await.0, [], "cut at {length}, before it is mended");
        bench.app.export_checkpoints().await.unwrap();
        let mended = std::fs::read_to_string(bench.file()).unwrap();
        assert!(mended.ends_with(&whole[first..]), "cut at {length}");
        let (findings, summary) = bench.verify_with_file().await;
        assert_eq!((findings, summary.checkpoints), (Vec::new(), 2), "cut at {length}");
    }
}

async fn a_file_that_the_store_contradicts_is_left_alone(bench: &Bench) {
    for _ in 0..3 {
        bench.acts(5, 1).await;
        bench.app.checkpoint().await.unwrap();
    }
    bench.app.export_checkpoints().await.unwrap();
    let before = std::fs::read_to_string(bench.file()).unwrap();
    bench.run("DELETE FROM audit_checkpoints WHERE seq > 1").await;
    assert!(bench.app.export_checkpoints().await.is_err());
    bench.acts(5, 1).await;
    for _ in 0..3 {
        bench.app.checkpoint().await.unwrap();
        bench.acts(5, 1).await;
    }
    assert!(bench.app.export_checkpoints().await.is_err(), "another checkpoint 3 than the file's");
    assert_eq!(std::fs::read_to_string(bench.file()).unwrap(), before);
}

async fn what_a_retired_key_signed_stays_true(bench: &Bench) {
    bench.acts(5, 1).await;
    bench.app.checkpoint().await.unwrap();
    let newer = crate::keys::KeyFile::generate(bench.app.now()).unwrap();
    let old = super::bench::key_file();
    let text = format!(
        "{}\n{}",
        old.replace("state = \"active\"", "state = \"retired\""),
        &newer.to_text()[newer.to_text().find("[[signing_keys]]").unwrap()..]
    );
    let keys = || crate::keys::Keys::prepare(&crate::keys::KeyFile::parse(&text).unwrap()).unwrap();
    assert_eq!(bench.verify_with(keys(), None).await.0, []);
    let (_, signer) = keys().into_parts();
    let stored = store::checkpoints::latest(bench.app.db()).await.unwrap().unwrap();
    assert!(signer.verify_own::<Value>(&stored.jws, TYP).is_none(), "KE1: for everything else it is dead");
}
