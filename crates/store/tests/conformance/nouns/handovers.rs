//! Contracts that are handed over, members who leave, children who come of age: whoever reads first and writes second
//! meets a guard (X2).

use domain::{ContractId, HandoverId, Role};
use store::handovers::{self, StoredHandover};
use store::memberships::{self, StoredMembership};
use store::minors;
use store::{Batch, Db};

use super::{account_id, later, loss, ready, winners_of_twenty, with_account, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_contract_has_one_open_proposal_and_an_expired_one_makes_room,
    of_twenty_who_take_a_proposal_one_wins,
    a_role_changes_only_from_what_it_was,
    who_left_takes_what_was_proposed_to_them_along,
    an_import_changes_no_part_that_was_changed_here,
    the_people_of_a_contract_are_read_with_the_holder_first,
    somebody_is_told_once_that_they_came_of_age,
);

const CONTRACT: ContractId = ContractId::from_bytes([7; 16]);

fn handover(id: u8, proposed: i64) -> StoredHandover {
    StoredHandover {
        contract: CONTRACT,
        id: HandoverId::from_bytes([id; 16]),
        from: account_id(1),
        to: account_id(2),
        proposed_at: later(proposed),
        expires_at: later(proposed + 100),
    }
}

fn membership(account: u8, role: Role) -> StoredMembership {
    StoredMembership {
        account: account_id(account),
        contract: CONTRACT,
        role: role.word().to_owned(),
        since: later(i64::from(account)),
        ended_at: None,
        changed_at: None,
    }
}

/// Account 1 holds the contract, 2 and 3 are members.
async fn household(db: &Db) {
    for account in 1..=3 {
        with_account(db, account).await;
    }
    write(db, |batch| {
        memberships::put(batch, &membership(3, Role::Member));
        memberships::put(batch, &membership(2, Role::Member));
        memberships::put(batch, &membership(1, Role::Holder));
    })
    .await;
}

async fn a_contract_has_one_open_proposal_and_an_expired_one_makes_room(bench: &Bench) {
    let db = ready(bench).await;
    let won =
        winners_of_twenty(db, "handover_open", |batch, racer| handovers::propose(batch, &handover(racer, 0)));
    assert_eq!(won.await, 1);
    assert_eq!(loss(db, |batch| handovers::propose(batch, &handover(30, 99))).await, "handover_open");
    write(db, |batch| handovers::propose(batch, &handover(31, 100))).await;
    assert_eq!(handovers::of_contract(db, CONTRACT).await.unwrap(), Some(handover(31, 100)));
}

async fn of_twenty_who_take_a_proposal_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| handovers::propose(batch, &handover(1, 0))).await;
    let take = |batch: &mut Batch, id: u8, at: i64| {
        handovers::take(batch, CONTRACT, HandoverId::from_bytes([id; 16]), later(at));
    };
    assert_eq!(loss(db, |batch| take(batch, 2, 1)).await, "handover_gone");
    assert_eq!(loss(db, |batch| take(batch, 1, 100)).await, "handover_gone");
    assert_eq!(winners_of_twenty(db, "handover_gone", |batch, _| take(batch, 1, 99)).await, 1);
    assert_eq!(handovers::of_contract(db, CONTRACT).await.unwrap(), None);
}

async fn a_role_changes_only_from_what_it_was(bench: &Bench) {
    let db = ready(bench).await;
    household(db).await;
    let to_member = |batch: &mut Batch, account: u8| {
        let roles = (Role::Holder, Role::Member);
        memberships::change_role(batch, (account_id(account), CONTRACT), roles, NOW);
    };
    assert_eq!(loss(db, |batch| to_member(batch, 2)).await, "role_moved");
    assert_eq!(winners_of_twenty(db, "role_moved", |batch, _| to_member(batch, 1)).await, 1);
    let hold = |batch: &mut Batch| memberships::hold(batch, account_id(1), CONTRACT, Role::Holder);
    assert_eq!(loss(db, hold).await, "role_moved");
    write(db, |batch| memberships::hold(batch, account_id(1), CONTRACT, Role::Member)).await;
}

async fn who_left_takes_what_was_proposed_to_them_along(bench: &Bench) {
    let db = ready(bench).await;
    household(db).await;
    write(db, |batch| handovers::propose(batch, &handover(1, 0))).await;
    let end = |batch: &mut Batch, account: u8| memberships::end(batch, account_id(account), CONTRACT, NOW);
    assert_eq!(loss(db, |batch| end(batch, 1)).await, "role_moved", "a holder stays");
    write(db, |batch| {
        end(batch, 2);
        handovers::forget_of_person(batch, CONTRACT, account_id(2));
    })
    .await;
    assert_eq!(loss(db, |batch| end(batch, 2)).await, "role_moved");
    assert_eq!(handovers::of_contract(db, CONTRACT).await.unwrap(), None);
    assert_eq!(memberships::of_contract(db, CONTRACT).await.unwrap().len(), 2);
}

async fn an_import_changes_no_part_that_was_changed_here(bench: &Bench) {
    let db = ready(bench).await;
    household(db).await;
    write(db, |batch| {
        memberships::end(batch, account_id(2), CONTRACT, NOW);
        memberships::put(batch, &membership(2, Role::Member));
        memberships::put(batch, &membership(3, Role::Holder));
    })
    .await;
    let people = memberships::of_contract(db, CONTRACT).await.unwrap();
    let roles: Vec<_> = people.iter().map(|one| (one.account, one.role)).collect();
    assert_eq!(roles, [(account_id(1), Role::Holder), (account_id(3), Role::Holder)]);
    let left = memberships::of_pair(db, account_id(2), CONTRACT).await.unwrap().expect("it is known");
    assert_eq!((left.ended_at, left.changed_at), (Some(NOW), Some(NOW)));
}

async fn the_people_of_a_contract_are_read_with_the_holder_first(bench: &Bench) {
    let db = ready(bench).await;
    household(db).await;
    write(db, |batch| minors::put(batch, account_id(3), Some(later(9)), NOW)).await;
    let people = memberships::of_contract(db, CONTRACT).await.unwrap();
    let read: Vec<_> = people.iter().map(|one| (one.account, one.is_minor, one.adult_at)).collect();
    let adult = |account: u8| (account_id(account), false, None);
    assert_eq!(read, [adult(1), adult(2), (account_id(3), true, Some(later(9)))]);
}

async fn somebody_is_told_once_that_they_came_of_age(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        minors::put(batch, account_id(1), Some(later(10)), NOW);
        minors::put(batch, account_id(2), None, NOW);
    })
    .await;
    assert_eq!(minors::of_age(db, later(9)).await.unwrap(), []);
    assert_eq!(minors::of_age(db, later(10)).await.unwrap().len(), 1);
    let told = |batch: &mut Batch, _| minors::told(batch, account_id(1), later(10));
    assert_eq!(winners_of_twenty(db, "told_already", told).await, 1);
    assert_eq!(minors::of_age(db, later(99)).await.unwrap(), []);
    write(db, |batch| minors::put(batch, account_id(1), Some(later(500)), NOW)).await;
    let kept = minors::of_account(db, account_id(1)).await.unwrap().expect("it is there");
    assert_eq!(kept.adult_at, Some(later(10)), "nobody becomes a child again");
}
