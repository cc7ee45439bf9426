//! Contracts, memberships, lines, mailboxes and contacts: an import that runs twice leaves what one left (O1).

use domain::{ContactId, ContractId, LineId, MailboxId};
use store::contacts::{self, StoredContact};
use store::contracts::{self, StoredContract};
use store::lines::{self, StoredLine};
use store::mailboxes::{self, StoredMailbox};
use store::memberships::{self, StoredMembership};
use store::{Batch, Db};

use super::{account_id, later, loss, ready, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    an_import_that_runs_twice_leaves_what_one_left,
    two_people_may_share_one_contact,
    who_shares_a_mail_address_is_found_by_it,
    one_origin_makes_one_contract,
    a_repeated_import_brings_contract_and_role_up_to_date,
    who_left_a_contract_sees_nothing_of_it,
    a_mailbox_is_on_one_contract_and_keeps_whose_it_is,
);

fn contract(number: u8) -> StoredContract {
    StoredContract {
        id: ContractId::from_bytes([number; 16]),
        ref_sealed: vec![number; 3],
        brand: "lumen".into(),
        kind: "internet".into(),
        segment: None,
        created_at: NOW,
        ended_at: None,
    }
}

fn membership(account: u8, contract: u8) -> StoredMembership {
    StoredMembership {
        account: account_id(account),
        contract: ContractId::from_bytes([contract; 16]),
        role: "holder".into(),
        since: NOW,
        ended_at: None,
        changed_at: None,
    }
}

fn contact(account: u8, id: u8) -> StoredContact {
    StoredContact {
        account: account_id(account),
        id: ContactId::from_bytes([id; 16]),
        kind: "mail".into(),
        value_sealed: vec![id],
        verified_at: Some(NOW),
        changed_at: NOW,
        leaves_at: None,
    }
}

fn line(id: u8) -> StoredLine {
    StoredLine {
        contract: ContractId::from_bytes([1; 16]),
        id: LineId::from_bytes([id; 16]),
        number_sealed: vec![id],
    }
}

fn mailbox(contract: u8, id: u8, account: Option<u8>) -> StoredMailbox {
    StoredMailbox {
        contract: ContractId::from_bytes([contract; 16]),
        id: MailboxId::from_bytes([id; 16]),
        account: account.map(account_id),
        address_sealed: vec![id],
    }
}

/// What one run of an import pushes for account 1; ids that it draws differ from run to run.
fn import(batch: &mut Batch, run: u8) {
    contracts::put(batch, &contract(1), &[1; 16]);
    memberships::put(batch, &membership(1, 1));
    lines::put(batch, &[2; 16], &line(run));
    mailboxes::put(batch, &[3; 16], &mailbox(1, run, Some(1)));
    contacts::insert(batch, &[4; 16], &contact(1, run));
}

async fn of_one(db: &Db) -> (Vec<StoredContract>, Vec<StoredMembership>, Vec<StoredLine>) {
    let id = account_id(1);
    (
        contracts::of_account(db, id).await.unwrap(),
        memberships::of_account(db, id).await.unwrap(),
        lines::of_account(db, id).await.unwrap(),
    )
}

async fn an_import_that_runs_twice_leaves_what_one_left(bench: &Bench) {
    let db = ready(bench).await;
    for run in [10, 11] {
        write(db, |batch| import(batch, run)).await;
        assert_eq!(of_one(db).await, (vec![contract(1)], vec![membership(1, 1)], vec![line(10)]));
        assert_eq!(mailboxes::of_account(db, account_id(1)).await.unwrap(), [mailbox(1, 10, Some(1))]);
        assert_eq!(contacts::of_account(db, account_id(1)).await.unwrap(), [contact(1, 10)]);
        let by_number = lines::by_number(db, contract(1).id, &[2; 16]).await.unwrap();
        assert_eq!(by_number, Some(line(10)));
    }
    assert_eq!(lines::by_number(db, contract(2).id, &[2; 16]).await.unwrap(), None);
    assert_eq!(lines::by_number(db, contract(1).id, &[3; 16]).await.unwrap(), None);
}

async fn two_people_may_share_one_contact(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        contacts::insert(batch, &[4; 16], &contact(1, 10));
        contacts::insert(batch, &[4; 16], &contact(2, 11));
    })
    .await;
    assert_eq!(contacts::of_account(db, account_id(1)).await.unwrap(), [contact(1, 10)]);
    assert_eq!(contacts::of_account(db, account_id(2)).await.unwrap(), [contact(2, 11)]);
    write(db, |batch| {
        contacts::remove(batch, account_id(1), contact(2, 11).id);
        contacts::remove(batch, account_id(1), contact(1, 10).id);
    })
    .await;
    assert_eq!(contacts::of_account(db, account_id(1)).await.unwrap(), []);
    assert_eq!(contacts::of_account(db, account_id(2)).await.unwrap(), [contact(2, 11)]);
}

async fn one_origin_makes_one_contract(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| contracts::put(batch, &contract(1), &[1; 16])).await;
    assert_eq!(loss(db, |batch| contracts::put(batch, &contract(2), &[1; 16])).await, "contract_exists");
    assert_eq!(contracts::by_origin(db, &[1; 16]).await.unwrap(), Some(contract(1)));
    assert_eq!(contracts::by_origin(db, &[2; 16]).await.unwrap(), None);
}

async fn a_repeated_import_brings_contract_and_role_up_to_date(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| import(batch, 10)).await;
    let moved = StoredContract {
        brand: "boreal".into(),
        kind: "mobile".into(),
        segment: Some("pilot".into()),
        ended_at: Some(later(9)),
        ..contract(1)
    };
    let member = StoredMembership { role: "member".into(), ..membership(1, 1) };
    write(db, |batch| {
        contracts::put(batch, &StoredContract { created_at: later(9), ..moved.clone() }, &[1; 16]);
        memberships::put(batch, &StoredMembership { since: later(9), ..member.clone() });
    })
    .await;
    assert_eq!(of_one(db).await, (vec![moved], vec![member], vec![line(10)]));
}

async fn who_left_a_contract_sees_nothing_of_it(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| import(batch, 10)).await;
    let left = StoredMembership { ended_at: Some(later(1)), ..membership(1, 1) };
    write(db, |batch| memberships::put(batch, &left)).await;
    assert_eq!(of_one(db).await, (vec![], vec![], vec![]));
    let pair = memberships::of_pair(db, account_id(1), contract(1).id).await.unwrap();
    assert_eq!(pair, Some(left));
    assert_eq!(memberships::of_pair(db, account_id(2), contract(1).id).await.unwrap(), None);
}

async fn a_mailbox_is_on_one_contract_and_keeps_whose_it_is(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| mailboxes::put(batch, &[3; 16], &mailbox(1, 10, None))).await;
    assert_eq!(mailboxes::by_digest(db, &[3; 16]).await.unwrap(), Some(mailbox(1, 10, None)));
    for owner in [Some(1), None] {
        write(db, |batch| mailboxes::put(batch, &[3; 16], &mailbox(1, 10, owner))).await;
        assert_eq!(mailboxes::by_digest(db, &[3; 16]).await.unwrap(), Some(mailbox(1, 10, Some(1))));
    }
    let taken = loss(db, |batch| mailboxes::put(batch, &[3; 16], &mailbox(2, 11, Some(2)))).await;
    assert_eq!(taken, "mailbox_taken");
    assert_eq!(mailboxes::of_account(db, account_id(2)).await.unwrap(), []);
}

async fn who_shares_a_mail_address_is_found_by_it(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        contacts::insert(batch, &[4; 16], &contact(1, 1));
        contacts::insert(batch, &[4; 16], &contact(2, 2));
        contacts::insert(batch, &[5; 16], &contact(3, 3));
        let phone = StoredContact { kind: "phone".into(), ..contact(3, 4) };
        contacts::insert(batch, &[4; 16], &phone);
    })
    .await;
    let sharing = contacts::sharing_mail(db, &[4; 16], NOW).await.unwrap();
    assert_eq!(sharing, [account_id(1), account_id(2)], "decision 11: phones are no mail addresses");
    assert_eq!(contacts::sharing_mail(db, &[6; 16], NOW).await.unwrap(), []);
}
