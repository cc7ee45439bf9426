//! PU6, PU8: a phone is woken by a push that says nothing, and does without where push is gone.

use std::time::Duration;

use domain::vap::{Confirm, NumberMode, PushState};
use gateways::push::PushOutcome;
use proofs::vap::enrol::Push;
use trial::{AUTHENTICATOR, Customer, Trial};
use vestibule::device::Account;
use vestibule::device::speak::Phone;

use super::{Led, ask, caller, jeanne, offer, phone};

/// The keys of RFC 8291 Appendix A.
fn push(endpoint: &str) -> Push {
    Push {
        endpoint: endpoint.into(),
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
            .into(),
        auth: "BTBZMqHH6r4Tts7J_aSIgg".into(),
    }
}

async fn woken(trial: &Trial, person: &Customer) -> (Phone<Led>, Account) {
    let offer = offer(trial, person, Confirm::Auto).await;
    let mut phone = phone(trial);
    let claimed = phone.claim(AUTHENTICATOR, &offer.link).await.expect("claims");
    let push = push("https://fcm.googleapis.com/fcm/send/abc");
    let account = phone.register(&claimed, "Pixel", Some(push)).await.expect("registers");
    (phone, account)
}

#[tokio::test]
async fn a_question_wakes_its_phone_with_its_own_life_and_name() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    woken(&trial, &person).await;
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    trial.app.settle_messages(Duration::from_secs(5)).await;
    let pushed = trial.calls.pushes();
    assert_eq!(pushed.len(), 1);
    assert_eq!(pushed[0].endpoint, "https://fcm.googleapis.com/fcm/send/abc");
    assert_eq!(pushed[0].topic, question.id.to_string());
    assert!((100..=120).contains(&pushed[0].ttl_seconds), "{}", pushed[0].ttl_seconds);
    assert!(pushed[0].authorization.starts_with("vapid t="));
}

#[tokio::test]
async fn a_dead_subscription_is_not_called_again_and_the_phone_asks_itself() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = woken(&trial, &person).await;
    trial.calls.answer_pushes_with(PushOutcome::Gone);
    ask(&trial, &person, NumberMode::Enter2).await;
    trial.app.settle_messages(Duration::from_secs(5)).await;
    assert_eq!(trial.app.phones_of(person.id).await.unwrap()[0].push, PushState::Dead);
    ask(&trial, &person, NumberMode::Enter2).await;
    trial.app.settle_messages(Duration::from_secs(5)).await;
    assert_eq!(trial.calls.pushes().len(), 1);
    assert_eq!(phone.pending(&account).await.unwrap().len(), 1);
    let again = serde_json::to_value(push("https://web.push.apple.com/x")).unwrap();
    phone.ask(&account, "PUT", "/vap/v1/device/push", Some(again)).await.unwrap();
    assert_eq!(trial.app.phones_of(person.id).await.unwrap()[0].push, PushState::Live);
}

#[tokio::test]
async fn what_was_replaced_or_is_over_wakes_nobody() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    woken(&trial, &person).await;
    let wait = Duration::from_secs(30);
    trial.calls.answer_pushes_with(PushOutcome::Busy { wait });
    ask(&trial, &person, NumberMode::Enter2).await;
    trial.app.settle_messages(Duration::from_secs(5)).await;
    assert_eq!(trial.calls.pushes().len(), 1);
    trial.calls.answer_pushes_with(PushOutcome::Taken);
    trial.clock.turn(Duration::from_mins(3));
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(trial.calls.pushes().len(), 1, "its time was over before the service was free again");
}

#[tokio::test]
async fn only_push_services_are_taken() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = woken(&trial, &person).await;
    for endpoint in ["https://169.254.169.254/x", "http://fcm.googleapis.com/x", "https://evil.example/x"] {
        let body = serde_json::to_value(push(endpoint)).unwrap();
        let refused = phone.ask(&account, "PUT", "/vap/v1/device/push", Some(body)).await.err().unwrap();
        assert_eq!(refused.word(), "bad_push_endpoint", "{endpoint}");
    }
    let none =
        phone.ask(&account, "PUT", "/vap/v1/device/push", Some(serde_json::Value::Null)).await.unwrap();
    assert_eq!(none["push"], "absent");
    assert!(trial.app.offer_phone(person.id, Confirm::Auto, &caller(&trial)).await.unwrap().is_some());
}
