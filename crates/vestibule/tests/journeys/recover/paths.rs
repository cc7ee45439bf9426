//! The customer's own ways: by the code, by the link, with a refusal on the way, and back to where they were going.

use domain::time::minutes;
use trial::Trial;

use super::{
    CHOSEN, ask, ask_again, asks_for_password, choose, code_of, jeanne, message, messages, open_link,
    signs_in, type_code,
};

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_by_the_code_and_signs_in() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("Consultez vos mails") && page.body.contains(&person.identifier), "C27");
    let code = code_of(&message(&trial).await);
    let page = type_code(&mut browser, &page, &format!(" {}\u{a0}{}", &code[..3], &code[3..])).await;
    assert!(asks_for_password(&page), "R13: {}", page.body);
    let done = choose(&mut browser, &page, CHOSEN).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = browser.follow(done).await;
    assert!(page.body.contains("Votre nouveau mot de passe est enregistré"), "EL7: the sign-in page is next");
    assert_eq!(page.field("identifier").as_deref(), Some(person.identifier.as_str()), "R22");
    assert!(!browser.cookies.contains_key("__Host-vestibule_session"), "EL7: nobody is signed in by it");
    assert!(!signs_in(&trial, &person.identifier, &person.password).await, "the old one is gone");
    assert!(signs_in(&trial, &person.identifier, CHOSEN).await);
}

#[tokio::test]
async fn the_link_opens_the_password_page_in_the_browser_that_asked_and_the_way_on_survives() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = browser.get("/account/devices").await;
    let page = browser.follow(page).await;
    let forgotten = page.body.split("href=\"").find(|rest| rest.starts_with("/forgotten-password"));
    let forgotten = forgotten.and_then(|rest| rest.split('"').next()).expect("a link").replace("&#38;", "&");
    let page = browser.get(&forgotten).await;
    let csrf = page.field("csrf").expect("a form");
    browser.post("/forgotten-password", &[("identifier", &person.identifier), ("csrf", &csrf)]).await;
    let page = open_link(&mut browser, &message(&trial).await).await;
    assert!(asks_for_password(&page), "{}", page.body);
    let done = choose(&mut browser, &page, CHOSEN).await;
    let page = browser.follow(done).await;
    let csrf = page.field("csrf").expect("the sign-in form");
    let form = [("identifier", person.identifier.as_str()), ("password", CHOSEN), ("csrf", &csrf)];
    let signed = browser.post("/sign-in", &form).await;
    assert_eq!((signed.status, signed.location()), (303, "/account/devices"), "{}", signed.body);
}

#[tokio::test]
async fn the_link_opened_elsewhere_asks_for_the_code_of_its_message() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    ask(&mut trial.browser(), &person.identifier).await;
    let mail = message(&trial).await;
    let mut phone = trial.browser();
    let page = open_link(&mut phone, &mail).await;
    assert_eq!(page.status, 200);
    assert!(page.field("code").is_none() && page.body.contains("name=\"code\""), "{}", page.body);
    assert!(!asks_for_password(&page), "EL1: the link alone is not enough here");
    let page = type_code(&mut phone, &page, &code_of(&mail)).await;
    assert!(asks_for_password(&page), "{}", page.body);
    assert_eq!(choose(&mut phone, &page, CHOSEN).await.status, 303);
    assert!(signs_in(&trial, &person.identifier, CHOSEN).await);
}

#[tokio::test]
async fn a_weak_password_is_told_why_beside_the_field_and_another_is_taken() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let mut page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    for (weak, why) in [
        ("", "Saisissez un nouveau mot de passe"),
        ("trop court", "ajoutez des mots pour atteindre 12 caractères"),
        ("motdepasse2026", "parmi les plus courants"),
        ("EspaceClientLumen", "notre nom"),
        ("jeanne.martin1980", "votre nom"),
        ("abcdabcdabcdabcd", "se devine vite"),
    ] {
        page = choose(&mut browser, &page, weak).await;
        assert_eq!(page.status, 422, "{weak}");
        assert!(page.body.matches(why).count() == 2, "PW3, R7: {weak}: {why}: {}", page.body);
        assert!(page.body.contains("<title>Erreur"), "R7");
    }
    assert!(signs_in(&trial, &person.identifier, &person.password).await, "nothing was changed meanwhile");
}

#[tokio::test]
async fn the_password_used_before_may_be_kept() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    assert_eq!(choose(&mut browser, &page, &person.password).await.status, 303, "B10");
    assert!(signs_in(&trial, &person.identifier, &person.password).await);
}

#[tokio::test]
async fn the_journey_survives_a_restart_between_any_two_steps() {
    let mut trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = browser.get("/forgotten-password").await;
    trial.restart().await;
    let csrf = page.field("csrf").expect("a form");
    let form = [("identifier", person.identifier.as_str()), ("csrf", &csrf)];
    let page = browser.post("/forgotten-password", &form).await;
    let mail = message(&trial).await;
    trial.restart().await;
    let page = type_code(&mut browser, &page, &code_of(&mail)).await;
    trial.restart().await;
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
    trial.restart().await;
    assert!(signs_in(&trial, &person.identifier, CHOSEN).await);
    let again = choose(&mut browser, &page, "un autre mot de passe").await;
    assert_eq!(again.status, 409, "EL2: spent, also after a restart");
}

#[tokio::test]
async fn what_was_typed_on_the_sign_in_page_is_not_asked_again() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = browser.sign_in("/sign-in", &person.identifier, "une erreur", &[]).await;
    let forgotten = page.body.split("href=\"").find(|rest| rest.starts_with("/forgotten-password"));
    let forgotten = forgotten.and_then(|rest| rest.split('"').next()).expect("a link").to_owned();
    let page = browser.get(&forgotten).await;
    assert_eq!(page.field("identifier").as_deref(), Some(person.identifier.as_str()), "R22");
    let page = ask(&mut browser, &person.identifier).await;
    let other = page.body.split("href=\"").find(|rest| rest.starts_with("/forgotten-password?ctx="));
    let other = other.and_then(|rest| rest.split('"').next()).expect("a link").to_owned();
    let page = browser.get(&other).await;
    assert_eq!(page.field("identifier").as_deref(), Some(person.identifier.as_str()), "to be corrected");
}

#[tokio::test]
async fn the_message_can_be_sent_again_after_a_minute_and_the_older_code_is_dead() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let first = message(&trial).await;
    let soon = ask_again(&mut browser, &page).await;
    assert_eq!(soon.status, 429, "RL7");
    assert!((50..=60).contains(&soon.header("retry-after").parse::<u32>().expect("seconds")));
    assert!(soon.body.contains("name=\"code\""), "the code can still be typed");
    trial.clock.turn(minutes(1));
    let page = ask_again(&mut browser, &page).await;
    assert_eq!(page.status, 200);
    let second = message(&trial).await;
    assert_eq!(messages(&trial).await.len(), 2);
    let refused = type_code(&mut browser, &page, &code_of(&first)).await;
    assert!(refused.status == 422 || code_of(&first) == code_of(&second), "EL5");
    assert!(asks_for_password(&type_code(&mut browser, &page, &code_of(&second)).await));
}

#[tokio::test]
async fn every_step_is_told_in_the_language_that_is_chosen_on_it() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let english = |page: &str, path: &str| {
        let start = format!("{path}?lang=en&#38;ctx=");
        let at = page.find(&start).unwrap_or_else(|| panic!("a link to English: {page}"));
        page[at..].split('"').next().unwrap_or_default().replace("&#38;", "&")
    };
    let page = ask(&mut browser, &person.identifier).await;
    let page = browser.get(&english(&page.body, "/forgotten-password/check")).await;
    assert!(page.body.contains("Check your email") && page.body.contains(&person.identifier), "R29");
    browser.cookies.remove("__Host-vestibule_language");
    let page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    let page = browser.get(&english(&page.body, "/reset")).await;
    assert!(page.body.contains("Choose a password"));
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
}
