//! To whom messages go, what they hold, and what ends when one has served.

use domain::time::{hours, minutes};
use trial::Trial;

use super::{
    CHOSEN, LONG_AGO, ask, asks_for_password, choose, code_of, jeanne, link_of, message, messages, open_link,
    signs_in, type_code,
};

#[tokio::test]
async fn each_address_of_the_person_gets_a_code_of_its_own_and_both_are_told_at_the_end() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    for address in ["jeanne@ailleurs.example", "jeanne@travail.example"] {
        trial.contact(&person, address, LONG_AGO).await;
    }
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let sent = messages(&trial).await;
    let mut to: Vec<&str> = sent.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["jeanne@ailleurs.example", "jeanne@travail.example"], "O12: not the mailbox itself");
    assert_ne!(link_of(&sent[0]), link_of(&sent[1]), "EL2: bound to the address");
    let page = type_code(&mut browser, &page, &code_of(&sent[0])).await;
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
    let dead = open_link(&mut browser, &sent[1]).await;
    assert_eq!(dead.status, 410, "EL5: the other message is dead with the first");
    let told = trial.mails().await;
    let told: Vec<_> = told.iter().filter(|mail| mail.subject.contains("Nouveau mot de passe")).collect();
    assert_eq!(told.len(), 2, "EL7: every address is told");
    assert!(told[0].text.contains("Firefox") && told[0].text.contains(&trial.issuer));
}

#[tokio::test]
async fn a_shared_address_gets_one_message_that_names_its_accounts_and_one_of_them_is_chosen() {
    let trial = Trial::start().await;
    let jeanne = trial.customer("jeanne.martin", "soleil levant 42").await;
    let paul = trial.customer("paul.martin", "vent du nord 77").await;
    for person in [&jeanne, &paul] {
        trial.contact(person, "martin@famille.example", LONG_AGO).await;
    }
    let mut browser = trial.browser();
    let page = ask(&mut browser, "Martin@Famille.example").await;
    let sent = messages(&trial).await;
    assert_eq!(sent.len(), 1, "decision 11");
    assert!(sent[0].text.contains("jeanne.martin") && sent[0].text.contains("paul.martin"));
    assert!(!sent[0].text.contains("Bonjour Jeanne"), "nobody in particular");
    let page = type_code(&mut browser, &page, &code_of(&sent[0])).await;
    assert!(page.body.contains("Quel compte") && page.body.contains("paul.martin"), "{}", page.body);
    let csrf = page.field("csrf").expect("a form");
    let stranger = domain::AccountId::from_bytes([7; 16]).to_string();
    let refused = browser.post("/reset", &[("account", stranger.as_str()), ("csrf", &csrf)]).await;
    assert_eq!(refused.status, 409, "only who shares the address");
    let chosen = paul.id.to_string();
    let page = browser.post("/reset", &[("account", chosen.as_str()), ("csrf", &csrf)]).await;
    assert!(asks_for_password(&page) && page.body.contains("pour paul.martin"));
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
    assert!(signs_in(&trial, "paul.martin", CHOSEN).await);
    assert!(signs_in(&trial, "jeanne.martin", &jeanne.password).await, "the other one is as before");
}

#[tokio::test]
async fn the_link_of_a_shared_address_asks_which_account_too() {
    let trial = Trial::start().await;
    let jeanne = trial.customer("jeanne.martin", "soleil levant 42").await;
    let paul = trial.customer("paul.martin", "vent du nord 77").await;
    for person in [&jeanne, &paul] {
        trial.contact(person, "martin@famille.example", LONG_AGO).await;
    }
    let mut browser = trial.browser();
    ask(&mut browser, "martin@famille.example").await;
    let page = open_link(&mut browser, &message(&trial).await).await;
    assert!(page.body.contains("Quel compte"), "{}", page.body);
    let (csrf, chosen) = (page.field("csrf").expect("a form"), jeanne.id.to_string());
    let page = browser.post("/reset", &[("account", chosen.as_str()), ("csrf", &csrf)]).await;
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
    assert!(signs_in(&trial, "jeanne.martin", CHOSEN).await);
    assert!(signs_in(&trial, "paul.martin", &paul.password).await);
}

#[tokio::test]
async fn who_types_a_login_is_written_about_that_account_alone() {
    let trial = Trial::start().await;
    let jeanne = trial.customer("jeanne.martin", "soleil levant 42").await;
    let paul = trial.customer("paul.martin", "vent du nord 77").await;
    for person in [&jeanne, &paul] {
        trial.contact(person, "martin@famille.example", LONG_AGO).await;
    }
    let mut browser = trial.browser();
    let page = ask(&mut browser, "paul.martin").await;
    let mail = message(&trial).await;
    assert!(mail.text.contains("paul.martin") && !mail.text.contains("jeanne.martin"));
    assert!(asks_for_password(&type_code(&mut browser, &page, &code_of(&mail)).await));
}

#[tokio::test]
async fn a_contact_changed_less_than_three_days_ago_has_no_power() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    trial.contact(&person, "jeanne@ailleurs.example", LONG_AGO).await;
    trial.clock.turn(hours(24));
    trial.contact(&person, "thief@evil.example", trial.app.now()).await;
    trial.clock.turn(hours(71));
    ask(&mut trial.browser(), &person.identifier).await;
    let sent = messages(&trial).await;
    assert_eq!(
        sent.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(),
        ["jeanne@ailleurs.example"],
        "RE6"
    );
    trial.clock.turn(hours(1));
    ask(&mut trial.browser(), "thief@evil.example").await;
    assert_eq!(message(&trial).await.to, "thief@evil.example", "after 72 hours it serves like the other");
    assert_eq!(messages(&trial).await.len(), 2, "who types an address is answered there alone");
}

#[tokio::test]
async fn everything_that_was_open_ends_with_the_new_password() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut kept = trial.browser();
    kept.sign_in("/sign-in", &person.identifier, &person.password, &["keep_signed_in"]).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    assert_eq!(kept.get("/account").await.status, 200, "until then nothing has ended");
    choose(&mut browser, &page, CHOSEN).await;
    assert_eq!(kept.get("/account").await.status, 303, "EL7: the session");
    kept.close_and_open();
    assert_eq!(kept.get("/account").await.status, 303, "EL7: the kept device");
}

#[tokio::test]
async fn a_paused_sign_in_opens_again_with_the_new_password() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    for _ in 0..6 {
        trial.browser().sign_in("/sign-in", &person.identifier, "une erreur", &[]).await;
    }
    assert!(!signs_in(&trial, &person.identifier, &person.password).await, "paused");
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    choose(&mut browser, &page, CHOSEN).await;
    assert!(signs_in(&trial, &person.identifier, CHOSEN).await, "decision 7");
}

#[tokio::test]
async fn a_sign_in_in_the_browser_that_asked_makes_the_message_dead() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let mail = message(&trial).await;
    let signed = browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(signed.status, 303);
    assert_eq!(open_link(&mut browser, &mail).await.status, 410, "EL5");
    assert_eq!(type_code(&mut browser, &page, &code_of(&mail)).await.status, 422, "EL5");
}

#[tokio::test]
async fn who_knows_the_old_password_cannot_keep_the_customer_from_a_new_one_by_signing_in() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    assert!(signs_in(&trial, &person.identifier, &person.password).await, "the thief");
    let page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    assert!(signs_in(&trial, &person.identifier, &person.password).await, "the thief again");
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303, "decision 7");
    assert!(!signs_in(&trial, &person.identifier, &person.password).await);
}

#[tokio::test]
async fn code_and_link_are_dead_after_an_hour() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let mail = message(&trial).await;
    trial.clock.turn(minutes(60));
    assert_eq!(type_code(&mut browser, &page, &code_of(&mail)).await.status, 422, "EL3");
    let dead = open_link(&mut browser, &mail).await;
    assert_eq!(dead.status, 410, "EL3");
    assert!(dead.body.contains("Demander un nouveau message"), "X7: never a dead end");
}

#[tokio::test]
async fn who_typed_the_code_in_time_has_half_an_hour_to_think_and_not_more() {
    for (waits, status) in [(29, 303), (30, 409)] {
        let trial = Trial::start().await;
        let person = jeanne(&trial).await;
        let mut browser = trial.browser();
        let page = ask(&mut browser, &person.identifier).await;
        let code = code_of(&message(&trial).await);
        trial.clock.turn(minutes(59));
        let page = type_code(&mut browser, &page, &code).await;
        trial.clock.turn(minutes(waits));
        assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, status, "R33: {waits} minutes");
    }
}

#[tokio::test]
async fn a_message_that_could_not_be_sent_in_time_is_not_sent_any_more() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    trial.mail.refuse_with(Some(gateways::SendError::Temporary("the mail server is away".into())));
    ask(&mut trial.browser(), &person.identifier).await;
    assert!(messages(&trial).await.is_empty());
    trial.clock.turn(minutes(61));
    trial.mail.refuse_with(None);
    ask(&mut trial.browser(), &paul.identifier).await;
    let sent = messages(&trial).await;
    assert_eq!(sent.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["paul@lumen.example"]);
}
