//! The pair of a letter stands for the holder of the day until they choose (O7), and a choice is made once.

use domain::account::PasswordOrigin;
use domain::contract::{ContractKind, Role};
use domain::personalise::{OnContract, OwnPassword, Postponed};
use domain::{ContractId, MailboxId};
use store::contracts::{self, StoredContract};
use store::identifiers::{self, StoredIdentifier};
use store::line_access::{self, StoredAccess};
use store::mailboxes::{self, StoredMailbox};
use store::memberships::{self, StoredMembership};
use store::{CommitError, Db, credentials, passwords, personalisations};

use super::{account_id, commit, later, loss, ready, winners_of_twenty, with_account, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    the_login_of_a_line_finds_its_holder_of_the_day,
    whoever_chose_is_held_back_and_the_next_holder_is_not,
    the_holder_is_found_for_a_message_once_they_have_a_login,
    an_upgrade_and_a_new_letter_replace_the_hash,
    everything_the_decision_asks_comes_in_one_question,
    the_days_are_counted_from_the_first_showing,
    a_password_counts_as_weak_until_another_is_set,
    of_twenty_choices_that_began_alike_one_is_stored,
    a_free_mailbox_is_taken_once,
);

fn contract_id(number: u8) -> ContractId {
    ContractId::from_bytes([number; 16])
}

fn access(contract: u8, hash: u8) -> StoredAccess {
    StoredAccess {
        contract: contract_id(contract),
        login_digest: [contract; 16],
        login_sealed: vec![contract],
        hash_sealed: vec![hash],
        scheme: "ssha".into(),
        said_digest: [hash; 16],
    }
}

fn mailbox(contract: u8, number: u8, account: Option<u8>) -> StoredMailbox {
    StoredMailbox {
        contract: contract_id(contract),
        id: MailboxId::from_bytes([number; 16]),
        account: account.map(account_id),
        address_sealed: vec![number],
    }
}

fn member(account: u8, contract: u8, role: &str) -> StoredMembership {
    StoredMembership {
        account: account_id(account),
        contract: contract_id(contract),
        role: role.into(),
        since: NOW,
        ended_at: None,
        changed_at: None,
    }
}

/// Contract 1 with its letter; account 1 holds it, account 2 is on it.
async fn household(bench: &Bench) -> &Db {
    let db = ready(bench).await;
    with_account(db, 1).await;
    with_account(db, 2).await;
    let contract = StoredContract {
        id: contract_id(1),
        ref_sealed: vec![1],
        brand: "lumen".into(),
        kind: "internet".into(),
        segment: Some("fibre".into()),
        created_at: NOW,
        ended_at: None,
    };
    write(db, |batch| {
        contracts::put(batch, &contract, &[1; 16]);
        memberships::put(batch, &member(1, 1, "holder"));
        memberships::put(batch, &member(2, 1, "member"));
        line_access::put(batch, &access(1, 7), NOW);
    })
    .await;
    db
}

async fn hand_over(db: &Db) {
    write(db, |batch| {
        memberships::put(batch, &StoredMembership { ended_at: Some(later(1)), ..member(1, 1, "holder") });
        memberships::put(batch, &member(2, 1, "holder"));
    })
    .await;
}

async fn the_login_of_a_line_finds_its_holder_of_the_day(bench: &Bench) {
    let db = household(bench).await;
    let found = credentials::for_sign_in(db, &[1; 16]).await.unwrap().unwrap();
    assert_eq!((found.account, found.line), (account_id(1), Some(contract_id(1))));
    assert_eq!((found.hash_sealed, found.origin), (Some(vec![7]), None));
    hand_over(db).await;
    let found = credentials::for_sign_in(db, &[1; 16]).await.unwrap().unwrap();
    assert_eq!(found.account, account_id(2));
    assert_eq!(credentials::for_sign_in(db, &[9; 16]).await.unwrap(), None);
}

async fn whoever_chose_is_held_back_and_the_next_holder_is_not(bench: &Bench) {
    let db = household(bench).await;
    let hold =
        |account: u8| commit(db, move |batch| line_access::hold(batch, contract_id(1), account_id(account)));
    hold(1).await.unwrap();
    write(db, |batch| line_access::close(batch, account_id(2))).await;
    hold(1).await.expect("a member closes nothing");
    write(db, |batch| line_access::close(batch, account_id(1))).await;
    assert!(matches!(hold(1).await, Err(CommitError::Lost("password_moved"))));
    hand_over(db).await;
    hold(2).await.expect("the next holder has not chosen");
}

async fn the_holder_is_found_for_a_message_once_they_have_a_login(bench: &Bench) {
    let db = household(bench).await;
    assert_eq!(line_access::holder_with_login(db, &[1; 16]).await.unwrap(), None);
    let own = StoredIdentifier {
        account: account_id(1),
        kind: "login".into(),
        value_sealed: vec![1],
        added_at: NOW,
    };
    write(db, |batch| identifiers::insert(batch, &[50; 16], &own)).await;
    assert_eq!(line_access::holder_with_login(db, &[1; 16]).await.unwrap(), Some(account_id(1)));
}

async fn an_upgrade_and_a_new_letter_replace_the_hash(bench: &Bench) {
    let db = household(bench).await;
    let stored = async || line_access::of_contract(db, contract_id(1)).await.unwrap().unwrap();
    write(db, |batch| {
        line_access::upgrade(batch, contract_id(1), "ssha", vec![8], "argon2id", NOW);
        line_access::upgrade(batch, contract_id(1), "ssha", vec![9], "argon2id", NOW);
    })
    .await;
    let upgraded = StoredAccess { hash_sealed: vec![8], scheme: "argon2id".into(), ..access(1, 7) };
    assert_eq!(stored().await, upgraded);
    assert_eq!(line_access::schemes(db).await.unwrap(), [("argon2id".to_owned(), 1)]);
    write(db, |batch| line_access::put(batch, &access(1, 20), later(1))).await;
    assert_eq!(stored().await, access(1, 20));
    assert_eq!(line_access::of_holder(db, account_id(1)).await.unwrap(), [access(1, 20)]);
    assert_eq!(line_access::by_login(db, &[1; 16]).await.unwrap(), Some(access(1, 20)));
    assert_eq!(line_access::of_holder(db, account_id(2)).await.unwrap(), []);
}

async fn everything_the_decision_asks_comes_in_one_question(bench: &Bench) {
    let db = household(bench).await;
    write(db, |batch| {
        mailboxes::put(batch, &[60; 16], &mailbox(1, 60, None));
        mailboxes::put(batch, &[61; 16], &mailbox(1, 61, Some(2)));
        passwords::put_imported(batch, account_id(1), vec![1], "ssha", later(2));
        personalisations::shown(batch, account_id(1), later(3));
        personalisations::postponed(batch, account_id(1), later(4), later(5));
    })
    .await;
    let stored = personalisations::known(db, account_id(1)).await.unwrap();
    let contract = OnContract {
        kind: ContractKind::Internet,
        brand: "lumen".into(),
        segment: Some("fibre".into()),
        role: Role::Holder,
        mailboxes: 2,
    };
    assert_eq!(stored.known.contracts, [contract]);
    assert_eq!(stored.known.own, Some(OwnPassword { origin: PasswordOrigin::Imported, weak: false }));
    assert_eq!(stored.known.first_shown_at, Some(later(3)));
    assert_eq!(stored.known.postponed, Some(Postponed { at: later(4), until: later(5) }));
    assert_eq!(stored.password_set_at, Some(later(2)));
    let nobody = personalisations::known(db, account_id(9)).await.unwrap();
    assert_eq!(nobody, personalisations::StoredKnown::default());
    with_account(db, 3).await;
    assert!(personalisations::known(db, account_id(3)).await.unwrap().known.contracts.is_empty());
}

async fn the_days_are_counted_from_the_first_showing(bench: &Bench) {
    let db = household(bench).await;
    let postponed = |batch: &mut _| personalisations::postponed(batch, account_id(1), later(1), later(2));
    assert_eq!(loss(db, postponed).await, "never_shown");
    for at in [later(1), later(100)] {
        write(db, |batch| personalisations::shown(batch, account_id(1), at)).await;
    }
    let first = personalisations::known(db, account_id(1)).await.unwrap().known.first_shown_at;
    assert_eq!(first, Some(later(1)));
}

async fn a_password_counts_as_weak_until_another_is_set(bench: &Bench) {
    let db = household(bench).await;
    let weak = async || {
        let known = personalisations::known(db, account_id(1)).await.unwrap().known;
        known.own.is_some_and(|own| own.weak)
    };
    write(db, |batch| passwords::put_imported(batch, account_id(1), vec![1], "ssha", NOW)).await;
    write(db, |batch| personalisations::weak(batch, account_id(1), NOW)).await;
    assert!(weak().await);
    write(db, |batch| passwords::put_imported(batch, account_id(1), vec![2], "ssha", later(1))).await;
    assert!(!weak().await, "the old system exported another one");
}

async fn of_twenty_choices_that_began_alike_one_is_stored(bench: &Bench) {
    let db = household(bench).await;
    for before in [None, Some(NOW)] {
        let won = winners_of_twenty(db, "password_moved", |batch, racer| {
            let at = if before.is_none() { NOW } else { later(1) };
            passwords::personalise(batch, account_id(1), vec![racer], "argon2id", (before, at));
        })
        .await;
        assert_eq!(won, 1, "{before:?}");
    }
    let stored = passwords::of_account(db, account_id(1)).await.unwrap().unwrap();
    assert_eq!(stored.origin, "chosen");
}

async fn a_free_mailbox_is_taken_once(bench: &Bench) {
    let db = household(bench).await;
    write(db, |batch| mailboxes::put(batch, &[60; 16], &mailbox(1, 60, None))).await;
    assert_eq!(mailboxes::free_of_holder(db, account_id(1)).await.unwrap(), [mailbox(1, 60, None)]);
    assert_eq!(mailboxes::free_of_holder(db, account_id(2)).await.unwrap(), [], "a member takes none");
    for _ in 0..2 {
        write(db, |batch| mailboxes::take(batch, &[60; 16], account_id(1))).await;
    }
    assert_eq!(loss(db, |batch| mailboxes::take(batch, &[60; 16], account_id(2))).await, "mailbox_taken");
    assert_eq!(mailboxes::of_account(db, account_id(1)).await.unwrap(), [mailbox(1, 60, Some(1))]);
    assert_eq!(mailboxes::free_of_holder(db, account_id(1)).await.unwrap(), []);
}
