//! EL8: contact addresses, from a code that goes to the new one to the days in which the old one can take it back; and what
//! thieves, strangers and races do.

use domain::time::{hours, minutes};
use gateways::mail::Recorded;
use trial::{Answer, Browser, Customer, Trial};

use crate::recover;
use crate::recovery_codes::csrf_for;

const LIST: &str = "/account/contacts";
const NEW: &str = "jeanne@ailleurs.example";

async fn signed_in(trial: &Trial, person: &Customer) -> Browser {
    let mut browser = trial.browser();
    let signed = browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(signed.status, 303);
    browser
}

async fn jeanne() -> (Trial, Customer, Browser) {
    let trial = Trial::start().await;
    let person = recover::jeanne(&trial).await;
    let browser = signed_in(&trial, &person).await;
    (trial, person, browser)
}

/// 1. Types another address.
async fn ask(browser: &mut Browser, address: &str, replaces: &str) -> Answer {
    let csrf = csrf_for(&browser.get(LIST).await, LIST);
    browser.post(LIST, &[("csrf", &csrf), ("address", address), ("contact", replaces)]).await
}

/// 2. Types the code of the message.
async fn confirm(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/account/contacts/confirm", &[("csrf", &csrf), ("code", code)]).await
}

/// The newest message to that address.
async fn to(trial: &Trial, address: &str) -> Recorded {
    trial.mails().await.into_iter().find(|mail| mail.to == address).expect("a message to that address")
}

async fn bring(trial: &Trial, browser: &mut Browser, address: &str, replaces: &str) -> Answer {
    let page = ask(browser, address, replaces).await;
    assert!(page.status == 200 && page.body.contains("en route vers"), "{} {}", page.status, page.body);
    confirm(browser, &page, &recover::code_of(&to(trial, address).await)).await
}

/// What the form of this address sends back.
fn id_of(page: &Answer, address: &str) -> String {
    let line =
        page.body.split("<li>").find(|line| line.contains(&format!("<h2>{address}</h2>"))).expect("a line");
    let id = line.split("name=\"contact\" value=\"").nth(1).expect("it can be changed");
    id.split('"').next().expect("its value").to_owned()
}

fn link_of(mail: &Recorded) -> String {
    mail.text.lines().find(|line| line.contains("/not-me?token=")).expect("a link").to_owned()
}

async fn deny(trial: &Trial, mail: &Recorded) {
    let mut anyone = trial.browser();
    let page = crate::not_me::open(&mut anyone, &link_of(mail)).await;
    assert!(page.body.contains("changement d’adresse sera annulé"), "{}", page.body);
    assert_eq!(crate::not_me::press(&mut anyone, &page).await.status, 303);
}

/// Whether a message to choose a password goes there.
async fn recovers(trial: &Trial, identifier: &str, address: &str) -> bool {
    let before = trial.mails().await.len();
    recover::ask(&mut trial.browser(), identifier).await;
    let all = trial.mails().await;
    all[..all.len() - before].iter().any(|mail| mail.to == address)
}

#[tokio::test]
async fn an_address_is_added_by_the_code_that_went_to_it_is_told_and_recovers_after_three_days() {
    let (trial, person, mut browser) = jeanne().await;
    let page = browser.get(LIST).await;
    assert!(page.status == 200 && page.body.contains(&person.identifier), "{}", page.body);
    let done = bring(&trial, &mut browser, NEW, "").await;
    assert_eq!((done.status, done.location()), (303, "/account/contacts?done=contact_added"));
    let page = browser.follow(done).await;
    assert!(page.body.contains(NEW) && page.body.contains(&person.identifier), "both are told from now on");
    assert!(page.body.contains("Elle servira à retrouver votre compte"), "RE6: {}", page.body);
    let told = to(&trial, &person.identifier).await;
    assert!(told.subject.contains("Adresse ajoutée") && told.text.contains("/not-me?token="), "EL8");
    assert!(!recovers(&trial, &person.identifier, NEW).await, "RE6: not yet");
    trial.clock.turn(hours(73));
    assert!(recovers(&trial, &person.identifier, NEW).await, "RE6: three days later");
}

#[tokio::test]
async fn the_old_address_takes_a_thiefs_change_back_for_three_days_and_ends_every_device() {
    let (trial, person, mut thief) = jeanne().await;
    trial.contact(&person, "jeanne@maison.example", recover::LONG_AGO).await;
    let old = id_of(&thief.get(LIST).await, "jeanne@maison.example");
    let done = bring(&trial, &mut thief, "voleur@loin.example", &old).await;
    assert_eq!(done.location(), "/account/contacts?done=contact_replaced");
    let told = to(&trial, "jeanne@maison.example").await;
    assert!(told.subject.contains("Adresse remplacée"), "EL8: {}", told.subject);
    assert!(recovers(&trial, &person.identifier, "jeanne@maison.example").await, "the old one still serves");
    trial.clock.turn(hours(48));
    deny(&trial, &told).await;
    assert_eq!(thief.get("/account").await.status, 303, "every device ended");
    let mut owner = signed_in(&trial, &person).await;
    let page = owner.get(LIST).await;
    assert!(!page.body.contains("voleur@loin.example"), "EL8: {}", page.body);
    assert!(page.body.contains("jeanne@maison.example") && !page.body.contains("Elle part le"));
    trial.clock.turn(hours(100));
    assert!(recovers(&trial, &person.identifier, "jeanne@maison.example").await);
}

#[tokio::test]
async fn after_three_days_the_old_address_is_gone_and_the_link_undoes_nothing() {
    let (trial, person, mut browser) = jeanne().await;
    trial.contact(&person, "jeanne@maison.example", recover::LONG_AGO).await;
    let old = id_of(&browser.get(LIST).await, "jeanne@maison.example");
    bring(&trial, &mut browser, NEW, &old).await;
    let told = to(&trial, "jeanne@maison.example").await;
    trial.clock.turn(hours(73));
    let mut browser = signed_in(&trial, &person).await;
    assert!(!browser.get(LIST).await.body.contains("jeanne@maison.example"));
    assert!(!recovers(&trial, &person.identifier, "jeanne@maison.example").await);
    deny(&trial, &told).await;
    let mut browser = signed_in(&trial, &person).await;
    assert!(browser.get(LIST).await.body.contains(NEW), "its days are over");
}

#[tokio::test]
async fn an_address_is_sent_away_but_never_the_last_one() {
    let (trial, person, mut browser) = jeanne().await;
    trial.contact(&person, "jeanne@maison.example", recover::LONG_AGO).await;
    let page = browser.get(LIST).await;
    assert!(!page.body.contains("Oui, retirer"), "the last one");
    let only = id_of(&page, "jeanne@maison.example");
    let csrf = csrf_for(&page, LIST);
    let form = [("csrf", csrf.as_str()), ("contact", only.as_str())];
    let refused = browser.post("/account/contacts/remove", &form).await;
    assert!(refused.status == 422 && refused.body.contains("C’est votre seule adresse"), "{}", refused.body);
    bring(&trial, &mut browser, NEW, "").await;
    let csrf = csrf_for(&browser.get(LIST).await, LIST);
    let done = browser.post("/account/contacts/remove", &[("csrf", &csrf), ("contact", &only)]).await;
    assert_eq!(done.location(), "/account/contacts?done=contact_removed");
    assert!(to(&trial, "jeanne@maison.example").await.subject.contains("Adresse retirée"), "EL8");
    assert!(browser.get(LIST).await.body.contains("Elle part le"));
    let csrf = csrf_for(&browser.get(LIST).await, LIST);
    let again = browser.post("/account/contacts/remove", &[("csrf", &csrf), ("contact", &only)]).await;
    assert_eq!(again.status, 422, "it leaves already");
}

#[tokio::test]
async fn an_old_proof_changes_no_address() {
    let (trial, person, mut browser) = jeanne().await;
    let page = browser.get(LIST).await;
    let csrf = csrf_for(&page, LIST);
    trial.clock.turn(minutes(11));
    let asked = browser.post(LIST, &[("csrf", &csrf), ("address", NEW)]).await;
    assert!(asked.location().starts_with("/sign-in?visit="), "EL8: {} {}", asked.status, asked.location());
    assert!(trial.mails().await.iter().all(|mail| mail.to != NEW));
    let page = browser.get(LIST).await;
    assert!(
        !page.body.contains("name=\"address\"") && page.body.contains("Changer mes adresses"),
        "{}",
        page.body
    );
    let sent = browser.get("/account/contacts/change").await;
    let again = browser.sign_in(sent.location(), &person.identifier, &person.password, &[]).await;
    assert_eq!(again.location(), LIST);
    assert!(browser.get(LIST).await.body.contains("name=\"address\""));
}

#[tokio::test]
async fn what_is_no_address_is_told_and_kept_and_no_mail_leaves() {
    let (trial, person, mut browser) = jeanne().await;
    let before = trial.mails().await.len();
    for bad in ["", "jeanne", "jeanne@", "a@b", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"]
    {
        let page = ask(&mut browser, bad, "").await;
        assert!(
            page.status == 422 && page.body.contains("adresse mail complète"),
            "FE8 {bad:?}: {}",
            page.body
        );
    }
    let kept = ask(&mut browser, "jeanne@maison", "").await;
    assert!(kept.body.contains("value=\"jeanne@maison\""), "R9");
    let known = ask(&mut browser, &person.identifier.to_uppercase(), "").await;
    assert!(known.status == 422 && known.body.contains("déjà dans votre liste"), "{}", known.body);
    let stolen = ask(&mut browser, NEW, &domain::ContactId::from_bytes([9; 16]).to_string()).await;
    assert_eq!(stolen.status, 422, "AD2: not theirs");
    assert_eq!(trial.mails().await.len(), before);
}

#[tokio::test]
async fn five_wrong_codes_end_it_and_messages_are_limited() {
    let (trial, _, mut browser) = jeanne().await;
    let page = ask(&mut browser, NEW, "").await;
    let code = recover::code_of(&to(&trial, NEW).await);
    for _ in 0..5 {
        let wrong = confirm(&mut browser, &page, &recover::wrong(&code)).await;
        assert!(wrong.status == 422 && wrong.body.contains("ne correspond pas"), "{}", wrong.body);
    }
    assert_eq!(confirm(&mut browser, &page, &code).await.status, 422, "worn out");
    let soon = ask(&mut browser, NEW, "").await;
    assert_eq!(soon.status, 429, "DO4");
    assert!(!soon.header("retry-after").is_empty());
    trial.clock.turn(minutes(2));
    let page = ask(&mut browser, NEW, "").await;
    assert_eq!(page.status, 200);
    let old = confirm(&mut browser, &page, &code).await;
    let new = recover::code_of(&to(&trial, NEW).await);
    assert!(old.status == 422 || code == new, "EL5: the older code is dead");
    assert_eq!(confirm(&mut browser, &page, &new).await.status, 303);
}

#[tokio::test]
async fn of_twenty_who_show_the_code_at_once_over_two_nodes_one_changes_the_address() {
    let (mut trial, _, mut browser) = jeanne().await;
    let page = ask(&mut browser, NEW, "").await;
    let code = recover::code_of(&to(&trial, NEW).await);
    trial.restart().await;
    let other = trial.second_node().await;
    let mut racers = tokio::task::JoinSet::new();
    for n in 0..20 {
        let mut browser = if n % 2 == 0 { browser.clone() } else { browser.at(&other) };
        let (page, code) = (page.clone(), code.clone());
        racers.spawn(async move {
            let answer = confirm(&mut browser, &page, &code).await;
            (answer.status, answer.location().contains("done="))
        });
    }
    let answers = racers.join_all().await;
    assert_eq!(answers.iter().filter(|(_, done)| *done).count(), 1, "EL2: {answers:?}");
    let trail = app::audit::Trail { db: trial.app.db(), vault: trial.app.vault() };
    let (since, of) = (domain::Timestamp::from_millis(0), store::trail::Of::Code("F-156".into()));
    let changed = trail.page(&of, since, store::trail::Mark::NEWEST, 100).await.expect("the trail is read");
    assert_eq!(changed.len(), 1);
}

#[tokio::test]
async fn a_form_of_another_session_changes_nothing_and_a_code_after_an_hour_is_dead() {
    let (trial, _, mut browser) = jeanne().await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let mut attacker = signed_in(&trial, &paul).await;
    let theirs = csrf_for(&attacker.get(LIST).await, LIST);
    let crossed = browser.post(LIST, &[("csrf", &theirs), ("address", "voleur@loin.example")]).await;
    assert_eq!(crossed.status, 409, "WB1");
    let page = ask(&mut browser, NEW, "").await;
    let code = recover::code_of(&to(&trial, NEW).await);
    assert_eq!(confirm(&mut attacker, &page, &code).await.status, 409, "WB1");
    trial.clock.turn(minutes(29));
    browser.get("/account").await;
    trial.clock.turn(minutes(29));
    browser.get("/account").await;
    trial.clock.turn(minutes(3));
    assert_eq!(confirm(&mut browser, &page, &code).await.status, 422, "EL3");
}
