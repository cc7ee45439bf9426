//! The customer's pages: the phone comes in the steps of the guide (E4 to E7), and approves a sign-in (B4; C21).

use std::time::Duration;

use domain::vap::Decision;
use trial::{AUTHENTICATOR, Answer, Browser, Trial};
use vestibule::device::Account;
use vestibule::device::speak::Phone;

use super::{Led, off_by_one, phone};
use crate::factors::{LOGIN, PASSWORD, person, press, signed_in};

/// Steps 2 to 6: the page that shows the QR code.
async fn to_the_code(browser: &mut Browser) -> (String, Answer) {
    let sent = browser.get("/account/security/new").await;
    let address = sent.location().to_owned();
    let list = browser.follow(sent).await;
    assert!(list.body.contains("Notification sur le téléphone"), "{}", list.body);
    let page = press(browser, &list, "choose", &[("kind", "push")]).await;
    let install = press(browser, &page, "phone", &[("phone", "iphone")]).await;
    assert!(
        install.body.contains("app.lumen.example") && install.body.contains("Partager"),
        "C13: {}",
        install.body
    );
    (address, press(browser, &install, "next", &[]).await)
}

fn link(page: &Answer) -> String {
    let rest = page.body.split("href=\"https://app.lumen.example/e#").nth(1).expect("a link on the page");
    format!("{AUTHENTICATOR}/e#{}", rest.split('"').next().unwrap_or_default())
}

fn number(page: &Answer) -> String {
    let rest = page.body.split("class=\"number\"").nth(1).expect("a number on the page");
    rest.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned()
}

fn events(page: &Answer) -> String {
    let rest = page.body.split("data-waits=\"").nth(1).expect("a page that waits");
    rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
}

/// Steps 1 to 9, with a phone that counts at the end.
pub async fn enrolled(trial: &Trial, browser: &mut Browser) -> (Phone<Led>, Account) {
    let (_, scan) = to_the_code(browser).await;
    let mut phone = phone(trial);
    let claimed = phone.claim(AUTHENTICATOR, &link(&scan)).await.expect("claims");
    let account = phone.register(&claimed, "iPhone de Jeanne", None).await.expect("registers");
    let added = press(browser, &scan, "next", &[]).await;
    assert!(added.body.contains("Méthode ajoutée"), "E6: {}", added.body);
    press(browser, &added, "finish", &[]).await;
    (phone, account)
}

async fn approve(phone: &mut Phone<Led>, account: &Account, number: &str) {
    let text = phone.pending(account).await.expect("asked").remove(0);
    phone.answer(account, &text, Decision::Approve, Some(number)).await.expect("approved");
}

#[tokio::test]
async fn the_phone_comes_in_the_steps_of_the_guide_and_the_page_goes_on_by_itself() {
    let mut trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let (address, scan) = to_the_code(&mut browser).await;
    assert!(scan.body.contains("<svg class=\"qr\"") && scan.header("cache-control") == "no-store", "EN3");
    let shown = link(&scan);
    // X8: a reload, another tab, a restart, another node.
    trial.restart().await;
    let node = trial.second_node().await;
    assert_eq!(link(&browser.get(&address).await), shown);
    let mut elsewhere = browser.clone().at(&node);
    assert_eq!(link(&elsewhere.get(&address).await), shown);
    // « Impossible de numériser ? »
    let hand = press(&mut browser, &scan, "by_hand", &[]).await;
    let code = hand.body.split("<code class=\"key\" translate=\"no\">").nth(1).expect("a code");
    let code = code.split('<').next().unwrap_or_default();
    // The page hears of it as soon as the phone has read the code, and again when it is there.
    let waits = events(&hand);
    let mut listener = browser.clone();
    let heard = tokio::spawn(async move { listener.get(&waits).await });
    let mut phone = phone(&trial);
    let claimed = phone.claim(AUTHENTICATOR, code).await.expect("claims");
    let heard = tokio::time::timeout(Duration::from_secs(5), heard).await.expect("by itself").expect("heard");
    assert!(heard.body.contains("moved") && heard.header("content-type") == "text/event-stream", "{heard:?}");
    let early = press(&mut browser, &hand, "next", &[]).await;
    assert!(early.body.contains("Terminez sur votre téléphone"), "it waits calmly: {}", early.body);
    assert!(!early.body.contains("/e#"), "the code is gone once it was read");
    phone.register(&claimed, "iPhone de Jeanne", None).await.expect("registers");
    assert!(browser.get(&events(&early)).await.body.contains("moved"));
    let added = press(&mut browser, &early, "next", &[]).await;
    assert!(added.body.contains("Votre téléphone valide maintenant vos connexions."), "E6: {}", added.body);
    let security = press(&mut browser, &added, "finish", &[]).await;
    assert!(security.body.contains("iPhone de Jeanne"), "E7: {}", security.body);
    let told = trial.mails().await;
    assert_eq!(told.iter().filter(|mail| mail.subject.contains("téléphone a été ajouté")).count(), 1, "EN5");
}

#[tokio::test]
async fn a_code_that_is_too_old_is_renewed_and_another_sign_in_sees_nothing() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let (address, _) = to_the_code(&mut browser).await;
    let (mut other, _) = signed_in(&trial, &[]).await;
    assert_eq!(other.get(&address).await.status, 409, "EN3");
    // A newer page of the same account ends this one.
    let (_, newer) = to_the_code(&mut other).await;
    let old = browser.get(&address).await;
    assert!(old.body.contains("Ce code n’est plus valable"), "{}", old.body);
    let again = press(&mut browser, &old, "next", &[]).await;
    assert_ne!(link(&again), link(&newer));
    trial.clock.turn(Duration::from_mins(10));
    let renewed = browser.get(&address).await;
    assert_ne!(link(&renewed), link(&again));
    assert_eq!(
        phone(&trial).claim(AUTHENTICATOR, &link(&again)).await.err().expect("refused").word(),
        "superseded"
    );
}

#[tokio::test]
async fn the_number_of_the_page_is_typed_on_the_phone_and_the_sign_in_goes_on() {
    let mut trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let mut away = trial.browser();
    let asked = away.get("/account/devices").await;
    let sent = away.sign_in(asked.location(), LOGIN, PASSWORD, &[]).await;
    let address = sent.location().to_owned();
    let page = away.follow(sent).await;
    assert!(
        page.body.contains("Validez sur votre téléphone") && page.body.contains("iPhone de Jeanne"),
        "{}",
        page.body
    );
    assert!(!away.cookies.contains_key("__Host-vestibule_session"), "no session before the approval");
    // X8: a reload, a restart and another node ask nothing new.
    trial.restart().await;
    let node = trial.second_node().await;
    let again = away.clone().at(&node).get(&address).await;
    assert_eq!(number(&again), number(&page));
    assert_eq!(phone.pending(&account).await.expect("asked").len(), 1, "PU3");
    let early = press(&mut away, &page, "check", &[]).await;
    assert_eq!(number(&early), number(&page), "pressed early, it waits calmly");
    let waits = events(&page);
    let mut listener = away.clone();
    let heard = tokio::spawn(async move { listener.get(&waits).await });
    approve(&mut phone, &account, &number(&page)).await;
    let heard = tokio::time::timeout(Duration::from_secs(5), heard).await.expect("by itself").expect("heard");
    assert!(heard.body.contains("moved"), "{heard:?}");
    let on = press(&mut away, &page, "check", &[]).await;
    assert!(on.body.contains("Mes appareils"), "the way on survives: {}", on.body);
    assert!(away.cookies.contains_key("__Host-vestibule_session"));
    // The approval served once.
    let replay = press(&mut away, &page, "check", &[]).await;
    assert_eq!(replay.status, 409);
}

#[tokio::test]
async fn an_approval_is_of_no_use_to_another_browser_and_of_twenty_presses_one_signs_in() {
    let trial = Trial::start().await;
    let node = trial.second_node().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let (away, page) = signed_in(&trial, &[]).await;
    approve(&mut phone, &account, &number(&page)).await;
    let mut thief = trial.browser();
    thief.get("/sign-in").await;
    let stolen = press(&mut thief, &page, "check", &[]).await;
    assert_eq!(stolen.status, 409, "another browser's form: {}", stolen.body);
    let mut presses = tokio::task::JoinSet::new();
    for n in 0..20 {
        let mut browser = if n % 2 == 0 { away.clone() } else { away.clone().at(&node) };
        let page = page.clone();
        presses.spawn(async move {
            press(&mut browser, &page, "check", &[]).await;
            browser.cookies.contains_key("__Host-vestibule_session")
        });
    }
    let won = presses.join_all().await.into_iter().filter(|won| *won).count();
    assert_eq!(won, 1, "PU5");
}

#[tokio::test]
async fn a_refusal_and_a_wrong_number_are_told_and_another_method_is_offered_at_once() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let (mut away, page) = signed_in(&trial, &[]).await;
    let text = phone.pending(&account).await.expect("asked").remove(0);
    phone.answer(&account, &text, Decision::Deny, None).await.expect("denied");
    let told = press(&mut away, &page, "check", &[]).await;
    assert!(told.body.contains("La demande a été refusée sur votre téléphone"), "{}", told.body);
    let again = press(&mut away, &told, "again", &[]).await;
    let text = phone.pending(&account).await.expect("asked").remove(0);
    let wrong = off_by_one(&number(&again));
    assert!(phone.answer(&account, &text, Decision::Approve, Some(&wrong)).await.is_err());
    let told = press(&mut away, &again, "check", &[]).await;
    assert!(told.body.contains("Le nombre saisi n’était pas le bon"), "PU1: {}", told.body);
    let again = press(&mut away, &told, "again", &[]).await;
    trial.clock.turn(Duration::from_mins(3));
    let told = press(&mut away, &again, "check", &[]).await;
    assert!(told.body.contains("La demande n’est plus valable"), "{}", told.body);
    // PU3, PU8: three in a row; the phone is left in peace, and the page offers what else there is.
    let others = press(&mut away, &told, "again", &[]).await;
    assert!(others.body.contains("Votre téléphone n’est plus sollicité pour l’instant"), "{}", others.body);
    assert!(!away.cookies.contains_key("__Host-vestibule_session"));
}

#[tokio::test]
async fn an_approval_that_waited_for_more_than_a_minute_is_told_and_asked_for_again() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let (mut away, page) = signed_in(&trial, &[]).await;
    approve(&mut phone, &account, &number(&page)).await;
    trial.clock.turn(Duration::from_secs(61));
    let late = press(&mut away, &page, "check", &[]).await;
    assert!(late.body.contains("La demande n’est plus valable"), "PU5: {}", late.body);
    assert!(!away.cookies.contains_key("__Host-vestibule_session"));
    let again = press(&mut away, &late, "again", &[]).await;
    approve(&mut phone, &account, &number(&again)).await;
    let on = press(&mut away, &again, "check", &[]).await;
    assert!(on.body.contains("Bonjour Jeanne"), "{}", on.body);
}

#[tokio::test]
async fn it_was_not_me_ends_the_sign_in_that_waits() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let others = press(&mut thief, &page, "other", &[]).await;
    let text = phone.pending(&account).await.expect("asked").remove(0);
    phone.answer(&account, &text, Decision::Report, None).await.expect("reported");
    for shown in [&page, &others] {
        let ended = press(&mut thief, shown, "other", &[]).await;
        assert_eq!(ended.status, 409, "PU4: {}", ended.body);
        assert!(ended.body.contains("Cette connexion est terminée"), "{}", ended.body);
        assert!(ended.body.contains("votre téléphone l’a refusée"), "{}", ended.body);
    }
    let told = trial.mails().await;
    let told = told.iter().find(|mail| mail.subject.contains("refusé une connexion")).expect("a notice");
    assert!(told.text.contains("iPhone de Jeanne"), "it names the phone: {}", told.text);
}

#[tokio::test]
async fn a_phone_is_named_and_removed_like_any_method_and_dies_with_its_requests() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let (mut away, waiting) = signed_in(&trial, &[]).await;
    let page = home.get("/account/security").await;
    let (csrf, id) = (page.field("csrf").expect("csrf"), page.field("authenticator").expect("an id"));
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str()), ("name", "Téléphone bleu")];
    let done = home.post("/account/security/rename", &form).await;
    let page = home.follow(done).await;
    assert!(page.body.contains("Notification sur le téléphone (Téléphone bleu)"), "{}", page.body);
    approve(&mut phone, &account, &number(&waiting)).await;
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let done = home.post("/account/security/remove", &form).await;
    home.follow(done).await;
    assert_eq!(phone.pending(&account).await.expect_err("told").word(), "enrolment_revoked", "PU7");
    let late = press(&mut away, &waiting, "check", &[]).await;
    assert!(!away.cookies.contains_key("__Host-vestibule_session"), "PU7: {}", late.body);
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Bonjour Jeanne"), "nothing is asked any more");
}
