//! O12: a mailbox that this sign-in itself opens is never the only way to recover: whoever has no other is asked for one.

use domain::recourse::RecoursePolicy;
use domain::time::days;
use trial::{Answer, Browser, Customer, Trial, TrialSetup};

use crate::recover;
use crate::recovery_codes::{codes, csrf_for};

/// Somebody whose login is a mailbox of the house, a day after the account was made.
async fn jeanne() -> (Trial, Customer) {
    let mut setup = TrialSetup::default();
    setup.policy.recourse =
        RecoursePolicy { mailbox_domains: vec!["lumen.example".into()], ..RecoursePolicy::default() };
    let trial = Trial::start_with(setup).await;
    let person = recover::jeanne(&trial).await;
    trial.clock.turn(days(1));
    (trial, person)
}

/// Signs in and goes on to the page that answers.
async fn signed_in(trial: &Trial, person: &Customer, at: &str) -> (Browser, Answer) {
    let mut browser = trial.browser();
    let sent = browser.get(at).await;
    let at = if sent.status == 303 { sent.location().to_owned() } else { at.to_owned() };
    let sent = browser.sign_in(&at, &person.identifier, &person.password, &[]).await;
    let page = browser.follow(sent).await;
    (browser, page)
}

fn asks(page: &Answer) -> bool {
    page.body.contains("Gardez un autre moyen de revenir")
}

fn link(page: &Answer, path: &str) -> String {
    let link = page.body.split("href=\"").find(|rest| rest.starts_with(path)).expect("a way");
    link.split('"').next().expect("its address").to_owned()
}

async fn later(browser: &mut Browser, page: &Answer) -> Answer {
    let csrf = csrf_for(page, "/second-way");
    let sent = browser.post("/second-way", &[("csrf", &csrf)]).await;
    browser.follow(sent).await
}

#[tokio::test]
async fn it_is_asked_after_a_sign_in_put_off_and_asked_again_after_a_while() {
    let (trial, person) = jeanne().await;
    let (mut browser, page) = signed_in(&trial, &person, "/account").await;
    assert!(asks(&page) && page.body.contains(&person.identifier), "O12: {}", page.body);
    let home = later(&mut browser, &page).await;
    assert!(home.body.contains("Bonjour Jeanne"), "{}", home.body);
    let (_, page) = signed_in(&trial, &person, "/account").await;
    assert!(!asks(&page), "not soon again");
    trial.clock.turn(days(14));
    let (_, page) = signed_in(&trial, &person, "/account").await;
    assert!(asks(&page), "O12");
}

#[tokio::test]
async fn whoever_has_an_address_elsewhere_or_was_admitted_today_is_not_asked() {
    let (trial, person) = jeanne().await;
    trial.contact(&person, "jeanne@ailleurs.example", recover::LONG_AGO).await;
    let (_, page) = signed_in(&trial, &person, "/account").await;
    assert!(!asks(&page), "another address is a way");
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let (_, page) = signed_in(&trial, &paul, "/account").await;
    assert!(!asks(&page), "the first day");
}

#[tokio::test]
async fn another_address_is_a_way_at_once_and_the_way_goes_on() {
    let (trial, person) = jeanne().await;
    let (mut browser, page) = signed_in(&trial, &person, "/account").await;
    let list = browser.get(&link(&page, "/account/contacts?visit=")).await;
    let csrf = csrf_for(&list, "/account/contacts");
    let form = [("csrf", csrf.as_str()), ("address", "jeanne@ailleurs.example")];
    let page = browser.post("/account/contacts", &form).await;
    let mails = trial.mails().await;
    let code = mails.iter().find(|mail| mail.to == "jeanne@ailleurs.example").expect("a message");
    let csrf = page.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("code", &recover::code_of(code))];
    let done = browser.post("/account/contacts/confirm", &form).await;
    assert_eq!((done.status, done.location()), (303, "/account"), "the way goes on");
    let home = browser.follow(done).await;
    assert!(home.body.contains("Bonjour Jeanne"), "{}", home.body);
}

#[tokio::test]
async fn printed_codes_are_a_way_once_they_are_put_away() {
    let (trial, person) = jeanne().await;
    let (mut browser, page) = signed_in(&trial, &person, "/account").await;
    let list = browser.get(&link(&page, "/account/recovery-codes?visit=")).await;
    let csrf = csrf_for(&list, "/account/recovery-codes");
    let made = browser.post("/account/recovery-codes", &[("csrf", &csrf)]).await;
    assert!(codes(&made).len() == 10 && !made.body.contains(">Plus tard<"), "R36: {}", made.body);
    let (_, page) = signed_in(&trial, &person, "/account").await;
    assert!(asks(&page), "shown is not put away");
    let csrf = csrf_for(&made, "/account/recovery-codes/keep");
    let done = browser.post("/account/recovery-codes/keep", &[("csrf", &csrf), ("safe", "on")]).await;
    assert_eq!((done.status, done.location()), (303, "/account"), "the way goes on");
    assert!(browser.follow(done).await.body.contains("Bonjour Jeanne"));
}

#[tokio::test]
async fn a_form_of_another_session_puts_nothing_off() {
    let (trial, person) = jeanne().await;
    let (_, page) = signed_in(&trial, &person, "/account").await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let (mut attacker, _) = signed_in(&trial, &paul, "/account").await;
    let csrf = csrf_for(&page, "/second-way");
    assert_eq!(attacker.post("/second-way", &[("csrf", &csrf)]).await.status, 409, "WB1");
    assert_eq!(trial.browser().post("/second-way", &[("csrf", &csrf)]).await.status, 409);
    let (_, page) = signed_in(&trial, &person, "/account").await;
    assert!(asks(&page));
}
