//! A CSV and a JSONL that say the same give the same rows; so do the spellings of a text file.

use super::bench::Bench;
use super::rows;
use crate::import::{Ending, Order};

const JSONL: &str = r#"{"source":"crm","ref":"C-1","kind":"internet","segment":"fibre","since":"2019-03-01","lines":[{"number":"01 99 00 10 42"},{"number":"FTTH-1"}],"mailboxes":[{"address":"jeanne@lumen.example","owner":"P-1"},{"address":"libre@lumen.example"}],"people":[{"ref":"P-1","role":"holder","given_name":"Jeanne, dite « Jo »","family_name":"Martin","locale":"fr-CA","identifiers":["jeanne@lumen.example","06 39 98 10 42"],"contacts":[{"mail":"famille@courrier.example","verified":true},{"phone":"+1 514 555 0199"}],"password":{"hash":"$6$saltsaltsaltsalt$abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefg."}},{"ref":"P-2","role":"member","given_name":"Hugo","family_name":"","identifiers":["hugo.martin"],"contacts":[],"password":null,"disabled":true}]}
{"source":"crm","ref":"C-2","kind":"mobile","since":"2019-03-01","mailboxes":[{"address":"vide@lumen.example"}]}
{"source":"crm","ref":"C-3","kind":"other","since":"2020-01-01","people":[{"ref":"P-2","role":"holder","given_name":"Hugo","identifiers":["hugo.martin"],"contacts":[]}]}
"#;

const CSV: &str = r#"role,person_ref,given_name,family_name,locale,identifiers,verified_contacts,contacts,password_hash,disabled,source,contract_ref,kind,segment,since,lines,mailboxes,free_mailboxes
holder,P-1,"Jeanne, dite « Jo »",Martin,fr-CA,jeanne@lumen.example; 06 39 98 10 42,famille@courrier.example,+1 514 555 0199,$6$saltsaltsaltsalt$abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefg.,,crm,C-1,internet,fibre,2019-03-01,01 99 00 10 42;FTTH-1,jeanne@lumen.example,libre@lumen.example
,,,,,,,,,,crm,C-2,mobile,,2019-03-01,,,vide@lumen.example
holder,P-2,Hugo,,,hugo.martin,,,,,crm,C-3,other,,2020-01-01,,,
member,P-2,Hugo,,,hugo.martin,,,,true,crm,C-1,internet,fibre,2019-03-01,01 99 00 10 42;FTTH-1,,
"#;

async fn imported(name: &str, content: impl AsRef<[u8]>) -> Vec<String> {
    let bench = Bench::new().await;
    let (report, told) = bench.import_file(name, content).await;
    assert_eq!((report.ending, told.as_str()), (Ending::EveryLine, ""));
    rows::all(&bench.app).await
}

/// Digests are keyed, and every bench of this process has the same keys.
#[tokio::test]
async fn a_csv_and_a_jsonl_that_say_the_same_give_the_same_rows() {
    let from_jsonl = imported("customers.jsonl", JSONL).await;
    assert_eq!(from_jsonl.iter().filter(|row| row.starts_with("account")).count(), 2);
    assert_eq!(from_jsonl, imported("customers.csv", CSV).await);
}

#[tokio::test]
async fn a_byte_order_mark_crlf_blank_lines_and_a_missing_last_end_change_nothing() {
    let from_jsonl = imported("customers.jsonl", JSONL).await;
    for (name, text) in [("customers.jsonl", JSONL), ("customers.csv", CSV)] {
        let spelled = format!("\u{feff}{}", text.replace('\n', "\r\n").replacen("\r\n", "\r\n\r\n", 2));
        assert_eq!(imported(name, spelled.trim_end()).await, from_jsonl, "{name}");
    }
}

#[tokio::test]
async fn importing_the_one_after_the_other_changes_nothing() {
    let bench = Bench::new().await;
    bench.import_file("customers.jsonl", JSONL).await;
    let before = rows::all(&bench.app).await;
    let (report, _) = bench.import_file("customers.csv", CSV).await;
    assert_eq!((report.tally.people.unchanged, report.tally.contracts.unchanged), (3, 4));
    assert_eq!((report.tally.people.added, report.tally.people.updated), (0, 0));
    assert_eq!(rows::all(&bench.app).await, before);
}

#[tokio::test]
async fn the_source_of_the_command_is_that_of_lines_that_name_none() {
    let bench = Bench::new().await;
    let file = bench.file("named.jsonl", r#"{"source":"crm","ref":"c","kind":"other"}"#);
    let unnamed = bench.file("unnamed.jsonl", r#"{"ref":"c","kind":"other"}"#);
    bench.import(&Order::new(file)).await.0.unwrap();
    let crm = Order { source: "crm".into(), ..Order::new(&unnamed) };
    assert_eq!(bench.import(&crm).await.0.unwrap().tally.contracts.unchanged, 1);
    assert_eq!(bench.import(&Order::new(&unnamed)).await.0.unwrap().tally.contracts.added, 1);
}
