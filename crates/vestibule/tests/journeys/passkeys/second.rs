//! A passkey after the password (C22), and what services hear of it.

use trial::{Device, Trial, options};

use super::{LOGIN, PASSWORD, answer, holder, is_in, press, signed_in};
use crate::factors;

#[tokio::test]
async fn a_new_device_is_asked_for_the_passkey_and_opens_with_it() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let (mut away, page) = signed_in(&trial, &["keep_signed_in"]).await;
    assert!(page.body.contains("Utilisez votre clé d’accès"), "C22: {}", page.body);
    let asked = options(&page);
    assert_eq!(asked["userVerification"], "required");
    assert_eq!(asked["allowCredentials"].as_array().map(Vec::len), Some(1));
    assert_eq!(away.get("/account").await.status, 303, "no session before it");
    let on = answer(&mut away, &page, &device.show(&asked)).await;
    assert!(is_in(&on), "{}", on.body);
    assert_eq!(away.kept().len(), 1, "« rester identifié » was ticked before");
}

#[tokio::test]
async fn another_method_is_chosen_and_either_passkey_of_the_account_will_do() {
    let trial = Trial::start().await;
    let (_, mut home, mut phone) = holder(&trial, Device::synced(&trial.issuer)).await;
    let app = factors::enrol(&trial, &mut home).await;
    let mut key = Device::bound(&trial.issuer);
    super::enrol(&mut home, &mut key).await;
    factors::next_code(&trial);
    let (mut away, page) = signed_in(&trial, &[]).await;
    assert!(is_in(&answer(&mut away, &page, &key.show(&options(&page))).await), "the browser chooses");
    let (mut away, page) = signed_in(&trial, &[]).await;
    assert!(is_in(&answer(&mut away, &page, &phone.show(&options(&page))).await));
    let (mut away, page) = signed_in(&trial, &[]).await;
    let others = press(&mut away, &page, "other", &[]).await;
    assert!(others.body.contains("Application de codes") && others.body.contains("Clé d’accès"), "C23");
    let ids: Vec<&str> = others.body.split("value=\"").filter_map(|rest| rest.split('"').next()).collect();
    for id in ids.into_iter().filter(|id| id.len() == 32) {
        let page = press(&mut away, &others, "choose", &[("authenticator", id)]).await;
        if factors::asks_for_code(&page) {
            assert!(is_in(&factors::type_code(&mut away, &page, &app.code(&trial)).await));
            return;
        }
    }
    panic!("the app can be chosen");
}

#[tokio::test]
async fn a_sensitive_page_is_opened_by_password_and_passkey() {
    let trial = Trial::start().await;
    let (_, mut home, mut device) = holder(&trial, Device::bound(&trial.issuer)).await;
    trial.clock.turn(domain::time::minutes(11));
    let sent = home.get("/account/security/new").await;
    let sent = home.sign_in(sent.location(), LOGIN, PASSWORD, &[]).await;
    let page = home.follow(sent).await;
    assert!(page.body.contains("la sécurité de votre compte"), "EN1: {}", page.body);
    let on = answer(&mut home, &page, &device.show(&options(&page))).await;
    assert!(on.body.contains("Choisissez une méthode"), "PK4: {}", on.body);
}
