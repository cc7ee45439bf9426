//! What an attacker tries at codes that are sent: each test names the requirement that it guards.

use domain::time::minutes;
use tokio::task::JoinSet;

use super::{
    NUMBER, asked, methods, number_given, person, press, protected, signed_in, start, telephone, texted,
};

#[tokio::test]
async fn nobody_without_the_password_makes_a_telephone_ring() {
    let (trial, _) = protected().await;
    let sent = telephone(&trial).await.len();
    let mut stranger = trial.browser();
    for path in ["/sign-in/factor", "/account/security/add", "/account/security/new"] {
        let csrf = stranger.get("/sign-in").await.field("csrf").expect("a form");
        for decision in ["send", "again", "send_to"] {
            let form = [("csrf", csrf.as_str()), ("decision", decision), ("number", NUMBER)];
            let answer = stranger.post(path, &form).await;
            assert!(answer.status >= 300, "SM1: {path} {}", answer.status);
        }
    }
    let wrong = stranger.sign_in("/sign-in", crate::factors::LOGIN, "devine", &[]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(telephone(&trial).await.len(), sent, "SM1");
}

#[tokio::test]
async fn of_twenty_who_show_one_text_at_once_exactly_one_signs_in() {
    let (trial, _) = protected().await;
    let (browser, page) = asked(&trial).await;
    let code = texted(&trial).await;
    let mut racers = JoinSet::new();
    for _ in 0..20 {
        let (mut browser, page, code) = (browser.clone(), page.clone(), code.clone());
        racers.spawn(async move {
            press(&mut browser, &page, "code", &[("code", &code)]).await.body.contains("Bonjour Jeanne")
        });
    }
    let signed = racers.join_all().await.into_iter().filter(|signed| *signed).count();
    assert_eq!(signed, 1, "SM3");
}

#[tokio::test]
async fn a_code_serves_only_the_question_it_was_sent_for() {
    let (trial, _) = protected().await;
    let (mut thief, page) = asked(&trial).await;
    trial.clock.turn(std::time::Duration::from_secs(31));
    // The owner signs in elsewhere meanwhile, and reads the code on their telephone.
    let (mut owner, other) = asked(&trial).await;
    let code = texted(&trial).await;
    let told = press(&mut thief, &page, "code", &[("code", &code)]).await;
    assert!(told.body.contains("Ce code ne sert plus"), "SM3: {}", told.body);
    let inside = press(&mut owner, &other, "code", &[("code", &code)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "SM3: {}", inside.body);
    let replayed = press(&mut owner, &other, "code", &[("code", &code)]).await;
    assert!(!replayed.body.contains("Bonjour Jeanne"), "SM3: once");
}

#[tokio::test]
async fn a_code_is_tried_five_times_and_lives_ten_minutes() {
    let (trial, _) = protected().await;
    let (mut thief, page) = asked(&trial).await;
    let code = texted(&trial).await;
    let wrong = if code == "111111" { "222222" } else { "111111" };
    let mut last = page.clone();
    for _ in 0..5 {
        last = press(&mut thief, &page, "code", &[("code", wrong)]).await;
    }
    assert!(last.body.contains("Me connecter"), "SM3: the password is asked for once more: {}", last.body);
    trial.clock.turn(minutes(11));
    let (mut late, page) = asked(&trial).await;
    let code = texted(&trial).await;
    trial.clock.turn(minutes(10));
    let told = press(&mut late, &page, "code", &[("code", &code)]).await;
    assert!(told.body.contains("Ce code ne sert plus"), "SM3: {}", told.body);
}

#[tokio::test]
async fn a_number_is_added_by_a_fresh_proof_alone_and_never_by_another_sign_in() {
    let (_trial, mut home) = protected().await;
    let shut = home.get("/account/security/new").await;
    assert!(home.follow(shut).await.body.contains("Me connecter"), "SM4, EN1");
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut owner, _) = signed_in(&trial, &[]).await;
    let sent = owner.get("/account/security/new").await;
    let address = sent.location().to_owned();
    let list = methods(&mut owner).await;
    let page = press(&mut owner, &list, "choose", &[("kind", "sms")]).await;
    press(&mut owner, &page, "send_to", &[("number", NUMBER)]).await;
    let (mut other, _) = signed_in(&trial, &[]).await;
    let seen = other.get(&address).await;
    assert!(!seen.body.contains("se terminant par"), "EN3: {}", seen.status);
}

#[tokio::test]
async fn of_twenty_who_show_a_first_code_at_once_one_adds_the_number() {
    let trial = start().await;
    let jeanne = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let page = number_given(&mut browser, "sms", NUMBER).await;
    let code = texted(&trial).await;
    let mut racers = JoinSet::new();
    for _ in 0..20 {
        let (mut browser, page, code) = (browser.clone(), page.clone(), code.clone());
        racers.spawn(async move { press(&mut browser, &page, "code", &[("code", &code)]).await.status });
    }
    let statuses = racers.join_all().await;
    let held = trial.app.held(jeanne.id).await.expect("the store answers");
    assert_eq!(held.len(), 1, "EN4: {statuses:?}");
}

#[tokio::test]
async fn no_number_and_no_code_stands_in_the_store_in_clear() {
    let (trial, _) = protected().await;
    let (_, _) = asked(&trial).await;
    let code = texted(&trial).await;
    let bytes = trial.stored_bytes();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!holds("+33612345678") && !holds("612345678"), "KE2");
    assert!(!holds(&format!("#{code}")), "AU3");
}
