//! O9 step 3, O10, O11: signing in, the two memory aids, and what an attacker tries instead.

use std::time::Duration;

use domain::network_throttle::NetworkPolicy;
use domain::time::{days, minutes};
use trial::{Trial, TrialSetup};

const KEEP: &[&str] = &["keep_signed_in"];
const REMEMBER: &[&str] = &["remember_identifier"];

async fn jeanne(trial: &Trial) -> trial::Customer {
    trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await
}

#[tokio::test]
async fn the_right_pair_opens_the_account_in_one_post() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let page = browser.get("/sign-in").await;
    assert_eq!(page.status, 200);
    assert!(page.ticked("keep_signed_in") && !page.ticked("remember_identifier"), "O10, O11");
    let answer = browser.sign_in("/sign-in", &person.identifier, &person.password, KEEP).await;
    assert_eq!((answer.status, answer.location()), (303, "/account"), "{}", answer.body);
    let account = browser.get("/account").await;
    assert_eq!(account.status, 200);
    assert!(account.body.contains("Jeanne"));
}

#[tokio::test]
async fn every_spelling_of_the_address_signs_in() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let answer = browser.sign_in("/sign-in", " Jeanne.Martin@LUMEN.example ", &person.password, &[]).await;
    assert_eq!(answer.status, 303);
}

#[tokio::test]
async fn a_wrong_pair_and_an_unknown_person_get_the_same_page() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut answers = Vec::new();
    for identifier in [person.identifier.as_str(), "nobody.at-all@lumen.example"] {
        let mut browser = trial.browser();
        let answer = browser.sign_in("/sign-in", identifier, "une erreur", KEEP).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.field("identifier").as_deref(), Some(identifier), "R9: what was typed is kept");
        assert_eq!(answer.field("password").as_deref().unwrap_or_default(), "");
        let csrf = answer.field("csrf").expect("a form");
        let challenge = crate::passkeys::challenge(&answer);
        let body = answer.body.replace(identifier, "*").replace(&csrf, "*").replace(&challenge, "*");
        answers.push((body, answer.headers.len()));
    }
    assert_eq!(answers[0], answers[1], "NU1");
}

#[tokio::test]
async fn left_ticked_the_browser_stays_signed_in_two_months_and_not_a_day_more() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, KEEP).await;
    for _ in 0..5 {
        browser.close_and_open();
        trial.clock.turn(days(11));
        assert_eq!(browser.get("/account").await.status, 200);
    }
    browser.close_and_open();
    trial.clock.turn(days(5) + minutes(1));
    let late = browser.get("/account").await;
    assert_eq!((late.status, late.location()), (303, "/sign-in"), "the two months run from the sign-in");
}

#[tokio::test]
async fn unticked_the_password_is_asked_after_the_browser_was_closed() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(browser.get("/account").await.status, 200);
    browser.close_and_open();
    assert_eq!(browser.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_session_ends_after_thirty_minutes_rest() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    for _ in 0..3 {
        trial.clock.turn(minutes(29));
        assert_eq!(browser.get("/account").await.status, 200);
    }
    trial.clock.turn(minutes(31));
    assert_eq!(browser.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_remembered_address_stands_on_the_page_and_can_be_changed() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, REMEMBER).await;
    browser.close_and_open();
    let page = browser.get("/sign-in").await;
    assert!(page.body.contains("Jeanne") && page.body.contains(&person.identifier), "C2");
    let other = browser.get("/sign-in?other=1").await;
    assert!(!other.body.contains(&person.identifier));
    assert!(!browser.get("/sign-in").await.body.contains(&person.identifier), "SE9: erasable");
}

#[tokio::test]
async fn changing_the_remembered_address_keeps_the_way() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, REMEMBER).await;
    browser.close_and_open();
    let page = browser.get("/account/devices").await;
    let page = browser.follow(page).await;
    let other =
        page.body.split("href=\"").find(|rest| rest.starts_with("/sign-in?other=1")).expect("the link");
    let href = other.split('"').next().expect("an address").replace("&amp;", "&");
    let answer = browser.sign_in(&href, &person.identifier, &person.password, &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/account/devices"));
}

#[tokio::test]
async fn a_device_that_did_not_remember_shows_nobodys_name() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    browser.close_and_open();
    let page = browser.get("/sign-in").await;
    assert!(!page.body.contains("Jeanne") && !page.body.contains(&person.identifier));
}

#[tokio::test]
async fn parallel_tabs_and_a_lost_answer_do_not_sign_out() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, KEEP).await;
    browser.close_and_open();
    let (mut one, mut two) = (browser.clone(), browser.clone());
    assert_eq!(one.get("/account").await.status, 200);
    assert_eq!(two.get("/account").await.status, 200, "SE4: the same successor again");
    let session = "__Host-vestibule_session";
    assert_eq!(one.cookies.get(session), two.cookies.get(session), "both tabs hold the same");
    assert_eq!((one.kept().len(), one.kept()), (1, two.kept()));
    trial.clock.turn(Duration::from_secs(59));
    assert_eq!(browser.get("/account").await.status, 200, "the answer was lost and asked for again");
}

#[tokio::test]
async fn a_copied_cookie_ends_that_device_alone_and_the_customer_is_told() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, mut computer) = (trial.browser(), trial.browser());
    for browser in [&mut phone, &mut computer] {
        browser.sign_in("/sign-in", &person.identifier, &person.password, KEEP).await;
        browser.close_and_open();
    }
    let mut thief = phone.clone();
    assert_eq!(phone.get("/account").await.status, 200);
    trial.clock.turn(Duration::from_secs(61));
    assert_eq!(thief.get("/account").await.status, 303, "SE3");
    assert_eq!(phone.get("/account").await.status, 303, "the whole series is revoked");
    assert_eq!(computer.get("/account").await.status, 200, "SE5: other devices stay");
    let mails = trial.mails().await;
    assert_eq!(mails.len(), 3, "two new devices and the theft");
}

#[tokio::test]
async fn the_sixth_wrong_try_waits_and_a_known_device_does_not() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut known = trial.browser();
    known.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    known.close_and_open();
    let mut stranger = trial.browser();
    for _ in 0..5 {
        assert_eq!(stranger.sign_in("/sign-in", &person.identifier, "devine", &[]).await.status, 422);
    }
    let refused = stranger.sign_in("/sign-in", &person.identifier, "devine", &[]).await;
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().expect("RL7: seconds");
    assert!((1..=30).contains(&wait));
    let own = known.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(own.status, 303, "RL4: a stranger cannot lock the customer's device out");
    trial.clock.turn(Duration::from_secs(31));
    assert_eq!(stranger.sign_in("/sign-in", &person.identifier, &person.password, &[]).await.status, 303);
}

#[tokio::test]
async fn twenty_guesses_at_once_cannot_share_a_try() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (mut browser, identifier) = (trial.browser(), person.identifier.clone());
        guesses.spawn(async move {
            browser.sign_in("/sign-in", &identifier, &format!("essai {n}"), &[]).await.status
        });
    }
    let statuses = guesses.join_all().await;
    let judged = statuses.iter().filter(|status| **status == 422).count();
    assert!(judged <= 5, "RL2: {statuses:?}");
    assert!(statuses.iter().all(|status| [422, 429].contains(status)));
}

#[tokio::test]
async fn an_unknown_identifier_waits_like_a_known_one() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    for _ in 0..5 {
        assert_eq!(browser.sign_in("/sign-in", "personne@lumen.example", "x", &[]).await.status, 422);
    }
    assert_eq!(browser.sign_in("/sign-in", "personne@lumen.example", "x", &[]).await.status, 429);
}

#[tokio::test]
async fn an_old_hash_is_verified_and_upgraded_at_sign_in() {
    let trial = Trial::start().await;
    // `slappasswd -h {SSHA}`-style, made with Python's hashlib: sha1("azerty" + "abcdefgh") + "abcdefgh".
    let hash = "{SHA}nPgywNVzyLvVFHb/s8UKMR9qIoQ=";
    let fixtures = include_str!("../../../proofs/tests/fixtures/real-hashes.jsonl");
    let line = fixtures.lines().find(|line| line.contains("{SSHA}")).unwrap_or(hash);
    let fixture: serde_json::Value = serde_json::from_str(line).expect("a fixture");
    let text = |name: &str| fixture[name].as_str().expect("a text").to_owned();
    let person = trial.customer_with_hash("paul@lumen.example", &text("password"), &text("hash")).await;
    let mut browser = trial.browser();
    assert_eq!(browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await.status, 303);
    let schemes = store::passwords::schemes(trial.app.db()).await.expect("the mix");
    assert_eq!(schemes, [("argon2id:19456:2:1".to_owned(), 1)], "X11");
    let mut again = trial.browser();
    assert_eq!(again.sign_in("/sign-in", &person.identifier, &person.password, &[]).await.status, 303);
}

#[tokio::test]
async fn a_new_device_is_told_by_mail_once() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    for _ in 0..2 {
        browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
        browser.close_and_open();
    }
    let mails = trial.mails().await;
    assert_eq!(mails.len(), 1, "X10");
    assert_eq!(mails[0].to, person.identifier);
    assert!(mails[0].text.contains("Firefox") && mails[0].text.contains(&trial.issuer));
}

#[tokio::test]
async fn a_form_survives_a_restart_and_a_second_tab() {
    let mut trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let first = browser.get("/sign-in").await.field("csrf").expect("a form");
    browser.get("/sign-in").await;
    trial.restart().await;
    let form = [
        ("identifier", person.identifier.as_str()),
        ("password", person.password.as_str()),
        ("csrf", first.as_str()),
    ];
    assert_eq!(browser.post("/sign-in", &form).await.status, 303);
    trial.restart().await;
    assert_eq!(browser.get("/account").await.status, 200, "SE10: sessions survive too");
}

#[tokio::test]
async fn a_form_of_another_browser_or_installation_signs_nobody_in_and_keeps_what_was_typed() {
    let (trial, elsewhere) = (Trial::start().await, Trial::start().await);
    let person = jeanne(&trial).await;
    let stolen = trial.browser().get("/sign-in").await.field("csrf").expect("a form");
    let foreign = elsewhere.browser().get("/sign-in").await.field("csrf").expect("a form");
    for csrf in [stolen.as_str(), foreign.as_str(), "garbage", ""] {
        let mut browser = trial.browser();
        browser.get("/sign-in").await;
        let form =
            [("identifier", person.identifier.as_str()), ("password", &person.password), ("csrf", csrf)];
        let answer = browser.post("/sign-in", &form).await;
        assert_eq!(answer.status, 422, "login CSRF");
        assert_eq!(answer.field("identifier").as_deref(), Some(person.identifier.as_str()));
        assert!(!browser.cookies.contains_key("__Host-vestibule_session"));
    }
}

#[tokio::test]
async fn a_stale_form_asks_again_and_loses_nothing() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let csrf = browser.get("/sign-in").await.field("csrf").expect("a form");
    trial.clock.turn(domain::time::hours(5));
    let form = [("identifier", person.identifier.as_str()), ("password", "x"), ("csrf", &csrf)];
    let answer = browser.post("/sign-in", &form).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.field("identifier").as_deref(), Some(person.identifier.as_str()));
}

#[tokio::test]
async fn another_site_cannot_post_the_form() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    let csrf = browser.get("/sign-in").await.field("csrf").expect("a form");
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let request = browser.request(reqwest::Method::POST, "/sign-in").header(name, value).form(&[
            ("identifier", "a"),
            ("password", "b"),
            ("csrf", csrf.as_str()),
        ]);
        assert_eq!(browser.send(request).await.status, 403, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_browser_without_cookies_is_told_so() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    let csrf = browser.get("/sign-in").await.field("csrf").expect("a form");
    browser.cookies.clear();
    let answer = browser.post("/sign-in", &[("identifier", "a"), ("password", "b"), ("csrf", &csrf)]).await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("cookies"));
}

#[tokio::test]
async fn malformed_input_gets_a_page_and_never_a_5xx() {
    let trial = Trial::start().await;
    let browser = trial.browser();
    let form = "application/x-www-form-urlencoded";
    let big = format!("identifier={}", "a".repeat(20_000));
    let bodies: [(&str, &[u8], u16); 6] = [
        (form, b"identifier=%ff%fe&password=x", 400),
        (form, b"password=a&password=b", 400),
        (form, big.as_bytes(), 413),
        ("application/json", b"{}", 400),
        (form, b"", 400),
        (form, b"identifier=%00", 400),
    ];
    for (kind, body, status) in bodies {
        let mut browser = browser.clone();
        let request = browser
            .request(reqwest::Method::POST, "/sign-in")
            .header("content-type", kind)
            .body(body.to_vec());
        let answer = browser.send(request).await;
        assert_eq!(
            answer.status,
            status,
            "{kind} {:?}",
            String::from_utf8_lossy(&body[..body.len().min(40)])
        );
        assert!(answer.body.contains("<h1"), "a page that says what to do");
    }
}

#[tokio::test]
async fn a_very_long_identifier_is_refused_and_the_next_form_still_works() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    let refused = browser.sign_in("/sign-in", &"é".repeat(2000), "x", &[]).await;
    assert_eq!(refused.status, 422);
    let csrf = refused.field("csrf").expect("a form");
    let form = [("identifier", person.identifier.as_str()), ("password", &person.password), ("csrf", &csrf)];
    assert_eq!(browser.post("/sign-in", &form).await.status, 303);
}

#[tokio::test]
async fn the_language_follows_the_browser_and_a_choice_is_kept() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    browser.language = "en-GB,en;q=0.9".into();
    assert!(browser.get("/sign-in").await.body.contains("<html lang=\"en\""));
    browser.get("/sign-in?lang=fr-CA").await;
    assert!(browser.get("/sign-in").await.body.contains("<html lang=\"fr-CA\""), "R29");
}

#[tokio::test]
async fn a_disabled_account_is_dead_at_once() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, KEEP).await;
    let now = trial.app.now();
    let mut batch = store::db::Batch::new(domain::ActId::new(now, app::chance::bytes()));
    store::accounts::disable(&mut batch, person.id, now);
    trial.app.db().commit(batch).await.expect("disabled");
    assert_eq!(browser.get("/account").await.status, 303, "SE8");
    let mut again = trial.browser();
    assert_eq!(again.sign_in("/sign-in", &person.identifier, &person.password, &[]).await.status, 422);
}

#[tokio::test]
async fn one_network_that_tries_many_accounts_waits_and_known_devices_do_not() {
    let mut setup = TrialSetup::default();
    setup.policy.throttle.network = NetworkPolicy { tries: 6, pause: Duration::from_mins(10) };
    let trial = Trial::start_with(setup).await;
    let person = jeanne(&trial).await;
    let mut known = trial.browser();
    // Right passwords are given back: an office that signs in in the morning owes nothing.
    for _ in 0..8 {
        let mut fresh = trial.browser();
        let answer = fresh.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
        assert_eq!(answer.status, 303);
        known = fresh;
    }
    known.close_and_open();
    for n in 0..6 {
        let identifier = format!("personne{n}@lumen.example");
        assert_eq!(trial.browser().sign_in("/sign-in", &identifier, "x", &[]).await.status, 422);
    }
    for identifier in ["personne9@lumen.example", &person.identifier] {
        let refused = trial.browser().sign_in("/sign-in", identifier, &person.password, &[]).await;
        assert_eq!(refused.status, 429, "RL6, NU1: whoever it is about");
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((500..=600).contains(&wait), "{wait}");
    }
    let own = known.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(own.status, 303, "RL4");
    trial.clock.turn(Duration::from_mins(10));
    let late = trial.browser().sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(late.status, 303);
}
