//! What an attacker tries: each test names the requirement that it guards.

use std::time::Duration;

use domain::Policy;
use domain::factor::FactorPolicy;
use domain::time::{hours, minutes};
use trial::{Trial, TrialSetup};

use super::{App, asks_for_code, enrol, next_code, person, press, signed_in, to_the_key, type_code};

/// Somebody with an app, and a minute later.
async fn protected() -> (Trial, App) {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    next_code(&trial);
    (trial, app)
}

#[tokio::test]
async fn a_code_serves_once_and_the_one_that_enrolled_never_again() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    let (mut away, page) = signed_in(&trial, &[]).await;
    let replayed = type_code(&mut away, &page, &app.code(&trial)).await;
    assert!(
        replayed.status == 422 && replayed.body.contains("Ce code a déjà servi"),
        "TO1: {}",
        replayed.body
    );
    next_code(&trial);
    let code = app.code(&trial);
    assert!(type_code(&mut away, &replayed, &code).await.body.contains("Bonjour Jeanne"));
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let replayed = type_code(&mut thief, &page, &code).await;
    assert!(replayed.body.contains("Ce code a déjà servi"), "TO1: {}", replayed.body);
}

#[tokio::test]
async fn of_twenty_who_show_one_code_at_once_exactly_one_signs_in() {
    let (trial, app) = protected().await;
    let code = app.code(&trial);
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let (browser, page) = signed_in(&trial, &[]).await;
        for _ in 0..4 {
            let (mut browser, page, code) = (browser.clone(), page.clone(), code.clone());
            racers.spawn(async move {
                type_code(&mut browser, &page, &code).await.body.contains("Bonjour Jeanne")
            });
        }
    }
    let signed = racers.join_all().await.into_iter().filter(|signed| *signed).count();
    assert_eq!(signed, 1, "TO1");
}

#[tokio::test]
async fn guesses_share_one_counter_over_all_browsers_and_the_password_is_asked_again_after_five() {
    let (trial, app) = protected().await;
    let (mut thief, mut page) = signed_in(&trial, &[]).await;
    for _ in 0..5 {
        page = type_code(&mut thief, &page, "000000").await;
    }
    assert!(page.body.contains("Trop de codes étaient faux"), "TO3: back to the password: {}", page.body);
    let (mut other, page) = signed_in(&trial, &[]).await;
    let waits = type_code(&mut other, &page, &app.code(&trial)).await;
    assert_eq!(waits.status, 429, "TO3: another browser waits too");
    assert!(!waits.header("retry-after").is_empty() && waits.body.contains("Trop d’essais"));
}

#[tokio::test]
async fn a_thief_with_the_password_cannot_use_up_the_tries_of_a_known_device() {
    let (trial, app) = protected().await;
    let (mut home, page) = signed_in(&trial, &[]).await;
    assert!(type_code(&mut home, &page, &app.code(&trial)).await.body.contains("Bonjour Jeanne"));
    let (mut thief, mut page) = signed_in(&trial, &[]).await;
    for _ in 0..5 {
        page = type_code(&mut thief, &page, "000000").await;
    }
    trial.clock.turn(minutes(11));
    let sent = home.get("/account/security/new").await;
    let sent = home.sign_in(sent.location(), super::LOGIN, super::PASSWORD, &[]).await;
    let page = home.follow(sent).await;
    let on = type_code(&mut home, &page, &app.code(&trial)).await;
    assert!(on.body.contains("Choisissez une méthode"), "decision 7: {}", on.body);
}

#[tokio::test]
async fn too_many_wrong_codes_in_a_row_block_the_method_open_nothing_and_are_told() {
    let factors = FactorPolicy { blocks_after: 4, ..FactorPolicy::default() };
    let policy = Policy { factors, ..Policy::default() };
    let trial = Trial::start_with(TrialSetup { policy, ..TrialSetup::default() }).await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    next_code(&trial);
    let (mut thief, mut page) = signed_in(&trial, &[]).await;
    for _ in 0..4 {
        page = type_code(&mut thief, &page, "000000").await;
    }
    assert!(page.body.contains("Cette méthode est bloquée"), "TO3: {}", page.body);
    let told = trial.mails().await;
    assert!(told.iter().any(|mail| mail.subject.contains("Codes faux répétés")), "TO3: told");
    trial.clock.turn(hours(24));
    let (mut thief, page) = signed_in(&trial, &[]).await;
    assert!(
        page.body.contains("Essayer une autre méthode"),
        "still asked for, nothing to show: {}",
        page.body
    );
    assert_eq!(thief.get("/account").await.status, 303, "EN5: guessing opens nothing");
    drop(app);
}

#[tokio::test]
async fn a_password_chosen_by_mail_neither_skips_nor_removes_the_factor() {
    let (trial, app) = protected().await;
    let (mut home, page) = signed_in(&trial, &[]).await;
    type_code(&mut home, &page, &app.code(&trial)).await;
    let asked = crate::recover::ask(&mut home, super::LOGIN).await;
    let code = crate::recover::code_of(&crate::recover::message(&trial).await);
    let page = crate::recover::type_code(&mut home, &asked, &code).await;
    let csrf = page.field("csrf").expect("a form");
    let chosen = crate::recover::CHOSEN;
    home.post("/reset", &[("csrf", csrf.as_str()), ("new_password", chosen)]).await;
    let sent = home.sign_in("/sign-in", super::LOGIN, chosen, &[]).await;
    let page = home.follow(sent).await;
    assert!(asks_for_code(&page), "decision 5, EL7: also on a device that was known");
}

#[tokio::test]
async fn a_sign_in_that_waits_for_its_code_dies_with_the_password() {
    let (trial, app) = protected().await;
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let mut owner = trial.browser();
    let asked = crate::recover::ask(&mut owner, super::LOGIN).await;
    let code = crate::recover::code_of(&crate::recover::message(&trial).await);
    let next = crate::recover::type_code(&mut owner, &asked, &code).await;
    let csrf = next.field("csrf").expect("a form");
    owner.post("/reset", &[("csrf", csrf.as_str()), ("new_password", crate::recover::CHOSEN)]).await;
    let late = type_code(&mut thief, &page, &app.code(&trial)).await;
    assert_eq!(late.status, 409, "EL7: {}", late.body);
}

#[tokio::test]
async fn another_browser_cannot_go_on_with_somebodys_sign_in() {
    let (trial, app) = protected().await;
    let (_, page) = signed_in(&trial, &[]).await;
    let mut other = trial.browser();
    other.get("/sign-in").await;
    let taken = type_code(&mut other, &page, &app.code(&trial)).await;
    assert!(!taken.body.contains("Bonjour"), "WB1: {}", taken.body);
    assert_eq!(other.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_quarter_of_an_hour_later_the_password_is_asked_for_again() {
    let (trial, app) = protected().await;
    let (mut browser, page) = signed_in(&trial, &[]).await;
    trial.clock.turn(minutes(15));
    let late = type_code(&mut browser, &page, &app.code(&trial)).await;
    assert!(late.body.contains("Le temps pour saisir le code est passé"), "{}", late.body);
}

#[tokio::test]
async fn half_an_enrolment_never_counts_at_sign_in() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    to_the_key(&mut browser, &list).await;
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Bonjour Jeanne"), "EN4: {}", page.body);
}

#[tokio::test]
async fn of_twenty_who_confirm_one_key_exactly_one_adds_it() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    let (hand, app) = to_the_key(&mut browser, &list).await;
    let page = press(&mut browser, &hand, "next", &[]).await;
    let code = app.code(&trial);
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (mut browser, page, code) = (browser.clone(), page.clone(), code.clone());
        racers.spawn(async move { type_code(&mut browser, &page, &code).await.status });
    }
    let statuses = racers.join_all().await;
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
    let (mut home, page) = signed_in(&trial, &[]).await;
    next_code(&trial);
    let on = type_code(&mut home, &page, &app.code(&trial)).await;
    assert!(on.body.contains("Bonjour Jeanne"), "EN4: {}", on.body);
    let list = home.get("/account/security").await;
    assert_eq!(list.body.matches("<h3>").count(), 1, "one and no more");
}

#[tokio::test]
async fn an_unverified_account_sets_up_no_method() {
    let trial = Trial::start().await;
    let jeanne = person(&trial).await;
    let now = trial.clock.now();
    trial.contact(&jeanne, "jeanne@ailleurs.example", now).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let sent = browser.get("/account/security/new").await;
    assert!(sent.location().starts_with("/account/security/add"), "a verified contact is enough");
    let paul = trial.customer("paul@lumen.example", super::PASSWORD).await;
    unverified(&trial, &paul).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", "paul@lumen.example", super::PASSWORD, &[]).await;
    let sent = browser.get("/account/security/new").await;
    let page = browser.follow(sent).await;
    assert!(page.body.contains("Aucune de vos adresses n’est vérifiée"), "EN2: {}", page.body);
}

/// An address that nobody has verified.
async fn unverified(trial: &Trial, person: &trial::Customer) {
    use app::vault::Purpose;
    let (now, vault) = (trial.app.now(), trial.app.vault());
    let contact = store::contacts::StoredContact {
        account: person.id,
        id: domain::ContactId::new(now, app::chance::bytes()),
        kind: "mail".into(),
        value_sealed: vault.seal(Purpose::Contact, person.id.bytes(), b"paul@ailleurs.example"),
        verified_at: None,
        changed_at: now,
        leaves_at: None,
    };
    let mut batch = store::Batch::new(domain::ActId::new(now, app::chance::bytes()));
    store::contacts::insert(&mut batch, &vault.digest("contact", b"paul@ailleurs.example"), &contact);
    trial.app.db().commit(batch).await.expect("the contact is stored");
}

#[tokio::test]
async fn a_session_alone_removes_nothing_and_the_last_required_method_stays() {
    let (trial, app) = protected().await;
    let (mut home, page) = signed_in(&trial, &["keep_signed_in"]).await;
    type_code(&mut home, &page, &app.code(&trial)).await;
    let page = home.get("/account/security").await;
    let id = page.field("authenticator").expect("a method");
    trial.clock.turn(minutes(10));
    let csrf = home.get("/account/security").await.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let sent = home.post("/account/security/remove", &form).await;
    assert!(sent.location().starts_with("/sign-in?visit="), "EN1, EN5: {}", sent.location());
    trial.clock.turn(Duration::from_secs(30));
    let sent = home.sign_in(sent.location(), super::LOGIN, super::PASSWORD, &[]).await;
    let page = home.follow(sent).await;
    type_code(&mut home, &page, &app.code(&trial)).await;
    require(&trial).await;
    let csrf = home.get("/account/security").await.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let kept = home.post("/account/security/remove", &form).await;
    assert!(kept.status == 422 && kept.body.contains("Cette méthode doit rester"), "EN5: {}", kept.body);
}

async fn require(trial: &Trial) {
    let identifier = domain::Identifier::parse(super::LOGIN).expect("good");
    let why = domain::factor::Why::SwitchedOn;
    assert!(trial.app.require_factor(&identifier, why).await.expect("told"));
}
