//! The six digits of a phone, for moments without a network (E8, P5; TO1, PU7, EN5).

use domain::factor::Why;
use domain::{AuthenticatorId, Identifier};
use trial::{Answer, Browser, Trial};
use vestibule::device::Account;

use super::caller;
use super::pages::enrolled;
use crate::factors::{App, LOGIN, person, press, signed_in, type_code};

fn codes_of(account: &Account) -> App {
    App::of_key(account.totp.as_ref().expect("the phone was given codes"))
}

fn id_of(account: &Account) -> AuthenticatorId {
    AuthenticatorId::parse(&account.enr).expect("an id")
}

/// « Essayer une autre méthode », then the codes of this phone.
async fn choose_codes(browser: &mut Browser, page: &Answer, account: &Account) -> Answer {
    let others = press(browser, page, "other", &[]).await;
    assert!(others.body.contains("Code de l’application Lumen (iPhone de Jeanne)"), "C23: {}", others.body);
    press(browser, &others, "choose", &[("authenticator", &id_of(account).codes().to_string())]).await
}

#[tokio::test]
async fn without_a_network_the_code_of_the_phone_signs_in_once() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (_, account) = enrolled(&trial, &mut home).await;
    let code = codes_of(&account).code(&trial);
    let (mut away, page) = signed_in(&trial, &[]).await;
    let asked = choose_codes(&mut away, &page, &account).await;
    let on = type_code(&mut away, &asked, &code).await;
    assert!(on.body.contains("Bonjour Jeanne"), "E8: {}", on.body);
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let asked = choose_codes(&mut thief, &page, &account).await;
    let refused = type_code(&mut thief, &asked, &code).await;
    assert!(refused.body.contains("Ce code a déjà servi"), "TO1: {}", refused.body);
}

#[tokio::test]
async fn a_phone_and_its_codes_are_one_method_and_end_together() {
    let trial = Trial::start().await;
    let customer = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (_, account) = enrolled(&trial, &mut home).await;
    let page = home.get("/account/security").await;
    assert_eq!(page.body.matches("/account/security/remove").count(), 1, "{}", page.body);
    let csrf = page.field("csrf").expect("a form");
    // The codes alone are nobody's to remove, and do not stand in for the phone where one must stay.
    let identifier = Identifier::parse(LOGIN).expect("good");
    assert!(trial.app.require_factor(&identifier, Why::SwitchedOn).await.expect("told"));
    for (id, status) in [(id_of(&account).codes(), 409), (id_of(&account), 422)] {
        let id = id.to_string();
        let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
        assert_eq!(home.post("/account/security/remove", &form).await.status, status, "EN5");
    }
    assert!(trial.app.revoke_phone(customer.id, id_of(&account), &caller(&trial)).await.expect("revoked"));
    assert!(trial.app.held(customer.id).await.expect("read").is_empty(), "PU7");
}

#[tokio::test]
async fn the_codes_of_a_suspended_phone_prove_nothing_even_on_a_page_that_asks_for_one() {
    let trial = Trial::start().await;
    let customer = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (_, account) = enrolled(&trial, &mut home).await;
    let code = codes_of(&account).code(&trial);
    let (mut away, page) = signed_in(&trial, &[]).await;
    let asked = choose_codes(&mut away, &page, &account).await;
    let phone = id_of(&account);
    assert!(trial.app.suspend_phone(customer.id, phone, true, &caller(&trial)).await.expect("suspended"));
    let refused = type_code(&mut away, &asked, &code).await;
    assert!(!refused.body.contains("Bonjour Jeanne"), "PU7: {}", refused.body);
    assert!(!away.cookies.contains_key("__Host-vestibule_session"));
    let held = trial.app.held(customer.id).await.expect("read");
    assert!(held.len() == 1 && held[0].blocked, "it still protects");
    assert!(trial.app.suspend_phone(customer.id, phone, false, &caller(&trial)).await.expect("serves again"));
    assert_eq!(trial.app.held(customer.id).await.expect("read").len(), 2);
}
