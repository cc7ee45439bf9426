//! SM5: before a code goes to a number, its operator is asked whether the SIM card changed just now.

use std::time::Duration;

use domain::sending::SendingPolicy;
use domain::sim_swap::{SimStanding, SimSwapPolicy, WithoutAnswer};
use domain::time::{hours, minutes};
use gateways::SendError;
use gateways::sim_swap::FakeAnswer;
use tokio::task::JoinSet;
use trial::Trial;

use super::{
    NUMBER, asked, methods, number_given, person, press, signed_in, start, start_with, telephone, texted,
};

const E164: &str = "+33612345678";
const SWAPPED: &str = "vient de changer";

fn changed() -> FakeAnswer {
    FakeAnswer::Says(SimStanding::Changed)
}

/// Somebody with codes by text and an address, a quarter of an hour later.
async fn protected_with(sim_swap: SimSwapPolicy) -> Trial {
    let trial = start_with(SendingPolicy { sim_swap, ..SendingPolicy::default() }).await;
    let jeanne = person(&trial).await;
    trial.contact(&jeanne, "jeanne@exemple.fr", domain::Timestamp::from_millis(1)).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    super::add_number(&trial, &mut home, NUMBER).await;
    trial.clock.turn(minutes(15));
    trial
}

/// The mails that tell the change, and to whom.
async fn told(trial: &Trial) -> Vec<gateways::mail::Recorded> {
    let all = trial.mails().await.into_iter();
    all.filter(|mail| mail.subject.contains("Aucun code envoyé")).collect()
}

fn refusing(waits: Duration) -> SimSwapPolicy {
    SimSwapPolicy { waits, without_answer: WithoutAnswer::Refuse, ..SimSwapPolicy::default() }
}

#[tokio::test]
async fn a_number_whose_card_changed_gets_no_code_and_its_owner_is_told_once() {
    let mut trial = protected_with(SimSwapPolicy::default()).await;
    let sent = telephone(&trial).await.len();
    trial.sims.answer(E164, changed());
    let (mut thief, page) = asked(&trial).await;
    assert_eq!(page.status, 422, "SM5");
    assert!(
        page.body.contains(SWAPPED) && page.body.contains("Choisissez une autre méthode"),
        "{}",
        page.body
    );
    assert!(page.body.contains("au plus tard") && !page.body.contains("autocomplete=\"one-time-code\""));
    assert_eq!(telephone(&trial).await.len(), sent, "SM5: nothing goes out");
    let question = trial.sims.asked().pop().expect("asked");
    assert_eq!((question.number.as_str(), question.max_age_hours), (E164, 72));
    let mails = told(&trial).await;
    assert!(mails.len() == 1 && mails[0].to == "jeanne@exemple.fr", "SM5: {mails:?}");
    assert!(mails[0].text.contains("SMS se terminant par 78") && mails[0].text.contains("/not-me?token="));
    // Again, from elsewhere, after a restart: refused, and not told a second time.
    trial.clock.turn(minutes(1));
    let again = press(&mut thief, &page, "send", &[]).await;
    assert!(again.body.contains(SWAPPED), "{}", again.body);
    trial.restart().await;
    trial.clock.turn(hours(1));
    let (_, page) = asked(&trial).await;
    assert!(page.body.contains(SWAPPED), "{}", page.body);
    assert_eq!(told(&trial).await.len(), 1, "SM5: once within its days");
    // « Ce n'était pas moi » ends what was open, and another password is chosen.
    let link = mails[0].text.split_whitespace().find(|word| word.contains("/not-me?")).expect("a link");
    let mut reader = trial.browser();
    let landed = reader.get(&link[link.find("/not-me").expect("a path")..]).await;
    let shown = reader.follow(landed).await;
    assert!(shown.body.contains("la carte SIM du numéro venait de changer"), "X10: {}", shown.body);
    // Another change, later, is another story.
    trial.clock.turn(hours(72));
    let (_, page) = asked(&trial).await;
    assert!(page.body.contains(SWAPPED) && told(&trial).await.len() == 2, "{}", page.body);
}

#[tokio::test]
async fn a_card_that_settled_gets_its_code_again() {
    let trial = protected_with(SimSwapPolicy::default()).await;
    trial.sims.answer(E164, changed());
    let (mut browser, page) = asked(&trial).await;
    assert!(page.body.contains(SWAPPED));
    trial.sims.answer(E164, FakeAnswer::Says(SimStanding::Settled));
    trial.clock.turn(minutes(1));
    let page = press(&mut browser, &page, "send", &[]).await;
    let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
}

#[tokio::test]
async fn another_method_opens_what_a_changed_card_does_not() {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = crate::factors::enrol(&trial, &mut home).await;
    crate::factors::next_code(&trial);
    super::add_number(&trial, &mut home, NUMBER).await;
    trial.clock.turn(minutes(15));
    trial.sims.answer(E164, changed());
    let (mut browser, page) = signed_in(&trial, &[]).await;
    let other = press(&mut browser, &page, "other", &[]).await;
    let ids: Vec<&str> = other.body.split("name=\"authenticator\"").skip(1).collect();
    let id =
        |row: &&str| row.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let text = ids.iter().find(|row| row.contains("SMS")).map(id).expect("the text");
    let refused = press(&mut browser, &other, "choose", &[("authenticator", &text)]).await;
    assert!(refused.body.contains(SWAPPED), "SM5: {}", refused.body);
    let other = press(&mut browser, &refused, "other", &[]).await;
    let ids: Vec<&str> = other.body.split("name=\"authenticator\"").skip(1).collect();
    let code = ids.iter().find(|row| !row.contains("SMS")).map(id).expect("the app");
    let page = press(&mut browser, &other, "choose", &[("authenticator", &code)]).await;
    let inside = press(&mut browser, &page, "code", &[("code", &app.code(&trial))]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "nobody is stranded: {}", inside.body);
}

#[tokio::test]
async fn a_sensitive_page_is_not_opened_by_a_number_that_moved() {
    let trial = protected_with(SimSwapPolicy::default()).await;
    let (mut home, page) = asked(&trial).await;
    press(&mut home, &page, "code", &[("code", &texted(&trial).await)]).await;
    trial.clock.turn(minutes(15));
    trial.sims.answer(E164, changed());
    let shut = home.get("/account/security/new").await;
    let (login, password) = (crate::factors::LOGIN, crate::factors::PASSWORD);
    let sent = home.sign_in(shut.location(), login, password, &[]).await;
    let page = home.follow(sent).await;
    let refused = press(&mut home, &page, "send", &[]).await;
    assert!(refused.status == 422 && refused.body.contains(SWAPPED), "SM5, EN1: {}", refused.body);
}

#[tokio::test]
async fn a_new_number_whose_card_changed_is_not_added_and_a_landline_has_no_card() {
    let trial = start().await;
    let jeanne = person(&trial).await;
    trial.contact(&jeanne, "jeanne@exemple.fr", domain::Timestamp::from_millis(1)).await;
    trial.sims.answer(E164, changed());
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let page = number_given(&mut browser, "sms", NUMBER).await;
    assert!(page.status == 422 && page.body.contains("ajoutez ce numéro plus tard"), "SM5: {}", page.body);
    assert!(page.body.contains(NUMBER), "nothing that was typed is lost");
    assert!(telephone(&trial).await.is_empty());
    assert!(told(&trial).await.is_empty(), "whoever adds a number sits here and was told");
    let questions = trial.sims.asked().len();
    let called = number_given(&mut browser, "voice", "01 45 67 89 01").await;
    assert!(called.body.contains("Nous appelons le numéro"), "{}", called.body);
    assert_eq!(trial.sims.asked().len(), questions, "nobody is asked about a landline");
    // The same number some days later.
    trial.sims.answer(E164, FakeAnswer::Says(SimStanding::Settled));
    trial.clock.turn(hours(73));
    let (mut browser, _) = signed_in(&trial, &[]).await;
    super::add_number(&trial, &mut browser, NUMBER).await;
}

#[tokio::test]
async fn an_operator_that_is_away_keeps_nobody_out_unless_the_policy_says_so() {
    let away = FakeAnswer::Fails(SendError::temporary("no connection, or TLS failed"));
    for answer in [away, FakeAnswer::Says(SimStanding::Unknown)] {
        let trial = protected_with(SimSwapPolicy::default()).await;
        trial.sims.answer(E164, answer.clone());
        let (mut browser, page) = asked(&trial).await;
        let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
        assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
        let trial = protected_with(refusing(Duration::from_secs(3))).await;
        let sent = telephone(&trial).await.len();
        trial.sims.answer(E164, answer);
        let (_, page) = asked(&trial).await;
        assert!(page.status == 422 && page.body.contains("pas pu vérifier ce numéro"), "{}", page.body);
        assert_eq!(telephone(&trial).await.len(), sent, "SM5");
    }
}

#[tokio::test]
async fn a_change_that_was_met_is_not_forgotten_while_the_operator_is_away() {
    let trial = protected_with(SimSwapPolicy::default()).await;
    trial.sims.answer(E164, changed());
    let (mut thief, page) = asked(&trial).await;
    trial.sims.answer(E164, FakeAnswer::Fails(SendError::temporary("no answer in time")));
    trial.clock.turn(minutes(1));
    let again = press(&mut thief, &page, "send", &[]).await;
    assert!(again.body.contains(SWAPPED), "SM5: {}", again.body);
}

#[tokio::test]
async fn a_slow_operator_holds_nothing_and_is_not_waited_for() {
    let slow = FakeAnswer::Slow(Duration::from_mins(1));
    let waits = Duration::from_mins(1);
    let trial = protected_with(SimSwapPolicy { waits, ..SimSwapPolicy::default() }).await;
    trial.sims.answer(E164, slow.clone());
    let paul = trial.customer("paul@lumen.example", "un autre mot de passe").await;
    let (mut held, page) = signed_in(&trial, &[]).await;
    let waiting = tokio::spawn(async move { press(&mut held, &page, "send", &[]).await });
    // Somebody else signs in meanwhile, on the store's one writer: no transaction is open (invariant 7).
    let mut other = trial.browser();
    let sent = other.sign_in("/sign-in", &paul.identifier, "un autre mot de passe", &[]).await;
    assert!(other.follow(sent).await.body.contains("Bonjour"));
    assert!(!waiting.is_finished(), "nobody waits behind an operator");
    waiting.abort();
    let waits = Duration::from_millis(100);
    let trial = protected_with(SimSwapPolicy { waits, ..SimSwapPolicy::default() }).await;
    trial.sims.answer(E164, slow);
    let (mut browser, page) = asked(&trial).await;
    let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
    let trial = protected_with(refusing(Duration::from_millis(100))).await;
    trial.sims.answer(E164, FakeAnswer::Slow(Duration::from_mins(1)));
    let (_, page) = asked(&trial).await;
    assert!(page.body.contains("pas pu vérifier ce numéro"), "{}", page.body);
}

#[tokio::test]
async fn twenty_at_once_on_two_nodes_get_no_code_and_one_mail() {
    let trial = protected_with(SimSwapPolicy::default()).await;
    let sent = telephone(&trial).await.len();
    trial.sims.answer(E164, changed());
    let node = trial.second_node().await;
    let mut waiting = Vec::new();
    for n in 0..5 {
        let (browser, page) = signed_in(&trial, &[]).await;
        waiting.push((if n % 2 == 0 { browser } else { browser.at(&node) }, page));
    }
    let mut racers = JoinSet::new();
    for (browser, page) in waiting {
        for _ in 0..4 {
            let (mut browser, page) = (browser.clone(), page.clone());
            racers.spawn(async move { press(&mut browser, &page, "send", &[]).await.status });
        }
    }
    let statuses = racers.join_all().await;
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
    assert_eq!(telephone(&trial).await.len(), sent, "SM5: {statuses:?}");
    assert_eq!(told(&trial).await.len(), 1, "SM5: {statuses:?}");
}

#[tokio::test]
async fn a_stranger_learns_nothing_of_a_card_and_nobody_is_asked_for_them() {
    let trial = protected_with(SimSwapPolicy::default()).await;
    trial.sims.answer(E164, changed());
    let questions = trial.sims.asked().len();
    let mut stranger = trial.browser();
    let wrong = stranger.sign_in("/sign-in", crate::factors::LOGIN, "devine", &[]).await;
    assert!(wrong.status == 422 && !wrong.body.contains("SIM"), "NU1");
    let csrf = stranger.get("/sign-in").await.field("csrf").expect("a form");
    for path in ["/sign-in/factor", "/account/security/add"] {
        let form = [("csrf", csrf.as_str()), ("decision", "send"), ("number", NUMBER)];
        let answer = stranger.post(path, &form).await;
        assert!(!answer.body.contains("SIM"), "NU1: {path}");
    }
    assert_eq!(trial.sims.asked().len(), questions, "SM1, SM5");
}

#[tokio::test]
async fn what_operators_say_is_counted() {
    let handle = vestibule::server::metrics::install().expect("a recorder");
    let count = || {
        let all = handle.render();
        let line =
            all.lines().find(|line| line.starts_with("vestibule_sim_checks_total{result=\"changed\"}"));
        line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).unwrap_or_default()
    };
    let before = count();
    let trial = start().await;
    let _ = person(&trial).await;
    trial.sims.answer(E164, changed());
    let (mut browser, _) = signed_in(&trial, &[]).await;
    assert!(methods(&mut browser).await.body.contains("Code par SMS"));
    number_given(&mut browser, "sms", NUMBER).await;
    assert!(count() > before, "{}", handle.render());
}
