//! O2: portals that cannot be changed, behind a proxy that asks about each request.

use domain::client::Client;
use domain::time::minutes;
use serde_json::json;
use trial::{Answer, Browser, Trial};

const PORTAL: &str = "https://intranet.lumen.example";

async fn register(trial: &Trial) {
    let declared = json!({"client_id": "intranet", "name": "Intranet", "forward_auth_origins": [PORTAL]});
    let client: Client = serde_json::from_value(declared).expect("a good declaration");
    assert_eq!(oidc::checks::registration::registration(&client), Vec::<String>::new());
    trial.app.apply_client(client, None).await.expect("applied");
}

/// What Caddy and Traefik ask for a browser at the portal.
async fn asked_by_caddy(portal: &mut Browser, uri: &str) -> Answer {
    let request = portal
        .request(reqwest::Method::GET, "/forward-auth")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "intranet.lumen.example")
        .header("x-forwarded-uri", uri)
        .header("x-forwarded-method", "GET");
    portal.send(request).await
}

/// What nginx asks.
async fn asked_by_nginx(portal: &mut Browser, uri: &str) -> Answer {
    let request = portal
        .request(reqwest::Method::GET, "/forward-auth")
        .header("x-original-url", format!("{PORTAL}{uri}"));
    portal.send(request).await
}

/// The portal's own corner, led to us by its proxy.
async fn at_the_portal(portal: &mut Browser, address: &str) -> Answer {
    let path = address.strip_prefix(PORTAL).expect("an address of the portal");
    let request = portal
        .request(reqwest::Method::GET, path)
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "intranet.lumen.example");
    portal.send(request).await
}

/// One browser has two jars: one for the sign-in's host, one for the portal's.
async fn let_in(trial: &Trial) -> (Browser, Browser, String) {
    register(trial).await;
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let (mut browser, mut portal) = (trial.browser(), trial.browser());
    let away = asked_by_caddy(&mut portal, "/dossiers?id=7&x=1").await;
    assert_eq!(away.status, 302);
    let page = browser.get(away.location()).await;
    assert!(page.location().starts_with("/sign-in"), "{}", page.location());
    let signed = browser.sign_in(page.location(), &person.identifier, &person.password, &[]).await;
    let back = browser.follow(signed).await;
    let ticket = back.location().to_owned();
    assert!(ticket.starts_with(&format!("{PORTAL}/.vestibule/accept?ticket=")), "{ticket}");
    (browser, portal, ticket)
}

#[tokio::test]
async fn the_deep_link_is_kept_and_the_portal_learns_who_it_is() {
    let trial = Trial::start().await;
    let (_, mut portal, ticket) = let_in(&trial).await;
    let accepted = at_the_portal(&mut portal, &ticket).await;
    assert_eq!((accepted.status, accepted.location()), (303, "/dossiers?id=7&x=1"));
    for known in [asked_by_caddy(&mut portal, "/").await, asked_by_nginx(&mut portal, "/x").await] {
        assert_eq!(known.status, 200);
        assert_eq!(known.header("remote-email"), "jeanne@lumen.example");
        assert_eq!(known.header("remote-name"), "Jeanne Martin");
        assert_eq!(known.header("remote-user").len(), 32);
    }
}

#[tokio::test]
async fn nginx_gets_401_and_a_page_that_posts_is_not_redirected() {
    let trial = Trial::start().await;
    register(&trial).await;
    let mut portal = trial.browser();
    let refused = asked_by_nginx(&mut portal, "/").await;
    assert_eq!((refused.status, refused.header("remote-user")), (401, ""));
    let posting = portal
        .request(reqwest::Method::GET, "/forward-auth")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "intranet.lumen.example")
        .header("x-forwarded-uri", "/")
        .header("x-forwarded-method", "POST");
    assert_eq!(portal.send(posting).await.status, 401);
}

#[tokio::test]
async fn a_ticket_works_once_in_the_browser_that_set_out_and_at_its_own_portal() {
    let trial = Trial::start().await;
    let (_, mut portal, ticket) = let_in(&trial).await;
    let mut stranger = trial.browser();
    assert_eq!(at_the_portal(&mut stranger, &ticket).await.status, 400, "login CSRF: no cookie of the way");
    asked_by_caddy(&mut stranger, "/").await;
    assert_eq!(at_the_portal(&mut stranger, &ticket).await.status, 400, "another browser's way");
    let elsewhere = portal
        .request(reqwest::Method::GET, ticket.strip_prefix(PORTAL).expect("a path"))
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "other.lumen.example");
    assert_eq!(portal.send(elsewhere).await.status, 400);
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (mut portal, ticket) = (portal.clone(), ticket.clone());
        tries.spawn(async move { at_the_portal(&mut portal, &ticket).await.status });
    }
    let statuses = tries.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
}

#[tokio::test]
async fn a_late_ticket_is_worth_nothing() {
    let trial = Trial::start().await;
    let (_, mut portal, ticket) = let_in(&trial).await;
    trial.clock.turn(minutes(2));
    assert_eq!(at_the_portal(&mut portal, &ticket).await.status, 400);
}

#[tokio::test]
async fn signing_out_closes_the_portal_at_once_and_using_it_keeps_the_session_alive() {
    let trial = Trial::start().await;
    let (mut browser, mut portal, ticket) = let_in(&trial).await;
    at_the_portal(&mut portal, &ticket).await;
    for _ in 0..3 {
        trial.clock.turn(minutes(20));
        assert_eq!(asked_by_nginx(&mut portal, "/").await.status, 200);
    }
    assert_eq!(browser.get("/account").await.status, 200, "work at the portal counts as activity");
    let csrf = browser.get("/account").await.field("csrf").expect("a form");
    browser.post("/sign-out", &[("csrf", csrf.as_str())]).await;
    assert_eq!(asked_by_nginx(&mut portal, "/").await.status, 401, "SE7");
}

#[tokio::test]
async fn an_origin_nobody_registered_leads_nowhere() {
    let trial = Trial::start().await;
    let mut portal = trial.browser();
    let answer = asked_by_caddy(&mut portal, "/").await;
    assert_eq!((answer.status, answer.location()), (401, ""), "WB5");
    let started = at_the_portal(&mut portal, &format!("{PORTAL}/.vestibule/start")).await;
    assert_eq!((started.status, started.location()), (404, ""));
}

#[tokio::test]
async fn a_cookie_of_one_portal_opens_no_other() {
    let trial = Trial::start().await;
    let (_, mut portal, ticket) = let_in(&trial).await;
    at_the_portal(&mut portal, &ticket).await;
    let other = portal
        .request(reqwest::Method::GET, "/forward-auth")
        .header("x-original-url", "https://other.lumen.example/");
    assert_eq!(portal.send(other).await.status, 401);
}
