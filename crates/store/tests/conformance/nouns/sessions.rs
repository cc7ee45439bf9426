//! Sessions are found by their token and end with it, with their sign-in, their device or their account.

use domain::{AuthenticatorId, Method, Session, SessionId};
use store::authenticators::{self, StoredAuthenticator};
use store::sessions::{self, StoredSession};
use store::{Batch, Db, accounts};

use super::{NOTHING, account_id, device_id, later, loss, ready, sign_in_id, with_account, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_session_says_since_when_the_factor_stands_that_it_proved,
    a_session_is_found_by_its_token_with_the_standing_of_its_account,
    a_token_starts_one_session,
    a_repeated_answer_leaves_the_first_session,
    each_way_to_end_ends_what_it_names_and_nothing_else,
    every_other_sign_in_ends_and_this_one_goes_on,
    a_sighting_moves_neither_back_nor_an_ended_session,
    a_sign_in_lives_as_long_as_one_of_its_sessions,
);

fn session(account: u8, device: u8, sign_in: u8) -> Session {
    Session {
        id: SessionId::from_bytes([5; 16]),
        account: account_id(account),
        device: device_id(device),
        sign_in: sign_in_id(sign_in),
        started_at: NOW,
        authenticated_at: later(-60),
        last_seen_at: NOW,
        ends_at: later(3600),
        methods: vec![Method::Password],
    }
}

async fn stored(db: &Db, token: u8) -> StoredSession {
    sessions::by_token(db, &[token; 32]).await.unwrap().unwrap()
}

async fn a_session_is_found_by_its_token_with_the_standing_of_its_account(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    write(db, |batch| sessions::start(batch, &[7; 32], &session(1, 1, 1))).await;
    let mut expected = StoredSession { session: session(1, 1, 1), account_disabled_at: None, ended_at: None };
    assert_eq!(stored(db, 7).await, expected);
    write(db, |batch| accounts::disable(batch, account_id(1), later(9))).await;
    expected.account_disabled_at = Some(later(9));
    assert_eq!(stored(db, 7).await, expected);
    assert_eq!(sessions::by_token(db, &[8; 32]).await.unwrap(), None);
}

async fn a_token_starts_one_session(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    write(db, |batch| sessions::start(batch, &[7; 32], &session(1, 1, 1))).await;
    let lost = loss(db, |batch| sessions::start(batch, &[7; 32], &session(1, 2, 2))).await;
    assert_eq!(lost, "session_exists");
    assert_eq!(stored(db, 7).await.session, session(1, 1, 1));
}

async fn a_repeated_answer_leaves_the_first_session(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    for started_at in [NOW, later(5)] {
        let session = Session { started_at, ..session(1, 1, 1) };
        write(db, |batch| sessions::start_again(batch, &[7; 32], &session)).await;
    }
    assert_eq!(stored(db, 7).await.session, session(1, 1, 1));
}

/// Tokens 1 to 4 differ from token 1 by sign-in, device and account in turn; tells which ones `end` ended.
async fn ended_by(db: &Db, end: impl Fn(&mut Batch)) -> Vec<u8> {
    write(db, end).await;
    let mut ended = Vec::new();
    for token in 1..=4 {
        if stored(db, token).await.ended_at.is_some() {
            ended.push(token);
        }
    }
    ended
}

async fn each_way_to_end_ends_what_it_names_and_nothing_else(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    with_account(db, 2).await;
    let four = [(1, 1, 1), (1, 1, 2), (1, 2, 3), (2, 3, 4)];
    write(db, |batch| {
        for (token, (account, device, sign_in)) in (1..).zip(four) {
            sessions::start(batch, &[token; 32], &session(account, device, sign_in));
        }
    })
    .await;
    let (mine, other) = (account_id(1), account_id(2));
    assert_eq!(ended_by(db, |b| sessions::end_sign_in(b, sign_in_id(1), other, later(1))).await, NOTHING);
    assert_eq!(ended_by(db, |b| sessions::end_device(b, device_id(1), other, later(1))).await, NOTHING);
    assert_eq!(ended_by(db, |b| sessions::end_sign_in(b, sign_in_id(1), mine, later(1))).await, [1]);
    assert_eq!(ended_by(db, |b| sessions::end_device(b, device_id(1), mine, later(2))).await, [1, 2]);
    assert_eq!(ended_by(db, |b| sessions::end_account(b, mine, later(3))).await, [1, 2, 3]);
    assert_eq!(ended_by(db, |b| sessions::end_token(b, &[4; 32], later(4))).await, [1, 2, 3, 4]);
    assert_eq!(stored(db, 1).await.ended_at, Some(later(1)), "the first end counts");
}

async fn every_other_sign_in_ends_and_this_one_goes_on(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    with_account(db, 2).await;
    let four = [(1, 1, 1), (1, 1, 1), (1, 2, 3), (2, 3, 4)];
    write(db, |batch| {
        for (token, (account, device, sign_in)) in (1..).zip(four) {
            sessions::start(batch, &[token; 32], &session(account, device, sign_in));
        }
    })
    .await;
    let others = ended_by(db, |b| sessions::end_others(b, account_id(1), sign_in_id(1), later(1))).await;
    assert_eq!(others, [3], "PW6: neither this sign-in nor somebody else's");
}

async fn a_sighting_moves_neither_back_nor_an_ended_session(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    write(db, |batch| sessions::start(batch, &[7; 32], &session(1, 1, 1))).await;
    for seconds in [90, 80] {
        write(db, |batch| sessions::seen(batch, &[7; 32], later(seconds))).await;
    }
    write(db, |batch| {
        sessions::end_token(batch, &[7; 32], later(91));
        sessions::seen(batch, &[7; 32], later(95));
    })
    .await;
    assert_eq!(stored(db, 7).await.session.last_seen_at, later(90));
}

async fn a_sign_in_lives_as_long_as_one_of_its_sessions(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    let longer = Session { ends_at: later(7200), ..session(1, 1, 1) };
    write(db, |batch| {
        sessions::start(batch, &[7; 32], &session(1, 1, 1));
        sessions::start(batch, &[8; 32], &longer);
    })
    .await;
    let lives = |account, sign_in, seconds| {
        sessions::sign_in_lives(db, account_id(account), sign_in_id(sign_in), later(seconds))
    };
    assert!(lives(1, 1, 7199).await.unwrap());
    assert!(!lives(1, 1, 7200).await.unwrap(), "its last session is past its end");
    assert!(!lives(1, 2, 0).await.unwrap() && !lives(2, 1, 0).await.unwrap());
    write(db, |batch| sessions::end_token(batch, &[8; 32], later(1))).await;
    assert!(lives(1, 1, 2).await.unwrap(), "the other session goes on");
    write(db, |batch| sessions::end_token(batch, &[7; 32], later(3))).await;
    assert!(!lives(1, 1, 4).await.unwrap());
}

/// RE6: it says since when the factor stands; a code by mail is none, nor is another account's.
async fn a_session_says_since_when_the_factor_stands_that_it_proved(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    write(db, |batch| sessions::start(batch, &[7; 32], &session(1, 1, 1))).await;
    let method = |account: u8, number: u8, kind: &str| StoredAuthenticator {
        account: account_id(account),
        id: AuthenticatorId::from_bytes([number; 16]),
        kind: kind.into(),
        label_sealed: vec![1],
        secret_sealed: vec![2],
        handle_digest: None,
        counter: 0,
        failures: 0,
        created_at: later(-i64::from(number)),
        last_used_at: None,
        blocked_at: None,
        lost_at: None,
    };
    for one in [method(1, 1, "totp"), method(1, 2, "mail_code"), method(2, 3, "totp")] {
        write(db, |batch| authenticators::insert(batch, &one)).await;
    }
    let since = async || sessions::factor_since(db, &[7; 32]).await.unwrap();
    assert_eq!(since().await, None);
    for (number, stands) in [(1, Some(later(-1))), (2, None), (3, None)] {
        let by = AuthenticatorId::from_bytes([number; 16]);
        write(db, |batch| sessions::proved(batch, &[7; 32], account_id(1), by)).await;
        assert_eq!(since().await, stands, "{number}");
    }
    write(db, |batch| accounts::recovered(batch, account_id(1), later(3))).await;
    assert_eq!(accounts::recovered_at(db, account_id(1)).await.unwrap(), Some(later(3)));
    assert_eq!(accounts::recovered_at(db, account_id(2)).await.unwrap(), None);
}
