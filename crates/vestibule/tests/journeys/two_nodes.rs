//! Any node serves any turn: two nodes over one store, SQLite always, PostgreSQL where the tests have one.

use store::db::Tls;
use store::{Batch, Db, Statement, StoreConfig};
use trial::{Trial, TrialSetup};

use crate::{factors, recover};

/// A schema of its own in the tests' PostgreSQL, if there is one.
async fn postgres() -> Option<StoreConfig> {
    let url = std::env::var_os("VESTIBULE_TEST_PG")?.into_string().expect("an address");
    let schema = format!("journeys_{}", domain::ActId::from_bytes(app::chance::bytes()));
    let config = |url: String| StoreConfig::Postgres { url, connections: 8, tls: Tls::Off };
    let db = Db::open(&config(url.clone())).await.expect("the tests' PostgreSQL answers");
    let text: &'static str = Box::leak(format!("CREATE SCHEMA {schema}").into_boxed_str());
    let statement: &'static Statement = Box::leak(Box::new(Statement::new("test.schema", text)));
    let mut batch = Batch::new(domain::ActId::from_bytes(app::chance::bytes()));
    batch.run(statement, Vec::new());
    db.commit(batch).await.expect("a schema of our own");
    let parted = if url.contains('?') { '&' } else { '?' };
    Some(config(format!("{url}{parted}options=-c%20search_path%3D{schema}")))
}

pub async fn trials() -> Vec<Trial> {
    trials_with(domain::Policy::default()).await
}

async fn trials_with(policy: domain::Policy) -> Vec<Trial> {
    let setup = |store| TrialSetup { store, policy: policy.clone(), ..TrialSetup::default() };
    let mut trials = vec![Trial::start_with(setup(None)).await];
    if let Some(store) = postgres().await {
        trials.push(Trial::start_with(setup(Some(store))).await);
    } else {
        trial::say("not run on PostgreSQL: VESTIBULE_TEST_PG is not set (cargo xtask test sets it)");
    }
    trials
}

#[tokio::test]
async fn a_form_of_one_node_is_posted_to_the_other_and_the_session_holds_on_both() {
    for trial in trials().await {
        let other = trial.second_node().await;
        let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
        let mut browser = trial.browser();
        let csrf = browser.get("/sign-in").await.field("csrf").expect("a form");
        let mut there = browser.at(&other);
        let form = [
            ("identifier", person.identifier.as_str()),
            ("password", person.password.as_str()),
            ("csrf", csrf.as_str()),
            ("keep_signed_in", "on"),
        ];
        assert_eq!(there.post("/sign-in", &form).await.status, 303);
        browser.cookies.clone_from(&there.cookies);
        assert_eq!(browser.get("/account").await.status, 200);
        let csrf = browser.get("/account").await.field("csrf").expect("a form");
        assert_eq!(there.post("/sign-out", &[("csrf", csrf.as_str())]).await.status, 303);
        assert_eq!(browser.get("/account").await.status, 303, "SE8: dead on every node at once");
    }
}

#[tokio::test]
async fn a_kept_cookie_shown_to_both_nodes_at_once_gets_one_successor() {
    for trial in trials().await {
        let other = trial.second_node().await;
        let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
        let mut browser = trial.browser();
        browser.sign_in("/sign-in", &person.identifier, &person.password, &["keep_signed_in"]).await;
        browser.close_and_open();
        let mut tabs = tokio::task::JoinSet::new();
        for n in 0..20 {
            let mut tab = if n % 2 == 0 { browser.clone() } else { browser.at(&other) };
            tabs.spawn(async move {
                let status = tab.get("/account").await.status;
                (status, tab.kept())
            });
        }
        let seen = tabs.join_all().await;
        assert!(seen.iter().all(|(status, _)| *status == 200), "SE4: {seen:?}");
        assert!(seen.iter().all(|(_, kept)| *kept == seen[0].1), "the same successor everywhere");
    }
}

#[tokio::test]
async fn guesses_at_both_nodes_share_one_counter() {
    for trial in trials().await {
        let other = trial.second_node().await;
        let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
        let mut guesses = tokio::task::JoinSet::new();
        for n in 0..16 {
            let browser = trial.browser();
            let mut browser = if n % 2 == 0 { browser } else { browser.at(&other) };
            let identifier = person.identifier.clone();
            guesses
                .spawn(async move { browser.sign_in("/sign-in", &identifier, "devine", &[]).await.status });
        }
        let statuses = guesses.join_all().await;
        let judged = statuses.iter().filter(|status| **status == 422).count();
        assert!(judged <= 5, "RL1, RL2: {statuses:?}");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_over_both_nodes_and_of_twenty_posts_one_is_stored() {
    for trial in trials().await {
        let other = trial.second_node().await;
        let person = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
        let mut browser = trial.browser();
        let page = recover::ask(&mut browser, &person.identifier).await;
        let code = recover::code_of(&recover::message(&trial).await);
        let mut there = browser.at(&other);
        let page = recover::type_code(&mut there, &page, &code).await;
        assert!(recover::asks_for_password(&page), "X8: {}", page.body);
        let csrf = page.field("csrf").expect("a form");
        let mut racers = tokio::task::JoinSet::new();
        for n in 0..20 {
            let mut browser = if n % 2 == 0 { browser.clone() } else { there.clone() };
            let (csrf, chosen) = (csrf.clone(), format!("{} {n}", recover::CHOSEN));
            racers.spawn(async move {
                let form = [("csrf", csrf.as_str()), ("new_password", chosen.as_str())];
                (n, browser.post("/reset", &form).await.status)
            });
        }
        let answers = racers.join_all().await;
        let stored: Vec<_> = answers.iter().filter(|(_, status)| *status == 303).collect();
        assert_eq!(stored.len(), 1, "EL2: {answers:?}");
        let chosen = format!("{} {}", recover::CHOSEN, stored[0].0);
        assert!(recover::signs_in(&trial, &person.identifier, &chosen).await);
    }
}

#[tokio::test]
async fn a_sign_in_waits_for_its_code_over_both_nodes_and_of_twenty_who_show_one_code_one_wins() {
    for trial in trials().await {
        let other = trial.second_node().await;
        let _ = factors::person(&trial).await;
        let (mut home, _) = factors::signed_in(&trial, &[]).await;
        let app = factors::enrol(&trial, &mut home).await;
        factors::next_code(&trial);
        let code = app.code(&trial);
        let mut racers = tokio::task::JoinSet::new();
        for n in 0..4 {
            let (browser, page) = factors::signed_in(&trial, &[]).await;
            assert!(factors::asks_for_code(&page));
            for m in 0..5 {
                let mut browser = if (n + m) % 2 == 0 { browser.clone() } else { browser.at(&other) };
                let (page, code) = (page.clone(), code.clone());
                racers.spawn(async move {
                    factors::type_code(&mut browser, &page, &code).await.body.contains("Bonjour Jeanne")
                });
            }
        }
        let signed = racers.join_all().await.into_iter().filter(|signed| *signed).count();
        assert_eq!(signed, 1, "TO1, X8");
    }
}

#[tokio::test]
async fn a_code_by_text_is_used_once_over_both_nodes() {
    for trial in trials_with(crate::sms::policy()).await {
        let other = trial.second_node().await;
        let _ = factors::person(&trial).await;
        let (mut home, _) = factors::signed_in(&trial, &[]).await;
        crate::sms::add_number(&trial, &mut home, crate::sms::NUMBER).await;
        trial.clock.turn(domain::time::minutes(15));
        let (browser, page) = crate::sms::asked(&trial).await;
        let code = crate::sms::texted(&trial).await;
        let mut racers = tokio::task::JoinSet::new();
        for n in 0..20 {
            let mut browser = if n % 2 == 0 { browser.clone() } else { browser.at(&other) };
            let (page, code) = (page.clone(), code.clone());
            racers.spawn(async move {
                factors::type_code(&mut browser, &page, &code).await.body.contains("Bonjour Jeanne")
            });
        }
        let signed = racers.join_all().await.into_iter().filter(|signed| *signed).count();
        assert_eq!(signed, 1, "SM3, X8");
    }
}

#[tokio::test]
async fn a_number_that_both_nodes_are_asked_for_gets_one_code() {
    for trial in trials_with(crate::sms::policy()).await {
        let other = trial.second_node().await;
        let _ = factors::person(&trial).await;
        let (mut home, _) = factors::signed_in(&trial, &[]).await;
        crate::sms::add_number(&trial, &mut home, crate::sms::NUMBER).await;
        trial.clock.turn(domain::time::minutes(15));
        let sent = crate::sms::telephone(&trial).await.len();
        let mut racers = tokio::task::JoinSet::new();
        for n in 0..10 {
            let (browser, page) = factors::signed_in(&trial, &[]).await;
            let mut browser = if n % 2 == 0 { browser } else { browser.at(&other) };
            racers.spawn(async move { factors::press(&mut browser, &page, "send", &[]).await.status });
        }
        racers.join_all().await;
        assert_eq!(crate::sms::telephone(&trial).await.len(), sent + 1, "SM2");
    }
}
