//! Bad lines are told by number and reason, counted and passed over; bad files are refused as a whole.

use super::bench::{Bench, contract, person};
use crate::import::{Ending, ImportTrouble, Order};

/// What is told of a file whose second line of three is this one.
async fn told_of(bad: impl AsRef<[u8]>) -> String {
    let bench = Bench::new().await;
    let file = [contract("a").as_bytes(), b"\n", bad.as_ref(), b"\n", contract("b").as_bytes()].concat();
    let (report, told) = bench.import_file("customers.jsonl", file).await;
    assert_eq!((report.ending, report.ending.code()), (Ending::SomeRefused, 1));
    assert_eq!((report.tally.lines, report.tally.contracts.added, report.tally.contracts.refused), (3, 2, 1));
    assert!(!told.contains("lumen.example"), "{told}");
    told
}

fn with_person(spoil: impl FnOnce(&mut serde_json::Value)) -> String {
    let mut person = person("p");
    spoil(&mut person);
    serde_json::json!({"ref": "c", "kind": "other", "people": [person]}).to_string()
}

#[tokio::test]
async fn a_line_that_is_not_json_an_unknown_key_and_a_wrong_kind_are_told() {
    assert_eq!(told_of("ref=c").await, "line 2 refused: the line is not JSON at column 1\n");
    let unknown = with_person(|person| person["nickname"] = "zoe@lumen.example".into());
    assert_eq!(told_of(unknown).await, "line 2 refused: the key \"nickname\" is not one of the format's\n");
    let wrong = with_person(|person| person["identifiers"] = "zoe@lumen.example".into());
    assert!(told_of(wrong).await.ends_with("should stand a sequence\n"));
}

#[tokio::test]
async fn a_line_that_is_not_utf8_or_too_long_is_told_and_the_next_is_read() {
    let told = told_of(b"{\"ref\": \"\xe9t\xe9\", \"kind\": \"other\"}").await;
    assert_eq!(told, "line 2 refused: the line is not UTF-8: byte 10 of it cannot be read\n");
    let told = told_of("x".repeat(3 << 20)).await;
    assert_eq!(told, "line 2 refused: the line is longer than 1048576 bytes\n");
}

#[tokio::test]
async fn a_hash_too_dear_or_unreadable_and_a_taken_identifier_are_told() {
    let dear = with_person(|person| person["password"]["hash"] = format!("$2y$31${}", "a".repeat(53)).into());
    assert!(told_of(dear).await.starts_with("line 2 refused: person 1, password: "));
    let clear = told_of(with_person(|person| person["password"]["hash"] = "azerty".into())).await;
    assert_eq!(clear, "line 2 refused: person 1, password: no known password hash looks like this\n");
    let taken = with_person(|person| person["identifiers"][0] = "P-A@lumen.example".into());
    let said = "line 2 refused: person 1, identifiers 1: it is already another person's identifier\n";
    assert_eq!(told_of(taken).await, said);
}

#[tokio::test]
async fn people_of_refused_lines_are_counted() {
    let bench = Bench::new().await;
    let two = serde_json::json!({"ref": "c", "kind": "?", "people": [person("p"), person("q")]}).to_string();
    let (report, _) = bench.import_file("customers.jsonl", two + "\n" + &contract("d")).await;
    assert_eq!((report.tally.people.refused, report.tally.people.added), (2, 1));
    let summary = report.to_string();
    assert!(summary.contains("people: 1 added, 0 updated, 0 unchanged, 2 refused"), "{summary}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_lines_that_want_one_identifier_the_first_in_the_file_has_it() {
    let bench = Bench::new().await;
    let wants = |number: usize| contract(&number.to_string()).replace(&format!("p-{number}@"), "zoe@");
    let file: String = (0..200).map(|number| wants(number) + "\n").collect();
    let (report, told) = bench.import_file("customers.jsonl", file).await;
    assert_eq!((report.tally.people.added, report.tally.people.refused), (1, 199));
    assert!(told.starts_with("line 2 refused") && told.lines().count() == 199, "{told}");
}

#[tokio::test]
async fn a_csv_row_with_an_open_quote_spoils_no_other() {
    let bench = Bench::new().await;
    let file = "contract_ref,kind,person_ref,role,given_name\nc1,other,p1,holder,\"Zoé\nc2,other,p2,holder,Zoé\nc3,other\n";
    let (report, told) = bench.import_file("customers.csv", file).await;
    assert_eq!((report.tally.people.added, report.tally.contracts.refused), (1, 2));
    assert_eq!(
        told,
        "line 2 refused: a quotation mark is opened and not closed on this line\n\
         line 4 refused: the row has 2 values, and the first line names 5 columns\n"
    );
}

#[tokio::test]
async fn a_dry_run_tells_what_a_run_tells_and_writes_nothing() {
    let bench = Bench::new().await;
    let taken = contract("b").replace("p-b@", "P-A@");
    let file = bench.file("customers.jsonl", [contract("a"), taken, "{}".into(), contract("c")].join("\n"));
    let dry = Order { dry_run: true, ..Order::new(&file) };
    let (foretold, told) = bench.import(&dry).await;
    let foretold = foretold.unwrap();
    assert!(super::rows::all(&bench.app).await.is_empty());
    assert!(foretold.to_string().starts_with("Dry run: nothing was written."));
    let (report, said) = bench.import(&Order::new(&file)).await;
    let report = report.unwrap();
    assert_eq!((report.tally, report.ending, said), (foretold.tally, foretold.ending, told));
    assert_eq!(report.tally.contracts.refused, 2);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_as_a_whole_is_refused_and_nothing_is_written() {
    let bench = Bench::new().await;
    let refusal = async |order: Order| bench.import(&order).await.0.expect_err("refused");
    let missing = refusal(Order::new("/nowhere/customers.jsonl")).await;
    assert!(matches!(missing, ImportTrouble::File { .. }), "{missing}");
    let ending = refusal(Order::new(bench.file("customers.xlsx", "x"))).await;
    assert!(matches!(ending, ImportTrouble::Ending(_)), "{ending}");
    let utf16 = refusal(Order::new(bench.file("utf16.jsonl", b"\xff\xfe{\0}\0"))).await;
    assert!(matches!(utf16, ImportTrouble::Utf16), "{utf16}");
    let header = refusal(Order::new(bench.file("c.csv", "contract_ref,naissance\nx,y\n"))).await;
    assert_eq!(
        header.to_string(),
        "the first line of a CSV names its columns: \"naissance\" is not one of the format's"
    );
    let source = Order { source: "à côté".into(), ..Order::new(bench.file("good.jsonl", contract("a"))) };
    assert!(matches!(refusal(source).await, ImportTrouble::Source(_)));
    assert!(super::rows::all(&bench.app).await.is_empty());
}
