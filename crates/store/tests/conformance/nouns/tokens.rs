//! Access tokens die with their code, their sign-in, their device or their account.

use domain::{Method, Session, SessionId};
use store::tokens::{self, StoredToken};
use store::{Batch, Db, accounts, sessions};

use super::{NOTHING, account_id, client_id, device_id, later, ready, sign_in_id, with_account, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_token_is_found_with_the_standing_of_its_account,
    each_way_to_revoke_revokes_what_it_names_and_nothing_else,
    tokens_of_every_other_sign_in_are_revoked,
);

/// Token `number` of code and sign-in `number`.
fn token(number: u8, account: u8) -> StoredToken {
    StoredToken {
        account: account_id(account),
        client: client_id("mail"),
        sign_in: sign_in_id(number),
        code_hash: [number; 32],
        scope: "openid email".into(),
        issued_at: NOW,
        expires_at: later(300),
        revoked_at: None,
        account_disabled_at: None,
    }
}

async fn stored(db: &Db, number: u8) -> StoredToken {
    tokens::by_hash(db, &[number; 32]).await.unwrap().unwrap()
}

async fn a_token_is_found_with_the_standing_of_its_account(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    write(db, |batch| tokens::issue(batch, &[1; 32], &token(1, 1))).await;
    assert_eq!(stored(db, 1).await, token(1, 1));
    write(db, |batch| accounts::disable(batch, account_id(1), later(2))).await;
    assert_eq!(stored(db, 1).await.account_disabled_at, Some(later(2)));
    assert_eq!(tokens::by_hash(db, &[2; 32]).await.unwrap(), None);
}

async fn revoked_by(db: &Db, revoke: impl Fn(&mut Batch)) -> Vec<u8> {
    write(db, revoke).await;
    let mut revoked = Vec::new();
    for number in 1..=5 {
        if stored(db, number).await.revoked_at.is_some() {
            revoked.push(number);
        }
    }
    revoked
}

/// Account 1 has tokens 1 to 4, of which 3 was issued to device 3; account 2 has token 5.
async fn five_tokens(db: &Db) {
    with_account(db, 1).await;
    with_account(db, 2).await;
    write(db, |batch| {
        for number in 1..=5 {
            tokens::issue(batch, &[number; 32], &token(number, if number == 5 { 2 } else { 1 }));
        }
        let session = Session {
            id: SessionId::from_bytes([3; 16]),
            account: account_id(1),
            device: device_id(3),
            sign_in: sign_in_id(3),
            started_at: NOW,
            authenticated_at: NOW,
            last_seen_at: NOW,
            ends_at: later(3600),
            methods: vec![Method::Password],
        };
        sessions::start(batch, &[3; 32], &session);
    })
    .await;
}

async fn each_way_to_revoke_revokes_what_it_names_and_nothing_else(bench: &Bench) {
    let db = ready(bench).await;
    five_tokens(db).await;
    let (mine, other) = (account_id(1), account_id(2));
    assert_eq!(revoked_by(db, |b| tokens::revoke_of_device(b, device_id(3), other, NOW)).await, NOTHING);
    assert_eq!(revoked_by(db, |b| tokens::revoke_of_code(b, &[1; 32], later(1))).await, [1]);
    assert_eq!(revoked_by(db, |b| tokens::revoke_of_sign_in(b, sign_in_id(2), later(2))).await, [1, 2]);
    assert_eq!(
        revoked_by(db, |b| tokens::revoke_of_device(b, device_id(3), mine, later(3))).await,
        [1, 2, 3]
    );
    assert_eq!(revoked_by(db, |b| tokens::revoke_of_account(b, mine, later(4))).await, [1, 2, 3, 4]);
    assert_eq!(stored(db, 1).await.revoked_at, Some(later(1)), "the first revocation counts");
}

async fn tokens_of_every_other_sign_in_are_revoked(bench: &Bench) {
    let db = ready(bench).await;
    five_tokens(db).await;
    let revoked =
        revoked_by(db, |b| tokens::revoke_of_others(b, account_id(1), sign_in_id(2), later(1))).await;
    assert_eq!(revoked, [1, 3, 4], "PW6: neither those of this sign-in nor somebody else's");
}
