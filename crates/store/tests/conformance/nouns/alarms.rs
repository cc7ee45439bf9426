//! The link of a notice is found by its token, pressed once and in time (X10, EL2).

use domain::AlarmId;
use domain::alarm::Told;
use domain::time::days;
use store::alarms::{self, StoredAlarm};
use store::purge;

use super::{account_id, device_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_notice_is_found_by_its_token_alone,
    of_twenty_who_press_one_wins,
    nobody_presses_for_another_account_too_late_or_twice,
    notices_are_purged_long_after_they_expired,
);

fn alarm(number: u8) -> StoredAlarm {
    StoredAlarm {
        id: AlarmId::from_bytes([number; 16]),
        account: account_id(1),
        told: Told::NewDevice,
        change: None,
        device: Some(device_id(7)),
        method: Some(domain::AuthenticatorId::from_bytes([8; 16])),
        place_sealed: vec![number, 0, 255],
        at: NOW,
        expires_at: later(3600),
        used_at: None,
    }
}

async fn a_notice_is_found_by_its_token_alone(bench: &Bench) {
    let db = ready(bench).await;
    let all = StoredAlarm { device: None, ..alarm(2) };
    write(db, |batch| alarms::put(batch, &[1; 32], &alarm(1))).await;
    write(db, |batch| alarms::put(batch, &[2; 32], &all)).await;
    assert_eq!(alarms::by_token(db, &[1; 32]).await.unwrap(), Some(alarm(1)));
    assert_eq!(alarms::by_token(db, &[2; 32]).await.unwrap(), Some(all));
    assert_eq!(alarms::by_token(db, &[3; 32]).await.unwrap(), None);
    assert_eq!(loss(db, |batch| alarms::put(batch, &[1; 32], &alarm(3))).await, "alarm_exists");
}

async fn of_twenty_who_press_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| alarms::put(batch, &[1; 32], &alarm(1))).await;
    let winners = winners_of_twenty(db, "alarm_used", |batch, _| {
        alarms::press(batch, account_id(1), alarm(1).id, later(1));
    });
    assert_eq!(winners.await, 1, "EL2");
    let pressed = alarms::by_token(db, &[1; 32]).await.unwrap().unwrap();
    assert_eq!(pressed.used_at, Some(later(1)), "who comes back is told so");
}

async fn nobody_presses_for_another_account_too_late_or_twice(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| alarms::put(batch, &[1; 32], &alarm(1))).await;
    let press = async |account: u8, at| {
        loss(db, |batch| alarms::press(batch, account_id(account), alarm(1).id, at)).await
    };
    assert_eq!(press(2, later(1)).await, "alarm_used");
    assert_eq!(press(1, later(3600)).await, "alarm_used", "EL3");
    write(db, |batch| alarms::press(batch, account_id(1), alarm(1).id, later(3599))).await;
    assert_eq!(press(1, later(3599)).await, "alarm_used");
}

async fn notices_are_purged_long_after_they_expired(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| alarms::put(batch, &[1; 32], &alarm(1))).await;
    write(db, |batch| purge::slice(batch, later(3600) + days(60))).await;
    assert!(alarms::by_token(db, &[1; 32]).await.unwrap().is_some());
    write(db, |batch| purge::slice(batch, later(3601) + days(60))).await;
    assert!(alarms::by_token(db, &[1; 32]).await.unwrap().is_none());
}
