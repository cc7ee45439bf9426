//! Passkeys over real HTTP (B4, B5, C17, C22, C28): a device of its own makes and shows them; each path quotes the steps of
//! `docs/journeys/passkeys.md`.

mod attacks;
mod enrol;
mod races;
mod second;
mod sign_in;

use trial::{Answer, Browser, Customer, Device, Trial, options};

use crate::factors::{LOGIN, PASSWORD, person, press, signed_in};

/// Presses the page's button: the device answers, and the page's script posts that.
pub async fn answer(browser: &mut Browser, page: &Answer, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    press(browser, page, "passkey", &fields).await
}

/// From « Sécurité de mon compte » to the page where the device is to make one.
pub async fn to_the_device(browser: &mut Browser) -> Answer {
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    let page = press(browser, &list, "choose", &[("kind", "passkey")]).await;
    assert!(page.body.contains("Créer une clé d’accès"), "C17: {}", page.body);
    page
}

/// Steps 2 to 4.
pub async fn enrol(browser: &mut Browser, device: &mut Device) {
    let page = to_the_device(browser).await;
    let fields = device.make(&options(&page));
    let added = answer(browser, &page, &fields).await;
    assert!(added.body.contains("Méthode ajoutée"), "C20: {}", added.body);
    press(browser, &added, "finish", &[]).await;
}

/// Somebody at home, with a passkey on this device.
pub async fn holder(trial: &Trial, mut device: Device) -> (Customer, Browser, Device) {
    let customer = person(trial).await;
    let (mut home, _) = signed_in(trial, &[]).await;
    enrol(&mut home, &mut device).await;
    (customer, home, device)
}

/// Opens the sign-in page in this browser and shows a passkey in the field's own list.
pub async fn show_at_the_door(browser: &mut Browser, device: &mut Device) -> Answer {
    let page = browser.get("/sign-in").await;
    let fields = device.show(&options(&page));
    answer(browser, &page, &fields).await
}

/// What the page asks devices to sign: new each time, as its form is.
pub fn challenge(page: &Answer) -> String {
    options(page)["challenge"].as_str().expect("a challenge").to_owned()
}

pub fn is_in(page: &Answer) -> bool {
    page.body.contains("Bonjour Jeanne")
}

/// One field of an answer, changed.
pub fn with(fields: &[(&'static str, String)], name: &str, value: &str) -> Vec<(&'static str, String)> {
    let change = |(known, old): &(&'static str, String)| {
        (*known, if *known == name { value.to_owned() } else { old.clone() })
    };
    fields.iter().map(change).collect()
}
