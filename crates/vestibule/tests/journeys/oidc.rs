//! O2: one sign-in opens all the company's areas, by OpenID Connect's code flow with PKCE.

use domain::client::Client;
use serde_json::{Value, json};
use trial::{Answer, Browser, Trial};

/// RFC 7636 appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub async fn register(trial: &Trial, id: &str, extra: Value) {
    let mut declared = json!({
        "client_id": id, "name": format!("Portail {id}"),
        "redirect_uris": [format!("https://{id}.lumen.example/back")],
        "post_logout_redirect_uris": [format!("https://{id}.lumen.example/bye")],
        "backchannel_logout_uri": format!("https://{id}.lumen.example/logout"),
        "home_uri": format!("https://{id}.lumen.example/"),
    });
    for (name, value) in extra.as_object().into_iter().flatten() {
        declared[name] = value.clone();
    }
    let client: Client = serde_json::from_value(declared).expect("a good declaration");
    let secret = domain::Secret::new("secret".into());
    let hash = oidc::checks::token::client_auth::secret_hash(&secret);
    trial.app.apply_client(client, Some(hash)).await.expect("applied");
}

pub fn request(id: &str, extra: &str) -> String {
    format!(
        "/oauth2/authorize?response_type=code&client_id={id}&redirect_uri=https%3A%2F%2F{id}.lumen.example%2Fback\
         &scope=openid+profile+email&state=s1&nonce=n1&code_challenge={CHALLENGE}&code_challenge_method=S256{extra}"
    )
}

fn param(location: &str, name: &str) -> Option<String> {
    let query = location.split_once('?')?.1;
    let value = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
    Some(value.replace("%3A", ":").replace("%2F", "/"))
}

async fn redeem(browser: &mut Browser, id: &str, code: &str, verifier: &str) -> Answer {
    let redirect = format!("https://{id}.lumen.example/back");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect.as_str()),
        ("code_verifier", verifier),
    ];
    let request =
        browser.request(reqwest::Method::POST, "/oauth2/token").basic_auth(id, Some("secret")).form(&form);
    browser.send(request).await
}

fn claims(token: &str) -> Value {
    use base64::Engine as _;
    let body = token.split('.').nth(1).expect("a JWS");
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(body).expect("base64url");
    serde_json::from_slice(&bytes).expect("JSON")
}

async fn signed_in(trial: &Trial, path: &str) -> (Browser, Answer) {
    let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    let answer = browser.sign_in(path, &person.identifier, &person.password, &["keep_signed_in"]).await;
    let answer = browser.follow(answer).await;
    (browser, answer)
}

#[tokio::test]
async fn one_sign_in_opens_three_portals() {
    let trial = Trial::start().await;
    for id in ["mail", "cloud", "espace"] {
        register(&trial, id, json!({})).await;
    }
    let (mut browser, answer) = signed_in(&trial, &request("mail", "")).await;
    assert!(answer.location().starts_with("https://mail.lumen.example/back?"), "{}", answer.location());
    assert_eq!(param(answer.location(), "state").as_deref(), Some("s1"));
    assert_eq!(param(answer.location(), "iss").as_deref(), Some(trial.issuer.as_str()), "OA7");
    for id in ["cloud", "espace"] {
        let straight = browser.get(&request(id, "")).await;
        assert!(straight.location().starts_with(&format!("https://{id}.lumen.example/back?")));
    }
}

#[tokio::test]
async fn a_device_that_was_somebody_elses_takes_its_portals_and_tokens_with_it() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let (mut browser, answer) = signed_in(&trial, &request("mail", "")).await;
    let code = param(answer.location(), "code").expect("a code");
    let tokens = redeem(&mut browser, "mail", &code, VERIFIER).await.json();
    let link = crate::not_me::links(&trial).await.into_iter().next().expect("a notice");
    let mut phone = trial.browser();
    let page = crate::not_me::open(&mut phone, &link).await;
    assert_eq!(crate::not_me::press(&mut phone, &page).await.status, 303);
    let access = tokens["access_token"].as_str().expect("an access token");
    let asked = browser.request(reqwest::Method::GET, "/oauth2/userinfo").bearer_auth(access);
    assert_eq!(browser.send(asked).await.status, 401, "X10: the token is dead");
    trial.mails().await;
    let told = trial.calls.list();
    assert_eq!(told.iter().filter(|call| call.url == "https://mail.lumen.example/logout").count(), 1, "SE7");
}

#[tokio::test]
async fn the_code_becomes_tokens_that_tell_the_truth() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let (mut browser, answer) = signed_in(&trial, &request("mail", "")).await;
    let code = param(answer.location(), "code").expect("a code");
    let tokens = redeem(&mut browser, "mail", &code, VERIFIER).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    let tokens = tokens.json();
    let claims = claims(tokens["id_token"].as_str().expect("an ID token"));
    assert_eq!(
        (&claims["aud"], &claims["nonce"], &claims["iss"]),
        (&json!("mail"), &json!("n1"), &json!(trial.issuer))
    );
    assert_eq!((&claims["amr"], &claims["acr"]), (&json!(["pwd"]), &json!("1")), "EN8");
    let access = tokens["access_token"].as_str().expect("an access token");
    let asked = browser.request(reqwest::Method::GET, "/oauth2/userinfo").bearer_auth(access);
    let info = browser.send(asked).await;
    assert_eq!(info.json()["sub"], claims["sub"]);
    assert_eq!(info.json()["given_name"], "Jeanne");
    let cut =
        browser.request(reqwest::Method::GET, "/oauth2/userinfo").bearer_auth(&access[..access.len() - 1]);
    assert_eq!(browser.send(cut).await.status, 401, "OA10");
}

#[tokio::test]
async fn a_code_works_once_also_with_twenty_at_once_and_its_tokens_die_with_a_replay() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let (browser, answer) = signed_in(&trial, &request("mail", "")).await;
    let code = param(answer.location(), "code").expect("a code");
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (mut browser, code) = (browser.clone(), code.clone());
        tries.spawn(async move { redeem(&mut browser, "mail", &code, VERIFIER).await });
    }
    let answers = tries.join_all().await;
    let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(won.len(), 1, "OA4");
    let access = won[0].json()["access_token"].as_str().expect("a token").to_owned();
    let mut browser = browser;
    let asked = browser.request(reqwest::Method::GET, "/oauth2/userinfo").bearer_auth(access);
    assert_eq!(browser.send(asked).await.status, 401, "what a replayed code had issued is revoked");
}

#[tokio::test]
async fn a_stolen_code_is_useless_to_another_client_or_without_the_verifier() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    register(&trial, "cloud", json!({})).await;
    let (mut browser, answer) = signed_in(&trial, &request("mail", "")).await;
    let code = param(answer.location(), "code").expect("a code");
    let other = redeem(&mut browser, "cloud", &code, VERIFIER).await;
    assert_eq!((other.status, &other.json()["error"]), (400, &json!("invalid_grant")));
    let wrong = redeem(&mut browser, "mail", &code, &"a".repeat(43)).await;
    assert_eq!(wrong.json()["error"], "invalid_grant");
    trial.clock.turn(std::time::Duration::from_secs(61));
    let late = redeem(&mut browser, "mail", &code, VERIFIER).await;
    assert_eq!(late.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_wrong_client_or_return_address_gets_a_page_and_never_a_redirect() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let mut browser = trial.browser();
    let evil = request("mail", "").replace("mail.lumen.example", "evil.example");
    for path in [request("unknown", ""), evil, "/oauth2/authorize".into()] {
        let answer = browser.get(&path).await;
        assert_eq!((answer.status, answer.location()), (400, ""), "OA2 {path}");
        assert!(answer.body.contains("<h1"));
    }
}

#[tokio::test]
async fn prompt_none_answers_login_required_and_prompt_login_asks_once() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let mut nobody = trial.browser();
    let silent = nobody.get(&request("mail", "&prompt=none")).await;
    assert_eq!(param(silent.location(), "error").as_deref(), Some("login_required"), "OA11");
    let (mut browser, _) = signed_in(&trial, "/sign-in").await;
    trial.clock.turn(std::time::Duration::from_secs(5));
    let asked = browser.get(&request("mail", "&prompt=login")).await;
    assert!(asked.location().starts_with("/sign-in?visit="));
    let answer = browser.sign_in(asked.location(), "jeanne@lumen.example", "soleil levant 42", &[]).await;
    let answer = browser.follow(answer).await;
    assert!(answer.location().starts_with("https://mail.lumen.example/back?code="), "{}", answer.location());
}

#[tokio::test]
async fn signing_out_tells_every_portal_that_was_opened() {
    let trial = Trial::start().await;
    for id in ["mail", "cloud"] {
        register(&trial, id, json!({})).await;
    }
    let (mut browser, _) = signed_in(&trial, &request("mail", "")).await;
    browser.get(&request("cloud", "")).await;
    let csrf = browser.get("/account").await.field("csrf").expect("a form");
    browser.post("/sign-out", &[("csrf", csrf.as_str())]).await;
    let mut told: Vec<String> = trial.calls.list().into_iter().map(|call| call.url).collect();
    told.sort();
    assert_eq!(told, ["https://cloud.lumen.example/logout", "https://mail.lumen.example/logout"], "SE7");
}

#[tokio::test]
async fn a_portal_with_a_proof_signs_out_at_once_and_comes_back_to_its_own_address_only() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let (mut browser, answer) = signed_in(&trial, &request("mail", "")).await;
    let code = param(answer.location(), "code").expect("a code");
    let tokens = redeem(&mut browser, "mail", &code, VERIFIER).await.json();
    let hint = tokens["id_token"].as_str().expect("an ID token");
    let back = "https%3A%2F%2Fmail.lumen.example%2Fbye";
    let asked =
        browser.get(&format!("/oauth2/end-session?post_logout_redirect_uri={back}&client_id=mail")).await;
    assert_eq!(asked.status, 200, "OA12: without a proof the person is asked");
    assert_eq!(browser.get("/account").await.status, 200);
    let path = format!("/oauth2/end-session?id_token_hint={hint}&post_logout_redirect_uri={back}&state=x");
    let ended = browser.get(&path).await;
    assert_eq!(ended.location(), "https://mail.lumen.example/bye?state=x");
    assert_eq!(browser.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_linked_service_asks_for_consent_once_and_a_no_is_told() {
    let mut trial = Trial::start().await;
    register(&trial, "partner", json!({"consent": true})).await;
    let (mut browser, page) = signed_in(&trial, &request("partner", "")).await;
    assert_eq!(page.status, 200, "{}", page.location());
    assert!(page.body.contains("Portail partner"), "C33");
    let csrf = page.field("csrf").expect("a form");
    trial.restart().await;
    let form = [("csrf", csrf.as_str()), ("decision", "continue")];
    let given = browser.post("/consent", &form).await;
    let given = browser.follow(given).await;
    assert!(given.location().starts_with("https://partner.lumen.example/back?code="), "{}", given.location());
    assert_eq!(browser.post("/consent", &form).await.status, 409, "a replay is out of turn");
    assert!(browser.get(&request("partner", "")).await.location().contains("code="), "asked once");
    register(&trial, "other", json!({"consent": true})).await;
    let asked = browser.get(&request("other", "")).await;
    let page = browser.follow(asked).await;
    let csrf = page.field("csrf").expect("a form");
    let refused = browser.post("/consent", &[("csrf", csrf.as_str()), ("decision", "refuse")]).await;
    assert_eq!(param(refused.location(), "error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn discovery_and_keys_are_complete() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    let document = browser.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["issuer"], json!(trial.issuer));
    for name in
        ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"]
    {
        let address = document[name].as_str().expect("an address").to_owned();
        assert!(address.starts_with(&trial.issuer), "{name}");
    }
    let keys = browser.get("/oauth2/jwks").await.json();
    let algs: Vec<&str> =
        keys["keys"].as_array().expect("keys").iter().filter_map(|key| key["alg"].as_str()).collect();
    assert!(algs.contains(&"RS256") && algs.contains(&"ES256"));
    assert!(!keys.to_string().contains("\"d\""), "no private part");
}

#[tokio::test]
async fn tokens_die_with_the_session() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let (mut browser, answer) = signed_in(&trial, &request("mail", "")).await;
    let code = param(answer.location(), "code").expect("a code");
    let second = browser.get(&request("mail", "")).await;
    let unused = param(second.location(), "code").expect("a second code");
    let tokens = redeem(&mut browser, "mail", &code, VERIFIER).await.json();
    let access = tokens["access_token"].as_str().expect("a token").to_owned();
    let csrf = browser.get("/account").await.field("csrf").expect("a form");
    browser.post("/sign-out", &[("csrf", csrf.as_str())]).await;
    let asked = browser.request(reqwest::Method::GET, "/oauth2/userinfo").bearer_auth(access);
    assert_eq!(browser.send(asked).await.status, 401, "SE7");
    let late = redeem(&mut browser, "mail", &unused, VERIFIER).await;
    assert_eq!(late.json()["error"], "invalid_grant", "OA4: bound to the session");
}

/// The claims of the code that this answer brings.
pub async fn claims_of(browser: &mut Browser, answer: &Answer) -> Value {
    let code = param(answer.location(), "code").expect("a code");
    let tokens = redeem(browser, "mail", &code, VERIFIER).await.json();
    claims(tokens["id_token"].as_str().expect("an ID token"))
}

#[tokio::test]
async fn a_service_that_asks_for_two_factors_gets_them_by_a_step_up_under_a_new_session() {
    use crate::factors::{asks_for_code, enrol, next_code, person, signed_in, type_code};
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let one = browser.get(&request("mail", "&acr_values=2")).await;
    let told = claims_of(&mut browser, &one).await;
    assert_eq!(
        (&told["amr"], &told["acr"]),
        (&json!(["pwd"]), &json!("1")),
        "EN8: nobody claims what is not held"
    );
    let app = enrol(&trial, &mut browser).await;
    browser.close_and_open();
    browser.sign_in("/sign-in", crate::factors::LOGIN, crate::factors::PASSWORD, &[]).await;
    let plain = browser.get(&request("mail", "")).await;
    assert_eq!(claims_of(&mut browser, &plain).await["acr"], json!("1"), "a known device asked less");
    next_code(&trial);
    let silent = browser.get(&request("mail", "&acr_values=2&prompt=none")).await;
    assert_eq!(param(silent.location(), "error").as_deref(), Some("login_required"), "OA11");
    let before = browser.cookies.get("__Host-vestibule_session").cloned();
    let sent = browser.get(&request("mail", "&acr_values=2")).await;
    let page = browser.follow(sent).await;
    assert!(asks_for_code(&page) && page.body.contains("Portail mail demande"), "{}", page.body);
    let two = type_code(&mut browser, &page, &app.code(&trial)).await;
    let told = claims_of(&mut browser, &two).await;
    assert_eq!((&told["amr"], &told["acr"]), (&json!(["pwd", "otp", "mfa"]), &json!("2")), "EN8");
    assert_ne!(browser.cookies.get("__Host-vestibule_session").cloned(), before, "SE1: a new id");
    let mut old = browser.clone();
    old.cookies.insert("__Host-vestibule_session".into(), before.expect("a session"));
    assert_eq!(old.get("/account").await.status, 303, "SE1: the old one is dead");
}
