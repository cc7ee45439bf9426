//! C37, X10: « ce n’était pas moi », from the notice to another password; and what scanners, thieves and races do with it.

use domain::time::{days, minutes};
use reqwest::Method;
use store::trail::{Mark, Of};
use trial::{Answer, Browser, Customer, Trial, TrialSetup};

use crate::recover::{self, CHOSEN};
use crate::{factors, phones};

async fn jeanne(trial: &Trial) -> Customer {
    trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await
}

/// A browser that signs in with « rester identifié ».
async fn signed_in(trial: &Trial, person: &Customer) -> Browser {
    let mut browser = trial.browser();
    let signed = browser.sign_in("/sign-in", &person.identifier, &person.password, &["keep_signed_in"]).await;
    assert_eq!(signed.status, 303);
    browser
}

/// The links of all notices, newest first.
pub async fn links(trial: &Trial) -> Vec<String> {
    let mails = trial.mails().await;
    let link = |text: &str| text.lines().find(|line| line.contains("/not-me?token=")).map(str::to_owned);
    mails.iter().filter_map(|mail| link(&mail.text)).collect()
}

/// Two devices, and the link of the notice about the second.
async fn thief(trial: &Trial) -> (Customer, Browser, Browser, String) {
    let person = jeanne(trial).await;
    let own = signed_in(trial, &person).await;
    let known = links(trial).await;
    let thief = signed_in(trial, &person).await;
    let link = links(trial).await.into_iter().find(|link| !known.contains(link)).expect("a new notice");
    (person, own, thief, link)
}

pub async fn open(browser: &mut Browser, link: &str) -> Answer {
    let landed = browser.get(link).await;
    browser.follow(landed).await
}

pub async fn press(browser: &mut Browser, page: &Answer) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/not-me", &[("csrf", &csrf)]).await
}

async fn is_signed_in(browser: &Browser) -> bool {
    let (mut session, mut kept) = (browser.clone(), browser.clone());
    kept.close_and_open();
    session.get("/account").await.status == 200 || kept.get("/account").await.status == 200
}

async fn denials(trial: &Trial) -> usize {
    let (db, vault) = (trial.app.db(), trial.app.vault());
    let trail = app::audit::Trail { db, vault };
    let since = domain::Timestamp::from_millis(0);
    let page =
        trail.page(&Of::Code("F-150".into()), since, Mark::NEWEST, 100).await.expect("the trail is read");
    page.len()
}

#[tokio::test]
async fn the_notice_tells_what_happened_and_one_press_signs_that_device_out_alone() {
    let trial = Trial::start().await;
    let (person, own, thief, link) = thief(&trial).await;
    // The customer reads the mail elsewhere, signed in nowhere there.
    let mut phone = trial.browser();
    let landed = phone.get(&link).await;
    assert_eq!((landed.status, landed.location()), (303, "/not-me"), "EL6");
    let page = phone.follow(landed).await;
    for words in
        ["Ce n’était pas vous", "Connexion sur un nouvel appareil", "Firefox sur Linux", &person.identifier]
    {
        assert!(page.body.contains(words), "C37: {words}");
    }
    assert!(is_signed_in(&thief).await, "looking ends nothing");
    let done = press(&mut phone, &page).await;
    assert_eq!((done.status, done.location()), (303, "/not-me"), "{}", done.body);
    let page = phone.follow(done).await;
    assert!(page.body.contains("L’appareil est déconnecté"), "{}", page.body);
    assert!(!is_signed_in(&thief).await, "X10: session and kept device are dead");
    assert!(is_signed_in(&own).await, "the other device goes on");
    assert!(!phone.cookies.contains_key("__Host-vestibule_session"), "nobody is signed in by it");
    assert_eq!(denials(&trial).await, 1);
}

#[tokio::test]
async fn another_password_by_the_code_of_a_message_is_next() {
    let trial = Trial::start().await;
    let (person, own, thief, link) = thief(&trial).await;
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    let done = press(&mut phone, &page).await;
    let page = phone.follow(done).await;
    let page = recover::ask_again(&mut phone, &page).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let code = recover::code_of(&recover::message(&trial).await);
    let page = recover::type_code(&mut phone, &page, &code).await;
    assert_eq!(recover::choose(&mut phone, &page, CHOSEN).await.status, 303);
    assert!(!is_signed_in(&own).await && !is_signed_in(&thief).await, "EL7: everything ended");
    assert!(recover::signs_in(&trial, &person.identifier, CHOSEN).await);
    assert!(!recover::signs_in(&trial, &person.identifier, &person.password).await);
}

#[tokio::test]
async fn a_changed_password_that_was_somebody_elses_ends_every_device() {
    let trial = Trial::start().await;
    let (person, own, mut thief, _) = thief(&trial).await;
    let known = links(&trial).await;
    let csrf = thief.get("/account/password").await.field("csrf").expect("a form");
    let form = [("password", person.password.as_str()), ("new_password", CHOSEN), ("csrf", &csrf)];
    assert_eq!(thief.post("/account/password", &form).await.status, 303);
    let link = links(&trial).await.into_iter().find(|link| !known.contains(link)).expect("a notice");
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    assert!(page.body.contains("Mot de passe changé") && page.body.contains("tous les appareils"));
    press(&mut phone, &page).await;
    assert!(!is_signed_in(&thief).await && !is_signed_in(&own).await);
}

#[tokio::test]
async fn a_scanner_that_opens_the_notice_and_presses_every_button_signs_one_device_out_once_and_no_more() {
    let trial = Trial::start().await;
    let (person, own, thief, link) = thief(&trial).await;
    for method in [Method::HEAD, Method::OPTIONS, Method::GET, Method::HEAD, Method::GET] {
        let mut scanner = trial.browser();
        let answer = scanner.send(scanner.request(method, &link)).await;
        scanner.follow(answer).await;
        assert!(is_signed_in(&thief).await, "EL1: no look ends anything");
    }
    assert_eq!(denials(&trial).await, 0);
    for _ in 0..3 {
        let mut scanner = trial.browser();
        let page = open(&mut scanner, &link).await;
        let csrf = page.field("csrf").unwrap_or_default();
        for path in
            ["/not-me", "/reset", "/forgotten-password/check", "/account/devices/end-all", "/sign-out"]
        {
            let form =
                [("csrf", csrf.as_str()), ("code", ""), ("new_password", CHOSEN), ("everywhere", "on")];
            let pressed = scanner.post(path, &form).await;
            assert!([303, 409, 422].contains(&pressed.status), "{path} {}", pressed.status);
            assert!(!recover::asks_for_password(&pressed));
        }
    }
    assert_eq!(denials(&trial).await, 1, "EL2: once");
    assert!(!is_signed_in(&thief).await && is_signed_in(&own).await);
    assert!(
        recover::signs_in(&trial, &person.identifier, &person.password).await,
        "nothing else was changed"
    );
}

#[tokio::test]
async fn a_pressed_notice_answers_calmly_and_a_later_sign_in_of_the_same_browser_is_not_its_business() {
    let trial = Trial::start().await;
    let (person, _, mut thief, link) = thief(&trial).await;
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    press(&mut phone, &page).await;
    thief.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    let again = press(&mut phone, &page).await;
    assert_eq!(again.location(), "/not-me", "a second press is no error");
    let page = open(&mut trial.browser(), &link).await;
    assert!(page.status == 200 && page.body.contains("L’appareil est déconnecté"), "{}", page.body);
    assert!(page.body.contains("Si vous l’avez déjà fait"));
    assert!(is_signed_in(&thief).await, "EL2: it was used");
}

#[tokio::test]
async fn an_old_unknown_or_cut_link_and_one_of_a_closed_account_lead_on() {
    let trial = Trial::start().await;
    let (person, own, thief, link) = thief(&trial).await;
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    let cut = phone.get("/not-me?token=abc").await;
    assert_eq!(cut.status, 400);
    let unknown = open(&mut trial.browser(), &format!("/not-me?token={}", "A".repeat(43))).await;
    assert_eq!(unknown.status, 410);
    assert_eq!(trial.browser().get("/not-me").await.location(), "/account/devices");
    trial.clock.turn(days(30));
    let old = open(&mut trial.browser(), &link).await;
    assert!(old.status == 410 && old.body.contains("Ce message est ancien"), "{}", old.body);
    press(&mut phone, &page).await;
    assert_eq!(denials(&trial).await, 0, "EL3: the store refuses it too");
    drop((own, thief));
    trial.disable(&person).await;
    assert_eq!(open(&mut trial.browser(), &link).await.status, 410);
}

#[tokio::test]
async fn a_form_of_another_browser_another_journey_or_another_installation_ends_nothing() {
    let (trial, elsewhere) = (Trial::start().await, Trial::start().await);
    let (_, _, thief, link) = thief(&trial).await;
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    let mut other = trial.browser();
    other.get("/sign-in").await;
    assert_eq!(press(&mut other, &page).await.status, 409, "WB1");
    assert_eq!(press(&mut trial.browser(), &page).await.status, 400, "cookies are asked for");
    let foreign = elsewhere.browser().get("/sign-in").await;
    assert_eq!(press(&mut phone, &foreign).await.status, 409);
    let other_journey = phone.get("/sign-in").await;
    assert_eq!(press(&mut phone, &other_journey).await.status, 409);
    trial.clock.turn(minutes(5 * 60));
    assert_eq!(press(&mut phone, &page).await.status, 409, "a form that lay open for long");
    let page = phone.get("/not-me").await;
    assert_eq!(press(&mut phone, &page).await.status, 303, "and the link still serves");
    assert!(!is_signed_in(&thief).await);
}

#[tokio::test]
async fn of_twenty_presses_over_two_nodes_one_counts_and_a_restart_between_changes_nothing() {
    let mut trial = Trial::start_with(TrialSetup::default()).await;
    let (_, own, thief, link) = thief(&trial).await;
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    trial.restart().await;
    let other = trial.second_node().await;
    let mut racers = tokio::task::JoinSet::new();
    for n in 0..20 {
        let mut browser = if n % 2 == 0 { phone.clone() } else { phone.at(&other) };
        let page = page.clone();
        racers.spawn(async move { press(&mut browser, &page).await.status });
    }
    let statuses = racers.join_all().await;
    assert!(statuses.iter().all(|status| *status == 303), "{statuses:?}");
    assert_eq!(denials(&trial).await, 1, "EL2");
    assert!(!is_signed_in(&thief).await && is_signed_in(&own).await);
}

/// The kept cookie is renewed without a pause while its owner presses.
#[tokio::test]
async fn a_renewal_that_races_with_the_press_leaves_no_session() {
    let trial = Trial::start().await;
    let (_, _, mut thief, link) = thief(&trial).await;
    thief.close_and_open();
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    let mut tabs = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let mut tab = thief.clone();
        tabs.spawn(async move {
            tab.get("/account").await;
            tab
        });
    }
    assert_eq!(press(&mut phone, &page).await.status, 303);
    for tab in tabs.join_all().await {
        assert!(!is_signed_in(&tab).await);
    }
}

/// Adds an app with nothing but the password; gives the link of the notice about it.
async fn app_added(trial: &Trial) -> (Browser, String) {
    factors::person(trial).await;
    let (mut browser, _) = factors::signed_in(trial, &[]).await;
    let known = links(trial).await;
    factors::enrol(trial, &mut browser).await;
    let link = links(trial).await.into_iter().find(|link| !known.contains(link)).expect("a notice");
    (browser, link)
}

async fn held(trial: &Trial, login: &str) -> Vec<domain::Factor> {
    let digest = trial.app.vault().identifier_digest(&domain::Identifier::parse(login).expect("a login"));
    let whose = store::identifiers::by_digest(trial.app.db(), &digest).await.expect("an answer");
    let held = trial.app.held(whose.expect("somebody").account).await.expect("an answer");
    held.into_iter().map(|held| held.kind).collect()
}

#[tokio::test]
async fn the_method_that_somebody_else_added_is_removed_with_their_session() {
    let trial = Trial::start().await;
    let (thief, link) = app_added(&trial).await;
    assert_eq!(held(&trial, factors::LOGIN).await.len(), 1);
    let mut phone = trial.browser();
    let page = open(&mut phone, &link).await;
    assert!(page.body.contains("La méthode qui a été ajoutée sera retirée"), "{}", page.body);
    let done = press(&mut phone, &page).await;
    let page = phone.follow(done).await;
    assert!(page.body.contains("La méthode qui avait été ajoutée est retirée"), "{}", page.body);
    assert!(held(&trial, factors::LOGIN).await.is_empty());
    assert!(!is_signed_in(&thief).await);
    let (_, page) = factors::signed_in(&trial, &[]).await;
    assert!(!factors::asks_for_code(&page), "the account is as it was before");
}

#[tokio::test]
async fn after_three_days_a_message_bares_no_account() {
    let trial = Trial::start().await;
    let (_, link) = app_added(&trial).await;
    trial.clock.turn(days(3));
    let mut reader = trial.browser();
    let page = open(&mut reader, &link).await;
    assert!(!page.body.contains("sera retirée"), "decision 5: {}", page.body);
    let done = press(&mut reader, &page).await;
    let page = reader.follow(done).await;
    assert!(!page.body.contains("est retirée"), "{}", page.body);
    assert_eq!(held(&trial, factors::LOGIN).await.len(), 1, "it protects on");
}

#[tokio::test]
async fn of_two_methods_the_notice_of_the_second_removes_that_one() {
    let trial = Trial::start().await;
    let (mut browser, first) = app_added(&trial).await;
    let known = links(&trial).await;
    factors::next_code(&trial);
    factors::enrol(&trial, &mut browser).await;
    let second = links(&trial).await.into_iter().find(|link| !known.contains(link)).expect("a notice");
    trial.clock.turn(days(4));
    let mut reader = trial.browser();
    let page = open(&mut reader, &second).await;
    assert!(page.body.contains("sera retirée"), "another one protects: {}", page.body);
    press(&mut reader, &page).await;
    assert_eq!(held(&trial, factors::LOGIN).await.len(), 1);
    // The first one is the only one now, and has been there for days.
    let page = open(&mut reader, &first).await;
    assert!(!page.body.contains("sera retirée"), "{}", page.body);
    press(&mut reader, &page).await;
    assert_eq!(held(&trial, factors::LOGIN).await.len(), 1);
}

#[tokio::test]
async fn a_phone_that_somebody_else_added_goes_with_its_codes() {
    let trial = Trial::start().await;
    let person = phones::jeanne(&trial).await;
    phones::enrolled(&trial, &person).await;
    assert_eq!(trial.app.phones_of(person.id).await.expect("an answer").len(), 1);
    let link = links(&trial).await.into_iter().next().expect("a notice");
    let mut reader = trial.browser();
    let page = open(&mut reader, &link).await;
    assert!(page.body.contains("sera retirée"), "{}", page.body);
    press(&mut reader, &page).await;
    assert!(trial.app.phones_of(person.id).await.expect("an answer").is_empty());
    assert!(held(&trial, &person.identifier).await.is_empty(), "its six digits go with it");
    // The customer removed it before: a second notice that is pressed later still secures the account.
    let page = open(&mut reader, &link).await;
    assert!(page.body.contains("est retirée"), "{}", page.body);
}
