//! Codes by mail: two steps, never two factors (decision 6), and never to a mailbox that this sign-in opens (O12).

use domain::{Assurance, Method, Timestamp};
use store::{Statement, params};
use trial::{Answer, Browser, Customer, Trial};

use super::{methods, person, press, signed_in, start};

const ADDRESS: &str = "jeanne@exemple.fr";

async fn with_address() -> (Trial, Customer) {
    let trial = start().await;
    let jeanne = person(&trial).await;
    trial.contact(&jeanne, ADDRESS, Timestamp::from_millis(1)).await;
    (trial, jeanne)
}

async fn mailed(trial: &Trial) -> String {
    let all = trial.mails().await;
    let mail =
        all.iter().find(|mail| mail.channel == "mail" && mail.subject.contains("Votre code de connexion"));
    let mail = mail.expect("a mail with a code");
    assert_eq!(mail.to, ADDRESS);
    let digits = mail.text.lines().map(str::trim).find(|line| line.len() == 6 && line.parse::<u32>().is_ok());
    digits.expect("a code").to_owned()
}

async fn set_up(trial: &Trial, browser: &mut Browser) -> Answer {
    let list = methods(browser).await;
    let page = press(browser, &list, "choose", &[("kind", "mail_code")]).await;
    assert!(page.body.contains("j…@exemple.fr") && !page.body.contains(ADDRESS), "{}", page.body);
    let address = page.field("number").expect("an address");
    let page = press(browser, &page, "send_to", &[("number", &address)]).await;
    let added = press(browser, &page, "code", &[("code", &mailed(trial).await)]).await;
    assert!(
        added.body.contains("ne compte pas comme une double authentification"),
        "decision 6: {}",
        added.body
    );
    press(browser, &added, "finish", &[]).await
}

const SESSIONS: Statement = Statement::new("test.sessions", "SELECT methods FROM sessions");

/// What each session says was proven in it.
async fn proven(trial: &Trial) -> Vec<Vec<Method>> {
    static STATEMENT: Statement = SESSIONS;
    let rows = trial.app.db().fetch_many(&STATEMENT, params![]).await.expect("the store answers");
    let words = rows.iter().map(|row| row.text(0).expect("words"));
    words.map(|words| words.split(' ').filter_map(Method::from_word).collect()).collect()
}

#[tokio::test]
async fn a_code_by_mail_makes_two_steps_of_one_factor() {
    let (trial, _) = with_address().await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let page = set_up(&trial, &mut home).await;
    assert!(page.body.contains("n’est protégé que par un mot de passe"), "decision 6: {}", page.body);
    trial.clock.turn(domain::time::minutes(11));
    let (mut browser, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Le code partira par mail à j…@exemple.fr"), "{}", page.body);
    let page = press(&mut browser, &page, "send", &[]).await;
    let inside = press(&mut browser, &page, "code", &[("code", &mailed(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
    let proven = proven(&trial).await;
    assert!(proven.iter().any(|methods| methods.contains(&Method::MailCode)));
    for methods in proven {
        assert_eq!(Assurance::of(&methods), Assurance::OneFactor, "decision 6, EN8");
    }
    // The same browser is known now, for as long as any.
    browser.close_and_open();
    let page = browser.sign_in("/sign-in", crate::factors::LOGIN, crate::factors::PASSWORD, &[]).await;
    assert!(browser.follow(page).await.body.contains("Bonjour Jeanne"));
}

#[tokio::test]
async fn a_mailbox_that_this_sign_in_opens_is_never_offered() {
    let trial = start().await;
    let jeanne = person(&trial).await;
    let _ = trial.line("0299000042", "azerty 2042", &["jeanne@lumen.example"]).await;
    trial.contact(&jeanne, "jeanne@lumen.example", Timestamp::from_millis(1)).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let list = methods(&mut browser).await;
    let page = press(&mut browser, &list, "choose", &[("kind", "mail_code")]).await;
    assert!(page.body.contains("Aucune adresse ne convient"), "O12: {}", page.body);
    let forged = press(&mut browser, &page, "send_to", &[("number", &"0".repeat(32))]).await;
    assert!(!forged.body.contains("Nous avons envoyé"), "O12: {}", forged.body);
}

#[tokio::test]
async fn who_adds_a_real_factor_is_asked_for_it_where_a_code_by_mail_had_served() {
    let (trial, _) = with_address().await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    set_up(&trial, &mut home).await;
    trial.clock.turn(domain::time::minutes(11));
    // A thief with the password and the mailbox is let in by two steps, and their browser is known.
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let page = press(&mut thief, &page, "send", &[]).await;
    press(&mut thief, &page, "code", &[("code", &mailed(&trial).await)]).await;
    // The owner adds an app.
    home.close_and_open();
    let sent = home.sign_in("/sign-in", crate::factors::LOGIN, crate::factors::PASSWORD, &[]).await;
    home.follow(sent).await;
    crate::factors::enrol(&trial, &mut home).await;
    thief.close_and_open();
    let sent = thief.sign_in("/sign-in", crate::factors::LOGIN, crate::factors::PASSWORD, &[]).await;
    let page = thief.follow(sent).await;
    assert!(crate::factors::asks_for_code(&page), "decision 6: {}", page.body);
    let other = press(&mut thief, &page, "other", &[]).await;
    assert!(!other.body.contains("Mail à"), "decision 6: no way around: {}", other.body);
}
