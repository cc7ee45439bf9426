//! The pair of the contract letter (O7): kept apart from everybody's own, and imported twice without a change.

use domain::Identifier;
use store::{credentials, line_access};

use super::bench::{BCRYPT, Bench, SHA512, all, contract, household, person};
use crate::import::{Change, Flaw, LineAccessRecord, PasswordRecord, PersonRecord, Record};
use crate::vault::Purpose;

fn letter(login: &str, of: &str) -> LineAccessRecord {
    LineAccessRecord { login: login.into(), password: PasswordRecord { hash: of.into() } }
}

fn with(reference: &str, login: &str) -> Record {
    Record { line_access: Some(letter(login, BCRYPT)), ..contract(reference, vec![person(reference)]) }
}

#[tokio::test]
async fn the_letter_finds_the_holder_by_any_spelling_and_a_second_import_changes_nothing() {
    let bench = Bench::new().await;
    let record = Record { line_access: Some(letter("LI000042", BCRYPT)), ..household(1) };
    bench.import_one(&record).await;
    let (db, vault) = (bench.db(), bench.app.vault());
    let digest = vault.identifier_digest(&Identifier::parse(" li000042 ").unwrap());
    let row = credentials::for_sign_in(db, &digest).await.unwrap().unwrap();
    let contract = row.line.expect("a line's");
    let text = vault.open_text(Purpose::LineHash, contract.bytes(), &row.hash_sealed.unwrap());
    assert_eq!(text.as_deref(), Some(BCRYPT));
    let stored = line_access::of_contract(db, contract).await.unwrap().unwrap();
    let login = vault.open_text(Purpose::LineLogin, contract.bytes(), &stored.login_sealed);
    assert_eq!(login.as_deref(), Some("LI000042"));
    assert_eq!(bench.import_one(&record).await, all(Change::Unchanged, &[Change::Unchanged; 2]));
    let silent = Record { line_access: None, ..record.clone() };
    assert_eq!(bench.import_one(&silent).await, all(Change::Unchanged, &[Change::Unchanged; 2]));
    assert_eq!(line_access::of_contract(db, contract).await.unwrap(), Some(stored));
    let newer = Record { line_access: Some(letter("li000042", SHA512)), ..record };
    assert_eq!(bench.import_one(&newer).await, all(Change::Updated, &[Change::Unchanged; 2]));
}

#[tokio::test]
async fn a_login_of_a_line_is_nobody_s_own_and_of_one_contract() {
    let bench = Bench::new().await;
    let own = |reference: &str, login: &str| {
        contract(reference, vec![PersonRecord { identifiers: vec![login.into()], ..person(reference) }])
    };
    let verdicts = bench
        .import(&[
            with("c1", "li1"),
            with("c2", "LI1"),
            own("c3", "li1"),
            own("c4", "zoe"),
            with("c5", "zoe"),
        ])
        .await;
    let taken = Err(Flaw::IdentifierTaken.at("line_access"));
    let of_person = Err(Flaw::IdentifierTaken.among("identifiers", 0).of_person(0));
    assert_eq!(verdicts[0], Ok(all(Change::Added, &[Change::Added])));
    assert_eq!((&verdicts[1], &verdicts[2], &verdicts[4]), (&taken, &of_person, &taken), "in one batch");
    let again = bench.import(&[with("c6", "li1"), own("c7", "li1"), with("c8", "zoe")]).await;
    assert_eq!((&again[0], &again[1], &again[2]), (&taken, &of_person, &taken), "in the store");
}

#[tokio::test]
async fn a_letter_without_a_login_or_with_a_person_s_own_is_refused_by_its_field() {
    let bench = Bench::new().await;
    let refusal = |access: LineAccessRecord| {
        let record = Record { line_access: Some(access), ..household(1) };
        let reason = bench.import.check(&record).err().expect("refused");
        assert_eq!(reason.place.to_string(), "line_access");
        reason.flaw
    };
    assert_eq!(refusal(letter(" ", BCRYPT)), Flaw::Empty);
    assert_eq!(refusal(letter("li1", "")), Flaw::Empty);
    assert!(matches!(refusal(letter("li1", "azerty")), Flaw::UnreadableHash(_)));
    assert_eq!(refusal(letter("H1@lumen.example", BCRYPT)), Flaw::Repeated);
}
