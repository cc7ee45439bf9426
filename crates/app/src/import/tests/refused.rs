//! Every way in which a line is refused, and that its reason never repeats what the line says.

use super::bench::{Bench, all, contract, hash, household, person};
use crate::import::{Change, ContactRecord, Flaw, LineRecord, MailboxRecord, PersonRecord, Record};

/// What is wrong with a household to which this was done: the flaw, and where.
async fn refusal(spoil: impl FnOnce(&mut Record)) -> (String, Flaw) {
    let bench = Bench::new().await;
    let mut record = household(1);
    spoil(&mut record);
    let reason = bench.import.check(&record).err().expect("the line is refused");
    assert!(!reason.to_string().contains("lumen.example"), "{reason}");
    (reason.place.to_string(), reason.flaw)
}

macro_rules! refused {
    ($($name:ident: $spoil:expr => $place:literal, $flaw:expr;)+) => {$(
        #[tokio::test]
        async fn $name() {
            assert_eq!(refusal($spoil).await, ($place.to_owned(), $flaw));
        }
    )+};
}

refused! {
    a_contract_without_a_ref: |record| record.reference = " ".into() => "ref", Flaw::Empty;
    a_ref_with_a_control_character: |record| record.reference = "c\u{7}".into() => "ref", Flaw::ControlCharacter;
    a_source_that_is_no_plain_word: |record| record.source = Some("crm 2".into()) => "source", Flaw::BadSource;
    a_brand_that_is_not_ours: |record| record.brand = Some("autre".into()) => "brand", Flaw::UnknownBrand;
    a_kind_that_is_not_one_of_three:
        |record| record.kind = "fibre".into() => "kind", Flaw::NotOneOf("internet, mobile, other");
    a_date_written_otherwise: |record| record.since = Some("01/03/2019".into()) => "since", Flaw::BadDate;
    a_line_written_twice:
        |record| record.lines.push(LineRecord { number: "+33 1 99 00 00 01".into() }) => "lines 3", Flaw::Repeated;
    too_many_lines:
        |record| record.lines = vec![LineRecord { number: "1".into() }; 101] => "lines", Flaw::TooMany(100);
    a_mailbox_that_is_no_address: |record| record.mailboxes[1].address = "libre".into() => "mailboxes 2", Flaw::BadMail;
    a_mailbox_of_nobody_here:
        |record| record.mailboxes[0].owner = Some("x".into()) => "mailboxes 1", Flaw::NobodyHere;
    a_mailbox_written_twice: |record| {
        record.mailboxes.push(MailboxRecord { address: "H1@lumen.example".into(), owner: None });
    } => "mailboxes 3", Flaw::Repeated;
    a_person_without_a_ref: |record| record.people[1].reference = String::new() => "person 2, ref", Flaw::Empty;
    a_person_written_twice: |record| {
        record.people[1].reference = "h1".into();
        record.mailboxes.clear();
    } => "person 2, ref", Flaw::Repeated;
    a_role_that_is_neither: |record| record.people[0].role = "owner".into()
        => "person 1, role", Flaw::NotOneOf("holder, member");
    a_second_holder: |record| record.people[1].role = "holder".into() => "person 2, role", Flaw::SecondHolder;
    a_person_without_any_name: |record| {
        record.people[0].given_name = String::new();
        record.people[0].family_name = " ".into();
    } => "person 1, given_name", Flaw::Empty;
    a_name_that_is_too_long: |record| record.people[0].family_name = "x".repeat(201)
        => "person 1, family_name", Flaw::TooLong(200);
    a_language_that_we_do_not_speak: |record| record.people[0].locale = Some("de".into())
        => "person 1, locale", Flaw::NotOneOf("fr-FR, fr-CA, en");
    an_identifier_with_a_space: |record| record.people[0].identifiers.push("zoe martin".into())
        => "person 1, identifiers 2", Flaw::Spaced;
    an_empty_identifier: |record| record.people[0].identifiers.push(String::new())
        => "person 1, identifiers 2", Flaw::Empty;
    too_many_identifiers: |record| record.people[0].identifiers = vec!["zoe".into(); 21]
        => "person 1, identifiers", Flaw::TooMany(20);
    one_identifier_for_two_people: |record| record.people[1].identifiers.push("H1@Lumen.example".into())
        => "person 2, identifiers 2", Flaw::Repeated;
    a_contact_that_is_both: |record| record.people[0].contacts = Some(vec![ContactRecord {
        mail: Some("a@x.example".into()), phone: Some("0639980001".into()), verified: false,
    }]) => "person 1, contacts 1", Flaw::NeitherOrBoth;
    a_contact_that_is_nothing: |record| record.people[0].contacts = Some(vec![ContactRecord::default()])
        => "person 1, contacts 1", Flaw::NeitherOrBoth;
    a_phone_without_a_country: |record| record.people[0].contacts = Some(vec![ContactRecord {
        phone: Some("514-555-0199".into()), ..Default::default()
    }]) => "person 1, contacts 1", Flaw::BadPhone;
    a_mail_contact_without_at: |record| record.people[0].contacts = Some(vec![ContactRecord {
        mail: Some("zoe".into()), ..Default::default()
    }]) => "person 1, contacts 1", Flaw::BadMail;
    an_empty_hash: |record| record.people[0].password = Some(hash("")) => "person 1, password", Flaw::Empty;
}

#[tokio::test]
async fn a_hash_that_nobody_can_read_is_refused_without_being_repeated() {
    for text in
        ["azerty", "$9$salt$digest", "$2y$05$short", "{CRYPT}!!", "$1$saltsalt$abcdefghijklmnopqrstuv"]
    {
        let (place, flaw) = refusal(|record| record.people[0].password = Some(hash(text))).await;
        assert_eq!(place, "person 1, password");
        assert!(matches!(flaw, Flaw::UnreadableHash(_)), "{text}: {flaw:?}");
        assert!(!flaw.to_string().contains(text), "{flaw}");
    }
}

#[tokio::test]
async fn a_hash_whose_cost_is_out_of_bounds_is_refused_with_the_bound() {
    let dear = "$2y$31$UcCYm8xyEUvf4yggXwqCBuAPR9ZA6pbTR1HqaKrhuqPwQEkgR4KUe";
    let (place, flaw) = refusal(|record| record.people[1].password = Some(hash(dear))).await;
    assert_eq!(place, "person 2, password");
    assert!(matches!(flaw, Flaw::HashCost(_)), "{flaw:?}");
    assert!(flaw.to_string().contains("31") && flaw.to_string().contains("14"), "{flaw}");
}

#[tokio::test]
async fn an_identifier_that_is_another_s_is_refused_and_nothing_of_its_line_is_written() {
    let bench = Bench::new().await;
    bench.import_one(&contract("c1", vec![person("p")])).await;
    let before = bench.rows().await;
    let thief =
        PersonRecord { identifiers: vec!["q@x.example".into(), "P@Lumen.example".into()], ..person("q") };
    let refused = bench.import(&[contract("c2", vec![person("r"), thief])]).await.remove(0).unwrap_err();
    assert_eq!(refused, Flaw::IdentifierTaken.among("identifiers", 1).of_person(1));
    assert_eq!(bench.rows().await, before);
}

#[tokio::test]
async fn of_two_lines_that_want_one_identifier_the_first_has_it_and_the_others_are_told() {
    let bench = Bench::new().await;
    let wants =
        |reference: &str| PersonRecord { identifiers: vec!["zoe@x.example".into()], ..person(reference) };
    let records = [
        contract("c1", vec![wants("a")]),
        contract("c2", vec![wants("b")]),
        contract("c3", vec![person("c")]),
        contract("c1", vec![wants("a")]),
    ];
    let verdicts = bench.import(&records).await;
    assert_eq!(verdicts[0], Ok(all(Change::Added, &[Change::Added])));
    assert_eq!(verdicts[1], Err(Flaw::IdentifierTaken.among("identifiers", 0).of_person(0)));
    assert_eq!(verdicts[2], Ok(all(Change::Added, &[Change::Added])));
    assert_eq!(verdicts[3], Ok(all(Change::Unchanged, &[Change::Unchanged])));
}

#[tokio::test]
async fn a_mailbox_that_is_on_another_contract_is_refused() {
    let bench = Bench::new().await;
    let with = |reference: &str| Record {
        mailboxes: vec![MailboxRecord { address: "zoe@lumen.example".into(), owner: None }],
        ..contract(reference, vec![person(reference)])
    };
    let verdicts = bench.import(&[with("c1"), with("c2")]).await;
    assert_eq!(verdicts[1], Err(Flaw::MailboxTaken.among("mailboxes", 0)));
    let verdicts = bench.import(&[with("c3"), with("c1")]).await;
    assert_eq!(verdicts[0], Err(Flaw::MailboxTaken.among("mailboxes", 0)));
    assert_eq!(verdicts[1], Ok(all(Change::Unchanged, &[Change::Unchanged])));
}
