//! Interrupted, stopped, repeated: an import goes on where it was, loses no line and writes none twice.

use std::future::{pending, ready};

use super::bench::{Bench, Told, contract, contracts};
use super::rows;
use crate::import::{Ending, Order, run};

/// Imports until some wave is durable, then is cut off like a process that dies.
async fn cut_off(bench: &Bench, order: &Order) {
    let (app, order) = (bench.app.clone(), order.clone());
    let dying =
        tokio::spawn(async move { drop(run(&order, &app, Told::default().teller(), pending()).await) });
    while rows::count(&bench.app).await < 600 {
        tokio::task::yield_now().await;
    }
    dying.abort();
    assert!(dying.await.is_err_and(|error| error.is_cancelled()), "it was cut off on the way");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_was_cut_off_goes_on_and_ends_as_if_it_had_not_been() {
    let bench = Bench::new().await;
    let lines = 6_000;
    let order = Order::new(bench.file("customers.jsonl", contracts(lines)));
    cut_off(&bench, &order).await;
    let durable = rows::count(&bench.app).await;
    let (report, told) = bench.import(&order).await;
    let report = report.unwrap();
    assert!(
        told.starts_with("an earlier import of this file was interrupted: going on after line "),
        "{told}"
    );
    let after: u64 = told.lines().next().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
    assert!(after >= 512 && after <= durable as u64, "{after} of {durable}");
    assert_eq!(report.tally.lines, lines as u64 - after);
    assert_eq!(report.ending, Ending::EveryLine);
    assert_eq!(rows::count(&bench.app).await, lines);

    let whole = Bench::new().await;
    whole.import_file("customers.jsonl", contracts(lines)).await;
    let (cut, whole) = (rows::all(&bench.app).await, rows::all(&whole.app).await);
    assert_eq!(cut.len(), whole.len());
    assert_eq!(rows::without_instants(&cut), rows::without_instants(&whole));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_begin_again_an_interrupted_import_compares_every_line() {
    let bench = Bench::new().await;
    let order = Order::new(bench.file("customers.jsonl", contracts(6_000)));
    cut_off(&bench, &order).await;
    let (report, told) = bench.import(&Order { from_start: true, ..order }).await;
    // On a busy machine the progress is told after it.
    assert!(told.lines().any(|line| line.ends_with("beginning again as asked")), "{told}");
    let people = report.unwrap().tally.people;
    assert_eq!((people.added + people.unchanged, people.updated), (6_000, 0));
    assert!(people.unchanged >= 512);
}

#[tokio::test]
async fn a_finished_file_is_compared_again_from_its_first_line() {
    let bench = Bench::new().await;
    let order = Order::new(bench.file("customers.jsonl", contracts(40) + "{}\n"));
    bench.import(&order).await.0.unwrap();
    let before = rows::all(&bench.app).await;
    let (report, told) = bench.import(&order).await;
    let report = report.unwrap();
    assert_eq!((report.tally.lines, report.tally.people.unchanged, report.tally.people.added), (41, 40, 0));
    assert!(told.starts_with("this file was imported before: every line is compared again\n"), "{told}");
    assert_eq!((rows::all(&bench.app).await, report.ending), (before, Ending::SomeRefused));
}

#[tokio::test]
async fn an_import_that_is_asked_to_stop_says_so_and_begins_no_wave() {
    let bench = Bench::new().await;
    let order = Order::new(bench.file("customers.jsonl", contracts(10)));
    let report = run(&order, &bench.app, Told::default().teller(), ready(())).await.unwrap();
    assert_eq!((report.ending, report.ending.code(), report.tally.lines), (Ending::Stopped, 2, 0));
    let (report, told) = bench.import(&order).await;
    assert_eq!((report.unwrap().tally.people.added, told.as_str()), (10, ""));
}

#[tokio::test]
async fn a_file_that_grew_is_another_file_and_only_what_is_new_is_added() {
    let bench = Bench::new().await;
    bench.import_file("customers.jsonl", contracts(20)).await;
    let (report, told) = bench.import_file("customers.jsonl", contracts(20) + &contract("new")).await;
    assert_eq!((report.tally.people.unchanged, report.tally.people.added), (20, 1));
    assert_eq!(told, "");
}

#[tokio::test]
async fn lines_of_one_contract_may_stand_apart_further_than_a_wave() {
    let bench = Bench::new().await;
    let mut file = String::from("contract_ref,kind,person_ref,role,given_name,lines\n");
    for part in 0..3 {
        for number in 0..700 {
            let role = if part == 0 { "holder" } else { "member" };
            let row = format!("c{number},internet,p{number}-{part},{role},Zoé,FTTH-{number}\n");
            file.push_str(&row);
        }
    }
    let (report, told) = bench.import_file("customers.csv", file).await;
    assert_eq!((told.as_str(), report.tally.people.added, report.tally.contracts.added), ("", 2_100, 700));
    let rows = rows::all(&bench.app).await;
    assert_eq!(rows.iter().filter(|row| row.starts_with("contract")).count(), 700);
    assert_eq!(rows.iter().filter(|row| row.contains("FTTH-")).count(), 700);
    assert_eq!(rows.iter().filter(|row| row.starts_with("  member")).count(), 1_400);
}
