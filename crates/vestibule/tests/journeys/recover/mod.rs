//! O12, EL1-EL7, NU1: a forgotten password, from the message to the next sign-in, and what an attacker tries instead.

mod attacks;
mod hold;
mod messages;
mod paths;
mod strangers;

use domain::Timestamp;
use gateways::mail::Recorded;
use trial::{Answer, Browser, Customer, Trial};

/// Good by every rule, and nobody's.
pub const CHOSEN: &str = "cerise moulin tapis orage";
/// Long before any account: a contact that came with it.
pub const LONG_AGO: Timestamp = Timestamp::from_millis(0);

pub async fn jeanne(trial: &Trial) -> Customer {
    trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await
}

/// 1. Opens « mot de passe oublié » and types this.
pub async fn ask(browser: &mut Browser, identifier: &str) -> Answer {
    let page = browser.get("/forgotten-password").await;
    let csrf = page.field("csrf").expect("a form");
    browser.post("/forgotten-password", &[("identifier", identifier), ("csrf", &csrf)]).await
}

/// 1. « Renvoyer le message »
pub async fn ask_again(browser: &mut Browser, page: &Answer) -> Answer {
    let (identifier, csrf) = (page.field("identifier").expect("whom"), page.field("csrf").expect("a form"));
    browser.post("/forgotten-password", &[("identifier", &identifier), ("csrf", &csrf)]).await
}

/// 2. Types a code on the page that awaits it.
pub async fn type_code(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/forgotten-password/check", &[("code", code), ("csrf", &csrf)]).await
}

/// 2. Opens the link as a person does.
pub async fn open_link(browser: &mut Browser, mail: &Recorded) -> Answer {
    let landed = browser.get(&link_of(mail)).await;
    browser.follow(landed).await
}

/// 4. Types a password on the page that asks for one.
pub async fn choose(browser: &mut Browser, page: &Answer, password: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/reset", &[("new_password", password), ("csrf", &csrf)]).await
}

pub fn code_of(mail: &Recorded) -> String {
    let line = mail.text.lines().map(str::trim).find(|line| line.len() == 6 && line.parse::<u32>().is_ok());
    line.expect("the mail holds a code").to_owned()
}

/// Another code than this one.
pub fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().expect("six digits") + 1) % 1_000_000)
}

pub fn link_of(mail: &Recorded) -> String {
    let line = mail.text.lines().find(|line| line.contains("/reset?token="));
    line.expect("the mail holds a link").to_owned()
}

/// The messages by which a password may be chosen, newest first.
pub async fn messages(trial: &Trial) -> Vec<Recorded> {
    trial.mails().await.into_iter().filter(|mail| mail.text.contains("/reset?token=")).collect()
}

/// The latest of them.
pub async fn message(trial: &Trial) -> Recorded {
    messages(trial).await.into_iter().next().expect("a message was sent")
}

pub async fn signs_in(trial: &Trial, identifier: &str, password: &str) -> bool {
    trial.browser().sign_in("/sign-in", identifier, password, &[]).await.status == 303
}

/// Whether this page asks for a new password.
pub fn asks_for_password(page: &Answer) -> bool {
    page.status == 200 && page.body.contains("name=\"new_password\"")
}
