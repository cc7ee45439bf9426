//! O11, SE8: the list of devices, ending one, and ending all.

use domain::time::minutes;
use trial::{Answer, Browser, Trial};

async fn two_devices(trial: &Trial) -> (Browser, Browser) {
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let (mut computer, mut phone) = (trial.browser(), trial.browser());
    phone.agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Safari/604.1".into();
    for browser in [&mut computer, &mut phone] {
        let signed =
            browser.sign_in("/sign-in", &person.identifier, &person.password, &["keep_signed_in"]).await;
        assert_eq!(signed.status, 303);
    }
    (computer, phone)
}

/// The ids of the list, this device first.
fn listed(page: &str) -> Vec<String> {
    let mut ids: Vec<String> = page
        .split("name=\"device\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split("value=\"").nth(1)?.split('"').next()?.to_owned()))
        .collect();
    ids.dedup();
    ids
}

#[tokio::test]
async fn the_list_names_this_device_and_until_when_it_is_kept() {
    let trial = Trial::start().await;
    let (mut computer, _phone) = two_devices(&trial).await;
    let page = computer.get("/account/devices").await;
    assert_eq!(page.status, 200);
    assert_eq!(listed(&page.body).len(), 2);
    for words in ["Cet appareil", "Firefox", "Safari", "Rester identifié"] {
        assert!(page.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn ending_another_device_signs_it_out_and_needs_a_fresh_proof() {
    let trial = Trial::start().await;
    let (mut computer, mut phone) = two_devices(&trial).await;
    let page = computer.get("/account/devices").await;
    let (csrf, other) = (page.field("csrf").expect("a form"), listed(&page.body)[1].clone());
    trial.clock.turn(minutes(11));
    let form = [("csrf", csrf.as_str()), ("device", other.as_str())];
    let asked = computer.post("/account/devices/end", &form).await;
    assert!(asked.location().starts_with("/sign-in?visit="), "{}", asked.location());
    assert_eq!(phone.get("/account").await.status, 200);
    let again = computer.sign_in(asked.location(), "jeanne@lumen.example", "soleil levant 42", &[]).await;
    assert_eq!((again.status, again.location()), (303, "/account/devices"), "{}", again.body);
    let page = computer.get("/account/devices").await;
    let csrf = page.field("csrf").expect("a form");
    let ended =
        computer.post("/account/devices/end", &[("csrf", csrf.as_str()), ("device", other.as_str())]).await;
    assert_eq!(ended.location(), "/account/devices?done=ended");
    assert_eq!(phone.get("/account").await.status, 303, "session and kept cookie are dead");
    assert_eq!(listed(&computer.get("/account/devices").await.body).len(), 1);
}

#[tokio::test]
async fn nobody_ends_a_device_of_somebody_else() {
    let trial = Trial::start().await;
    let (mut computer, _) = two_devices(&trial).await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let mut attacker = trial.browser();
    attacker.sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    let own = attacker.get("/account/devices").await.field("csrf").expect("a form");
    let target = listed(&computer.get("/account/devices").await.body)[0].clone();
    let form = [("csrf", own.as_str()), ("device", target.as_str())];
    assert_eq!(attacker.post("/account/devices/end", &form).await.location(), "/account/devices?done=gone");
    assert_eq!(computer.get("/account").await.status, 200);
    let stolen = computer.get("/account/devices").await.field("csrf").expect("a form");
    let crossed = attacker.post("/account/devices/end", &[("csrf", &stolen), ("device", &target)]).await;
    assert_eq!(crossed.status, 409, "a form of another session");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_device() {
    let trial = Trial::start().await;
    let (mut computer, mut phone) = two_devices(&trial).await;
    let csrf = computer.get("/account/devices").await.field("csrf").expect("a form");
    let ended = computer.post("/account/devices/end-all", &[("csrf", csrf.as_str())]).await;
    assert_eq!(ended.status, 303);
    for browser in [&mut computer, &mut phone] {
        assert_eq!(browser.get("/account").await.status, 303);
        browser.close_and_open();
        assert_eq!(browser.get("/account").await.status, 303, "kept cookies are dead too");
    }
}

async fn rename(browser: &mut Browser, device: &str, name: &str) -> Answer {
    let csrf = browser.get("/account/devices").await.field("csrf").expect("a form");
    browser.post("/account/devices/rename", &[("csrf", &csrf), ("device", device), ("name", name)]).await
}

#[tokio::test]
async fn a_device_is_named_and_the_name_stands_in_the_list_in_notices_and_in_not_me() {
    let trial = Trial::start().await;
    let (mut computer, mut phone) = two_devices(&trial).await;
    let ids = listed(&computer.get("/account/devices").await.body);
    for (id, name) in [(&ids[0], "Ordi du <salon>\u{7}"), (&ids[1], "Téléphone de Jeanne")] {
        assert_eq!(rename(&mut computer, id, name).await.location(), "/account/devices?done=renamed");
    }
    let page = computer.get("/account/devices").await;
    assert!(page.body.contains("Téléphone de Jeanne (Safari sur iPhone)"), "{}", page.body);
    assert!(page.body.contains("Ordi du &#60;salon&#62; (Firefox sur Linux)"), "{}", page.body);
    assert!(phone.get("/account/devices").await.body.contains("Téléphone de Jeanne"));

    let csrf = phone.get("/account/password").await.field("csrf").expect("a form");
    let chosen = "une phrase bien plus longue";
    let form = [("password", "soleil levant 42"), ("new_password", chosen), ("csrf", csrf.as_str())];
    assert_eq!(phone.post("/account/password", &form).await.status, 303);
    let mails = trial.mails().await;
    let told = mails.iter().find(|mail| mail.text.contains("Téléphone de Jeanne (Safari sur iPhone)"));
    let told = told.expect("the notice names the device");
    let link = told.text.lines().find(|line| line.contains("/not-me?token=")).expect("a link");
    let landed = phone.get(link).await;
    let page = phone.follow(landed).await;
    assert!(page.body.contains("Téléphone de Jeanne (Safari sur iPhone)"), "{}", page.body);

    assert_eq!(rename(&mut computer, &ids[0], " ").await.status, 303, "no name is the browser's own");
    assert!(!computer.get("/account/devices").await.body.contains("salon&#62;"));
}

#[tokio::test]
async fn a_name_needs_a_fresh_proof_and_is_given_to_ones_own_devices_only() {
    let trial = Trial::start().await;
    let (mut computer, _phone) = two_devices(&trial).await;
    let own = listed(&computer.get("/account/devices").await.body)[0].clone();
    let eve = trial.customer("eve@lumen.example", "pluie de mars 12").await;
    let mut eves = trial.browser();
    eves.sign_in("/sign-in", &eve.identifier, &eve.password, &["keep_signed_in"]).await;
    assert_eq!(rename(&mut eves, &own, "à moi").await.location(), "/account/devices?done=gone");
    let csrf = computer.get("/account/devices").await.field("csrf").expect("a form");
    trial.clock.turn(minutes(11));
    let form = [("csrf", csrf.as_str()), ("device", own.as_str()), ("name", "Ordi")];
    let old = computer.post("/account/devices/rename", &form).await;
    assert!(old.location().starts_with("/sign-in?visit="), "SE8: {} {}", old.status, old.location());
    assert!(!computer.get("/account/devices").await.body.contains("Ordi ("));
}
