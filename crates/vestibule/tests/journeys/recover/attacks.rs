//! What somebody tries who has the link, the form or the network, but not the mailbox.

use reqwest::Method;
use trial::{Answer, Browser, Trial};

use super::{
    CHOSEN, ask, asks_for_password, choose, code_of, jeanne, link_of, message, open_link, signs_in,
    type_code, wrong,
};

#[tokio::test]
async fn a_scanner_that_opens_the_link_and_presses_every_button_holds_nothing_and_consumes_nothing() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    ask(&mut browser, &person.identifier).await;
    let mail = message(&trial).await;
    let link = link_of(&mail);
    for method in [Method::HEAD, Method::OPTIONS, Method::GET, Method::GET] {
        let mut scanner = trial.browser();
        let answer = scanner.send(scanner.request(method, &link)).await;
        let page = scanner.follow(answer).await;
        let csrf = page.field("csrf").unwrap_or_default();
        for path in ["/reset", "/forgotten-password/check", "/forgotten-password"] {
            let pressed =
                scanner.post(path, &[("csrf", csrf.as_str()), ("code", ""), ("new_password", CHOSEN)]).await;
            assert!([409, 422, 400].contains(&pressed.status), "EL1: {path} {}", pressed.status);
            assert!(!asks_for_password(&pressed), "EL1");
        }
    }
    let page = open_link(&mut browser, &mail).await;
    assert!(asks_for_password(&page), "EL1: the customer's own click still serves");
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
}

#[tokio::test]
async fn the_token_leaves_the_address_at_once() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    ask(&mut browser, &person.identifier).await;
    let link = link_of(&message(&trial).await);
    let landed = browser.get(&link).await;
    assert_eq!((landed.status, landed.location()), (303, "/reset"), "EL6");
    let token = link.split("token=").nth(1).expect("a token");
    let page = browser.follow(landed).await;
    assert!(!page.body.contains(token), "EL6: nor does the page hold it");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    let cut = browser.get("/reset?token=abc").await;
    assert_eq!(cut.status, 400, "a link that was cut says so");
    let unknown = trial.browser().get(&format!("/reset?token={}", "A".repeat(43))).await;
    assert_eq!(unknown.location(), "/reset", "the same for a token that nobody was given");
}

/// Posts these at once from copies of one browser.
async fn at_once(
    browser: &Browser,
    path: &'static str,
    forms: Vec<Vec<(&'static str, String)>>,
) -> Vec<Answer> {
    let mut racers = tokio::task::JoinSet::new();
    for form in forms {
        let mut browser = browser.clone();
        racers.spawn(async move {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(path, &form).await
        });
    }
    racers.join_all().await
}

#[tokio::test]
async fn of_twenty_passwords_posted_at_once_exactly_one_is_stored() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    let csrf = page.field("csrf").expect("a form");
    let password = |n: usize| format!("cerise moulin tapis orage {n}");
    let forms = (0..20).map(|n| vec![("csrf", csrf.clone()), ("new_password", password(n))]).collect();
    let answers = at_once(&browser, "/reset", forms).await;
    let stored = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(stored, 1, "EL2: {:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    let found = store::passwords::of_account(trial.app.db(), person.id).await.expect("a read").expect("one");
    assert_eq!(found.origin, "chosen");
    assert!(!signs_in(&trial, &person.identifier, &person.password).await);
}

#[tokio::test]
async fn twenty_codes_typed_at_once_are_each_counted() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let code = code_of(&message(&trial).await);
    let csrf = page.field("csrf").expect("a form");
    let forms = (0..20).map(|_| vec![("csrf", csrf.clone()), ("code", wrong(&code))]).collect();
    let answers = at_once(&browser, "/forgotten-password/check", forms).await;
    assert!(answers.iter().all(|answer| answer.status == 422));
    assert_eq!(type_code(&mut browser, &page, &code).await.status, 422, "RL2: the five tries were used");
}

#[tokio::test]
async fn after_five_wrong_codes_the_right_one_is_refused_and_the_link_still_serves() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let mut page = ask(&mut browser, &person.identifier).await;
    let mail = message(&trial).await;
    let code = code_of(&mail);
    for _ in 0..5 {
        page = type_code(&mut browser, &page, &wrong(&code)).await;
        assert_eq!(page.status, 422);
    }
    let refused = type_code(&mut browser, &page, &code).await;
    assert_eq!(refused.status, 422);
    assert!(asks_for_password(&open_link(&mut browser, &mail).await), "decision 7: never without a way");
}

#[tokio::test]
async fn a_code_with_its_link_has_five_tries_of_its_own() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    ask(&mut trial.browser(), &person.identifier).await;
    let mail = message(&trial).await;
    let code = code_of(&mail);
    let mut elsewhere = trial.browser();
    let mut page = open_link(&mut elsewhere, &mail).await;
    for _ in 0..5 {
        page = type_code(&mut elsewhere, &page, &wrong(&code)).await;
    }
    assert_eq!(type_code(&mut elsewhere, &page, &code).await.status, 422, "five, and no more");
}

#[tokio::test]
async fn no_step_can_be_skipped() {
    let trial = Trial::start().await;
    let (person, elsewhere) = (jeanne(&trial).await, Trial::start().await);
    let mut browser = trial.browser();
    let first = browser.get("/forgotten-password").await.field("csrf").expect("a form");
    let awaited = ask(&mut browser, &person.identifier).await.field("csrf").expect("a form");
    let signing = browser.get("/sign-in").await.field("csrf").expect("a form");
    let foreign = elsewhere.browser().get("/forgotten-password").await.field("csrf").expect("a form");
    let account = person.id.to_string();
    for csrf in [first.as_str(), &awaited, &signing, &foreign, "garbage", ""] {
        for path in ["/reset", "/forgotten-password/check", "/forgotten-password"] {
            let form = [
                ("csrf", csrf),
                ("new_password", CHOSEN),
                ("account", account.as_str()),
                ("password", CHOSEN),
            ];
            let answer = browser.post(path, &form).await;
            assert!([409, 422].contains(&answer.status), "{path}: {}", answer.status);
            assert!(!asks_for_password(&answer));
        }
    }
    assert!(signs_in(&trial, &person.identifier, &person.password).await, "nothing was changed");
}

#[tokio::test]
async fn a_stolen_form_is_useless_in_another_browser() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let page = type_code(&mut browser, &page, &code_of(&message(&trial).await)).await;
    let mut thief = trial.browser();
    thief.get("/forgotten-password").await;
    assert_eq!(choose(&mut thief, &page, CHOSEN).await.status, 409, "bound to the browser that proved");
    let shown = thief.get(&format!("/reset?ctx={}", page.field("csrf").expect("a form"))).await;
    assert!(!asks_for_password(&shown) && !shown.body.contains(&person.identifier));
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
}

#[tokio::test]
async fn the_host_of_the_link_is_the_configured_one_whatever_is_asked() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let csrf = browser.get("/forgotten-password").await.field("csrf").expect("a form");
    let form = [("identifier", person.identifier.as_str()), ("csrf", csrf.as_str())];
    let request = browser
        .request(Method::POST, "/forgotten-password")
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("x-forwarded-proto", "http")
        .header("forwarded", "host=evil.example")
        .form(&form);
    assert_eq!(browser.send(request).await.status, 200);
    let mail = message(&trial).await;
    assert!(link_of(&mail).starts_with(&format!("{}/reset?token=", trial.issuer)), "EL4");
    let html = mail.html.expect("an HTML part");
    assert!(!mail.text.contains("evil") && !html.contains("evil"), "EL4");
}

#[tokio::test]
async fn no_header_can_be_smuggled_into_the_message() {
    let trial = Trial::start().await;
    jeanne(&trial).await;
    for smuggled in [
        "jeanne.martin@lumen.example\r\nBcc: all@evil.example",
        "jeanne.martin@lumen.example%0d%0aBcc:all@evil.example",
        "jeanne.martin@lumen.example,all@evil.example",
        "<jeanne.martin@lumen.example>",
    ] {
        let answer = ask(&mut trial.browser(), smuggled).await;
        assert!([200, 422].contains(&answer.status));
    }
    assert!(super::messages(&trial).await.is_empty(), "EL9: only a folded identifier finds anybody");
}

#[tokio::test]
async fn a_closed_account_gets_no_message_and_an_older_one_no_longer_serves() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let mail = message(&trial).await;
    let proven = type_code(&mut browser, &page, &code_of(&mail)).await;
    trial.disable(&person).await;
    assert_eq!(type_code(&mut browser, &page, &code_of(&mail)).await.status, 422);
    assert_eq!(open_link(&mut browser, &mail).await.status, 410);
    choose(&mut browser, &proven, CHOSEN).await;
    assert!(!signs_in(&trial, &person.identifier, CHOSEN).await);
    trial.clock.turn(domain::time::minutes(11));
    ask(&mut browser, &person.identifier).await;
    assert_eq!(super::messages(&trial).await.len(), 1);
}

/// A thief who knows the old password signs in without a pause while the customer chooses another.
#[tokio::test]
async fn a_sign_in_that_races_with_the_new_password_leaves_no_session() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = ask(&mut browser, &person.identifier).await;
    let mail = message(&trial).await;
    let page = type_code(&mut browser, &page, &code_of(&mail)).await;
    let mut thieves = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (mut thief, person) = (trial.browser(), person.clone());
        let csrf = thief.get("/sign-in").await.field("csrf").expect("a form");
        thieves.spawn(async move {
            let form =
                [("identifier", person.identifier.as_str()), ("password", &person.password), ("csrf", &csrf)];
            thief.post("/sign-in", &form).await;
            thief
        });
    }
    assert_eq!(choose(&mut browser, &page, CHOSEN).await.status, 303);
    for mut thief in thieves.join_all().await {
        assert_eq!(
            thief.get("/account").await.status,
            303,
            "EL7: no session of the old password outlives it"
        );
    }
}
