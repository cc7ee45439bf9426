//! E0, X3: the authenticator's own origin on the same server: its files, its name and icon, and what it is kept from.

use reqwest::Method;
use trial::{AUTHENTICATOR, Answer, Browser, Trial};

async fn ask(browser: &mut Browser, method: Method, path: &str) -> Answer {
    let host = AUTHENTICATOR.trim_start_matches("https://");
    let request = browser.request(method, path).header("host", host);
    browser.send(request).await
}

async fn get(browser: &mut Browser, path: &str) -> Answer {
    ask(browser, Method::GET, path).await
}

#[tokio::test]
async fn the_short_address_leads_from_the_sign_in_to_the_app() {
    let trial = Trial::start().await;
    let answer = trial.browser().get("/app").await;
    assert_eq!((answer.status, answer.location()), (303, "https://app.lumen.example/"));
}

#[tokio::test]
async fn the_icon_bears_the_name_and_colour_of_the_company() {
    let trial = Trial::start().await;
    let mut phone = trial.browser();
    let manifest = get(&mut phone, "/manifest.webmanifest").await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let said = manifest.json();
    assert_eq!((said["name"].as_str(), said["start_url"].as_str()), (Some("Lumen"), Some("/")));
    assert_eq!(said["display"], "standalone");
    for icon in said["icons"].as_array().expect("icons") {
        let drawn = get(&mut phone, icon["src"].as_str().expect("an address")).await;
        assert_eq!((drawn.status, drawn.header("content-type")), (200, icon["type"].as_str().unwrap()));
    }
    let company = get(&mut phone, "/company.json").await.json();
    assert_eq!(company["name"], "Lumen");
    for language in ["fr-FR", "fr-CA", "en"] {
        assert!(company["support"]["name"][language].is_string(), "the app asks by this name: {language}");
    }
    assert!(company["issuer"].is_string());
    assert!(get(&mut phone, "/style.css").await.header("content-type").starts_with("text/css"));
}

#[tokio::test]
async fn the_app_runs_its_own_scripts_and_nobody_elses() {
    let trial = Trial::start().await;
    let mut phone = trial.browser();
    for path in ["/", "/e", "/sw.js", "/company.json", "/nowhere", "/sign-in"] {
        let answer = get(&mut phone, path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'self';"), "{path}: {policy}");
        for rule in ["frame-ancestors 'none'", "require-trusted-types-for 'script'", "form-action 'none'"] {
            assert!(policy.contains(rule), "{path}: {rule}");
        }
        assert!(!policy.contains("unsafe"), "{path}");
        assert!(answer.header("permissions-policy").contains("camera=(self)"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn nothing_of_the_sign_in_is_on_the_apps_origin_and_nothing_of_the_app_on_the_sign_ins() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    for path in ["/sign-in", "/account", "/oauth2/jwks", "/continue", "/healthz"] {
        assert_eq!(get(&mut browser, path).await.status, 404, "{path}");
    }
    for path in ["/sw.js", "/company.json", "/linked", "/manifest.webmanifest", "/e"] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_phone_that_was_linked_is_known_as_such_and_as_nothing_else() {
    let trial = Trial::start().await;
    let mut phone = trial.browser();
    assert_eq!(get(&mut phone, "/linked").await.json()["linked"], false);
    let marked = ask(&mut phone, Method::PUT, "/linked").await;
    let cookie = marked.header("set-cookie").to_owned();
    for part in ["__Host-linked=1", "Path=/", "HttpOnly", "SameSite=Strict", "Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(get(&mut phone, "/linked").await.json()["linked"], true);
    ask(&mut phone, Method::DELETE, "/linked").await;
    assert_eq!(get(&mut phone, "/linked").await.json()["linked"], false);
}

#[tokio::test]
async fn a_server_without_the_bundle_says_what_is_missing_and_one_with_it_serves_it() {
    let trial = Trial::start().await;
    let mut phone = trial.browser();
    let page = get(&mut phone, "/").await;
    if !web::authenticator_is_here() {
        assert_eq!(page.status, 503);
        assert!(page.body.contains("cargo xtask authenticator"));
        return;
    }
    assert_eq!((page.status, page.header("cache-control")), (200, "no-cache"));
    let script = page.body.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a script");
    let file = get(&mut phone, script).await;
    assert_eq!(file.header("content-type"), "text/javascript; charset=utf-8");
    assert!(file.header("cache-control").contains("immutable"));
    assert_eq!(get(&mut phone, "/sw.js").await.header("cache-control"), "no-cache");
    for path in ["/a/../index.html", "/a/%2e%2e%2findex.html", "/a/none.js", "/index.html"] {
        assert_eq!(get(&mut phone, path).await.status, 404, "{path}");
    }
}
