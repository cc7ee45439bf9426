//! What a stranger can learn (nothing), how often they may try, and that they cannot keep a customer out.

use std::collections::BTreeSet;

use domain::time::minutes;
use trial::{Answer, Trial, TrialSetup};

use super::{
    CHOSEN, LONG_AGO, ask, ask_again, asks_for_password, choose, code_of, jeanne, message, messages,
    open_link, signs_in, type_code, wrong,
};

/// An answer without what the asker typed and without sealed values: what a stranger could compare.
fn seen(answer: &Answer, identifier: &str) -> (u16, String, BTreeSet<String>, usize) {
    let csrf = answer.field("csrf").unwrap_or_default();
    let mut body = answer.body.replace(identifier, "*");
    if !csrf.is_empty() {
        body = body.replace(&csrf, "*");
    }
    let quiet = ["set-cookie", "date", "content-length"];
    let headers = answer.headers.iter().filter(|(name, _)| !quiet.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    (answer.status, body, headers, csrf.len())
}

#[tokio::test]
async fn known_unknown_closed_and_unreachable_get_the_same_page_for_the_same_number_of_commits() {
    let trial = Trial::start_with(TrialSetup { works: false, ..TrialSetup::default() }).await;
    let known = jeanne(&trial).await;
    let closed = trial.customer("compte.fermee@lumen.example", "soleil levant 42").await;
    trial.disable(&closed).await;
    let shared = trial.customer("paul.martin.j@lumen.example", "vent du nord 77").await;
    trial.contact(&shared, "un@ailleurs.example", LONG_AGO).await;
    trial.contact(&shared, "deux@ailleurs.example", LONG_AGO).await;
    let unreachable = trial.customer("sans-adresse-du-tout-du-tou", "soleil levant 42").await;
    // One browser, and identifiers of one length: so even the sealed form must be as long.
    let mut browser = trial.browser();
    browser.get("/forgotten-password").await;
    let mut asked = Vec::new();
    let identifiers = [
        &known.identifier,
        "personne.duto@lumen.example",
        &closed.identifier,
        &shared.identifier,
        &unreachable.identifier,
    ];
    for identifier in identifiers {
        let before = trial.app.db().written();
        let page = ask(&mut browser, identifier).await;
        let after_asking = trial.app.db().written();
        let refused = type_code(&mut browser, &page, "123 456").await;
        let after_typing = trial.app.db().written();
        let cookies: Vec<String> = browser.cookies.keys().cloned().collect();
        let commits = (after_asking.works - before.works, after_typing.works - after_asking.works);
        asked.push((seen(&page, identifier), seen(&refused, identifier), cookies, commits));
    }
    assert_eq!(asked[0].3, (2, 1), "one booking and one act; then one booking");
    for other in &asked[1..] {
        assert_eq!(other.0.1, asked[0].0.1, "NU1, R10: the body");
        assert_eq!(other, &asked[0], "NU1, R10");
    }
}

#[tokio::test]
async fn a_stranger_adds_no_row_but_counters() {
    let trial = Trial::start_with(TrialSetup { works: false, ..TrialSetup::default() }).await;
    let mut browser = trial.browser();
    for n in 0..5 {
        let page = ask(&mut browser, &format!("personne{n}@x.example")).await;
        type_code(&mut browser, &page, "123456").await;
    }
    assert_eq!(store::outbox::waiting(trial.app.db()).await.expect("a count"), 0, "DO4");
}

#[tokio::test]
async fn three_messages_then_ten_minutes_rest_whoever_is_asked_for() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut statuses = Vec::new();
    for identifier in [person.identifier.as_str(), "personne@x.example"] {
        let mut browser = trial.browser();
        let mut page = ask(&mut browser, identifier).await;
        let mut told = vec![page.status];
        for _ in 0..4 {
            trial.clock.turn(minutes(1));
            page = ask_again(&mut browser, &page).await;
            told.push(page.status);
        }
        trial.clock.turn(minutes(10));
        told.push(ask_again(&mut browser, &page).await.status);
        statuses.push(told);
    }
    assert_eq!(statuses[0], [200, 200, 200, 429, 429, 200]);
    assert_eq!(statuses[1], statuses[0], "NU1");
    assert_eq!(messages(&trial).await.len(), 4);
}

#[tokio::test]
async fn other_names_of_the_same_account_share_its_messages_in_silence() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    trial.contact(&person, "jeanne@ailleurs.example", LONG_AGO).await;
    assert_eq!(ask(&mut trial.browser(), &person.identifier).await.status, 200);
    let page = ask(&mut trial.browser(), "jeanne@ailleurs.example").await;
    assert_eq!(page.status, 200, "RL1: whether both are one person is not told");
    assert_eq!(messages(&trial).await.len(), 1, "RL1: one minute between two messages");
}

#[tokio::test]
async fn a_stranger_who_asks_and_guesses_all_day_cannot_keep_the_customer_out() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    for _ in 0..6 {
        let mut stranger = trial.browser();
        let page = ask(&mut stranger, &person.identifier).await;
        let code = code_of(&message(&trial).await);
        for _ in 0..6 {
            type_code(&mut stranger, &page, &wrong(&code)).await;
        }
        trial.clock.turn(minutes(10));
    }
    // The latest message is one that a stranger asked for: its link and code serve the customer all the same.
    ask(&mut trial.browser(), &person.identifier).await;
    let mail = message(&trial).await;
    let mut own = trial.browser();
    let page = open_link(&mut own, &mail).await;
    let page = type_code(&mut own, &page, &code_of(&mail)).await;
    assert!(asks_for_password(&page), "decision 7: {}", page.body);
    assert_eq!(choose(&mut own, &page, CHOSEN).await.status, 303);
    assert!(signs_in(&trial, &person.identifier, CHOSEN).await);
}

#[tokio::test]
async fn ten_codes_a_day_are_judged_without_the_link_and_the_right_one_is_then_refused() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut stranger = trial.browser();
    for _ in 0..2 {
        let page = ask(&mut stranger, &person.identifier).await;
        let code = code_of(&message(&trial).await);
        for _ in 0..5 {
            type_code(&mut stranger, &page, &wrong(&code)).await;
        }
        trial.clock.turn(minutes(10));
    }
    let page = ask(&mut stranger, &person.identifier).await;
    let mail = message(&trial).await;
    assert_eq!(type_code(&mut stranger, &page, &code_of(&mail)).await.status, 422, "the day is over");
    assert!(asks_for_password(&open_link(&mut stranger, &mail).await), "the link has no day");
    trial.clock.turn(domain::time::hours(24));
    let page = ask(&mut stranger, &person.identifier).await;
    let code = code_of(&message(&trial).await);
    assert!(asks_for_password(&type_code(&mut stranger, &page, &code).await), "the next day begins anew");
}

#[tokio::test]
async fn blocked_cookies_are_told_and_nothing_is_sent() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let csrf = browser.get("/forgotten-password").await.field("csrf").expect("a form");
    browser.cookies.clear();
    let form = [("identifier", person.identifier.as_str()), ("csrf", csrf.as_str())];
    let answer = browser.post("/forgotten-password", &form).await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("cookies"));
    assert!(messages(&trial).await.is_empty());
}
