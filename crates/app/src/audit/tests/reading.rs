//! What a customer reads of their own trail: newest first, a sign-in told once, a storm of tries as one line.

use std::time::Duration;

use domain::Fact;

use super::bench::{Bench, account, on_both_engines, opened, signed_in};
use crate::audit::{Activity, Trail};
use store::trail::{Mark, Of};

on_both_engines!(
    a_try_that_became_a_sign_in_is_told_once,
    failed_tries_in_a_row_are_one_line,
    fifty_are_told_and_machines_are_left_out,
    a_fact_of_a_newer_release_is_shown_as_it_was_written,
);

const TRIED: Fact = Fact::PasswordTried { known_device: false };

fn after(bench: &Bench, seconds: u64) {
    bench.clock.turn(Duration::from_secs(seconds));
}

async fn told(bench: &Bench) -> Vec<Activity> {
    bench.app.activity(account(5), 50).await.unwrap()
}

/// Both at the instant of one request, as `judge` and `commit` write them.
async fn sign_in(bench: &Bench) {
    let now = bench.app.now();
    let mut booking = crate::chance::act(now);
    let mut verdict = crate::chance::act(now);
    bench.app.audit(&mut booking, Some(account(5)), &TRIED, Some("Firefox · Windows · 203.0.113.0/24"), now);
    bench.app.audit(
        &mut verdict,
        Some(account(5)),
        &signed_in(),
        Some("Firefox · Windows · 203.0.113.0/24"),
        now,
    );
    bench.app.db().commit(booking).await.unwrap();
    bench.app.db().commit(verdict).await.unwrap();
}

async fn a_try_that_became_a_sign_in_is_told_once(bench: &Bench) {
    sign_in(bench).await;
    let told = told(bench).await;
    assert_eq!(told.len(), 1);
    assert!(matches!(told[0].fact, Fact::SessionStarted { .. }));
    assert_eq!(told[0].device.as_deref(), Some("Firefox · Windows"));
    assert_eq!(told[0].network.as_deref(), Some("203.0.113.0/24"));
}

async fn failed_tries_in_a_row_are_one_line(bench: &Bench) {
    sign_in(bench).await;
    for _ in 0..7 {
        after(bench, 30);
        bench.act(5, &TRIED).await;
    }
    let last = bench.app.now();
    after(bench, 30);
    sign_in(bench).await;
    let told = told(bench).await;
    assert_eq!(told.iter().map(|one| one.times).collect::<Vec<_>>(), [1, 7, 1]);
    assert_eq!(told[1].fact, TRIED);
    assert!(told[1].at <= last && told[1].at > told[2].at);
}

async fn fifty_are_told_and_machines_are_left_out(bench: &Bench) {
    for _ in 0..60 {
        after(bench, 1);
        bench.act(5, &opened("mail")).await;
        bench.act(5, &Fact::TokenIssued { client: domain::ClientId("mail".into()) }).await;
    }
    bench.act(6, &opened("cloud")).await;
    let told = told(bench).await;
    assert_eq!(told.len(), 50);
    assert!(told.iter().all(|one| one.fact == opened("mail")), "nobody else's, and no machine's");
    assert!(told.windows(2).all(|pair| pair[0].at > pair[1].at));
}

async fn a_fact_of_a_newer_release_is_shown_as_it_was_written(bench: &Bench) {
    bench.act(5, &opened("mail")).await;
    bench.run("UPDATE audit SET body = '{\"fact\":\"moon_landed\"}'").await;
    assert_eq!(told(bench).await, []);
    let (db, vault) = (bench.app.db(), bench.app.vault());
    let since = domain::Timestamp::from_millis(0);
    let events = Trail { db, vault }.page(&Of::All, since, Mark::NEWEST, 9).await.unwrap();
    assert_eq!((&events[0].fact, events[0].body.as_str()), (&None, r#"{"fact":"moon_landed"}"#));
}
