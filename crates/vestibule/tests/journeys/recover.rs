//! O12, EL1-EL7, NU1: a forgotten password, from the message to the next sign-in, and what an attacker tries instead.

use std::time::Duration;

use domain::time::{hours, minutes};
use gateways::mail::Recorded;
use trial::{Answer, Browser, Customer, Trial};

/// Good by every rule, and nobody's.
const CHOSEN: &str = "cerise moulin tapis orage";

async fn jeanne(trial: &Trial) -> Customer {
    trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await
}

/// 1. Opens « mot de passe oublié » and types this.
async fn ask(browser: &mut Browser, identifier: &str) -> Answer {
    let page = browser.get("/forgotten-password").await;
    let csrf = page.field("csrf").expect("a form");
    browser.post("/forgotten-password", &[("identifier", identifier), ("csrf", &csrf)]).await
}

/// 2. Types a code on the page that awaits it.
async fn type_code(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/forgotten-password/check", &[("code", code), ("csrf", &csrf)]).await
}

/// 4. Types a password on the page that asks for one.
async fn choose(browser: &mut Browser, page: &Answer, password: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/reset", &[("new_password", password), ("csrf", &csrf)]).await
}

fn code_of(mail: &Recorded) -> String {
    let line = mail.text.lines().map(str::trim).find(|line| line.len() == 6 && line.parse::<u32>().is_ok());
    line.expect("the mail holds a code").to_owned()
}

fn link_of(mail: &Recorded) -> String {
    let line = mail.text.lines().find(|line| line.contains("/reset?token="));
    line.expect("the mail holds a link").to_owned()
}

/// The latest message by which a password may be chosen.
async fn message(trial: &Trial) -> Recorded {
    let mails = trial.mails().await;
    mails.into_iter().find(|mail| mail.text.contains("/reset?token=")).expect("a message was sent")
}

async fn signs_in(trial: &Trial, identifier: &str, password: &str) -> bool {
    trial.browser().sign_in("/sign-in", identifier, password, &[]).await.status == 303
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_by_the_code_and_signs_in() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("Consultez vos mails") && page.body.contains(&person.identifier), "C27");
    let code = code_of(&message(&trial).await);
    let page = type_code(&mut browser, &page, &format!(" {} {}", &code[..3], &code[3..])).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let done = choose(&mut browser, &page, CHOSEN).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = browser.follow(done).await;
    assert!(page.body.contains("Votre nouveau mot de passe est enregistré"), "EL7: the sign-in page is next");
    assert_eq!(page.field("identifier").as_deref(), Some(person.identifier.as_str()), "R22");
    assert!(!signs_in(&trial, &person.identifier, &person.password).await, "the old one is gone");
    assert!(signs_in(&trial, &person.identifier, CHOSEN).await);
}
