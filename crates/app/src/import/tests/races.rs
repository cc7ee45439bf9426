//! Two who write at once: Batches that were prepared before the other's commit, and a second process on the same file.

use super::bench::{Bench, all, contract, household, open, person, verdicts};
use crate::import::{Change, Flaw, Import, PersonRecord};

#[tokio::test]
async fn a_batch_prepared_too_early_is_prepared_again_and_nothing_is_written_twice() {
    let bench = Bench::new().await;
    let records: Vec<_> = (0..40).map(household).collect();
    let early = bench.import.prepare(bench.items(&records)).await.unwrap();
    bench.import(&records[5..25]).await;
    let told = verdicts(bench.import.write(early).await.unwrap());
    for (number, verdict) in told.into_iter().enumerate() {
        let change = if (5..25).contains(&number) { Change::Unchanged } else { Change::Added };
        assert_eq!(verdict, Ok(all(change, &[change, change])), "line {}", number + 1);
    }
    assert_eq!((bench.count("contracts").await, bench.count("accounts").await), (40, 80));
    assert_eq!(bench.count("audit").await, 80);
}

#[tokio::test]
async fn an_identifier_lost_in_the_race_is_told_as_taken_and_the_rest_is_written() {
    let bench = Bench::new().await;
    let wants =
        |reference: &str| PersonRecord { identifiers: vec!["zoe@x.example".into()], ..person(reference) };
    let mut records: Vec<_> = (0..10).map(household).collect();
    records.push(contract("late", vec![wants("late")]));
    let early = bench.import.prepare(bench.items(&records)).await.unwrap();
    bench.import_one(&contract("first", vec![wants("first")])).await;
    let told = verdicts(bench.import.write(early).await.unwrap());
    assert_eq!(told[10], Err(Flaw::IdentifierTaken.among("identifiers", 0).of_person(0)));
    assert!(told[..10].iter().all(Result::is_ok));
    assert_eq!(bench.count("contracts").await, 11);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_imports_of_one_file_at_once_leave_what_one_leaves() {
    let bench = Bench::new().await;
    let records: Vec<_> = (0..60).map(household).collect();
    let other = Import::new(bench.app.clone(), "crm", &[1; 32]).unwrap();
    let items = bench.items(&records);
    let beside = tokio::spawn({
        let items = items.clone();
        async move {
            let prepared = other.prepare(items).await.unwrap();
            other.write(prepared).await.unwrap()
        }
    });
    let prepared = bench.import.prepare(items).await.unwrap();
    let here = verdicts(bench.import.write(prepared).await.unwrap());
    let there = verdicts(beside.await.unwrap());
    for (here, there) in here.into_iter().zip(there) {
        let (here, there) = (here.unwrap(), there.unwrap());
        assert!((here.contract == Change::Added) != (there.contract == Change::Added));
    }
    assert_eq!((bench.count("contracts").await, bench.count("accounts").await), (60, 120));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_process_writes_to_the_same_file_meanwhile() {
    let bench = Bench::new().await;
    let serving = open(&bench.folder.path().join("store.db")).await;
    let app = bench.app.clone();
    let customers = tokio::spawn(async move {
        for number in 0..200 {
            let mut batch = crate::chance::act(app.now());
            store::meta::put(&mut batch, "visits", &number.to_string());
            serving.commit(batch).await.unwrap();
        }
        serving
    });
    for wave in 0..5 {
        let records: Vec<_> = (wave * 20..wave * 20 + 20).map(household).collect();
        assert!(bench.import(&records).await.iter().all(Result::is_ok));
    }
    let serving = customers.await.unwrap();
    assert_eq!(store::meta::get(&serving, "visits").await.unwrap().as_deref(), Some("199"));
    assert_eq!(bench.count("accounts").await, 200);
}

#[tokio::test]
async fn progress_is_written_with_a_batch_and_only_as_far_as_every_line_was_answered() {
    let bench = Bench::new().await;
    let wave = async |from: u32, answered: u64| {
        let records: Vec<_> = (from..from + 10).map(household).collect();
        let prepared = bench.import.prepare(bench.items(&records)).await.unwrap();
        bench.import.write(prepared).await.unwrap();
        bench.import.answered(answered);
        bench.import.lines_done().await.unwrap()
    };
    assert_eq!(wave(0, 10).await, 0);
    assert_eq!(wave(10, 20).await, 10);
    // Even where nothing is to be written.
    assert_eq!(wave(10, 30).await, 20);
    bench.import.finish().await.unwrap();
    assert_eq!(bench.import.lines_done().await.unwrap(), 30);
    let other_source = Import::new(bench.app.clone(), "billing", &[1; 32]).unwrap();
    assert_eq!(other_source.lines_done().await.unwrap(), 0);
}
