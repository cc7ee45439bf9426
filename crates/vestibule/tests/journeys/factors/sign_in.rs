//! A code is asked for at sign-in: on which device, how often, and what the way on hears of it.

use domain::time::days;
use trial::Trial;

use super::{asks_for_code, enrol, next_code, person, press, signed_in, type_code};

#[tokio::test]
async fn a_new_device_is_asked_for_a_code_and_the_device_that_enrolled_is_not() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    next_code(&trial);
    let (mut away, page) = signed_in(&trial, &["keep_signed_in"]).await;
    assert!(asks_for_code(&page), "B9, E8: {}", page.body);
    assert!(!away.cookies.contains_key("__Host-vestibule_session"), "no session before the code");
    assert_eq!(away.get("/account").await.status, 303);
    let on = type_code(&mut away, &page, &app.code(&trial)).await;
    assert!(on.body.contains("Bonjour Jeanne"), "{}", on.body);
    assert!(!away.kept().is_empty(), "« rester identifié » was ticked before");
    home.close_and_open();
    let again = home.sign_in("/sign-in", super::LOGIN, super::PASSWORD, &[]).await;
    assert_eq!(again.location(), "/account", "a known device asks less");
    trial.clock.turn(days(60));
    home.close_and_open();
    let sent = home.sign_in("/sign-in", super::LOGIN, super::PASSWORD, &[]).await;
    let page = home.follow(sent).await;
    assert!(asks_for_code(&page) && page.body.contains("de temps en temps"), "every sixty days");
}

#[tokio::test]
async fn another_method_is_chosen_and_the_way_on_survives() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    enrol(&trial, &mut home).await;
    next_code(&trial);
    let second = enrol(&trial, &mut home).await;
    next_code(&trial);
    let mut away = trial.browser();
    let asked = away.get("/account/activity").await;
    let sent = away.sign_in(asked.location(), super::LOGIN, super::PASSWORD, &[]).await;
    let page = away.follow(sent).await;
    let others = press(&mut away, &page, "other", &[]).await;
    assert_eq!(others.body.matches("name=\"authenticator\"").count(), 2, "C23: {}", others.body);
    let none = press(&mut away, &others, "choose", &[]).await;
    assert_eq!(none.status, 422);
    let ids: Vec<&str> = others.body.split("value=\"").filter_map(|rest| rest.split('"').next()).collect();
    let ids: Vec<&&str> = ids.iter().filter(|id| id.len() == 32).collect();
    let mut opened = None;
    for id in ids {
        let page = press(&mut away, &others, "choose", &[("authenticator", id)]).await;
        let on = type_code(&mut away, &page, &second.code(&trial)).await;
        if on.body.contains("Activité récente") {
            opened = Some(on);
            break;
        }
    }
    assert!(opened.is_some(), "the way on survives the detour");
}

#[tokio::test]
async fn a_sign_in_survives_a_restart_between_password_and_code_and_a_kept_session_counts_as_one_factor() {
    let mut trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    next_code(&trial);
    let (mut away, page) = signed_in(&trial, &["keep_signed_in"]).await;
    trial.restart().await;
    let on = type_code(&mut away, &page, &app.code(&trial)).await;
    assert!(on.body.contains("Bonjour Jeanne"), "X8: {}", on.body);
    away.close_and_open();
    assert_eq!(away.get("/account").await.status, 200, "kept");
    let sent = away.get("/account/security/new").await;
    assert!(sent.location().starts_with("/sign-in?visit="), "decision 1, EN1: {}", sent.location());
}

#[tokio::test]
async fn a_sensitive_page_asks_for_both_factors_even_on_a_known_device() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    trial.clock.turn(domain::time::minutes(11));
    let sent = home.get("/account/security/new").await;
    assert!(sent.location().starts_with("/sign-in?visit="), "EN1: an old proof");
    let sent = home.sign_in(sent.location(), super::LOGIN, super::PASSWORD, &[]).await;
    let page = home.follow(sent).await;
    assert!(asks_for_code(&page) && page.body.contains("la sécurité de votre compte"), "{}", page.body);
    let on = type_code(&mut home, &page, &app.code(&trial)).await;
    assert!(on.body.contains("Choisissez une méthode"), "and on it goes: {}", on.body);
}
