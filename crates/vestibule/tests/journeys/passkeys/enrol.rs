//! Making a passkey: steps 1 to 4, what is kept, what is told, and taking it away again.

use trial::{Device, Trial, options};

use super::{answer, enrol, holder, person, press, signed_in, to_the_device};

#[tokio::test]
async fn a_device_makes_a_passkey_and_the_customer_is_told_by_mail() {
    let trial = Trial::start().await;
    let (_, mut home, _) = holder(&trial, Device::synced(&trial.issuer)).await;
    let told = trial.mails().await;
    assert!(told.iter().any(|mail| mail.subject.contains("Méthode de connexion ajoutée")), "EN5");
    let list = home.get("/account/security").await;
    assert!(list.body.contains("Clé d’accès (Firefox"), "named after its browser: {}", list.body);
    assert!(list.body.contains("signalAllAcceptedCredentials"));
}

#[tokio::test]
async fn the_browser_is_asked_for_a_passkey_that_signs_in_by_itself_behind_a_lock() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let page = to_the_device(&mut home).await;
    let asked = options(&page);
    assert_eq!(asked["rp"]["id"], "localhost");
    assert_eq!(asked["user"]["name"], super::LOGIN);
    assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(asked["attestation"], "none");
    let algorithms: Vec<_> =
        asked["pubKeyCredParams"].as_array().expect("a list").iter().map(|one| &one["alg"]).collect();
    assert_eq!(algorithms, [-7, -8, -257]);
    let handle = asked["user"]["id"].as_str().expect("a handle").to_owned();
    assert_eq!(handle.len(), 86, "64 bytes by chance");
    let again = options(&to_the_device(&mut home).await);
    assert_eq!(again["user"]["id"], handle.as_str(), "drawn once for an account");
    assert_ne!(again["challenge"], asked["challenge"], "PK1");
    assert!(
        page.body.contains("<noscript>") && page.body.contains("clés d’accès n’y fonctionnent pas"),
        "R1"
    );
}

#[tokio::test]
async fn a_second_passkey_says_which_the_account_has_and_the_page_goes_back() {
    let trial = Trial::start().await;
    let (_, mut home, device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let page = to_the_device(&mut home).await;
    let known = &options(&page)["excludeCredentials"];
    assert_eq!(known.as_array().map(Vec::len), Some(1));
    assert_eq!(known[0]["transports"][0], "internal");
    let back = press(&mut home, &page, "back", &[]).await;
    assert!(back.body.contains("Choisissez une méthode"), "{}", back.body);
    enrol(&mut home, &mut Device::bound(&device.origin)).await;
    assert_eq!(home.get("/account/security").await.body.matches("<h3>").count(), 2);
}

#[tokio::test]
async fn a_removed_passkey_opens_nothing_and_the_device_is_told() {
    let trial = Trial::start().await;
    let (_, mut home, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let page = home.get("/account/security").await;
    let (csrf, id) = (page.field("csrf").expect("a form"), page.field("authenticator").expect("a method"));
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let removed = home.post("/account/security/remove", &form).await;
    let list = home.follow(removed).await;
    assert!(list.body.contains("La méthode est supprimée"), "C31: {}", list.body);
    let all = &options(&list)["allAcceptedCredentialIds"];
    assert_eq!(all.as_array().map(Vec::len), Some(0), "the device may forget it");
    let mut away = trial.browser();
    let refused = super::show_at_the_door(&mut away, &mut device).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Cette clé d’accès ne sert plus ici"), "{}", refused.body);
    assert!(refused.body.contains("signalUnknownCredential"));
    assert_eq!(away.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_page_that_was_open_for_five_minutes_asks_anew_and_a_restart_loses_nothing() {
    let mut trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let page = to_the_device(&mut home).await;
    let mut device = Device::synced(&trial.issuer);
    let late = device.make(&options(&page));
    trial.clock.turn(domain::time::minutes(5));
    let stale = answer(&mut home, &page, &late).await;
    assert!(
        stale.status == 422 && stale.body.contains("ouverte depuis trop longtemps"),
        "PK1: {}",
        stale.body
    );
    let fields = device.make(&options(&stale));
    trial.restart().await;
    let added = answer(&mut home, &stale, &fields).await;
    assert!(added.body.contains("Méthode ajoutée"), "X8: {}", added.body);
}

#[tokio::test]
async fn a_method_that_no_false_site_can_use_is_offered_to_everybody() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    assert!(list.body.contains("value=\"passkey\""), "EN7: {}", list.body);
}
