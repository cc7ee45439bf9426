//! Codes by text, call and mail, and the printed card, over real HTTP (B4, B8, X14; SM1-SM7): each path quotes the steps of
//! `docs/journeys/sent-codes.md`.

mod attacks;
mod card;
mod enrol;
mod mail_code;
mod pumping;
mod sign_in;
mod sim;

use domain::factor::FactorPolicy;
use domain::sending::SendingPolicy;
use domain::{Factor, Policy};
use trial::{Answer, Browser, Trial, TrialSetup};

pub use crate::factors::{person, press, signed_in};

pub const NUMBER: &str = "06 12 34 56 78";

/// Every method of this page is allowed.
pub fn policy() -> Policy {
    let mut factors = FactorPolicy::default();
    factors.kinds.extend([Factor::Sms, Factor::Voice, Factor::MailCode]);
    Policy { factors, ..Policy::default() }
}

pub fn setup() -> TrialSetup {
    TrialSetup { policy: policy(), ..TrialSetup::default() }
}

pub async fn start() -> Trial {
    Trial::start_with(setup()).await
}

pub async fn start_with(sending: SendingPolicy) -> Trial {
    let policy = Policy { sending, ..policy() };
    Trial::start_with(TrialSetup { policy, ..TrialSetup::default() }).await
}

/// Texts and calls, the newest first: to whom, and what.
pub async fn telephone(trial: &Trial) -> Vec<(String, String)> {
    let all = trial.mails().await.into_iter();
    all.filter(|one| one.channel == "sms" || one.channel == "call").map(|one| (one.to, one.text)).collect()
}

/// The six digits of the newest text.
pub async fn texted(trial: &Trial) -> String {
    let all = telephone(trial).await;
    let (_, text) = all.first().expect("a text was sent");
    text.rsplit('#').next().expect("a last line").to_owned()
}

/// « Choisissez une méthode », from « Sécurité de mon compte ».
pub async fn methods(browser: &mut Browser) -> Answer {
    let sent = browser.get("/account/security/new").await;
    browser.follow(sent).await
}

/// Steps 2 to 4: the number is typed, and a code is under way.
pub async fn number_given(browser: &mut Browser, kind: &str, number: &str) -> Answer {
    let list = methods(browser).await;
    let page = press(browser, &list, "choose", &[("kind", kind)]).await;
    press(browser, &page, "send_to", &[("number", number)]).await
}

/// Steps 2 to 6: adds a number, from « Sécurité de mon compte ».
pub async fn add_number(trial: &Trial, browser: &mut Browser, number: &str) {
    let page = number_given(browser, "sms", number).await;
    let added = press(browser, &page, "code", &[("code", &texted(trial).await)]).await;
    assert!(added.body.contains("Méthode ajoutée"), "{}", added.body);
    press(browser, &added, "finish", &[]).await;
}

/// Somebody who gets codes by text, and a quarter of an hour later.
pub async fn protected() -> (Trial, Browser) {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    add_number(&trial, &mut home, NUMBER).await;
    trial.clock.turn(domain::time::minutes(15));
    (trial, home)
}

/// Signs in somewhere new, up to the page that offers to send a code; and asks for it.
pub async fn asked(trial: &Trial) -> (Browser, Answer) {
    let (mut browser, page) = signed_in(trial, &[]).await;
    let sent = press(&mut browser, &page, "send", &[]).await;
    (browser, sent)
}
