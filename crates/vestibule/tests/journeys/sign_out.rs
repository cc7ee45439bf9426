//! C34, SE7: signing out here.

use trial::Trial;

#[tokio::test]
async fn signing_out_ends_the_session_and_the_kept_device_but_remembers_the_address() {
    let trial = Trial::start().await;
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    let boxes = ["keep_signed_in", "remember_identifier"];
    browser.sign_in("/sign-in", &person.identifier, &person.password, &boxes).await;
    let copied = browser.clone();
    let question = browser.get("/sign-out").await;
    let csrf = question.field("csrf").expect("a form");
    let answer = browser.post("/sign-out", &[("csrf", csrf.as_str())]).await;
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    let page = browser.follow(answer).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Déconnexion réussie"));
    assert!(!browser.cookies.keys().any(|name| name.ends_with("session") || name.ends_with("kept")));
    let mut thief = copied;
    assert_eq!(thief.get("/account").await.status, 303, "dead on the server, not only in the browser");
    let page = browser.get("/sign-in").await;
    assert!(page.body.contains(&person.identifier), "the remembered address stays");
}

#[tokio::test]
async fn a_get_signs_nobody_out() {
    let trial = Trial::start().await;
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    for path in ["/sign-out", "/oauth2/end-session", "/sign-out?done=1"] {
        browser.get(path).await;
        assert_eq!(browser.get("/account").await.status, 200, "WB1 {path}");
    }
}

#[tokio::test]
async fn signing_out_twice_is_harmless() {
    let trial = Trial::start().await;
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    let csrf = browser.get("/account").await.field("csrf").expect("a form");
    for _ in 0..2 {
        assert_eq!(browser.post("/sign-out", &[("csrf", csrf.as_str())]).await.status, 303);
    }
}
