//! Setting up a method: the steps of the insurer's guide, what survives, and what is told.

use domain::factor::{Demand, FactorPolicy, Why};
use domain::time::{days, minutes};
use domain::{ActId, Policy, Timestamp};
use trial::{Browser, Customer, Trial, TrialSetup};

use super::{App, LOGIN, enrol, next_code, person, press, signed_in, to_the_key, type_code};

async fn required() -> Trial {
    let demand = Demand::Required { from: Timestamp::from_millis(0) };
    let policy = Policy { factors: FactorPolicy { demand, ..FactorPolicy::default() }, ..Policy::default() };
    Trial::start_with(TrialSetup { policy, ..TrialSetup::default() }).await
}

/// This account alone must hold one.
async fn require(trial: &Trial, person: &Customer, why: Why) {
    let now = trial.clock.now();
    let mut batch = store::Batch::new(ActId::new(now, app::chance::bytes()));
    store::factor_standings::require(&mut batch, person.id, why, now);
    trial.app.db().commit(batch).await.expect("the account is told");
}

#[tokio::test]
async fn the_steps_of_the_guide_lead_from_the_sign_in_to_where_the_customer_was_going() {
    let trial = required().await;
    let _ = person(&trial).await;
    let mut browser = trial.browser();
    let asked = browser.get("/account/devices").await;
    // Step 1: why now, after user name and password.
    let sent = browser.sign_in(asked.location(), LOGIN, super::PASSWORD, &[]).await;
    let why = browser.follow(sent).await;
    assert!(why.body.contains("Protégez votre compte") && why.body.contains("Plus tard"), "E1: {}", why.body);
    assert!(why.body.contains("L’activation ne prend que quelques minutes."));
    // Step 2: the list, each method with « Choisir ».
    let list = press(&mut browser, &why, "begin", &[]).await;
    assert!(list.body.contains("Application de codes") && list.body.contains(">Choisir<"), "E2");
    // Steps 3 and 4.
    let phone = press(&mut browser, &list, "choose", &[("kind", "totp")]).await;
    assert!(phone.body.contains("Sélectionnez votre type d’appareil"), "E3");
    let install = press(&mut browser, &phone, "phone", &[("phone", "android")]).await;
    assert!(install.body.contains("Play Store") && !install.body.contains("App Store"), "E3");
    // Steps 5 and 6: the QR code, or by hand.
    let scan = press(&mut browser, &install, "next", &[]).await;
    assert!(scan.body.contains("Scannez le code QR") && scan.body.contains("<svg class=\"qr\""), "E4");
    assert_eq!(scan.header("cache-control"), "no-store", "EN3");
    let hand = press(&mut browser, &scan, "by_hand", &[]).await;
    assert!(hand.body.contains("Saisie manuelle") && hand.body.contains(LOGIN), "E4");
    let app = App::typed(&hand);
    // Steps 7 and 8: what the telephone shows.
    let code = press(&mut browser, &hand, "next", &[]).await;
    let added = type_code(&mut browser, &code, &app.code(&trial)).await;
    assert!(added.body.contains("Méthode ajoutée") && added.body.contains("Ajouter une autre méthode"), "E7");
    assert!(added.body.contains("Vous n’avez pas besoin de saisir de code maintenant."), "E6");
    // Step 9: on to where the customer was going.
    let on = press(&mut browser, &added, "finish", &[]).await;
    assert!(on.body.contains("Mes appareils"), "E7: {}", on.body);
    let told = trial.mails().await;
    assert!(told.iter().any(|mail| mail.subject.contains("Méthode de connexion ajoutée")), "EN5");
}

#[tokio::test]
async fn it_is_put_off_until_the_last_day_and_the_area_opens_meanwhile() {
    let trial = required().await;
    let _ = person(&trial).await;
    let (mut browser, why) = signed_in(&trial, &[]).await;
    let on = press(&mut browser, &why, "later", &[]).await;
    assert!(on.body.contains("Bonjour Jeanne"), "the area opens as before: {}", on.body);
    assert_eq!(browser.get("/account/devices").await.status, 200, "and is not asked again in this session");
    trial.clock.turn(days(14));
    let (mut browser, why) = signed_in(&trial, &[]).await;
    assert!(why.body.contains("Protégez votre compte") && !why.body.contains("Plus tard"), "the last day");
    let shut = browser.get("/account/devices").await;
    assert!(shut.location().starts_with("/continue?visit="), "nothing opens before: {}", shut.status);
}

#[tokio::test]
async fn whoever_an_operator_let_off_is_not_asked_until_the_day() {
    let trial = required().await;
    let jeanne = person(&trial).await;
    let whom = domain::Identifier::parse(&jeanne.identifier).expect("an identifier");
    let until = trial.clock.now() + days(30);
    assert!(trial.app.exempt_from_factor(&whom, until, "Sans téléphone").await.expect("written"));
    trial.clock.turn(days(20));
    let (mut browser, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Bonjour Jeanne"), "X6: {}", page.body);
    assert_eq!(browser.get("/account/devices").await.status, 200);
    trial.clock.turn(days(10));
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Protégez votre compte"), "the day has come");
}

#[tokio::test]
async fn one_account_may_be_told_alone_and_the_page_says_which_trigger() {
    let trial = Trial::start().await;
    let jeanne = person(&trial).await;
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Bonjour Jeanne"), "nobody is asked by default");
    require(&trial, &jeanne, Why::SettingsChanged).await;
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Les réglages de sécurité de votre compte ont changé"), "E1: {}", page.body);
}

#[tokio::test]
async fn the_key_survives_a_reload_a_restart_and_another_tab_and_is_renewed_after_ten_minutes() {
    let mut trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let address = sent.location().to_owned();
    let list = browser.follow(sent).await;
    let (_, app) = to_the_key(&mut browser, &list).await;
    trial.restart().await;
    let again = browser.get(&address).await;
    assert_eq!(App::typed(&again).code(&trial), app.code(&trial), "X8");
    trial.clock.turn(minutes(10));
    let renewed = browser.get(&address).await;
    assert!(renewed.body.contains("Le code précédent n’était plus valable"), "EN3: {}", renewed.body);
    let hand = press(&mut browser, &renewed, "by_hand", &[]).await;
    let code = press(&mut browser, &hand, "next", &[]).await;
    let old = type_code(&mut browser, &code, &app.code(&trial)).await;
    assert_eq!(old.status, 422, "the old key is worthless");
    let new = type_code(&mut browser, &old, &App::typed(&hand).code(&trial)).await;
    assert!(new.body.contains("Méthode ajoutée"));
}

#[tokio::test]
async fn a_wrong_clock_and_a_wrong_code_are_told_apart() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    let (hand, app) = to_the_key(&mut browser, &list).await;
    let page = press(&mut browser, &hand, "next", &[]).await;
    let late = app.code(&trial);
    trial.clock.turn(minutes(3));
    let told = type_code(&mut browser, &page, &late).await;
    assert!(told.body.contains("L’heure de votre téléphone est fausse"), "C15: {}", told.body);
    for (typed, why) in [("", "Saisissez le code de votre application"), ("12345", "Saisissez les 6")] {
        let told = type_code(&mut browser, &told, typed).await;
        assert_eq!((told.status, told.body.matches(why).count()), (422, 2), "R7");
    }
    let spaced = app.code(&trial);
    let spaced = format!("{} {}", &spaced[..3], &spaced[3..]);
    assert!(type_code(&mut browser, &told, &spaced).await.body.contains("Méthode ajoutée"), "R13");
}

#[tokio::test]
async fn every_step_goes_back_and_a_second_press_shows_where_it_stands() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    let none = press(&mut browser, &list, "choose", &[]).await;
    assert_eq!(none.status, 422);
    let phone = press(&mut browser, &list, "choose", &[("kind", "totp")]).await;
    let again = press(&mut browser, &list, "choose", &[("kind", "totp")]).await;
    assert!(again.body.contains("Sélectionnez votre type d’appareil"), "a second press: {}", again.body);
    let back = press(&mut browser, &phone, "back", &[]).await;
    assert!(back.body.contains("Choisissez une méthode"));
}

#[tokio::test]
async fn a_method_is_named_and_removed_and_both_are_told() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    enrol(&trial, &mut browser).await;
    let page = browser.get("/account/security").await;
    assert!(page.body.contains("Une double authentification protège votre compte."));
    let (csrf, id) = (page.field("csrf").expect("csrf"), page.field("authenticator").expect("an id"));
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str()), ("name", " Téléphone <bleu> ")];
    let done = browser.post("/account/security/rename", &form).await;
    let page = browser.follow(done).await;
    assert!(page.body.contains("Application de codes (Téléphone &#60;bleu&#62;)"), "{}", page.body);
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let done = browser.post("/account/security/remove", &form).await;
    let page = browser.follow(done).await;
    assert!(page.body.contains("Votre compte n’est protégé que par un mot de passe."), "{}", page.body);
    let told = trial.mails().await;
    assert!(told.iter().any(|mail| mail.subject.contains("Méthode de connexion supprimée")), "EN5");
    next_code(&trial);
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Bonjour Jeanne"), "nothing is asked any more");
}

/// Another person's enrolment is nobody else's, whoever has its address.
#[tokio::test]
async fn the_address_of_an_enrolment_shows_nothing_to_another_sign_in() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let address = sent.location().to_owned();
    let list = browser.follow(sent).await;
    to_the_key(&mut browser, &list).await;
    let (mut other, _): (Browser, _) = signed_in(&trial, &[]).await;
    let seen = other.get(&address).await;
    assert!(!seen.body.contains("class=\"key\"") && seen.status == 409, "EN3: {}", seen.status);
}

#[tokio::test]
async fn whoever_changes_their_mind_goes_back_to_the_security_of_the_account() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    assert!(list.body.contains("Retour"), "{}", list.body);
    let back = press(&mut browser, &list, "back", &[]).await;
    assert!(back.body.contains("Sécurité de mon compte") && !back.body.contains("ajoutée"), "{}", back.body);
}
