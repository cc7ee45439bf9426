//! PU1-PU5: a phone is asked and answers.

use std::time::Duration;

use app::vap::ask::Asked;
use domain::vap::{ChallengeState, Decision, NumberMode};
use serde_json::json;
use trial::Trial;
use vestibule::device::speak::Phone;

use super::{Led, SIGN_IN, ask, caller, enrolled, jeanne, off_by_one};

#[tokio::test]
async fn the_number_of_the_page_approves_and_the_browser_that_asked_takes_it_once() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    let pending = phone.pending(&account).await.unwrap();
    let said = account.read(&pending[0]).unwrap();
    assert_eq!((said.ctx.client.as_str(), said.ctx.ua.as_str()), ("Espace Client", "Firefox · Windows"));
    assert_eq!((said.ctx.place.as_str(), said.ctx.account.as_str()), ("192.0.2.0/24", "j•••@lumen.example"));
    assert!(!pending[0].contains(&question.number) || question.number.len() == 2);
    let (app, page, id) = (trial.app.clone(), caller(&trial), question.id);
    let waiting = tokio::spawn(async move {
        app.question_settled(person.id, id, (&page, Duration::from_secs(20))).await.unwrap().unwrap()
    });
    let number = Some(question.number.as_str());
    assert_eq!(phone.answer(&account, &pending[0], Decision::Approve, number).await.unwrap(), "approved");
    assert_eq!(waiting.await.unwrap().state, ChallengeState::Approved);
    let other = app::browser::Caller { binding: Some([8; 16]), ..caller(&trial) };
    assert!(!trial.app.take_approval(person.id, question.id, &other).await.unwrap());
    assert!(trial.app.take_approval(person.id, question.id, &caller(&trial)).await.unwrap());
    assert!(!trial.app.take_approval(person.id, question.id, &caller(&trial)).await.unwrap());
}

#[tokio::test]
async fn one_wrong_number_ends_a_question_of_two_digits_and_three_one_of_six() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    for (mode, tries) in [(NumberMode::Enter2, 1_u32), (NumberMode::Enter6, 3)] {
        let question = ask(&trial, &person, mode).await;
        let text = phone.pending(&account).await.unwrap().remove(0);
        let wrong = off_by_one(&question.number);
        for left in (0..tries).rev() {
            let refused = phone.answer(&account, &text, Decision::Approve, Some(&wrong)).await.err().unwrap();
            let vestibule::device::DeviceTrouble::Refused { told, .. } = refused else { panic!("{refused}") };
            assert_eq!((&told["error"], &told["attempts_left"]), (&json!("number_mismatch"), &json!(left)));
        }
        let right = phone.answer(&account, &text, Decision::Approve, Some(&question.number)).await;
        assert_eq!(right.err().unwrap().word(), "already_answered");
        let standing = trial.app.question_standing(person.id, question.id, &caller(&trial)).await.unwrap();
        assert_eq!(standing.unwrap().state, ChallengeState::Failed);
        assert!(!trial.app.take_approval(person.id, question.id, &caller(&trial)).await.unwrap());
    }
}

#[tokio::test]
async fn of_twenty_answers_at_once_on_two_nodes_one_wins() {
    let trial = Trial::start().await;
    let node = trial.second_node().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    for decision in [Decision::Approve, Decision::Deny] {
        let question = ask(&trial, &person, NumberMode::Enter6).await;
        let text = phone.pending(&account).await.unwrap().remove(0);
        let mut answers = tokio::task::JoinSet::new();
        for n in 0..20 {
            let browser = if n % 2 == 0 { trial.browser() } else { trial.browser().at(&node) };
            let (account, text, number) = (account.clone(), text.clone(), question.number.clone());
            answers.spawn(async move {
                let mut phone = Phone::new(Led(browser), 0);
                phone.answer(&account, &text, decision, Some(&number)).await
            });
        }
        let ended = answers.join_all().await;
        assert_eq!(ended.iter().filter(|one| one.is_ok()).count(), 1);
        for refused in ended.into_iter().filter_map(Result::err) {
            assert_eq!(refused.word(), "already_answered");
        }
    }
}

#[tokio::test]
async fn another_node_wakes_the_page_and_a_restart_loses_nothing() {
    let mut trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    trial.restart().await;
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    trial.restart().await;
    let node = trial.second_node().await;
    let text = phone.pending(&account).await.unwrap().remove(0);
    let (app, page, id) = (trial.app.clone(), caller(&trial), question.id);
    let waiting = tokio::spawn(async move {
        app.question_settled(person.id, id, (&page, Duration::from_secs(20))).await.unwrap().unwrap()
    });
    let mut elsewhere = Phone::new(Led(trial.browser().at(&node)), 0);
    elsewhere.answer(&account, &text, Decision::Approve, Some(&question.number)).await.unwrap();
    let woken =
        tokio::time::timeout(Duration::from_secs(4), waiting).await.expect("within a tick, not a poll");
    assert_eq!(woken.unwrap().state, ChallengeState::Approved);
    trial.restart().await;
    assert!(trial.app.take_approval(person.id, question.id, &caller(&trial)).await.unwrap());
}

#[tokio::test]
async fn an_answer_too_late_is_refused_and_an_approval_waits_a_minute() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    let text = phone.pending(&account).await.unwrap().remove(0);
    trial.clock.turn(Duration::from_mins(2));
    let late = phone.answer(&account, &text, Decision::Approve, Some(&question.number)).await;
    assert_eq!(late.err().unwrap().word(), "expired");
    assert!(phone.pending(&account).await.unwrap().is_empty());
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    let text = phone.pending(&account).await.unwrap().remove(0);
    phone.answer(&account, &text, Decision::Approve, Some(&question.number)).await.unwrap();
    trial.clock.turn(Duration::from_secs(61));
    assert!(!trial.app.take_approval(person.id, question.id, &caller(&trial)).await.unwrap());
}

#[tokio::test]
async fn a_newer_request_of_the_service_replaces_the_older_one() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let first = ask(&trial, &person, NumberMode::Enter2).await;
    let old = phone.pending(&account).await.unwrap().remove(0);
    let second = ask(&trial, &person, NumberMode::Enter2).await;
    let pending = phone.pending(&account).await.unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!(account.read(&pending[0]).unwrap().jti, second.id.to_string());
    let refused = phone.answer(&account, &old, Decision::Approve, Some(&first.number)).await;
    assert_eq!(refused.err().unwrap().word(), "superseded");
    let standing = trial.app.question_standing(person.id, first.id, &caller(&trial)).await.unwrap();
    assert_eq!(standing.unwrap().state, ChallengeState::Superseded);
}

#[tokio::test]
async fn of_parallel_requests_one_is_pending() {
    let trial = Trial::start().await;
    let node = trial.second_node().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let mut asking = tokio::task::JoinSet::new();
    for n in 0..12 {
        let (app, page) = (if n % 2 == 0 { &trial.app } else { &node.app }.clone(), caller(&trial));
        asking.spawn(async move { app.ask_phone(person.id, None, SIGN_IN, &page).await.ok() });
    }
    let sent = asking.join_all().await;
    let sent = sent.iter().filter(|asked| matches!(asked, Some(Asked::Sent(_)))).count();
    assert!((1..=5).contains(&sent), "{sent}");
    assert_eq!(phone.pending(&account).await.unwrap().len(), 1);
}

#[tokio::test]
async fn three_refusals_make_quiet_and_the_customer_is_told_once() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    for _ in 0..3 {
        ask(&trial, &person, NumberMode::Enter2).await;
        let text = phone.pending(&account).await.unwrap().remove(0);
        assert_eq!(phone.answer(&account, &text, Decision::Deny, None).await.unwrap(), "denied");
    }
    for _ in 0..2 {
        let asked = trial.app.ask_phone(person.id, None, SIGN_IN, &caller(&trial)).await.unwrap();
        assert!(matches!(asked, Asked::Paused { .. }), "{asked:?}");
    }
    let told = trial.mails().await;
    let paused = told.iter().filter(|one| one.subject.contains("suspendues")).count();
    assert_eq!(paused, 1);
    trial.clock.turn(Duration::from_mins(16));
    ask(&trial, &person, NumberMode::Enter2).await;
}

#[tokio::test]
async fn it_was_not_me_acts() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    let text = phone.pending(&account).await.unwrap().remove(0);
    assert_eq!(phone.answer(&account, &text, Decision::Report, None).await.unwrap(), "reported");
    let standing = trial.app.question_standing(person.id, question.id, &caller(&trial)).await.unwrap();
    assert_eq!(standing.unwrap().state, ChallengeState::Reported);
    assert!(!trial.app.take_approval(person.id, question.id, &caller(&trial)).await.unwrap());
    let mails = trial.mails().await;
    assert!(mails[0].subject.contains("refusé une connexion"), "{}", mails[0].subject);
    assert!(mails[0].text.contains("/not-me?token="));
}

#[tokio::test]
async fn another_phones_answer_and_an_altered_challenge_are_refused() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let paul = trial.customer("paul@lumen.example", "un mot de passe").await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let (mut thief, thiefs) = enrolled(&trial, &paul).await;
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    let text = phone.pending(&account).await.unwrap().remove(0);
    let path = format!("/vap/v1/challenges/{}/response", question.id);
    let number = Some(question.number.as_str());
    let own = account.respond(&text, Decision::Approve, number, 0).unwrap();
    // Signed by its own phone, brought by another one.
    let refused = thief.ask(&thiefs, "POST", &path, Some(json!({ "response": own }))).await;
    assert_eq!(refused.err().unwrap().word(), "unknown_challenge");
    assert!(thiefs.read(&text).is_err());
    // Brought by its own phone, signed by another key.
    let mut forged = account.clone();
    let other = serde_json::to_value(&thiefs).unwrap();
    let mut value = serde_json::to_value(&forged).unwrap();
    value["key"] = other["key"].clone();
    forged = serde_json::from_value(value).unwrap();
    let signed = forged.respond(&text, Decision::Approve, number, 0).unwrap();
    let refused = phone.ask(&account, "POST", &path, Some(json!({ "response": signed }))).await;
    assert_eq!(refused.err().unwrap().word(), "bad_signature");
    // Nothing of this used up the one try.
    assert_eq!(phone.answer(&account, &text, Decision::Approve, number).await.unwrap(), "approved");
}
