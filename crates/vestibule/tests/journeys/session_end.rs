//! C35, R33: a session says in time that it ends, one POST keeps it, its absolute end is told, and the way is kept.

use std::time::Duration;

use domain::time::{hours, minutes};
use trial::{Answer, Browser, Trial};

/// Signed in, on a clock that stands still: these tests count seconds.
async fn signed_in(trial: &Trial, boxes: &[&str]) -> Browser {
    trial.clock.hold();
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    assert_eq!(browser.sign_in("/sign-in", &person.identifier, &person.password, boxes).await.status, 303);
    browser
}

/// The token in the dialog's form, which is not the page's own first one.
fn dialog_csrf(page: &Answer) -> String {
    let dialog = page.body.split("<dialog").nth(1).expect("the page holds the dialog").to_owned();
    Answer { body: dialog, ..page.clone() }.field("csrf").expect("a form")
}

async fn seconds_left(browser: &mut Browser) -> u64 {
    let left = browser.get("/session/left").await;
    assert_eq!(left.status, 200);
    left.json()["seconds"].as_u64().expect("a number of seconds")
}

#[tokio::test]
async fn one_post_two_and_a_half_minutes_before_the_end_keeps_the_session() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &[]).await;
    let page = browser.get("/account/devices").await;
    for words in ["data-seconds=\"1800\"", "Vous avez besoin de plus de temps\u{202f}?", "Rester connecté"] {
        assert!(page.body.contains(words), "{words}");
    }
    trial.clock.turn(Duration::from_secs(27 * 60 + 30));
    let left = browser.get("/session/left?lang=en").await.json();
    assert_eq!((left["seconds"].as_u64(), left["can_stay"].as_bool()), (Some(150), Some(true)));
    assert!(left["text"].as_str().unwrap().starts_with("If you do not answer"), "{left}");
    let csrf = dialog_csrf(&page);
    let stayed = browser.post("/session/stay", &[("csrf", &csrf)]).await;
    assert_eq!((stayed.status, stayed.location()), (303, "/account"));
    assert_eq!(seconds_left(&mut browser).await, 1800);
    trial.clock.turn(minutes(29));
    assert_eq!(browser.get("/account").await.status, 200, "longer than the first half hour");
}

#[tokio::test]
async fn to_watch_the_end_is_no_sign_of_life() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &[]).await;
    for expected in [1200, 600, 0, 0] {
        trial.clock.turn(minutes(10));
        assert_eq!(seconds_left(&mut browser).await, expected);
    }
    assert_eq!(browser.get("/account").await.status, 303);
}

#[tokio::test]
async fn another_tab_or_portal_moves_the_end_for_all() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &[]).await;
    trial.clock.turn(minutes(28));
    assert_eq!(seconds_left(&mut browser).await, 120);
    assert_eq!(browser.get("/session").await.status, 200);
    assert_eq!(seconds_left(&mut browser).await, 1800);
}

#[tokio::test]
async fn the_absolute_end_is_told_and_not_moved() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &[]).await;
    let csrf = dialog_csrf(&browser.get("/account").await);
    for _ in 0..35 {
        trial.clock.turn(minutes(20));
        assert_eq!(browser.get("/session").await.status, 200);
    }
    trial.clock.turn(minutes(18));
    // The form of a page that lay open all day still serves.
    assert_eq!(browser.post("/session/stay", &[("csrf", &csrf)]).await.status, 303);
    let left = browser.get("/session/left").await.json();
    assert_eq!((left["seconds"].as_u64(), left["can_stay"].as_bool()), (Some(120), Some(false)));
    assert!(left["text"].as_str().unwrap().contains("ne peut pas être prolongée"), "{left}");
    trial.clock.turn(minutes(2));
    assert_eq!(seconds_left(&mut browser).await, 0);
}

#[tokio::test]
async fn an_ended_session_keeps_the_way_and_says_what_happened() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &[]).await;
    trial.clock.turn(hours(1));
    let asked = browser.get("/account/devices").await;
    let page = browser.follow(asked.clone()).await;
    assert!(asked.location().starts_with("/sign-in?visit=") && asked.location().ends_with("&done=ended"));
    assert!(page.body.contains("Votre connexion a pris fin."), "{}", page.body);
    let again = browser.sign_in(asked.location(), "jeanne@lumen.example", "soleil levant 42", &[]).await;
    assert_eq!(again.location(), "/account/devices");
    let stranger = trial.browser().get("/account/devices").await;
    assert!(!stranger.location().contains("done="), "who was not signed in, is told nothing");
}

#[tokio::test]
async fn a_kept_device_is_not_asked() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &["keep_signed_in"]).await;
    assert!(!browser.get("/account").await.body.contains("<dialog"));
    trial.clock.turn(hours(13));
    assert_eq!(browser.get("/account").await.status, 200, "it comes back by itself");
}

#[tokio::test]
async fn nobody_keeps_the_session_of_somebody_else() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &[]).await;
    let csrf = dialog_csrf(&browser.get("/account").await);
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let mut other = trial.browser();
    other.sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    assert_eq!(other.post("/session/stay", &[("csrf", &csrf)]).await.status, 409);
    assert_eq!(trial.browser().post("/session/stay", &[("csrf", &csrf)]).await.status, 409);
    assert_eq!(browser.post("/session/stay", &[("csrf", "made up")]).await.status, 409);
    let elsewhere =
        browser.request(reqwest::Method::POST, "/session/stay").header("origin", "https://evil.example");
    assert_eq!(browser.send(elsewhere.form(&[("csrf", &csrf)])).await.status, 403);
}
