//! E5, E6, EN3, EN4: a phone comes to an account.

use std::time::Duration;

use domain::vap::{Confirm, Decision, EnrolmentState, PhoneState};
use serde_json::json;
use trial::{AUTHENTICATOR, Trial};
use vestibule::device::Keys;
use vestibule::device::speak::Phone;

use super::{Led, caller, enrolled, jeanne, off_by_one, offer, phone};

#[tokio::test]
async fn a_link_brings_a_phone_and_the_page_completes_by_itself() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let offer = offer(&trial, &person, Confirm::Auto).await;
    assert!(offer.link.starts_with("https://app.lumen.example/e#"), "{}", offer.link);
    let (app, page) = (trial.app.clone(), caller(&trial));
    let (account, id) = (person.id, offer.id);
    let waiting = tokio::spawn(async move {
        let mut shown = EnrolmentState::Created;
        while shown != EnrolmentState::Completed {
            let longest = Duration::from_secs(20);
            shown = app.offer_moved(account, (id, shown), (&page, longest)).await.unwrap().unwrap().0;
        }
    });
    let mut phone = phone(&trial);
    let claimed = phone.claim(AUTHENTICATOR, &offer.link).await.unwrap();
    assert_eq!(claimed.told["tenant"]["name"], "Lumen");
    assert_eq!(claimed.told["account_hint"], "j•••@lumen.example");
    let account = phone.register(&claimed, "iPhone de Jeanne", None).await.unwrap();
    tokio::time::timeout(Duration::from_secs(2), waiting).await.expect("by itself, at once").unwrap();
    let standing = trial.app.offer_standing(person.id, offer.id, &caller(&trial)).await.unwrap();
    assert_eq!(standing, Some((EnrolmentState::Completed, None)));
    let seen = phone.ask(&account, "GET", "/vap/v1/device", None).await.unwrap();
    assert_eq!((&seen["state"], &seen["name"]), (&json!("active"), &json!("iPhone de Jeanne")));
    let mails = trial.mails().await;
    assert!(mails[0].subject.contains("téléphone a été ajouté"), "{}", mails[0].subject);
    assert!(mails[0].text.contains("iPhone de Jeanne"));
}

#[tokio::test]
async fn a_typed_code_serves_once_and_however_it_is_typed() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let offer = offer(&trial, &person, Confirm::Auto).await;
    let typed = offer.code.to_lowercase().replace('-', " ");
    let claimed = phone(&trial).claim(AUTHENTICATOR, &typed).await.unwrap();
    phone(&trial).register(&claimed, "Pixel", None).await.unwrap();
    for shown in [&offer.code, &offer.link] {
        let again = phone(&trial).claim(AUTHENTICATOR, shown).await.err().unwrap();
        assert_eq!(again.word(), "already_claimed");
    }
}

#[tokio::test]
async fn of_twenty_claims_at_once_on_two_nodes_one_wins() {
    let trial = Trial::start().await;
    let node = trial.second_node().await;
    let person = jeanne(&trial).await;
    let offer = offer(&trial, &person, Confirm::Auto).await;
    let mut claims = tokio::task::JoinSet::new();
    for n in 0..20 {
        let browser = if n % 2 == 0 { trial.browser() } else { trial.browser().at(&node) };
        let link = offer.link.clone();
        claims.spawn(async move { Phone::new(Led(browser), 0).claim(AUTHENTICATOR, &link).await.is_ok() });
    }
    let won = claims.join_all().await.into_iter().filter(|won| *won).count();
    assert_eq!(won, 1);
}

#[tokio::test]
async fn an_offer_dies_after_ten_minutes_when_replaced_and_when_withdrawn() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let first = offer(&trial, &person, Confirm::Auto).await;
    let second = offer(&trial, &person, Confirm::Auto).await;
    let claim = async |link: &str| match phone(&trial).claim(AUTHENTICATOR, link).await {
        Ok(_) => String::new(),
        Err(refused) => refused.word().to_owned(),
    };
    assert_eq!(claim(&first.link).await, "superseded");
    trial.app.withdraw_offer(person.id, second.id, &caller(&trial)).await.unwrap();
    assert_eq!(claim(&second.link).await, "cancelled");
    let third = offer(&trial, &person, Confirm::Auto).await;
    trial.clock.turn(Duration::from_mins(10));
    assert_eq!(claim(&third.link).await, "expired");
}

#[tokio::test]
async fn a_wrong_secret_says_no_more_than_an_unknown_offer_and_is_slowed() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let offer = offer(&trial, &person, Confirm::Auto).await;
    let (es, _) = offer.link.rsplit_once('.').unwrap();
    for n in 0..20 {
        let shown =
            if n % 2 == 0 { format!("{es}.AAAAAAAAAAAAAAAAAAAAAAAAAAA") } else { "0000-0000-00".into() };
        let refused = phone(&trial).claim(AUTHENTICATOR, &shown).await.err().unwrap();
        assert_eq!(refused.word(), "unknown_enrolment", "{n}");
    }
    let slowed = phone(&trial).claim(AUTHENTICATOR, &offer.link).await.err().unwrap();
    assert_eq!(slowed.word(), "too_many_requests");
    trial.clock.turn(Duration::from_mins(4));
    assert!(phone(&trial).claim(AUTHENTICATOR, &offer.link).await.is_ok());
}

#[tokio::test]
async fn only_who_claimed_registers_and_a_lost_answer_is_repeated() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let offer = offer(&trial, &person, Confirm::Auto).await;
    let mut own = phone(&trial);
    let mut claimed = own.claim(AUTHENTICATOR, &offer.link).await.unwrap();
    let keys = Keys::generate().unwrap();
    let told = claimed.told.clone();
    claimed.told["claim"] = json!("A".repeat(43));
    let thief = phone(&trial).register_with(&claimed, "Voleur", None, &keys).await.err().unwrap();
    assert_eq!(thief.word(), "not_claimed");
    claimed.told = told;
    let first = own.register_with(&claimed, "iPhone", None, &keys).await.unwrap();
    let again = own.register_with(&claimed, "iPhone", None, &keys).await.unwrap();
    assert_eq!(first.enr, again.enr);
    let other = own.register(&claimed, "iPhone", None).await.err().unwrap();
    assert_eq!(other.word(), "already_claimed");
    assert_eq!(trial.app.phones_of(person.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_serves_one_phone_and_a_bad_proof_none() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let keys = Keys::generate().unwrap();
    for expected in ["", "key_reused"] {
        let offer = offer(&trial, &person, Confirm::Auto).await;
        let mut phone = phone(&trial);
        let claimed = phone.claim(AUTHENTICATOR, &offer.link).await.unwrap();
        let refused = phone.register_with(&claimed, "x", None, &keys).await.err();
        assert_eq!(refused.as_ref().map_or("", |refused| refused.word()), expected);
    }
    let offer = offer(&trial, &person, Confirm::Auto).await;
    let mut phone = phone(&trial);
    let mut claimed = phone.claim(AUTHENTICATOR, &offer.link).await.unwrap();
    claimed.told["nonce"] = json!("another");
    assert_eq!(phone.register(&claimed, "x", None).await.err().unwrap().word(), "bad_proof");
}

#[tokio::test]
async fn a_confirmed_phone_counts_only_after_its_first_number() {
    let mut trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let offer = offer(&trial, &person, Confirm::Number).await;
    let mut phone = phone(&trial);
    let claimed = phone.claim(AUTHENTICATOR, &offer.link).await.unwrap();
    let account = phone.register(&claimed, "iPhone", None).await.unwrap();
    assert_eq!(trial.app.phones_of(person.id).await.unwrap()[0].state, PhoneState::Pending);
    // EN4: a half-done enrolment never counts.
    let asked = trial.app.ask_phone(person.id, None, super::SIGN_IN, &caller(&trial)).await.unwrap();
    assert_eq!(asked, app::vap::ask::Asked::NoPhone);
    trial.restart().await;
    let (state, question) =
        trial.app.offer_standing(person.id, offer.id, &caller(&trial)).await.unwrap().unwrap();
    assert_eq!(state, EnrolmentState::Registered);
    let number = question.expect("the page shows the number").number;
    let pending = phone.pending(&account).await.unwrap();
    assert_eq!(
        phone.answer(&account, &pending[0], Decision::Approve, Some(&number)).await.unwrap(),
        "approved"
    );
    assert_eq!(trial.app.phones_of(person.id).await.unwrap()[0].state, PhoneState::Active);
    let standing = trial.app.offer_standing(person.id, offer.id, &caller(&trial)).await.unwrap();
    assert_eq!(standing.unwrap().0, EnrolmentState::Completed);
}

#[tokio::test]
async fn a_phone_that_fails_its_first_number_is_gone() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let offer = offer(&trial, &person, Confirm::Number).await;
    let mut phone = phone(&trial);
    let claimed = phone.claim(AUTHENTICATOR, &offer.link).await.unwrap();
    let account = phone.register(&claimed, "iPhone", None).await.unwrap();
    let standing = trial.app.offer_standing(person.id, offer.id, &caller(&trial)).await.unwrap().unwrap();
    let wrong = off_by_one(&standing.1.unwrap().number);
    let pending = phone.pending(&account).await.unwrap();
    let refused = phone.answer(&account, &pending[0], Decision::Approve, Some(&wrong)).await.err().unwrap();
    assert_eq!(refused.word(), "number_mismatch");
    assert_eq!(phone.pending(&account).await.err().unwrap().word(), "enrolment_revoked");
    assert!(trial.app.phones_of(person.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn another_browser_and_another_person_see_nothing_of_an_offer() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let paul = trial.customer("paul@lumen.example", "un mot de passe").await;
    let offer = offer(&trial, &person, Confirm::Auto).await;
    let other = app::browser::Caller { binding: Some([8; 16]), ..caller(&trial) };
    assert_eq!(trial.app.offer_standing(person.id, offer.id, &other).await.unwrap(), None);
    assert_eq!(trial.app.offer_standing(paul.id, offer.id, &caller(&trial)).await.unwrap(), None);
}

#[tokio::test]
async fn bodies_are_read_strictly_and_other_origins_are_refused() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    enrolled(&trial, &person).await;
    let mut browser = trial.browser();
    let post = |body: &str, kind: &str| {
        let request = browser.request(reqwest::Method::POST, "/vap/v1/enrol/claim");
        request.header("host", "app.lumen.example").header("content-type", kind).body(body.to_owned())
    };
    let requests = [
        (post("{}", "application/json"), 400),
        (post(r#"{"manual_code":"0","x":1}"#, "application/json"), 400),
        (post(r#"{"manual_code":"0","manual_code":"1"}"#, "application/json"), 400),
        (post("not json", "application/json"), 400),
        (post(r#"{"manual_code":"0"}"#, "text/plain"), 415),
        (post(&"x".repeat(20_000), "application/json"), 413),
        (post(r#"{"manual_code":"0"}"#, "application/json").header("origin", "https://evil.example"), 403),
        (post(r#"{"manual_code":"0"}"#, "application/json").header("sec-fetch-site", "cross-site"), 403),
        (
            post(r#"{"manual_code":"0"}"#, "application/json").header("origin", "https://app.lumen.example"),
            404,
        ),
    ];
    for (request, status) in requests {
        let answer = browser.send(request).await;
        assert_eq!(answer.status, status, "{answer:?}");
        assert!(answer.json()["error"].is_string(), "{answer:?}");
    }
    // The sign-in's own origin knows nothing of it.
    assert_eq!(browser.get("/vap/v1/keys").await.status, 404);
}
