//! Every route of the table, read from the table itself: a new route is tried without anybody thinking of it.

use reqwest::Method;
use trial::Trial;

const TABLE: &str = include_str!("../../../web/src/routes/mod.rs");

/// Path, whether it takes POST, and whether it is one of the customers' own pages.
fn routes() -> Vec<(String, bool, bool)> {
    let mut customers = false;
    let mut found = Vec::new();
    for line in TABLE.lines() {
        customers = (customers || line.starts_with("fn customers")) && !line.starts_with("fn machines");
        let Some(rest) = line.trim().strip_prefix(".route(\"") else { continue };
        let (path, handlers) = rest.split_once("\",").expect("a path and its handlers");
        found.push((path.replace("{*path}", "x"), handlers.contains("post("), customers));
    }
    assert!(found.len() > 20, "the table was read");
    found
}

#[tokio::test]
async fn no_form_can_be_posted_by_another_site() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    browser.get("/sign-in").await;
    for (path, _, _) in routes().iter().filter(|(_, posts, customers)| *posts && *customers) {
        let request = browser
            .request(Method::POST, path)
            .header("origin", "https://evil.example")
            .form(&[("csrf", "x")]);
        assert_eq!(browser.send(request).await.status, 403, "WB1 {path}");
        let ours = browser.post(path, &[("csrf", "x")]).await;
        assert!([409, 422].contains(&ours.status), "a made-up token opens nothing: {path} {}", ours.status);
    }
}

#[tokio::test]
async fn garbage_gets_a_clear_answer_on_every_route_and_never_a_5xx() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    let garbage = "%ff=%zz&client_id=a&client_id=b&visit=AAAA&journey=zz&ctx=%00&lang=xx";
    browser.cookies.insert("__Host-vestibule_session".into(), "A".repeat(43));
    browser.cookies.insert(format!("__Host-vestibule_kept-{}", "A".repeat(22)), "A".repeat(43));
    browser.cookies.insert("__Host-vestibule_people".into(), "AQAB".repeat(40));
    for (path, posts, _) in routes() {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::TRACE] {
            let request = browser
                .request(method.clone(), &format!("{path}?{garbage}"))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(if method == Method::POST { garbage } else { "" });
            let answer = browser.send(request).await;
            assert!(answer.status < 500, "{method} {path} answered {}", answer.status);
            let is_taken = [Method::GET, Method::HEAD].contains(&method) || (posts && method == Method::POST);
            if !is_taken {
                assert_eq!(answer.status, 405, "WB8 {method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_header_set() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    let mut paths: Vec<String> = routes().into_iter().map(|(path, _, _)| path).collect();
    paths.push("/nowhere".into());
    for path in paths {
        let answer = browser.get(&path).await;
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "WB2 {path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "WB3 {path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "EL6 {path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        let personal = path.starts_with("/account") || path.starts_with("/sign") || path == "/session";
        assert!(!personal || answer.header("cache-control").contains("no-store"), "WB3 {path}");
        assert!(answer.header("server").is_empty(), "WB7 {path}");
    }
}

#[tokio::test]
async fn cookies_are_set_with_the_host_prefix_and_all_attributes() {
    let trial = Trial::start().await;
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    let boxes = ["keep_signed_in", "remember_identifier"];
    let page = browser.get("/sign-in?lang=en").await;
    let signed = browser.sign_in("/sign-in", &person.identifier, &person.password, &boxes).await;
    let set: Vec<String> = [&page, &signed]
        .iter()
        .flat_map(|answer| answer.headers.get_all("set-cookie"))
        .map(|value| value.to_str().expect("text").to_owned())
        .collect();
    assert!(set.len() >= 5, "visit, language, session, kept, people: {set:?}");
    for cookie in set {
        assert!(cookie.starts_with("__Host-"), "SE2 {cookie}");
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
            assert!(cookie.contains(attribute), "SE2 {cookie}");
        }
        assert!(!cookie.contains("Domain"), "SE2 {cookie}");
        assert!(!cookie.contains("jeanne"), "SE9: nothing readable in a cookie");
    }
}

/// Ten thousand pages wait at once, and every request's room is copied when it comes.
#[tokio::test]
async fn the_room_that_a_request_takes_is_small() {
    let trial = Trial::start().await;
    let web = web::Web::new(trial.app.clone(), web::Settings::default()).expect("brands that can be drawn");
    let front = web::Front::new(web);
    let room = size_of_val(&front.answer(http::Request::new(axum::body::Body::empty())));
    assert!(room <= 4096, "{room} bytes");
}
