//! A passkey instead of identifier and password (C28).

use trial::{Device, Trial, options};

use super::{LOGIN, answer, holder, is_in, show_at_the_door};

#[tokio::test]
async fn a_passkey_alone_signs_in_with_both_memory_aids() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let mut away = trial.browser();
    let page = away.get("/sign-in").await;
    assert!(page.body.contains("username webauthn") && page.body.contains("Me connecter sans mot de passe"));
    let mut fields = device.show(&options(&page));
    fields.extend([("remember_identifier", "on".to_owned()), ("keep_signed_in", "on".to_owned())]);
    let on = answer(&mut away, &page, &fields).await;
    assert!(is_in(&on), "B5: {}", on.body);
    assert_eq!(away.kept().len(), 1, "O11");
    away.close_and_open();
    away.cookies.retain(|name, _| !name.contains("kept"));
    let again = away.get("/sign-in").await;
    assert!(
        again.body.contains(LOGIN),
        "O10: nothing was typed, and the address is remembered: {}",
        again.body
    );
    assert!(again.body.contains("current-password webauthn"), "the list opens at the field that is there");
    let told = trial.mails().await;
    assert!(told.iter().any(|mail| mail.subject.contains("appareil")), "X10: a new device is told");
}

#[tokio::test]
async fn it_is_two_factors_by_itself_and_no_other_is_asked_for() {
    let trial = Trial::start().await;
    let (_, mut home, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    crate::factors::enrol(&trial, &mut home).await;
    let mut away = trial.browser();
    let sent = away.get("/account/security/new").await;
    let page = away.follow(sent).await;
    let on = answer(&mut away, &page, &device.show(&options(&page))).await;
    assert!(on.body.contains("Choisissez une méthode"), "PK1: {}", on.body);
}

#[tokio::test]
async fn the_page_without_a_password_keeps_the_way_and_says_what_else_there_is() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::bound(&trial.issuer)).await;
    let mut away = trial.browser();
    let asked = away.get("/account/devices").await;
    let door = away.follow(asked).await;
    let link = door.body.split("href=\"").find(|rest| rest.starts_with("/sign-in/passkey?")).expect("a link");
    let link = link.split('"').next().expect("whole").replace("&amp;", "&").replace("&#38;", "&");
    let page = away.get(&link).await;
    assert!(
        page.body.contains("Utiliser mon mot de passe") && page.body.contains("<noscript>"),
        "{}",
        page.body
    );
    let fresh = away.get("/sign-in/passkey/challenge").await;
    assert_eq!(fresh.json()["allowCredentials"].as_array().map(Vec::len), Some(0), "NU3");
    let on = answer(&mut away, &page, &device.show(&fresh.json())).await;
    assert!(on.body.contains("Mes appareils"), "{}", on.body);
}

#[tokio::test]
async fn a_page_may_be_open_for_long_and_what_is_asked_anew_is_good() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let mut away = trial.browser();
    let page = away.get("/sign-in").await;
    let late = device.show(&options(&page));
    trial.clock.turn(domain::time::minutes(5));
    let stale = answer(&mut away, &page, &late).await;
    assert!(
        stale.status == 422 && stale.body.contains("ouverte depuis trop longtemps"),
        "PK1: {}",
        stale.body
    );
    let fresh = away.get("/sign-in/passkey/challenge").await;
    assert!(is_in(&answer(&mut away, &stale, &device.show(&fresh.json())).await));
}

#[tokio::test]
async fn a_security_key_counts_on_from_sign_in_to_sign_in() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::bound(&trial.issuer)).await;
    for _ in 0..3 {
        assert!(is_in(&show_at_the_door(&mut trial.browser(), &mut device).await));
    }
}
