//! Second factors: a step serves once (TO1), what is half set up is apart (EN4), a handle is one person's (PK3).

use domain::factor::{Standing, Why};
use domain::{AuthenticatorId, EnrolmentId, SignInId};
use store::authenticators::{self, StoredAuthenticator};
use store::enrolments::{self, StoredEnrolment};
use store::{Db, factor_standings, purge};

use super::{account_id, later, loss, ready, winners_of_twenty, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    of_twenty_who_show_one_step_one_wins_and_no_older_one_ever_serves,
    failures_are_booked_one_at_a_time_and_a_right_proof_clears_them,
    a_blocked_one_takes_no_proof_until_a_new_password,
    a_lost_one_takes_no_proof_until_it_is_given_back_whatever_password_is_chosen,
    of_twenty_who_lose_or_find_one_one_wins,
    an_ended_one_is_gone_with_its_secret,
    whoever_uses_texts_is_told_once_that_they_end,
    a_handle_belongs_to_one_account,
    a_newer_enrolment_replaces_the_older_and_one_of_twenty_spends_it,
    only_the_sign_in_that_began_spends_it_and_only_in_time,
    a_standing_remembers_the_first_time_it_was_asked,
    an_enrolment_that_expired_is_purged,
);

fn id(number: u8) -> AuthenticatorId {
    AuthenticatorId::from_bytes([number; 16])
}

fn app(account: u8, number: u8) -> StoredAuthenticator {
    StoredAuthenticator {
        account: account_id(account),
        id: id(number),
        kind: "totp".into(),
        label_sealed: vec![1],
        secret_sealed: vec![2, 0, 255],
        handle_digest: None,
        counter: 100,
        failures: 0,
        created_at: NOW,
        last_used_at: None,
        blocked_at: None,
        lost_at: None,
    }
}

async fn whoever_uses_texts_is_told_once_that_they_end(bench: &Bench) {
    let db = &ready(bench).await;
    let one = |account, number, kind: &str| StoredAuthenticator { kind: kind.into(), ..app(account, number) };
    for new in [one(1, 1, "sms"), one(1, 2, "voice"), one(2, 3, "totp"), one(3, 4, "sms")] {
        write(db, |batch| authenticators::insert(batch, &new)).await;
    }
    write(db, |batch| authenticators::end(batch, account_id(3), id(4), later(1))).await;
    let untold = authenticators::untold_of_end(db).await.expect("read");
    assert_eq!(untold, [(account_id(1), 2)], "codes of apps end nowhere, and what was removed has ended");
    let winners = winners_of_twenty(db, "told_already", |batch, _| {
        authenticators::told_of_end(batch, untold[0], later(2));
    });
    assert_eq!(winners.await, 1);
    assert!(authenticators::untold_of_end(db).await.expect("read").is_empty());
}

async fn held(db: &Db, account: u8) -> Vec<StoredAuthenticator> {
    authenticators::of_account(db, account_id(account)).await.unwrap()
}

async fn of_twenty_who_show_one_step_one_wins_and_no_older_one_ever_serves(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| authenticators::insert(batch, &app(1, 1))).await;
    let show =
        |batch: &mut store::Batch, step| authenticators::accept(batch, account_id(1), id(1), step, later(1));
    assert_eq!(winners_of_twenty(db, "proof_used", |batch, _| show(batch, 101)).await, 1);
    for step in [100, 101] {
        assert_eq!(loss(db, |batch| show(batch, step)).await, "proof_used");
    }
    write(db, |batch| show(batch, 102)).await;
    let [one] = &held(db, 1).await[..] else { panic!("one") };
    assert_eq!((one.counter, one.last_used_at), (102, Some(later(1))));
}

async fn failures_are_booked_one_at_a_time_and_a_right_proof_clears_them(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| authenticators::insert(batch, &app(1, 1))).await;
    let book =
        |batch: &mut store::Batch, before| authenticators::book_failure(batch, account_id(1), id(1), before);
    assert_eq!(winners_of_twenty(db, "failure_moved", |batch, _| book(batch, 0)).await, 1);
    write(db, |batch| book(batch, 1)).await;
    assert_eq!(held(db, 1).await[0].failures, 2);
    write(db, |batch| authenticators::accept(batch, account_id(1), id(1), 101, NOW)).await;
    assert_eq!(held(db, 1).await[0].failures, 0);
}

async fn a_blocked_one_takes_no_proof_until_a_new_password(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| authenticators::insert(batch, &app(1, 1))).await;
    write(db, |batch| authenticators::block(batch, account_id(1), id(1), NOW)).await;
    let show = |batch: &mut store::Batch| authenticators::accept(batch, account_id(1), id(1), 101, NOW);
    assert_eq!(loss(db, show).await, "proof_used");
    assert_eq!(held(db, 1).await[0].blocked_at, Some(NOW), "it still protects");
    write(db, |batch| authenticators::unblock(batch, account_id(1))).await;
    write(db, show).await;
}

async fn a_lost_one_takes_no_proof_until_it_is_given_back_whatever_password_is_chosen(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| authenticators::insert(batch, &app(1, 1))).await;
    write(db, |batch| authenticators::lose(batch, account_id(1), id(1), NOW)).await;
    let show = |batch: &mut store::Batch| authenticators::accept(batch, account_id(1), id(1), 101, NOW);
    assert_eq!(loss(db, show).await, "proof_used");
    write(db, |batch| authenticators::unblock(batch, account_id(1))).await;
    assert_eq!(loss(db, show).await, "proof_used", "C29: whoever holds the telephone may read its mail");
    assert_eq!(held(db, 1).await[0].lost_at, Some(NOW), "it still protects");
    write(db, |batch| authenticators::find(batch, account_id(1), id(1))).await;
    write(db, show).await;
    // A block of another reason outlives the loss.
    write(db, |batch| authenticators::block(batch, account_id(1), id(1), NOW)).await;
    write(db, |batch| authenticators::lose(batch, account_id(1), id(1), later(1))).await;
    write(db, |batch| authenticators::find(batch, account_id(1), id(1))).await;
    assert_eq!(held(db, 1).await[0].blocked_at, Some(NOW), "TO3");
}

async fn of_twenty_who_lose_or_find_one_one_wins(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| authenticators::insert(batch, &app(1, 1))).await;
    let gone = "authenticator_gone";
    let lose = |batch: &mut store::Batch, _| authenticators::lose(batch, account_id(1), id(1), NOW);
    assert_eq!(winners_of_twenty(db, gone, lose).await, 1);
    let find = |batch: &mut store::Batch, _| authenticators::find(batch, account_id(1), id(1));
    assert_eq!(winners_of_twenty(db, gone, find).await, 1);
    assert_eq!(
        loss(db, |batch| authenticators::lose(batch, account_id(2), id(1), NOW)).await,
        gone,
        "not theirs"
    );
}

async fn an_ended_one_is_gone_with_its_secret(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        authenticators::insert(batch, &app(1, 1));
        authenticators::insert(batch, &app(2, 1));
    })
    .await;
    write(db, |batch| authenticators::end(batch, account_id(1), id(1), NOW)).await;
    assert!(held(db, 1).await.is_empty());
    assert_eq!(held(db, 2).await.len(), 1, "the neighbour's stays");
    let again = |batch: &mut store::Batch| authenticators::end(batch, account_id(1), id(1), NOW);
    assert_eq!(loss(db, again).await, "authenticator_gone");
    let show = |batch: &mut store::Batch| authenticators::accept(batch, account_id(1), id(1), 101, NOW);
    assert_eq!(loss(db, show).await, "proof_used");
}

async fn a_handle_belongs_to_one_account(bench: &Bench) {
    let db = ready(bench).await;
    let with_handle = |account| StoredAuthenticator { handle_digest: Some([7; 32]), ..app(account, account) };
    write(db, |batch| authenticators::insert(batch, &with_handle(1))).await;
    let other = loss(db, |batch| authenticators::insert(batch, &with_handle(2))).await;
    assert_eq!(other, "authenticator_exists", "PK3");
    let found = authenticators::by_handle(db, &[7; 32]).await.unwrap().unwrap();
    assert_eq!(found.account, account_id(1));
}

fn enrolment(number: u8) -> StoredEnrolment {
    StoredEnrolment {
        account: account_id(1),
        kind: "totp".into(),
        id: EnrolmentId::from_bytes([number; 16]),
        sign_in: SignInId::from_bytes([3; 16]),
        secret_sealed: vec![number, 0, 255],
        tries: 0,
        expires_at: later(600),
    }
}

async fn a_newer_enrolment_replaces_the_older_and_one_of_twenty_spends_it(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| enrolments::put(batch, &enrolment(1))).await;
    write(db, |batch| enrolments::book_try(batch, &enrolment(1))).await;
    write(db, |batch| enrolments::put(batch, &enrolment(2))).await;
    let read = enrolments::of_account(db, account_id(1), "totp").await.unwrap().unwrap();
    assert_eq!(read, enrolment(2), "EN3: with tries of its own");
    assert_eq!(loss(db, |batch| enrolments::spend(batch, &enrolment(1), NOW)).await, "enrolment_spent");
    let spent =
        winners_of_twenty(db, "enrolment_spent", |batch, _| enrolments::spend(batch, &enrolment(2), NOW));
    assert_eq!(spent.await, 1, "EN4");
}

async fn only_the_sign_in_that_began_spends_it_and_only_in_time(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| enrolments::put(batch, &enrolment(1))).await;
    let other = StoredEnrolment { sign_in: SignInId::from_bytes([9; 16]), ..enrolment(1) };
    assert_eq!(loss(db, |batch| enrolments::spend(batch, &other, NOW)).await, "enrolment_spent");
    assert_eq!(
        loss(db, |batch| enrolments::spend(batch, &enrolment(1), later(600))).await,
        "enrolment_spent"
    );
    write(db, |batch| enrolments::spend(batch, &enrolment(1), later(599))).await;
}

async fn a_standing_remembers_the_first_time_it_was_asked(bench: &Bench) {
    let db = ready(bench).await;
    let read = async || factor_standings::of_account(db, account_id(1)).await.unwrap();
    assert_eq!(read().await, Standing::default());
    write(db, |batch| factor_standings::asked(batch, account_id(1), NOW)).await;
    write(db, |batch| factor_standings::asked(batch, account_id(1), later(5))).await;
    write(db, |batch| factor_standings::postponed(batch, account_id(1), later(6))).await;
    assert_eq!((read().await.first_asked_at, read().await.postponed_at), (Some(NOW), Some(later(6))));
    write(db, |batch| factor_standings::require(batch, account_id(1), Why::SettingsChanged, later(7))).await;
    let told = Standing { required: Some((Why::SettingsChanged, later(7))), ..Standing::default() };
    assert_eq!(read().await, told, "the days begin anew");
}

async fn an_enrolment_that_expired_is_purged(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| enrolments::put(batch, &enrolment(1))).await;
    write(db, |batch| purge::slice(batch, later(600 + 3599))).await;
    assert!(enrolments::of_account(db, account_id(1), "totp").await.unwrap().is_some());
    write(db, |batch| purge::slice(batch, later(600 + 3601))).await;
    assert!(enrolments::of_account(db, account_id(1), "totp").await.unwrap().is_none(), "EN3");
}
