//! A dry run says what a run would have said, and writes nothing.

use super::bench::{Bench, all, contract, household, person, verdicts};
use crate::import::{Change, DryRun, Flaw, MailboxRecord, PersonRecord, Record};

#[tokio::test]
async fn a_dry_run_foretells_and_writes_nothing() {
    let bench = Bench::new().await;
    bench.import(&(0..5).map(household).collect::<Vec<_>>()).await;
    let before = bench.rows().await;
    let mut records: Vec<_> = (3..8).map(household).collect();
    records[0].people[0].given_name = "Zora".into();
    let prepared = bench.import.prepare(bench.items(&records)).await.unwrap();
    let told = verdicts(DryRun::default().foretell(prepared));
    assert_eq!(told[0], Ok(all(Change::Unchanged, &[Change::Updated, Change::Unchanged])));
    assert_eq!(told[1], Ok(all(Change::Unchanged, &[Change::Unchanged, Change::Unchanged])));
    assert_eq!(told[2], Ok(all(Change::Added, &[Change::Added, Change::Added])));
    assert_eq!(bench.rows().await, before);
    assert_eq!(
        verdicts(
            bench.import.write(bench.import.prepare(bench.items(&records)).await.unwrap()).await.unwrap()
        ),
        told
    );
}

#[tokio::test]
async fn what_a_file_says_twice_is_found_although_nothing_was_written() {
    let bench = Bench::new().await;
    let mut dry = DryRun::default();
    let mut foretell = async |record: Record| {
        let prepared = bench.import.prepare(bench.items(&[record])).await.unwrap();
        verdicts(dry.foretell(prepared)).remove(0)
    };
    let same =
        |reference: &str| PersonRecord { identifiers: vec!["zoe@x.example".into()], ..person(reference) };
    let boxed = |reference: &str| Record {
        mailboxes: vec![MailboxRecord { address: "zoe@lumen.example".into(), owner: None }],
        ..contract(reference, Vec::new())
    };
    assert!(foretell(contract("c1", vec![same("a")])).await.is_ok());
    assert!(foretell(contract("c2", vec![same("a")])).await.is_ok(), "one person on two contracts");
    let twice = foretell(contract("c3", vec![same("b")])).await;
    assert_eq!(twice, Err(Flaw::IdentifierTaken.among("identifiers", 0).of_person(0)));
    assert!(foretell(boxed("c4")).await.is_ok());
    assert!(foretell(boxed("c4")).await.is_ok());
    assert_eq!(foretell(boxed("c5")).await, Err(Flaw::MailboxTaken.among("mailboxes", 0)));
}
