//! The hashes that real tools made (htpasswd, Django, PHP, slappasswd, mkpasswd, passlib), imported through both formats
//! and verified against what the store then holds.

use std::fmt::Write as _;

use app::vault::Purpose;
use domain::Identifier;
use proofs::password::{Argon2Memory, PasswordHash, verify};
use serde::Deserialize;
use serde_json::json;
use store::credentials;

use super::bench::{Bench, person};
use crate::import::Ending;

#[derive(Deserialize)]
struct Fixture {
    scheme: String,
    password: String,
    hash: String,
}

fn fixtures() -> Vec<Fixture> {
    let lines = include_str!("../../../../proofs/tests/fixtures/real-hashes.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn stored(bench: &Bench, number: usize) -> (String, String) {
    let typed = Identifier::parse(&format!("p{number}@lumen.example")).unwrap();
    let digest = bench.app.vault().identifier_digest(&typed);
    let row = credentials::for_sign_in(bench.app.db(), &digest).await.unwrap().unwrap();
    let sealed = row.hash_sealed.unwrap();
    let hash = bench.app.vault().open_text(Purpose::PasswordHash, row.account.bytes(), &sealed);
    (hash.unwrap(), row.scheme.unwrap())
}

async fn all_arrived(bench: &Bench) {
    for (number, fixture) in fixtures().iter().enumerate() {
        let expected = (fixture.hash.clone(), fixture.scheme.clone());
        assert_eq!(stored(bench, number).await, expected, "fixture {}", number + 1);
    }
}

#[tokio::test]
async fn hashes_of_real_tools_arrive_through_jsonl() {
    let bench = Bench::new().await;
    let line = |(number, fixture): (usize, &Fixture)| {
        let mut person = person(&format!("p{number}"));
        person["password"] = json!({"hash": fixture.hash});
        json!({"ref": format!("c{number}"), "kind": "other", "people": [person]}).to_string() + "\n"
    };
    let file: String = fixtures().iter().enumerate().map(line).collect();
    let (report, told) = bench.import_file("customers.jsonl", file).await;
    assert_eq!((report.ending, told.as_str()), (Ending::EveryLine, ""));
    all_arrived(&bench).await;
}

#[tokio::test]
async fn hashes_of_real_tools_arrive_through_csv() {
    let bench = Bench::new().await;
    let mut file = String::from("contract_ref,kind,person_ref,role,given_name,identifiers,password_hash\n");
    for (number, fixture) in fixtures().iter().enumerate() {
        let quoted = fixture.hash.replace('"', "\"\"");
        writeln!(file, "c{number},other,p{number},holder,Zoé,p{number}@lumen.example,\"{quoted}\"").unwrap();
    }
    let (report, told) = bench.import_file("customers.csv", file).await;
    assert_eq!((report.ending, told.as_str()), (Ending::EveryLine, ""));
    all_arrived(&bench).await;
}

#[tokio::test]
async fn what_was_imported_verifies_with_the_password_it_was_made_of() {
    let bench = Bench::new().await;
    let cheap: Vec<_> = fixtures().into_iter().step_by(17).collect();
    let line = |(number, fixture): (usize, &Fixture)| {
        let mut person = person(&format!("p{number}"));
        person["password"] = json!({"hash": fixture.hash});
        json!({"ref": format!("c{number}"), "kind": "other", "people": [person]}).to_string() + "\n"
    };
    let file: String = cheap.iter().enumerate().map(line).collect();
    bench.import_file("customers.jsonl", file).await;
    for (number, fixture) in cheap.iter().enumerate() {
        let hash = PasswordHash::parse(&stored(&bench, number).await.0).unwrap();
        let memory = &mut Argon2Memory::new();
        assert!(verify(&hash, fixture.password.as_bytes(), memory), "{}", fixture.scheme);
        assert!(!verify(&hash, b"autre chose", memory), "{}", fixture.scheme);
    }
}
