//! C32, PW6, R18: changing the password from within the account, and what an open session alone cannot do.

use domain::time::minutes;
use trial::{Answer, Browser, Customer, Trial};

const CHOSEN: &str = "cerise moulin tapis orage";

async fn signed_in(trial: &Trial) -> (Browser, Customer) {
    let person = trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await;
    let browser = another(trial, &person).await;
    (browser, person)
}

async fn another(trial: &Trial, person: &Customer) -> Browser {
    let mut browser = trial.browser();
    let signed = browser.sign_in("/sign-in", &person.identifier, &person.password, &["keep_signed_in"]).await;
    assert_eq!(signed.status, 303);
    browser
}

async fn change(browser: &mut Browser, current: &str, new: &str, boxes: &[&str]) -> Answer {
    let csrf = browser.get("/account/password").await.field("csrf").expect("a form");
    let mut form = vec![("password", current), ("new_password", new), ("csrf", csrf.as_str())];
    form.extend(boxes.iter().map(|name| (*name, "on")));
    browser.post("/account/password", &form).await
}

async fn signs_in(trial: &Trial, identifier: &str, password: &str) -> bool {
    trial.browser().sign_in("/sign-in", identifier, password, &[]).await.status == 303
}

#[tokio::test]
async fn the_current_and_a_good_new_password_change_it_and_every_other_device_ends() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let mut other = another(&trial, &person).await;
    let page = browser.get("/account/password").await;
    assert!(page.ticked("end_others") && page.body.contains("Me déconnecter de tous mes autres appareils"));
    let done = change(&mut browser, &person.password, CHOSEN, &["end_others"]).await;
    assert_eq!((done.status, done.location()), (303, "/account/password?done=1"), "{}", done.body);
    let page = browser.follow(done).await;
    assert!(page.body.contains("Votre mot de passe est changé"));
    assert_eq!(browser.get("/account").await.status, 200, "this one goes on");
    assert_eq!(other.get("/account").await.status, 303, "PW6: the session");
    other.close_and_open();
    assert_eq!(other.get("/account").await.status, 303, "PW6: the kept device");
    browser.close_and_open();
    assert_eq!(browser.get("/account").await.status, 200, "this one stays kept");
    assert!(signs_in(&trial, &person.identifier, CHOSEN).await);
    assert!(!signs_in(&trial, &person.identifier, &person.password).await);
}

#[tokio::test]
async fn other_devices_go_on_where_the_box_is_unticked() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let mut other = another(&trial, &person).await;
    assert_eq!(change(&mut browser, &person.password, CHOSEN, &[]).await.status, 303);
    assert_eq!(other.get("/account").await.status, 200);
}

#[tokio::test]
async fn the_change_is_told_by_mail_and_makes_a_message_to_choose_another_dead() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let mut stranger = trial.browser();
    let csrf = stranger.get("/forgotten-password").await.field("csrf").expect("a form");
    stranger.post("/forgotten-password", &[("identifier", &person.identifier), ("csrf", &csrf)]).await;
    let mails = trial.mails().await;
    let link = mails.iter().find_map(|mail| mail.text.lines().find(|line| line.contains("/reset?token=")));
    let link = link.expect("a link").to_owned();
    change(&mut browser, &person.password, CHOSEN, &["end_others"]).await;
    let told = trial.mails().await;
    let told: Vec<_> = told.iter().filter(|mail| mail.subject.contains("Mot de passe changé")).collect();
    assert_eq!(told.len(), 1, "PW6");
    assert!(told[0].text.contains(&format!("{}/not-me?token=", trial.issuer)), "X10: a way to act");
    let opened = stranger.get(&link).await;
    assert_eq!(stranger.follow(opened).await.status, 410, "EL5");
}

#[tokio::test]
async fn an_open_session_alone_changes_nothing() {
    let trial = Trial::start().await;
    let (mut thief, person) = signed_in(&trial).await;
    for (current, why) in [("", "Saisissez votre mot de passe actuel"), ("une erreur", "Ce n’est pas votre")]
    {
        let refused = change(&mut thief, current, CHOSEN, &["end_others"]).await;
        assert_eq!(refused.status, 422, "PW6");
        assert_eq!(refused.body.matches(why).count(), 2, "R7: {why}");
    }
    assert!(signs_in(&trial, &person.identifier, &person.password).await);
}

#[tokio::test]
async fn guesses_at_the_current_password_are_slowed_and_never_shut_the_owner_out() {
    let trial = Trial::start().await;
    let (mut thief, person) = signed_in(&trial).await;
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(change(&mut thief, "une erreur", CHOSEN, &[]).await.status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 10, "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429), "RL7");
    assert!(signs_in(&trial, &person.identifier, &person.password).await, "RL4: elsewhere nothing is slowed");
}

#[tokio::test]
async fn a_weak_new_password_is_told_before_any_try_is_booked() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    for _ in 0..12 {
        let refused = change(&mut browser, &person.password, "motdepasse2026", &["end_others"]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("parmi les plus courants"), "PW3");
        assert!(refused.ticked("end_others"), "R9");
    }
    assert_eq!(change(&mut browser, &person.password, CHOSEN, &[]).await.status, 303);
}

#[tokio::test]
async fn of_twenty_changes_at_once_exactly_one_is_made() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let csrf = browser.get("/account/password").await.field("csrf").expect("a form");
    let mut racers = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (mut browser, csrf, current) = (browser.clone(), csrf.clone(), person.password.clone());
        racers.spawn(async move {
            let new = format!("{CHOSEN} {n}");
            let form = [("password", current.as_str()), ("new_password", &new), ("csrf", &csrf)];
            (n, browser.post("/account/password", &form).await.status)
        });
    }
    let answers = racers.join_all().await;
    let changed: Vec<_> = answers.iter().filter(|(_, status)| *status == 303).map(|(n, _)| *n).collect();
    assert_eq!(changed.len(), 1, "the others proved a password that was gone: {answers:?}");
    assert!(signs_in(&trial, &person.identifier, &format!("{CHOSEN} {}", changed[0])).await);
}

#[tokio::test]
async fn the_page_asks_to_sign_in_first_and_comes_back() {
    let trial = Trial::start().await;
    let person = trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    let found = browser.get("/.well-known/change-password").await;
    assert_eq!((found.status, found.location()), (302, "/account/password"), "R18");
    let sent = browser.get("/account/password").await;
    assert!(sent.location().starts_with("/sign-in?visit="));
    let signed = browser.sign_in(sent.location(), &person.identifier, &person.password, &[]).await;
    assert_eq!(signed.location(), "/account/password");
    let missing = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200";
    assert_eq!(browser.get(missing).await.status, 404, "R18");
}

#[tokio::test]
async fn a_form_of_another_session_or_a_stale_one_changes_nothing() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let mut attacker = trial.browser();
    attacker.sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    let own = attacker.get("/account/password").await.field("csrf").expect("a form");
    let form = [("password", person.password.as_str()), ("new_password", CHOSEN), ("csrf", own.as_str())];
    assert_eq!(browser.post("/account/password", &form).await.status, 409, "WB1");
    let csrf = browser.get("/account/password").await.field("csrf").expect("a form");
    for _ in 0..10 {
        trial.clock.turn(minutes(25));
        assert_eq!(browser.get("/account").await.status, 200);
    }
    let form = [("password", person.password.as_str()), ("new_password", CHOSEN), ("csrf", csrf.as_str())];
    let late = browser.post("/account/password", &form).await;
    assert_eq!(late.status, 422, "the page again, nothing changed: {}", late.body);
    assert!(signs_in(&trial, &person.identifier, &person.password).await);
}
