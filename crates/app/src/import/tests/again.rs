//! The same file again, and the file of next month: what is the same stays, what changed is brought up to date, and
//! nothing that was decided here is undone.

use domain::{Identifier, Timestamp};
use store::credentials::{self, SignInRow};
use store::{contacts, identifiers, mailboxes, memberships, passwords};

use super::bench::{BCRYPT, Bench, SHA512, all, contract, hash, household, mail, person};
use crate::import::{Change, ContactRecord, MailboxRecord, PersonRecord, Record};
use crate::vault::Purpose;

async fn by_identifier(bench: &Bench, typed: &str) -> SignInRow {
    let digest = bench.app.vault().identifier_digest(&Identifier::parse(typed).unwrap());
    credentials::for_sign_in(bench.db(), &digest).await.unwrap().unwrap()
}

async fn hash_of(bench: &Bench, typed: &str) -> String {
    let row = by_identifier(bench, typed).await;
    bench
        .app
        .vault()
        .open_text(Purpose::PasswordHash, row.account.bytes(), &row.hash_sealed.unwrap())
        .unwrap()
}

#[tokio::test]
async fn the_same_file_again_changes_no_row() {
    let bench = Bench::new().await;
    let records: Vec<_> = (0..30).map(household).collect();
    bench.import(&records).await;
    let before = bench.rows().await;
    assert_eq!(bench.count("accounts").await, 60);

    for verdict in bench.import(&records).await {
        assert_eq!(verdict.unwrap(), all(Change::Unchanged, &[Change::Unchanged, Change::Unchanged]));
    }
    assert_eq!(bench.rows().await, before);
}

#[tokio::test]
async fn the_same_ref_of_another_source_is_somebody_else() {
    let bench = Bench::new().await;
    bench.import_one(&contract("c", vec![person("p")])).await;
    let other = PersonRecord { identifiers: vec!["autre@lumen.example".into()], ..person("p") };
    let other = Record { source: Some("billing".into()), ..contract("c", vec![other]) };
    assert_eq!(bench.import_one(&other).await, all(Change::Added, &[Change::Added]));
    assert_eq!((bench.count("accounts").await, bench.count("contracts").await), (2, 2));
}

#[tokio::test]
async fn a_changed_name_is_updated_and_the_others_stay() {
    let bench = Bench::new().await;
    bench.import_one(&household(1)).await;
    let mut changed = household(1);
    changed.people[1].family_name = "Durand".into();
    assert_eq!(
        bench.import_one(&changed).await,
        all(Change::Unchanged, &[Change::Unchanged, Change::Updated])
    );
    assert_eq!(
        bench.import_one(&changed).await,
        all(Change::Unchanged, &[Change::Unchanged, Change::Unchanged])
    );
    let row = by_identifier(&bench, "m1@lumen.example").await;
    let name = bench.app.vault().open_json::<domain::PersonName>(
        Purpose::Person,
        row.account.bytes(),
        &row.person_sealed,
    );
    assert_eq!(name.unwrap().full(), "Zoé Durand");
}

#[tokio::test]
async fn contacts_become_what_the_file_says_and_stay_when_it_says_nothing() {
    let bench = Bench::new().await;
    let with = |contacts| contract("c", vec![PersonRecord { contacts, ..person("p") }]);
    let held = async || {
        let account = by_identifier(&bench, "p@lumen.example").await.account;
        let rows = contacts::of_account(bench.db(), account).await.unwrap();
        let open = |row: &contacts::StoredContact| {
            bench.app.vault().open_text(Purpose::Contact, account.bytes(), &row.value_sealed).unwrap()
        };
        rows.iter().map(|row| (open(row), row.verified_at.is_some())).collect::<Vec<_>>()
    };
    bench.import_one(&with(Some(vec![mail("a@x.example"), mail("b@x.example")]))).await;
    let verified = ContactRecord { verified: true, ..mail("b@x.example") };
    let outcome = bench.import_one(&with(Some(vec![verified, mail("c@x.example")]))).await;
    assert_eq!(outcome, all(Change::Unchanged, &[Change::Updated]));
    assert_eq!(held().await, [("b@x.example".to_owned(), true), ("c@x.example".to_owned(), false)]);

    // A later file that does not say "verified" does not take it back.
    let outcome = bench.import_one(&with(Some(vec![mail("B@x.example"), mail("c@x.example")]))).await;
    assert_eq!(outcome, all(Change::Unchanged, &[Change::Unchanged]));
    assert_eq!(bench.import_one(&with(None)).await, all(Change::Unchanged, &[Change::Unchanged]));
    assert_eq!(held().await.len(), 2);
    // The first is where one writes to: the file's order is kept, and so is what was verified.
    bench.import_one(&with(Some(vec![mail("d@x.example"), mail("b@x.example")]))).await;
    assert_eq!(held().await, [("d@x.example".to_owned(), false), ("b@x.example".to_owned(), true)]);
    bench.import_one(&with(Some(vec![mail("e@x.example"), mail("b@x.example")]))).await;
    assert_eq!(held().await, [("e@x.example".to_owned(), false), ("b@x.example".to_owned(), true)]);
    bench.import_one(&with(Some(Vec::new()))).await;
    assert_eq!(held().await, []);
}

#[tokio::test]
async fn an_identifier_is_added_and_never_taken_away() {
    let bench = Bench::new().await;
    bench.import_one(&contract("c", vec![person("p")])).await;
    let renamed = PersonRecord { identifiers: vec!["zoe@lumen.example".into()], ..person("p") };
    assert_eq!(
        bench.import_one(&contract("c", vec![renamed])).await,
        all(Change::Unchanged, &[Change::Updated])
    );
    let account = by_identifier(&bench, "zoe@lumen.example").await.account;
    assert_eq!(by_identifier(&bench, "p@lumen.example").await.account, account);
    assert_eq!(identifiers::of_account(bench.db(), account).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_new_hash_replaces_one_that_is_still_imported() {
    let bench = Bench::new().await;
    bench.import_one(&contract("c", vec![person("p")])).await;
    let changed = PersonRecord { password: Some(hash(SHA512)), ..person("p") };
    assert_eq!(
        bench.import_one(&contract("c", vec![changed])).await,
        all(Change::Unchanged, &[Change::Updated])
    );
    assert_eq!(hash_of(&bench, "p@lumen.example").await, SHA512);
    let without = PersonRecord { password: None, ..person("p") };
    assert_eq!(
        bench.import_one(&contract("c", vec![without])).await,
        all(Change::Unchanged, &[Change::Unchanged])
    );
    assert_eq!(hash_of(&bench, "p@lumen.example").await, SHA512);
}

#[tokio::test]
async fn a_password_upgraded_here_is_never_overwritten() {
    let bench = Bench::new().await;
    bench.import_one(&contract("c", vec![person("p")])).await;
    let row = by_identifier(&bench, "p@lumen.example").await;
    let ours =
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let sealed = bench.app.vault().seal(Purpose::PasswordHash, row.account.bytes(), ours.as_bytes());
    let mut batch = crate::chance::act(bench.app.now());
    let now = Timestamp::from_millis(5);
    passwords::upgrade(&mut batch, row.account, "bcrypt:5", sealed, "argon2id:19456:2:1", now);
    bench.app.commit(batch).await.unwrap();

    for text in [BCRYPT, SHA512] {
        let again = PersonRecord { password: Some(hash(text)), ..person("p") };
        assert_eq!(
            bench.import_one(&contract("c", vec![again])).await,
            all(Change::Unchanged, &[Change::Unchanged])
        );
        assert_eq!(hash_of(&bench, "p@lumen.example").await, ours);
    }
}

#[tokio::test]
async fn a_closed_account_is_not_opened_by_an_import() {
    let bench = Bench::new().await;
    bench.import_one(&contract("c", vec![PersonRecord { disabled: true, ..person("p") }])).await;
    assert_eq!(
        bench.import_one(&contract("c", vec![person("p")])).await,
        all(Change::Unchanged, &[Change::Unchanged])
    );
    assert!(by_identifier(&bench, "p@lumen.example").await.disabled_at.is_some());

    bench.import_one(&contract("d", vec![person("q")])).await;
    let closing = contract("d", vec![PersonRecord { disabled: true, ..person("q") }]);
    assert_eq!(bench.import_one(&closing).await, all(Change::Unchanged, &[Change::Updated]));
    assert!(by_identifier(&bench, "q@lumen.example").await.disabled_at.is_some());
}

#[tokio::test]
async fn a_person_on_two_contracts_is_one_account_with_two_memberships() {
    let bench = Bench::new().await;
    let both = [contract("c1", vec![person("p")]), contract("c2", vec![person("p")])];
    let verdicts: Vec<_> = bench.import(&both).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(verdicts, [all(Change::Added, &[Change::Added]), all(Change::Added, &[Change::Updated])]);
    let account = by_identifier(&bench, "p@lumen.example").await.account;
    assert_eq!(memberships::of_account(bench.db(), account).await.unwrap().len(), 2);
    assert_eq!(bench.count("accounts").await, 1);
}

#[tokio::test]
async fn a_role_a_segment_and_a_line_are_brought_up_to_date() {
    let bench = Bench::new().await;
    bench.import_one(&household(1)).await;
    let mut changed = household(1);
    changed.people.swap(0, 1);
    changed.people[0].role = "holder".into();
    changed.people[1].role = "member".into();
    assert_eq!(bench.import_one(&changed).await, all(Change::Unchanged, &[Change::Updated, Change::Updated]));
    changed.segment = Some("satellite".into());
    assert_eq!(
        bench.import_one(&changed).await,
        all(Change::Updated, &[Change::Unchanged, Change::Unchanged])
    );
    changed.lines.push(crate::import::LineRecord { number: "FTTH-2".into() });
    assert_eq!(
        bench.import_one(&changed).await,
        all(Change::Updated, &[Change::Unchanged, Change::Unchanged])
    );
    assert_eq!((bench.count("contracts").await, bench.count("lines").await), (1, 3));
}

#[tokio::test]
async fn a_free_mailbox_is_taken_by_who_the_file_says_and_not_freed_by_silence() {
    let bench = Bench::new().await;
    bench.import_one(&household(1)).await;
    let owner = async || {
        let digest = bench.app.vault().digest("mailbox", b"libre1@lumen.example");
        mailboxes::by_digest(bench.db(), &digest).await.unwrap().unwrap().account
    };
    let mut taken = household(1);
    taken.mailboxes[1] = MailboxRecord { address: "LIBRE1@lumen.example".into(), owner: Some("m1".into()) };
    assert_eq!(bench.import_one(&taken).await, all(Change::Updated, &[Change::Unchanged, Change::Unchanged]));
    let member = by_identifier(&bench, "m1@lumen.example").await.account;
    assert_eq!(owner().await, Some(member));
    assert_eq!(
        bench.import_one(&household(1)).await,
        all(Change::Unchanged, &[Change::Unchanged, Change::Unchanged])
    );
    assert_eq!(owner().await, Some(member));
}

#[tokio::test]
async fn a_child_of_the_file_is_a_minor_until_their_birthday_and_an_adult_never_is() {
    let bench = Bench::new().await;
    let born = |day: &str| contract("c", vec![PersonRecord { born: Some(day.into()), ..person("p") }]);
    let minor = async || {
        let account = by_identifier(&bench, "p@lumen.example").await.account;
        store::minors::of_account(bench.db(), account).await.unwrap()
    };
    bench.import_one(&born("1980-06-01")).await;
    assert_eq!(minor().await, None);
    assert_eq!(bench.import_one(&born("2013-05-08")).await, all(Change::Unchanged, &[Change::Updated]));
    let adult_at = minor().await.unwrap().adult_at.unwrap();
    assert!(adult_at > bench.app.now());
    assert_eq!(bench.import_one(&born("2013-05-08")).await, all(Change::Unchanged, &[Change::Unchanged]));
    assert_eq!(bench.import_one(&born("2014-05-08")).await, all(Change::Unchanged, &[Change::Updated]));
    assert!(minor().await.unwrap().adult_at.unwrap() > adult_at);
}

#[tokio::test]
async fn a_part_that_was_changed_here_stays_what_it_is() {
    let bench = Bench::new().await;
    bench.import_one(&household(1)).await;
    let account = by_identifier(&bench, "m1@lumen.example").await.account;
    let contract = memberships::of_account(bench.db(), account).await.unwrap()[0].contract;
    let mut batch = crate::chance::act(bench.app.now());
    memberships::end(&mut batch, account, contract, bench.app.now());
    bench.db().commit(batch).await.unwrap();
    assert_eq!(
        bench.import_one(&household(1)).await,
        all(Change::Unchanged, &[Change::Unchanged, Change::Unchanged])
    );
    assert!(memberships::of_account(bench.db(), account).await.unwrap().is_empty());
}
