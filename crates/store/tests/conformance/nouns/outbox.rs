//! A message is handed to one sender at a time, and to another only when the first fell silent.

use std::collections::BTreeSet;

use domain::{MessageId, Timestamp};
use store::outbox::{self, ClaimedMessage, StoredMessage};
use store::{Db, Statement, params};
use tokio::task::JoinSet;

use super::{NOTHING, account_id, later, loss, ready, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_claimed_message_is_handed_to_nobody_else,
    senders_side_by_side_share_the_messages_without_overlap,
    a_message_whose_sender_fell_silent_is_handed_out_again,
    the_longest_due_go_first_and_none_before_it_is_due,
    a_message_that_was_put_back_waits_and_knows_its_tries,
    a_sent_message_is_gone_and_a_hopeless_one_has_no_body,
    a_message_is_put_once,
);

fn message(number: u8, due: i64) -> StoredMessage {
    StoredMessage {
        id: MessageId::from_bytes([number; 16]),
        account: (number < 100).then(|| account_id(number)),
        channel: "mail".into(),
        body_sealed: vec![number; 50],
        created_at: NOW,
        due_at: later(due),
    }
}

async fn with_messages(db: &Db, messages: &[StoredMessage]) {
    write(db, |batch| messages.iter().for_each(|message| outbox::put(batch, message))).await;
}

/// The numbers of up to ten claimed messages, in order.
async fn claimed(db: &Db, now: Timestamp, until: Timestamp) -> Vec<u8> {
    let mut numbers: Vec<_> = outbox::claim(db, now, until, 10).await.unwrap().iter().map(number).collect();
    numbers.sort_unstable();
    numbers
}

fn number(message: &ClaimedMessage) -> u8 {
    message.id.bytes()[0]
}

async fn a_claimed_message_is_handed_to_nobody_else(bench: &Bench) {
    let db = ready(bench).await;
    with_messages(db, &[message(1, 0), message(200, 0)]).await;
    let mut first = outbox::claim(db, NOW, later(60), 10).await.unwrap();
    first.sort_by_key(number);
    let expected = ClaimedMessage {
        id: MessageId::from_bytes([1; 16]),
        account: Some(account_id(1)),
        channel: "mail".into(),
        body_sealed: vec![1; 50],
        created_at: NOW,
        tries: 0,
    };
    assert_eq!((&first[0], first[1].account, first.len()), (&expected, None, 2));
    assert_eq!(claimed(db, later(59), later(120)).await, NOTHING);
    assert_eq!(outbox::waiting(db).await.unwrap(), 2);
}

async fn senders_side_by_side_share_the_messages_without_overlap(bench: &Bench) {
    let db = ready(bench).await;
    let hundred: Vec<_> = (0..100).map(|number| message(number, 0)).collect();
    with_messages(db, &hundred).await;
    let mut senders = JoinSet::new();
    for _ in 0..8 {
        let db = db.clone();
        senders.spawn(async move {
            let mut mine = Vec::new();
            while mine.len() <= 100 {
                let taken = outbox::claim(&db, NOW, later(60), 7).await.unwrap();
                assert!(taken.len() <= 7);
                if taken.is_empty() {
                    break;
                }
                mine.extend(taken.iter().map(number));
            }
            mine
        });
    }
    let taken = senders.join_all().await.concat();
    assert_eq!(taken.len(), 100);
    assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), (0..100).collect());
}

async fn a_message_whose_sender_fell_silent_is_handed_out_again(bench: &Bench) {
    let db = ready(bench).await;
    with_messages(db, &[message(1, 0)]).await;
    assert_eq!(claimed(db, NOW, later(60)).await, [1]);
    assert_eq!(claimed(db, later(60), later(120)).await, [1]);
}

async fn the_longest_due_go_first_and_none_before_it_is_due(bench: &Bench) {
    let db = ready(bench).await;
    with_messages(db, &[message(1, -1), message(2, -3), message(3, -2), message(4, 5)]).await;
    let taken = outbox::claim(db, NOW, later(60), 2).await.unwrap();
    assert_eq!(taken.iter().map(number).collect::<BTreeSet<_>>(), [2, 3].into());
    assert_eq!(claimed(db, later(4), later(60)).await, [1]);
    assert_eq!(claimed(db, later(5), later(60)).await, [4]);
}

async fn a_message_that_was_put_back_waits_and_knows_its_tries(bench: &Bench) {
    let db = ready(bench).await;
    with_messages(db, &[message(1, 0)]).await;
    assert_eq!(claimed(db, NOW, later(600)).await, [1]);
    write(db, |batch| outbox::retry(batch, MessageId::from_bytes([1; 16]), later(30), 4)).await;
    assert_eq!(claimed(db, later(29), later(600)).await, NOTHING);
    let again = outbox::claim(db, later(30), later(600), 10).await.unwrap();
    assert_eq!((again.len(), again[0].tries), (1, 4));
}

async fn a_sent_message_is_gone_and_a_hopeless_one_has_no_body(bench: &Bench) {
    const BODIES: Statement =
        Statement::new("test.bodies", "SELECT message_id, body_sealed, failed_at FROM outbox");
    let db = ready(bench).await;
    with_messages(db, &[message(1, 0), message(2, 0)]).await;
    assert_eq!(claimed(db, NOW, later(60)).await, [1, 2]);
    write(db, |batch| {
        outbox::done(batch, MessageId::from_bytes([1; 16]));
        outbox::give_up(batch, MessageId::from_bytes([2; 16]), later(3));
    })
    .await;
    let rows = db.fetch_many(&BODIES, params![]).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].array(0).unwrap(), [2; 16]);
    assert_eq!((rows[0].bytes(1).unwrap(), rows[0].instant(2).unwrap()), (vec![], later(3)));
    assert_eq!(claimed(db, later(9999), later(10_000)).await, NOTHING);
    assert_eq!(outbox::waiting(db).await.unwrap(), 0);
}

async fn a_message_is_put_once(bench: &Bench) {
    let db = ready(bench).await;
    with_messages(db, &[message(1, 0)]).await;
    assert_eq!(loss(db, |batch| outbox::put(batch, &message(1, 9))).await, "message_exists");
}
