//! What the rows of an imported household are, read back as the rest of the application reads them.

use domain::{Identifier, Locale, PersonName};
use store::{accounts, contacts, contracts, credentials, identifiers, lines, mailboxes, memberships};

use super::bench::{BCRYPT, Bench, all, contract, household, mail, person};
use crate::import::{Change, ContactRecord, PersonRecord};
use crate::vault::Purpose;

fn typed(text: &str) -> Identifier {
    Identifier::parse(text).unwrap()
}

#[tokio::test]
async fn an_imported_person_is_found_by_what_they_type_and_greeted_by_name() {
    let bench = Bench::new().await;
    assert_eq!(bench.import_one(&household(1)).await, all(Change::Added, &[Change::Added, Change::Added]));
    let (db, vault) = (bench.db(), bench.app.vault());

    let digest = vault.identifier_digest(&typed(" H1@LUMEN.example "));
    let row = credentials::for_sign_in(db, &digest).await.unwrap().unwrap();
    let owner = row.account.bytes();
    let name = PersonName { given: "Zoé".into(), family: "Martin".into() };
    assert_eq!(vault.open_json(Purpose::Person, owner, &row.person_sealed), Some(name));
    let stored = vault.open_text(Purpose::PasswordHash, owner, &row.hash_sealed.unwrap());
    assert_eq!((stored.as_deref(), row.scheme.as_deref()), (Some(BCRYPT), Some("bcrypt:5")));
    assert_eq!((row.brand.as_str(), row.locale, row.disabled_at), ("lumen", Locale::Fr, None));

    let of_account = identifiers::of_account(db, row.account).await.unwrap();
    let typed = vault.open_text(Purpose::Identifier, owner, &of_account[0].value_sealed);
    assert_eq!((typed.as_deref(), of_account[0].kind.as_str()), (Some("h1@lumen.example"), "mail"));
}

#[tokio::test]
async fn a_household_has_its_contract_lines_mailboxes_and_members() {
    let bench = Bench::new().await;
    bench.import_one(&household(1)).await;
    let (db, vault) = (bench.db(), bench.app.vault());
    let digest = vault.identifier_digest(&typed("h1@lumen.example"));
    let holder = credentials::for_sign_in(db, &digest).await.unwrap().unwrap().account;

    let held = contracts::of_account(db, holder).await.unwrap().remove(0);
    let reference = vault.open_text(Purpose::Contract, held.id.bytes(), &held.ref_sealed);
    assert_eq!((reference.as_deref(), held.kind.as_str()), (Some("c1"), "internet"));
    assert_eq!((held.segment.as_deref(), held.brand.as_str()), (Some("fibre"), "lumen"));
    assert_eq!(held.created_at.millis(), 1_551_398_400_000, "the first of March 2019");

    let membership = memberships::of_account(db, holder).await.unwrap().remove(0);
    assert_eq!((membership.role.as_str(), membership.since), ("holder", held.created_at));
    let numbers: Vec<_> = lines::of_account(db, holder).await.unwrap();
    let numbers =
        numbers.iter().map(|line| vault.open_text(Purpose::Line, held.id.bytes(), &line.number_sealed));
    assert_eq!(numbers.collect::<Vec<_>>(), [Some("01 99 00 00 01".to_owned()), Some("FTTH-1".to_owned())]);
    let boxes = mailboxes::of_account(db, holder).await.unwrap();
    assert_eq!(boxes.len(), 1);
    let address = vault.open_text(Purpose::Mailbox, held.id.bytes(), &boxes[0].address_sealed);
    assert_eq!(address.as_deref(), Some("h1@lumen.example"));
    let free = vault.digest("mailbox", b"libre1@lumen.example");
    assert_eq!(mailboxes::by_digest(db, &free).await.unwrap().unwrap().account, None);
}

#[tokio::test]
async fn two_people_may_share_a_contact_and_a_phone_is_kept_in_its_international_form() {
    let bench = Bench::new().await;
    let phone = ContactRecord { phone: Some("06 39 98 00 01".into()), verified: true, ..Default::default() };
    let shared = |reference: &str| PersonRecord {
        contacts: Some(vec![mail("Famille@Courrier.example"), phone.clone()]),
        ..person(reference)
    };
    bench.import_one(&contract("c1", vec![shared("a"), shared("b")])).await;
    let vault = bench.app.vault();
    for reference in ["a", "b"] {
        let origin = vault.digest("origin/account", format!("crm\0{reference}").as_bytes());
        let account = accounts::by_origin(bench.db(), &origin).await.unwrap().unwrap().id;
        let held = contacts::of_account(bench.db(), account).await.unwrap();
        let opened: Vec<_> = held
            .iter()
            .map(|row| {
                let text = vault.open_text(Purpose::Contact, account.bytes(), &row.value_sealed).unwrap();
                (row.kind.as_str(), text, row.verified_at.is_some())
            })
            .collect();
        let expected = [
            ("mail", "Famille@Courrier.example".to_owned(), false),
            ("phone", "+33639980001".to_owned(), true),
        ];
        assert_eq!(opened, expected);
    }
}

#[tokio::test]
async fn somebody_without_password_contact_or_mailbox_is_let_in() {
    let bench = Bench::new().await;
    let child = PersonRecord {
        contacts: None,
        password: None,
        identifiers: vec!["lea.martin".into()],
        ..person("p")
    };
    bench.import_one(&contract("c1", vec![child])).await;
    let digest = bench.app.vault().identifier_digest(&typed("Lea.Martin"));
    let row = credentials::for_sign_in(bench.db(), &digest).await.unwrap().unwrap();
    assert_eq!((row.hash_sealed, row.scheme), (None, None));
}

#[tokio::test]
async fn a_disabled_person_and_a_named_brand_and_language_are_kept() {
    let bench = Bench::new().await;
    let closed = PersonRecord { disabled: true, locale: Some("fr-CA".into()), ..person("p") };
    let mut record = contract("c1", vec![closed]);
    record.brand = Some("nord".into());
    bench.import_one(&record).await;
    let digest = bench.app.vault().identifier_digest(&typed("p@lumen.example"));
    let row = credentials::for_sign_in(bench.db(), &digest).await.unwrap().unwrap();
    assert!(row.disabled_at.is_some());
    assert_eq!((row.brand.as_str(), row.locale), ("nord", Locale::FrCa));
}

#[tokio::test]
async fn every_added_account_has_its_fact_in_its_lane_and_the_chain_holds() {
    let bench = Bench::new().await;
    bench.import(&(0..20).map(household).collect::<Vec<_>>()).await;
    let mut facts = 0;
    for lane in store::audit::heads(bench.db()).await.unwrap() {
        let entries = store::audit::lane(bench.db(), lane.lane, 0, 100).await.unwrap();
        assert_eq!(entries.last().map(|entry| entry.head), (lane.seq > 0).then_some(lane.head));
        assert!(entries.iter().all(|entry| entry.entry.body.contains("crm")));
        facts += entries.len();
    }
    assert_eq!(facts, 40);
}
