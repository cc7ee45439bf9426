//! Passkeys: a challenge is spent once (PK1), an account keeps its first name (PK2), one that was copied stays blocked (PK5).

use domain::{AuthenticatorId, Factor};
use store::authenticators::{self, StoredAuthenticator};
use store::{passkeys, purge};

use super::{account_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    of_twenty_who_spend_one_challenge_one_wins,
    an_account_keeps_the_first_name_that_was_drawn,
    a_copied_one_stays_blocked_and_what_is_kept_can_change,
    a_challenge_that_is_refused_for_its_age_is_purged,
);

const DIGEST: [u8; 32] = [7; 32];

async fn of_twenty_who_spend_one_challenge_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    let spend = |batch: &mut store::Batch| passkeys::spend(batch, &DIGEST, later(300));
    assert_eq!(winners_of_twenty(db, "challenge_spent", |batch, _| spend(batch)).await, 1);
    assert_eq!(loss(db, spend).await, "challenge_spent");
    write(db, |batch| passkeys::spend(batch, &[8; 32], later(300))).await;
}

async fn an_account_keeps_the_first_name_that_was_drawn(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(passkeys::handle(db, account_id(1)).await.unwrap(), None);
    for name in [1, 2] {
        write(db, |batch| passkeys::name(batch, account_id(1), [name; passkeys::HANDLE_BYTES])).await;
    }
    assert_eq!(passkeys::handle(db, account_id(1)).await.unwrap(), Some(vec![1; passkeys::HANDLE_BYTES]));
}

async fn a_copied_one_stays_blocked_and_what_is_kept_can_change(bench: &Bench) {
    let db = ready(bench).await;
    let (account, id) = (account_id(1), AuthenticatorId::from_bytes([1; 16]));
    let key = StoredAuthenticator {
        account,
        id,
        kind: Factor::Passkey.word().into(),
        label_sealed: vec![1],
        secret_sealed: vec![2],
        handle_digest: Some(DIGEST),
        counter: 5,
        failures: 0,
        created_at: NOW,
        last_used_at: None,
        blocked_at: None,
        lost_at: None,
    };
    write(db, |batch| authenticators::insert(batch, &key)).await;
    write(db, |batch| authenticators::reseal(batch, account, id, vec![3])).await;
    write(db, |batch| authenticators::block(batch, account, id, NOW)).await;
    write(db, |batch| authenticators::unblock(batch, account)).await;
    let found = authenticators::by_handle(db, &DIGEST).await.unwrap().expect("it is found");
    assert_eq!((found.secret_sealed, found.blocked_at), (vec![3], Some(NOW)));
    assert_eq!(loss(db, |batch| authenticators::accept(batch, account, id, 6, NOW)).await, "proof_used");
    write(db, |batch| authenticators::end(batch, account, id, NOW)).await;
    assert_eq!(authenticators::by_handle(db, &DIGEST).await.unwrap(), None);
}

async fn a_challenge_that_is_refused_for_its_age_is_purged(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| passkeys::spend(batch, &DIGEST, NOW)).await;
    write(db, |batch| purge::slice(batch, later(2 * 3600))).await;
    write(db, |batch| passkeys::spend(batch, &DIGEST, NOW)).await;
}
