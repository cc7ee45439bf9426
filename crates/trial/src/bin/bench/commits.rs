//! Durable commits of the embedded store on this disk: one at a time, and many waiting together. To know the disk by.

use std::time::Duration;

use app::{Clock, chance};
use store::db::Batch;
use store::{Db, StoreConfig};
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::Done;
use super::rounds::{Pace, Speed};
use super::stopwatch::Stopwatch;
use super::table::{Goal, Row};

const WAITING: usize = 64;

pub fn measure(pace: Pace) -> Done<Row> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(async {
        let folder = TempDir::new().map_err(|error| error.to_string())?;
        let config = StoreConfig::Sqlite { path: folder.path().join("commits.db"), readers: 1 };
        let db = Db::open(&config).await.map_err(|trouble| trouble.to_string())?;
        let clock = Clock::default();
        db.migrate(store::MIGRATIONS, clock.now()).await.map_err(|trouble| trouble.to_string())?;
        let (mut alone, mut together) = (Speed::default(), Speed::default());
        for _ in 0..pace.rounds {
            round(&db, &clock, 1, pace.slice, &mut alone).await?;
            round(&db, &clock, WAITING, pace.slice, &mut together).await?;
        }
        Ok(Row {
            yardstick: Some(alone.per_second()),
            ratio: Some(together.ratio_to(&alone)),
            ..Row::plain("durable commits, 64 waiting, against one", "/s", together.per_second(), Goal::Open)
        })
    })
}

async fn round(db: &Db, clock: &Clock, tasks: usize, lasts: Duration, speed: &mut Speed) -> Done<()> {
    let since = Stopwatch::start();
    let mut working = JoinSet::new();
    for _ in 0..tasks {
        let (db, clock) = (db.clone(), clock.clone());
        working.spawn(async move {
            let mut served = 0;
            while since.elapsed() < lasts {
                db.commit(a_booking(&clock)).await.map_err(|error| error.to_string())?;
                served += 1;
            }
            Ok::<usize, String>(served)
        });
    }
    let mut served = 0;
    for ended in working.join_all().await {
        served += ended?;
    }
    speed.note(served, since.seconds(), f64::NAN);
    Ok(())
}

/// The smallest act there is: one try booked.
fn a_booking(clock: &Clock) -> Batch {
    let now = clock.now();
    let mut batch = chance::act(now);
    store::attempts::book(&mut batch, &chance::bytes(), None, 1, now);
    batch
}
