//! What is past its use goes, slice by slice; what may still be asked for stays.

use domain::time::{days, hours};
use domain::{JourneyId, Method, Session, SessionId, Timestamp};
use store::codes::StoredCode;
use store::journeys::StoredJourney;
use store::tokens::StoredToken;
use store::{Db, Statement, codes, journeys, opened_clients, params, purge, sessions, tokens};

use super::{account_id, client_id, commit, device_id, later, ready, sign_in_id, with_account, write};
use crate::bench::{Bench, NOW, batch, on_both_engines};

on_both_engines!(
    what_ended_long_ago_goes_and_what_ended_lately_stays,
    one_slice_deletes_a_bounded_number,
    acts_are_kept_for_an_hour,
);

const JOURNEYS: Statement = Statement::new("test.journeys", "SELECT count(*) FROM journeys");
const ACTS: Statement = Statement::new("test.acts", "SELECT count(*) FROM acts");

async fn count(db: &Db, statement: &'static Statement) -> i64 {
    db.fetch_one(statement, params![]).await.unwrap().unwrap().int(0).unwrap()
}

fn journey(number: u64, expires_at: Timestamp) -> StoredJourney {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&number.to_be_bytes());
    StoredJourney {
        id: JourneyId::from_bytes(id),
        account: None,
        kind: "consent".into(),
        state_version: 1,
        version: 1,
        body_sealed: vec![],
        updated_at: NOW,
        expires_at,
    }
}

/// One session, code, token and opened client that all end at that instant, found by `number`.
async fn with_ended(db: &Db, number: u8, ended: Timestamp) {
    let (account, client, sign_in) = (account_id(1), client_id("mail"), sign_in_id(number));
    let session = Session {
        id: SessionId::from_bytes([number; 16]),
        account,
        device: device_id(1),
        sign_in,
        started_at: ended,
        authenticated_at: ended,
        last_seen_at: ended,
        ends_at: ended,
        methods: vec![Method::Password],
    };
    let code = StoredCode {
        account,
        client: client.clone(),
        sign_in,
        grant_sealed: vec![],
        issued_at: ended,
        expires_at: ended,
        used_at: None,
    };
    let token = StoredToken {
        account,
        client: client.clone(),
        sign_in,
        code_hash: [1; 32],
        scope: String::new(),
        issued_at: ended,
        expires_at: ended,
        revoked_at: None,
        account_disabled_at: None,
    };
    write(db, |batch| {
        sessions::start(batch, &[number; 32], &session);
        codes::issue(batch, &[number; 32], &code);
        tokens::issue(batch, &[number; 32], &token);
        opened_clients::note(batch, sign_in, &client, account, ended);
    })
    .await;
}

/// Whether session, code, token and opened client `number` are still there.
async fn left(db: &Db, number: u8) -> [bool; 4] {
    let hash = [number; 32];
    [
        sessions::by_token(db, &hash).await.unwrap().is_some(),
        codes::by_hash(db, &hash).await.unwrap().is_some(),
        tokens::by_hash(db, &hash).await.unwrap().is_some(),
        !opened_clients::of_sign_in(db, sign_in_id(number)).await.unwrap().is_empty(),
    ]
}

async fn what_ended_long_ago_goes_and_what_ended_lately_stays(bench: &Bench) {
    let db = ready(bench).await;
    with_account(db, 1).await;
    for (number, ago) in [(1, days(401)), (2, days(31)), (3, days(2)), (4, hours(1))] {
        with_ended(db, number, NOW - ago).await;
    }
    write(db, |batch| purge::slice(batch, NOW)).await;
    assert_eq!(left(db, 1).await, [false, false, false, false]);
    assert_eq!(left(db, 2).await, [false, false, false, true]);
    assert_eq!(left(db, 3).await, [true, false, false, true]);
    assert_eq!(left(db, 4).await, [true, true, true, true]);
}

async fn one_slice_deletes_a_bounded_number(bench: &Bench) {
    let db = ready(bench).await;
    let expired = u64::from(purge::SLICE) + 3;
    write(db, |batch| {
        for number in 0..expired {
            journeys::insert(batch, &journey(number, NOW - days(2)));
        }
        journeys::insert(batch, &journey(expired, later(1)));
    })
    .await;
    for left in [4, 1, 1] {
        write(db, |batch| purge::slice(batch, NOW)).await;
        assert_eq!(count(db, &JOURNEYS).await, left);
    }
}

async fn acts_are_kept_for_an_hour(bench: &Bench) {
    let db = ready(bench).await;
    for at in [NOW - hours(2), NOW - hours(1)] {
        let mut act = batch().retryable(at);
        journeys::insert(&mut act, &journey(u64::try_from(at.millis()).unwrap(), later(1)));
        db.commit(act).await.unwrap();
    }
    commit(db, |batch| purge::slice(batch, NOW)).await.unwrap();
    assert_eq!(count(db, &ACTS).await, 1);
}
