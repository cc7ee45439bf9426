//! RE6: after a recovery, what could not be taken back waits a day, but for whoever proves a factor that stood before.

use domain::time::minutes;
use trial::{Answer, Browser, Customer, Trial};

use super::{CHOSEN, LONG_AGO, ask, choose, code_of, message, type_code};
use crate::factors::{self, LOGIN, PASSWORD, asks_for_code, enrol, next_code, press, signed_in};

const MAIL: &str = "jeanne@exemple.fr";
const WAITS: &str = "Ce changement doit attendre";
const NOTE: &str = "Certains changements attendent";
const PROVE: &str = "Confirmer que c’est moi";

/// Every form of the account that changes something, and what a recovery makes of it.
const ROUTES: &[(&str, Fate)] = &[
    ("/account/password", Fate::Free("whoever has the mailbox chooses another password anyway")),
    ("/account/security/rename", Fate::Free("a name takes nothing away")),
    ("/account/security/remove", Fate::Waits),
    ("/account/security/found", Fate::Waits),
    ("/account/security/lost-phone", Fate::Free("it protects")),
    ("/account/security/add", Fate::Free("it protects, and is told")),
    ("/account/contacts", Fate::Waits),
    ("/account/contacts/remove", Fate::Waits),
    ("/account/contacts/confirm", Fate::Follows("/account/contacts")),
    ("/account/recovery-codes", Fate::Waits),
    ("/account/recovery-codes/keep", Fate::Follows("/account/recovery-codes")),
    ("/account/devices/rename", Fate::Free("a name takes nothing away")),
    ("/account/devices/end", Fate::Free("it protects")),
    ("/account/devices/end-all", Fate::Free("it protects")),
    ("/account/household", Fate::Free("an adult member has to accept")),
    ("/account/household/add", Fate::Free("it gives nobody this account")),
    ("/account/household/start-code", Fate::Free("it gives nobody this account")),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Waits,
    /// Why it need not.
    Free(&'static str),
    /// Only what was let through there comes here.
    Follows(&'static str),
}

#[test]
fn every_form_of_the_account_says_whether_it_waits_after_a_recovery() {
    let contents = include_str!("../../../../web/src/routes/mod.rs");
    let posted = contents.lines().filter(|line| line.contains("\"/account") && line.contains("post("));
    let mut found: Vec<&str> = posted.filter_map(|line| line.split('"').nth(1)).collect();
    let mut told: Vec<&str> = ROUTES.iter().map(|(path, _)| *path).collect();
    found.sort_unstable();
    told.sort_unstable();
    assert_eq!(found, told, "RE6: say of each form whether it waits");
    for (_, fate) in ROUTES {
        if let Fate::Follows(path) = fate {
            assert!(ROUTES.contains(&(path, Fate::Waits)), "{path}");
        }
    }
}

async fn jeanne(trial: &Trial) -> Customer {
    let jeanne = factors::person(trial).await;
    trial.contact(&jeanne, MAIL, LONG_AGO).await;
    trial.contact(&jeanne, "jeanne.martin@poste.example", LONG_AGO).await;
    jeanne
}

/// Chooses a password by the mailbox alone.
async fn reset(trial: &Trial, browser: &mut Browser) {
    let page = ask(browser, LOGIN).await;
    let page = type_code(browser, &page, &code_of(&message(trial).await)).await;
    assert_eq!(choose(browser, &page, CHOSEN).await.status, 303);
}

/// Signs in with what was chosen.
async fn inside(trial: &Trial) -> (Browser, Answer) {
    let mut browser = trial.browser();
    let sent = browser.sign_in("/sign-in", LOGIN, CHOSEN, &[]).await;
    let page = browser.follow(sent).await;
    (browser, page)
}

/// Tries the acts of « Sécurité de mon compte » on the first method that stands there.
async fn remove(browser: &mut Browser) -> Answer {
    let page = browser.get("/account/security").await;
    let csrf = page.field("csrf").expect("a form");
    let id = page.field("authenticator").expect("a method");
    let sent = browser.post("/account/security/remove", &[("csrf", &csrf), ("authenticator", &id)]).await;
    browser.follow(sent).await
}

/// Whether a form of this page leads there.
fn offers(page: &Answer, path: &str) -> bool {
    page.body.contains(&format!("action=\"{path}\""))
}

fn told(page: &Answer) {
    assert!(page.status == 422 && page.body.contains(WAITS), "RE6: {} {}", page.status, page.body);
    assert!(page.body.contains("Ce sera possible le"), "until when: {}", page.body);
    assert!(page.body.contains("lit vos mails"), "why: {}", page.body);
}

#[tokio::test]
async fn a_thief_with_the_mailbox_changes_nothing_that_would_last() {
    let trial = Trial::start().await;
    let _ = jeanne(&trial).await;
    reset(&trial, &mut trial.browser()).await;
    let (mut thief, page) = inside(&trial).await;
    assert!(page.body.contains("Bonjour Jeanne"), "no factor is held: {}", page.body);
    // Addresses and printed codes: the pages say why and offer no form; a form of another page opens nothing.
    let csrf = thief.get("/account/devices").await.field("csrf").expect("a form");
    for (path, form) in [
        ("/account/contacts", vec![("address", "voleur@exemple.org")]),
        ("/account/contacts/remove", vec![("contact", "0")]),
        ("/account/recovery-codes", vec![]),
    ] {
        let mut form = form;
        form.push(("csrf", csrf.as_str()));
        let answer = thief.post(path, &form).await;
        assert!(answer.status >= 300, "RE6: {path} {}", answer.status);
    }
    for path in ["/account/contacts", "/account/recovery-codes"] {
        let page = thief.get(path).await;
        assert!(page.body.contains(NOTE) && !offers(&page, path), "RE6: {path} {}", page.body);
        assert!(!page.body.contains(PROVE), "nothing stood before: {path}");
    }
    assert!(trial.mails().await.iter().all(|mail| mail.to != "voleur@exemple.org"));
    // A method of their own is told on every address, and makes no difference.
    let app = enrol(&trial, &mut thief).await;
    let added = trial.mails().await;
    let added = added.iter().filter(|mail| mail.subject.contains("Méthode de connexion ajoutée"));
    assert_eq!(added.count(), 2, "EN5: both addresses");
    told(&remove(&mut thief).await);
    next_code(&trial);
    let (mut again, page) = inside(&trial).await;
    let page = factors::type_code(&mut again, &page, &app.code(&trial)).await;
    assert!(page.body.contains("Bonjour Jeanne"), "{}", page.body);
    told(&remove(&mut again).await);
    let page = again.get("/account/contacts").await;
    assert!(page.body.contains(NOTE) && !page.body.contains(PROVE), "RE6: it is younger: {}", page.body);
    // Whoever is protected by it is never held: every device is signed out.
    let page = again.get("/account/devices").await;
    let csrf = page.field("csrf").expect("a form");
    assert_eq!(again.post("/account/devices/end-all", &[("csrf", &csrf)]).await.status, 303);
}

#[tokio::test]
async fn after_a_day_all_is_open_and_a_minute_before_it_is_not_over_a_restart_and_on_another_node() {
    let mut trial = Trial::start().await;
    let _ = jeanne(&trial).await;
    reset(&trial, &mut trial.browser()).await;
    trial.restart().await;
    trial.clock.turn(minutes(24 * 60 - 1));
    let (browser, _) = inside(&trial).await;
    let node = trial.second_node().await;
    let page = browser.at(&node).get("/account/contacts").await;
    assert!(page.body.contains(NOTE), "RE6: {}", page.body);
    trial.clock.turn(minutes(1));
    for mut browser in [browser.clone(), browser.at(&node)] {
        let page = browser.get("/account/contacts").await;
        assert!(!page.body.contains(NOTE) && offers(&page, "/account/contacts"), "{}", page.body);
    }
    let (mut browser, _) = inside(&trial).await;
    let page = browser.get("/account/recovery-codes").await;
    let csrf = page.field("csrf").expect("a form");
    let made = browser.post("/account/recovery-codes", &[("csrf", &csrf)]).await;
    assert_eq!(crate::recovery_codes::codes(&made).len(), 10, "{}", made.body);
}

#[tokio::test]
async fn who_shows_a_factor_that_stood_before_waits_for_nothing() {
    let trial = Trial::start().await;
    let _ = jeanne(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    next_code(&trial);
    reset(&trial, &mut trial.browser()).await;
    let (mut browser, page) = inside(&trial).await;
    assert!(asks_for_code(&page), "EL7: a message takes the place of no factor");
    factors::type_code(&mut browser, &page, &app.code(&trial)).await;
    for (path, form) in [
        ("/account/contacts", "/account/contacts"),
        ("/account/recovery-codes", "/account/recovery-codes"),
        ("/account/security", "/account/security/remove"),
    ] {
        let page = browser.get(path).await;
        assert!(!page.body.contains(NOTE) && offers(&page, form), "RE6: {path} {}", page.body);
    }
    let gone = remove(&mut browser).await;
    assert!(gone.status == 200 && gone.body.contains("La méthode est supprimée"), "{}", gone.body);
}

#[tokio::test]
async fn who_comes_in_by_a_printed_code_is_protected_anew_but_removes_nothing_until_they_show_the_old_method()
{
    let trial = Trial::start().await;
    let _ = jeanne(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    let codes = crate::recovery_codes::codes(&crate::recovery_codes::make(&mut home).await);
    next_code(&trial);
    let (mut away, page) = signed_in(&trial, &[]).await;
    let other = press(&mut away, &page, "other", &[]).await;
    let page = press(&mut away, &other, "printed", &[]).await;
    let page = press(&mut away, &page, "printed_code", &[("recovery_code", &codes[0])]).await;
    assert!(page.body.contains("Bonjour Jeanne"), "RE5: {}", page.body);
    let refused = remove(&mut away).await;
    told(&refused);
    assert!(refused.body.contains(PROVE), "the way around: {}", refused.body);
    let page = away.get("/account/recovery-codes").await;
    assert!(page.body.contains(NOTE) && page.body.contains(PROVE), "{}", page.body);
    // Nobody is stranded: another telephone is set up at once, and a lost one blocked.
    let young = enrol(&trial, &mut away).await;
    told(&remove(&mut away).await);
    // « Confirmer que c'est moi », with the method that stood before.
    let page = away.get("/account/security").await;
    let way = page.body.split("href=\"").find(|link| link.starts_with("/sign-in?visit="));
    let way = way.and_then(|link| link.split('"').next()).expect("a way").replace("&amp;", "&");
    next_code(&trial);
    let sent = away.sign_in(&way, LOGIN, PASSWORD, &[]).await;
    let page = away.follow(sent).await;
    let mut shown = factors::type_code(&mut away, &page, &app.code(&trial)).await;
    if shown.status == 422 {
        // The other app was asked for first.
        let other = press(&mut away, &shown, "other", &[]).await;
        let ids: Vec<&str> = other.body.split("name=\"authenticator\"").skip(1).collect();
        let id = ids.last().and_then(|row| row.split("value=\"").nth(1)?.split('"').next()).expect("an app");
        let page = press(&mut away, &other, "choose", &[("authenticator", id)]).await;
        shown = factors::type_code(&mut away, &page, &app.code(&trial)).await;
    }
    assert!(
        shown.body.contains("Sécurité de mon compte") && !shown.body.contains(NOTE),
        "RE6: {}",
        shown.body
    );
    let gone = remove(&mut away).await;
    assert!(gone.body.contains("La méthode est supprimée"), "{}", gone.body);
    drop(young);
}
