//! A printed code in the place of a factor (C24 on C23; RE5, EN8): what it opens, once, and what it never opens.

use trial::{Answer, Browser, Customer, Trial};

use super::{App, LOGIN, PASSWORD, asks_for_code, enrol, next_code, person, press, signed_in, type_code};
use crate::recover::{self, CHOSEN};
use crate::recovery_codes::{codes, make, printed_page, type_printed};

/// Somebody with an app and ten printed codes, and a minute later.
async fn with_both() -> (Trial, App, Vec<String>) {
    let (trial, _, app, made) = somebody_with_both().await;
    (trial, app, made)
}

async fn somebody_with_both() -> (Trial, Customer, App, Vec<String>) {
    let trial = Trial::start().await;
    let person = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    let made = codes(&make(&mut home).await);
    assert_eq!(made.len(), 10);
    next_code(&trial);
    (trial, person, app, made)
}

/// From the page that asks for the app's code to the one that takes a printed code.
async fn to_printed(browser: &mut Browser, page: &Answer) -> Answer {
    let other = press(browser, page, "other", &[]).await;
    assert!(other.body.contains("Utiliser un code de secours"), "C23: {}", other.body);
    let page = press(browser, &other, "printed", &[]).await;
    assert!(page.body.contains("Saisissez un code de secours"), "C24: {}", page.body);
    page
}

async fn type_it(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    press(browser, page, "printed_code", &[("recovery_code", code)]).await
}

fn is_in(page: &Answer) -> bool {
    page.body.contains("Bonjour Jeanne")
}

#[tokio::test]
async fn a_printed_code_takes_the_place_of_a_lost_telephone_once_and_is_told() {
    let (trial, _, made) = with_both().await;
    let (mut away, page) = signed_in(&trial, &[]).await;
    let page = to_printed(&mut away, &page).await;
    let empty = type_it(&mut away, &page, " ").await;
    assert_eq!(empty.status, 422, "it costs no try");
    let wrong = type_it(&mut away, &page, "0000-0000-0000-0000").await;
    assert!(wrong.status == 422 && wrong.body.contains("Ce code ne sert pas"), "{}", wrong.body);
    let home = type_it(&mut away, &page, &made[4].to_lowercase().replace('-', " ")).await;
    assert!(is_in(&home), "C24: {}", home.body);
    let told = trial.mails().await;
    let told = told.iter().find(|mail| mail.subject.contains("Code de secours utilisé")).expect("a notice");
    assert!(told.text.contains("Il vous en reste 9") && told.text.contains("/not-me?token="));
    let (mut again, page) = signed_in(&trial, &[]).await;
    let page = to_printed(&mut again, &page).await;
    assert_eq!(type_it(&mut again, &page, &made[4]).await.status, 422, "EN6: it served");
}

#[tokio::test]
async fn of_twenty_sign_ins_that_type_one_printed_code_at_once_exactly_one_gets_in() {
    let (mut trial, _, made) = with_both().await;
    trial.restart().await;
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let (mut browser, page) = signed_in(&trial, &[]).await;
        let page = to_printed(&mut browser, &page).await;
        for _ in 0..4 {
            let (mut browser, page, code) = (browser.clone(), page.clone(), made[0].clone());
            racers.spawn(async move { is_in(&type_it(&mut browser, &page, &code).await) });
        }
    }
    let opened = racers.join_all().await.into_iter().filter(|opened| *opened).count();
    assert_eq!(opened, 1, "EN6");
}

#[tokio::test]
async fn it_says_no_second_factor_and_the_browser_is_asked_again() {
    let (trial, person, _, made) = somebody_with_both().await;
    let (mut away, page) = signed_in(&trial, &[]).await;
    let page = to_printed(&mut away, &page).await;
    assert!(is_in(&type_it(&mut away, &page, &made[0]).await));
    let listed = store::devices::of_account(trial.app.db(), person.id).await.expect("a read");
    let device = listed.iter().max_by_key(|device| device.authenticated_at).expect("a device");
    assert_eq!((device.methods.as_str(), device.factor_at), ("pwd recovery_code", None), "EN8");
    away.close_and_open();
    let sent = away.sign_in("/sign-in", LOGIN, PASSWORD, &[]).await;
    assert!(sent.location().contains("/sign-in/factor"), "not a known device: {}", sent.location());
}

#[tokio::test]
async fn with_it_the_lost_telephone_is_removed_and_another_one_set_up() {
    let (trial, _, made) = with_both().await;
    let (mut away, page) = signed_in(&trial, &[]).await;
    let page = to_printed(&mut away, &page).await;
    assert!(is_in(&type_it(&mut away, &page, &made[0]).await));
    let app = enrol(&trial, &mut away).await;
    next_code(&trial);
    let (mut other, page) = signed_in(&trial, &[]).await;
    let own = type_code(&mut other, &page, &app.code(&trial)).await;
    assert!(is_in(&own) || own.body.contains("Ce code ne correspond pas"), "RE5: {}", own.body);
    let listed = away.get("/account/security").await;
    assert_eq!(listed.body.matches("Application de codes").count() / 3, 2, "two methods: {}", listed.body);
}

#[tokio::test]
async fn paper_alone_never_opens_an_account_that_a_factor_protects() {
    let (trial, app, made) = with_both().await;
    let mut thief = trial.browser();
    let page = printed_page(&mut thief, LOGIN).await;
    let page = type_printed(&mut thief, &page, &made[0]).await;
    assert_eq!(recover::choose(&mut thief, &page, CHOSEN).await.status, 303);
    let sent = thief.sign_in("/sign-in", LOGIN, CHOSEN, &[]).await;
    let page = thief.follow(sent).await;
    assert!(asks_for_code(&page), "EL7");
    let other = press(&mut thief, &page, "other", &[]).await;
    assert!(!other.body.contains("Utiliser un code de secours"), "RE5: not offered: {}", other.body);
    let forced = press(&mut thief, &other, "printed", &[]).await;
    let forced = type_it(&mut thief, &forced, &made[1]).await;
    assert!(forced.status == 422 && !is_in(&forced), "RE5: two of one kind are one: {}", forced.body);
    // The owner has the telephone, and chooses another password: then paper serves again.
    let (mut owner, page) = {
        let mut browser = trial.browser();
        let sent = browser.sign_in("/sign-in", LOGIN, CHOSEN, &[]).await;
        let page = browser.follow(sent).await;
        (browser, page)
    };
    assert!(is_in(&type_code(&mut owner, &page, &app.code(&trial)).await));
    let csrf = owner.get("/account/password").await.field("csrf").expect("a form");
    let form = [("password", CHOSEN), ("new_password", "tuile cerise fontaine orage"), ("csrf", &csrf)];
    assert_eq!(owner.post("/account/password", &form).await.status, 303);
    let mut away = trial.browser();
    let sent = away.sign_in("/sign-in", LOGIN, "tuile cerise fontaine orage", &[]).await;
    let page = away.follow(sent).await;
    let page = to_printed(&mut away, &page).await;
    assert!(is_in(&type_it(&mut away, &page, &made[2]).await));
}

#[tokio::test]
async fn guesses_of_printed_codes_end_the_sign_in_after_five_and_share_one_counter() {
    let (trial, _, made) = with_both().await;
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let mut page = to_printed(&mut thief, &page).await;
    for n in 0..5 {
        page = type_it(&mut thief, &page, &format!("{n:04}-0000-0000-0000")).await;
    }
    assert!(page.body.contains("Trop de codes étaient faux"), "TO3: {}", page.body);
    let (mut other, page) = signed_in(&trial, &[]).await;
    let page = to_printed(&mut other, &page).await;
    let waits = type_it(&mut other, &page, &made[0]).await;
    assert_eq!(waits.status, 429, "RL1: {}", waits.body);
    assert!(!waits.header("retry-after").is_empty());
    let mut forgotten = trial.browser();
    let page = printed_page(&mut forgotten, LOGIN).await;
    assert_eq!(type_printed(&mut forgotten, &page, &made[0]).await.status, 429, "RL1: the other door too");
}

#[tokio::test]
async fn where_a_factor_is_held_a_password_alone_makes_no_codes() {
    let (trial, app, _) = with_both().await;
    let (mut home, page) = signed_in(&trial, &[]).await;
    assert!(is_in(&type_code(&mut home, &page, &app.code(&trial)).await));
    // Known now: the password alone opens a session here.
    trial.clock.turn(domain::time::minutes(31));
    let (mut again, page) = {
        let mut browser = home.clone();
        let sent = browser.sign_in("/sign-in", LOGIN, PASSWORD, &[]).await;
        let page = browser.follow(sent).await;
        (browser, page)
    };
    assert!(is_in(&page), "a known device: {}", page.body);
    let asked = make(&mut again).await;
    assert!(asked.location().starts_with("/sign-in?visit="), "EN1: {} {}", asked.status, asked.body);
}
