//! What each noun promises, on both engines. Rows are made with small numbers: account 1, digest 7.

mod accounts;
mod alarms;
mod attempts;
mod audit;
mod authenticators;
mod census;
mod checkpoints;
mod clients;
mod codes;
mod contact_changes;
mod credentials;
mod devices;
mod handovers;
mod households;
mod identifiers;
mod imports;
mod journeys;
mod line_access;
mod outbox;
mod passkeys;
mod plans;
mod purge;
mod recoveries;
mod recovery_codes;
mod sendings;
mod sessions;
mod starts;
mod tokens;
mod trail;

use domain::{AccountId, ClientId, DeviceId, Locale, SignInId, Timestamp};
use store::accounts::StoredAccount;
use store::{Batch, CommitError, Db};
use tokio::task::JoinSet;

use crate::bench::{Bench, NOW, batch};

/// No number at all, where a list of them is expected.
const NOTHING: [u8; 0] = [];

/// The bench's database with our schema in it.
async fn ready(bench: &Bench) -> &Db {
    bench.db.migrate(store::MIGRATIONS, NOW).await.unwrap();
    store::audit::seed(&bench.db).await.unwrap();
    &bench.db
}

/// Commits what `push` pushes, on its own.
async fn commit(db: &Db, push: impl FnOnce(&mut Batch)) -> Result<(), CommitError> {
    let mut batch = batch();
    push(&mut batch);
    db.commit(batch).await
}

async fn write(db: &Db, push: impl FnOnce(&mut Batch)) {
    commit(db, push).await.unwrap();
}

/// The loss that the Batch ends with.
async fn loss(db: &Db, push: impl FnOnce(&mut Batch)) -> &'static str {
    match commit(db, push).await.expect_err("somebody else was first") {
        CommitError::Lost(loss) => loss,
        CommitError::Trouble(trouble) => panic!("{trouble:?}"),
    }
}

/// How many of twenty who commit at once win; the others end with `loss`.
async fn winners_of_twenty(db: &Db, loss: &'static str, push: impl Fn(&mut Batch, u8)) -> usize {
    let mut racers = JoinSet::new();
    for racer in 0..20 {
        let (db, mut batch) = (db.clone(), batch());
        push(&mut batch, racer);
        racers.spawn(async move { db.commit(batch).await });
    }
    let results = racers.join_all().await;
    let has_lost =
        |result: &&Result<(), CommitError>| matches!(result, Err(CommitError::Lost(name)) if *name == loss);
    let losers = results.iter().filter(has_lost).count();
    let winners = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(winners + losers, 20, "{results:?}");
    winners
}

fn later(seconds: i64) -> Timestamp {
    Timestamp::from_millis(NOW.millis() + seconds * 1000)
}

fn account_id(number: u8) -> AccountId {
    AccountId::from_bytes([number; 16])
}

fn device_id(number: u8) -> DeviceId {
    DeviceId::from_bytes([number; 16])
}

fn sign_in_id(number: u8) -> SignInId {
    SignInId::from_bytes([number; 16])
}

fn client_id(name: &str) -> ClientId {
    ClientId(name.to_owned())
}

fn account(number: u8) -> StoredAccount {
    StoredAccount {
        id: account_id(number),
        brand: "lumen".into(),
        locale: Locale::FrCa,
        person_sealed: vec![number, 0, 255],
        created_at: NOW,
        disabled_at: None,
    }
}

/// Makes account `number`, whose origin has the same number.
async fn with_account(db: &Db, number: u8) {
    write(db, |batch| store::accounts::insert(batch, &account(number), &[number; 16])).await;
}
