//! A journey moves from the version that was read, or the other tab won.

use domain::JourneyId;
use store::journeys::{self, StoredJourney};

use super::{account_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_journey_is_found_as_it_was_left,
    a_journey_is_begun_once,
    of_twenty_tabs_that_advance_at_once_one_wins,
    a_journey_ends_from_the_version_that_was_read,
);

const ID: JourneyId = JourneyId::from_bytes([1; 16]);

fn journey(version: i64) -> StoredJourney {
    StoredJourney {
        id: ID,
        account: Some(account_id(1)),
        kind: "consent".into(),
        state_version: 1,
        version,
        body_sealed: vec![7; 300],
        updated_at: NOW,
        expires_at: later(600),
    }
}

async fn a_journey_is_found_as_it_was_left(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(journeys::load(db, ID).await.unwrap(), None);
    let begun = StoredJourney { account: None, ..journey(1) };
    write(db, |batch| journeys::insert(batch, &begun)).await;
    assert_eq!(journeys::load(db, ID).await.unwrap(), Some(begun));
    let next = StoredJourney {
        kind: "sign_in".into(),
        state_version: 2,
        body_sealed: vec![8],
        updated_at: later(1),
        expires_at: later(900),
        ..journey(2)
    };
    write(db, |batch| journeys::advance(batch, ID, 1, &next)).await;
    assert_eq!(journeys::load(db, ID).await.unwrap(), Some(next));
}

async fn a_journey_is_begun_once(bench: &Bench) {
    let db = ready(bench).await;
    let winners = winners_of_twenty(db, "journey_moved", |batch, _| journeys::insert(batch, &journey(1)));
    assert_eq!(winners.await, 1);
}

async fn of_twenty_tabs_that_advance_at_once_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| journeys::insert(batch, &journey(1))).await;
    let winners =
        winners_of_twenty(db, "journey_moved", |batch, _| journeys::advance(batch, ID, 1, &journey(2)));
    assert_eq!(winners.await, 1);
    assert_eq!(journeys::load(db, ID).await.unwrap(), Some(journey(2)));
}

async fn a_journey_ends_from_the_version_that_was_read(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| journeys::insert(batch, &journey(2))).await;
    assert_eq!(loss(db, |batch| journeys::end(batch, ID, 1)).await, "journey_moved");
    write(db, |batch| journeys::end(batch, ID, 2)).await;
    assert_eq!(journeys::load(db, ID).await.unwrap(), None);
    assert_eq!(loss(db, |batch| journeys::end(batch, ID, 2)).await, "journey_moved");
}
