//! O2: pages that need no more than "am I signed in, who am I", and the attackers that would like to ask it too (OA14).

use std::time::Duration;

use domain::client::Client;
use domain::time::hours;
use serde_json::json;
use trial::{Answer, Browser, Trial};

const SHOP: &str = "https://boutique.lumen.example";

async fn register(trial: &Trial, scopes: &[&str]) {
    let declared =
        json!({"client_id": "shop", "name": "La boutique", "page_origins": [SHOP], "scopes": scopes});
    let client: Client = serde_json::from_value(declared).expect("a good declaration");
    assert_eq!(oidc::checks::registration::registration(&client), Vec::<String>::new());
    trial.app.apply_client(client, None).await.expect("applied");
}

async fn asked(browser: &mut Browser, origin: &str) -> Answer {
    let request = browser.request(reqwest::Method::GET, "/session").header("origin", origin);
    browser.send(request).await
}

async fn signed_in(trial: &Trial, boxes: &[&str]) -> Browser {
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, boxes).await;
    browser
}

#[tokio::test]
async fn a_registered_page_learns_who_is_there_and_that_nobody_is() {
    let trial = Trial::start().await;
    register(&trial, &["openid", "profile", "email"]).await;
    let nobody = asked(&mut trial.browser(), SHOP).await;
    assert_eq!((nobody.status, nobody.body.as_str()), (200, r#"{"signed_in":false}"#));
    let known = asked(&mut signed_in(&trial, &[]).await, SHOP).await;
    assert_eq!(known.status, 200);
    let who = known.json();
    assert_eq!((&who["signed_in"], &who["name"]), (&json!(true), &json!("Jeanne Martin")));
    assert_eq!(who["email"], "jeanne@lumen.example");
    assert_eq!(who["sub"].as_str().map(str::len), Some(32));
    for answer in [&nobody, &known] {
        assert_eq!(answer.header("access-control-allow-origin"), SHOP);
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        assert_eq!(answer.header("vary"), "Origin");
        assert!(answer.header("cache-control").contains("no-store"));
    }
}

#[tokio::test]
async fn a_page_learns_no_more_than_the_scopes_of_its_client() {
    let trial = Trial::start().await;
    let mut browser = signed_in(&trial, &[]).await;
    for (scopes, name, email) in [
        (&["openid"][..], false, false),
        (&["openid", "profile"][..], true, false),
        (&["openid", "email"][..], false, true),
    ] {
        register(&trial, scopes).await;
        let who = asked(&mut browser, SHOP).await.json();
        assert_eq!((who.get("name").is_some(), who.get("email").is_some()), (name, email), "{scopes:?}");
    }
}

#[tokio::test]
async fn an_origin_that_nobody_registered_learns_nothing_and_is_never_reflected() {
    let trial = Trial::start().await;
    register(&trial, &["openid", "profile", "email"]).await;
    let mut browser = signed_in(&trial, &[]).await;
    let reads = trial.issuer.replace("http://", "https://");
    for origin in [
        "https://evil.example",
        "null",
        "",
        "*",
        "http://boutique.lumen.example",
        "https://boutique.lumen.example.evil.example",
        "https://evil-boutique.lumen.example",
        "https://a.boutique.lumen.example",
        "https://lumen.example",
        "https://boutique.lumen.example:8443",
        "https://boutique.lumen.example/",
        "https://BOUTIQUE.lumen.example",
        "https://boutique.lumen.example https://evil.example",
        reads.as_str(),
    ] {
        let answer = asked(&mut browser, origin).await;
        assert_eq!(answer.status, 403, "{origin}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{origin}");
        assert_eq!(answer.header("vary"), "Origin", "{origin}");
        assert!(!answer.body.contains("sub") && !answer.body.contains("Jeanne"), "{origin}");
    }
    let twice = browser
        .request(reqwest::Method::GET, "/session")
        .header("origin", SHOP)
        .header("origin", "https://evil.example");
    assert_eq!(browser.send(twice).await.status, 403, "two origins are none");
}

#[tokio::test]
async fn a_portal_behind_forward_auth_is_no_page_and_a_page_no_portal() {
    let trial = Trial::start().await;
    register(&trial, &["openid"]).await;
    let intranet = "https://intranet.lumen.example";
    let declared = json!({"client_id": "intranet", "name": "Intranet", "forward_auth_origins": [intranet]});
    let client: Client = serde_json::from_value(declared).expect("a good declaration");
    trial.app.apply_client(client, None).await.expect("applied");
    assert_eq!(asked(&mut trial.browser(), intranet).await.status, 403);
    let mut portal = trial.browser();
    let asked = portal
        .request(reqwest::Method::GET, "/forward-auth")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "boutique.lumen.example")
        .header("x-forwarded-uri", "/");
    let answer = portal.send(asked).await;
    assert_eq!((answer.status, answer.location()), (401, ""), "no ticket leads to a page");
}

#[tokio::test]
async fn who_signed_out_who_was_closed_and_who_rested_is_nobody_to_a_page() {
    let trial = Trial::start().await;
    register(&trial, &["openid", "profile"]).await;
    let closed = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &closed.identifier, &closed.password, &[]).await;
    assert_eq!(asked(&mut browser, SHOP).await.json()["signed_in"], true);
    trial.disable(&closed).await;
    assert_eq!(asked(&mut browser, SHOP).await.json(), json!({"signed_in": false}), "SE8");

    let other = trial.customer("paul@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &other.identifier, &other.password, &[]).await;
    let stolen = browser.clone();
    let csrf = browser.get("/account").await.field("csrf").expect("a form");
    browser.post("/sign-out", &[("csrf", csrf.as_str())]).await;
    assert_eq!(asked(&mut stolen.clone(), SHOP).await.json(), json!({"signed_in": false}), "SE7");

    browser.sign_in("/sign-in", &other.identifier, &other.password, &[]).await;
    trial.clock.turn(hours(1));
    assert_eq!(asked(&mut browser, SHOP).await.json(), json!({"signed_in": false}), "SE6");
}

#[tokio::test]
async fn a_kept_device_is_nobody_to_a_page_until_it_visits_and_its_cookie_is_left_alone() {
    let trial = Trial::start().await;
    register(&trial, &["openid", "profile"]).await;
    let mut browser = signed_in(&trial, &["keep_signed_in"]).await;
    browser.close_and_open();
    let before = browser.cookies.clone();
    let answer = asked(&mut browser, SHOP).await;
    assert_eq!(answer.json(), json!({"signed_in": false}));
    assert_eq!((answer.header("set-cookie"), &browser.cookies), ("", &before), "only a visit renews (SE4)");
    let back = browser.get(&format!("/continue?page={SHOP}/panier?id=7")).await;
    assert_eq!((back.status, back.location()), (303, "https://boutique.lumen.example/panier?id=7"));
    assert_eq!(asked(&mut browser, SHOP).await.json()["name"], "Jeanne Martin");
}

#[tokio::test]
async fn the_way_in_comes_back_to_the_page_and_to_no_other() {
    let trial = Trial::start().await;
    register(&trial, &["openid"]).await;
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    let away = browser.get(&format!("/continue?page={SHOP}/panier")).await;
    let page = browser.get(away.location()).await;
    assert!(page.body.contains("La boutique"), "the sign-in names who asks");
    let signed = browser.sign_in(away.location(), &person.identifier, &person.password, &[]).await;
    assert_eq!(browser.follow(signed).await.location(), "https://boutique.lumen.example/panier");
    for elsewhere in [
        "https://evil.example/",
        "https://boutique.lumen.example@evil.example/",
        "https://boutique.lumen.example.evil.example/",
        "https://boutique.lumen.example%5C@evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "",
    ] {
        let answer = browser.get(&format!("/continue?page={elsewhere}")).await;
        assert_eq!((answer.status, answer.location()), (400, ""), "WB5 {elsewhere}");
    }
}

#[tokio::test]
async fn a_client_changed_elsewhere_is_noticed_within_seconds() {
    let trial = Trial::start().await;
    register(&trial, &["openid"]).await;
    let node = trial.second_node().await;
    let mut browser = trial.browser().at(&node);
    assert_eq!(asked(&mut browser, SHOP).await.status, 200);
    let without =
        json!({"client_id": "shop", "name": "La boutique", "redirect_uris": ["https://b.example/"]});
    let client: Client = serde_json::from_value(without).expect("a good declaration");
    trial.app.apply_client(client, None).await.expect("applied");
    assert_eq!(asked(&mut trial.browser(), SHOP).await.status, 403, "at once where it was changed");
    trial.clock.turn(Duration::from_secs(10));
    assert_eq!(asked(&mut browser, SHOP).await.status, 403);
}

#[tokio::test]
async fn a_single_page_application_may_ask_for_tokens_and_no_other_origin_may() {
    let trial = Trial::start().await;
    register(&trial, &["openid"]).await;
    let mut browser = trial.browser();
    for path in ["/oauth2/token", "/oauth2/userinfo"] {
        for (origin, status, allowed) in [(SHOP, 204, SHOP), ("https://evil.example", 405, "")] {
            let preflight = browser
                .request(reqwest::Method::OPTIONS, path)
                .header("origin", origin)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization");
            let answer = browser.send(preflight).await;
            assert_eq!(answer.status, status, "{path} {origin}");
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{path} {origin}");
            let asked = browser.request(reqwest::Method::POST, path).header("origin", origin);
            let answer = browser.send(asked).await;
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{path} {origin}");
            assert_eq!(answer.header("access-control-allow-credentials"), "", "no cookie opens these");
            assert_eq!(answer.header("vary"), "Origin", "{path} {origin}");
        }
    }
}
