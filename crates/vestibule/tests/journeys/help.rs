//! B13: help over HTTP, in the customer's language, with the policy's values.

use trial::Trial;

#[tokio::test]
async fn each_topic_answers_in_the_language_asked_for() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    for (path, words) in [
        ("/help", "Aide à la connexion"),
        ("/help/sign-in", "2 mois"),
        ("/help/sign-in", "30 minutes"),
        ("/help/password", "12 caractères"),
        ("/help/password", "valables 1 heure"),
        ("/help/security", "365 jours"),
    ] {
        let page = browser.get(path).await;
        assert!(page.status == 200 && page.body.replace('\u{a0}', " ").contains(words), "{path}: {words}");
    }
    browser.language = "en".into();
    assert!(browser.get("/help/sign-in").await.body.replace('\u{a0}', " ").contains("2 months"));
}

#[tokio::test]
async fn a_topic_that_does_not_concern_these_customers_is_not_there() {
    let trial = Trial::start().await;
    for path in ["/help/work", "/help/nothing", "/help/", "/help/sign-in/stay"] {
        assert_eq!(trial.browser().get(path).await.status, 404, "{path}");
    }
}
