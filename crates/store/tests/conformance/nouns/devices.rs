//! A device is one person's, and its series of verifiers moves one step at a time (SE3-SE5).

use store::devices::{self, StoredDevice};
use store::{Batch, Db};

use super::{account_id, device_id, later, loss, ready, sign_in_id, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_verifier_is_rotated_once,
    of_twenty_tabs_that_rotate_at_once_one_wins,
    a_device_never_passes_to_another_account,
    an_ended_device_that_signs_in_again_is_the_same_device,
    an_account_sees_its_live_devices_newest_first,
    a_device_is_ended_by_its_own_account_only,
    every_other_device_ends_and_stays_known,
    a_device_that_is_no_longer_kept_is_still_known,
    a_sighting_never_moves_back,
    a_forgotten_device_is_unknown,
    a_name_is_its_owners_and_outlives_a_sign_in,
);

fn kept(number: u8, account: u8) -> StoredDevice {
    StoredDevice {
        id: device_id(number),
        account: account_id(account),
        label_sealed: vec![number],
        name_sealed: None,
        first_seen_at: NOW,
        last_seen_at: later(number.into()),
        authenticated_at: NOW,
        sign_in: sign_in_id(number),
        methods: "pwd".into(),
        kept_until: Some(later(1000)),
        verifier_hash: Some([1; 32]),
        previous_hash: None,
        rotated_at: None,
        ended_at: None,
        factor_at: None,
    }
}

async fn started(db: &Db, device: &StoredDevice) {
    write(db, |batch| devices::start(batch, device)).await;
}

async fn stored(db: &Db, number: u8) -> StoredDevice {
    devices::by_id(db, device_id(number)).await.unwrap().unwrap()
}

fn rotate(batch: &mut Batch, from: u8, to: u8) {
    devices::rotate(batch, device_id(1), [from; 32], [to; 32], later(50));
}

async fn a_verifier_is_rotated_once(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    assert_eq!(stored(db, 1).await, kept(1, 1));
    write(db, |batch| rotate(batch, 1, 2)).await;
    assert_eq!(loss(db, |batch| rotate(batch, 1, 3)).await, "rotated_already");
    let expected = StoredDevice {
        verifier_hash: Some([2; 32]),
        previous_hash: Some([1; 32]),
        rotated_at: Some(later(50)),
        last_seen_at: later(50),
        ..kept(1, 1)
    };
    assert_eq!(stored(db, 1).await, expected);
    write(db, |batch| rotate(batch, 2, 3)).await;
    write(db, |batch| devices::end(batch, account_id(1), device_id(1), NOW)).await;
    assert_eq!(loss(db, |batch| rotate(batch, 3, 4)).await, "rotated_already");
}

async fn of_twenty_tabs_that_rotate_at_once_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    let winners = winners_of_twenty(db, "rotated_already", |batch, racer| rotate(batch, 1, 100 + racer));
    assert_eq!(winners.await, 1);
    assert_eq!(stored(db, 1).await.previous_hash, Some([1; 32]));
}

async fn a_device_never_passes_to_another_account(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    assert_eq!(loss(db, |batch| devices::start(batch, &kept(1, 2))).await, "device_of_another");
    assert_eq!(stored(db, 1).await, kept(1, 1));
}

async fn an_ended_device_that_signs_in_again_is_the_same_device(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    write(db, |batch| devices::end(batch, account_id(1), device_id(1), later(5))).await;
    let ended = stored(db, 1).await;
    assert_eq!((ended.ended_at, ended.kept_until, ended.verifier_hash), (Some(later(5)), None, None));

    let again = StoredDevice {
        label_sealed: vec![77],
        last_seen_at: later(60),
        authenticated_at: later(60),
        sign_in: sign_in_id(8),
        kept_until: None,
        verifier_hash: None,
        ..kept(1, 1)
    };
    started(db, &StoredDevice { first_seen_at: later(60), ..again.clone() }).await;
    assert_eq!(stored(db, 1).await, again);
}

async fn a_name_is_its_owners_and_outlives_a_sign_in(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    let rename = |batch: &mut Batch, account: u8, name: Option<u8>| {
        devices::rename(batch, account_id(account), device_id(1), name.map(|name| vec![name]));
    };
    assert_eq!(loss(db, |batch| rename(batch, 2, Some(9))).await, "device_gone");
    write(db, |batch| rename(batch, 1, Some(9))).await;
    started(db, &kept(1, 1)).await;
    assert_eq!(stored(db, 1).await.name_sealed, Some(vec![9]), "a sign-in keeps what stands");
    write(db, |batch| rename(batch, 1, None)).await;
    assert_eq!(stored(db, 1).await, kept(1, 1));
    write(db, |batch| devices::end(batch, account_id(1), device_id(1), later(5))).await;
    assert_eq!(loss(db, |batch| rename(batch, 1, Some(9))).await, "device_gone");
}

async fn an_account_sees_its_live_devices_newest_first(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| (1..=102).for_each(|number| devices::start(batch, &kept(number, 1)))).await;
    started(db, &kept(200, 2)).await;
    write(db, |batch| devices::end(batch, account_id(1), device_id(101), NOW)).await;
    let listed = devices::of_account(db, account_id(1)).await.unwrap();
    let expected: Vec<_> = [102].into_iter().chain((2..=100).rev()).map(device_id).collect();
    assert_eq!(listed.iter().map(|device| device.id).collect::<Vec<_>>(), expected);
    write(db, |batch| devices::end_all(batch, account_id(1), NOW)).await;
    assert_eq!(devices::of_account(db, account_id(1)).await.unwrap(), []);
    assert_eq!(devices::of_account(db, account_id(2)).await.unwrap(), [kept(200, 2)]);
}

async fn a_device_is_ended_by_its_own_account_only(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    write(db, |batch| devices::end(batch, account_id(2), device_id(1), NOW)).await;
    assert_eq!(stored(db, 1).await, kept(1, 1));
}

async fn every_other_device_ends_and_stays_known(bench: &Bench) {
    let db = ready(bench).await;
    for (number, account) in [(1, 1), (2, 1), (3, 2)] {
        started(db, &kept(number, account)).await;
    }
    write(db, |batch| devices::end_others(batch, account_id(1), device_id(1), later(9))).await;
    assert_eq!(stored(db, 1).await, kept(1, 1), "the one at hand");
    assert_eq!(stored(db, 3).await, kept(3, 2), "somebody else's");
    let ended = stored(db, 2).await;
    assert_eq!((ended.ended_at, ended.kept_until, ended.verifier_hash), (Some(later(9)), None, None));
    write(db, |batch| devices::end_all(batch, account_id(1), later(10))).await;
    assert_eq!(stored(db, 1).await.ended_at, Some(later(10)));
    assert_eq!(stored(db, 2).await.ended_at, Some(later(9)), "the first end counts");
}

async fn a_device_that_is_no_longer_kept_is_still_known(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    write(db, |batch| rotate(batch, 1, 2)).await;
    write(db, |batch| devices::end_kept(batch, device_id(1), later(70))).await;
    let known = stored(db, 1).await;
    assert_eq!((known.kept_until, known.verifier_hash, known.previous_hash), (None, None, None));
    assert_eq!(known.ended_at, None);
    assert_eq!(loss(db, |batch| rotate(batch, 2, 3)).await, "rotated_already");
}

async fn a_sighting_never_moves_back(bench: &Bench) {
    let db = ready(bench).await;
    started(db, &kept(1, 1)).await;
    for seconds in [90, 80] {
        write(db, |batch| devices::seen(batch, device_id(1), later(seconds))).await;
    }
    assert_eq!(stored(db, 1).await.last_seen_at, later(90));
}

async fn a_forgotten_device_is_unknown(bench: &Bench) {
    let db = ready(bench).await;
    for (number, account) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
        started(db, &kept(number, account)).await;
    }
    write(db, |batch| {
        devices::forget(batch, account_id(1), device_id(4));
        devices::forget(batch, account_id(1), device_id(2));
    })
    .await;
    assert_eq!(devices::by_id(db, device_id(2)).await.unwrap(), None);
    write(db, |batch| devices::forget_others(batch, account_id(1), device_id(3))).await;
    assert_eq!(devices::of_account(db, account_id(1)).await.unwrap(), [kept(3, 1)]);
    assert_eq!(devices::of_account(db, account_id(2)).await.unwrap(), [kept(4, 2)]);
}
