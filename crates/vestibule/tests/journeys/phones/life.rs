//! PU2, PU7: each call is proven, and a phone that is gone is gone at once.

use std::time::Duration;

use domain::AuthenticatorId;
use domain::vap::{ChallengeState, Decision, NumberMode};
use serde_json::json;
use trial::Trial;
use vestibule::device::wire::{Call, Wire};

use super::{Led, ask, caller, enrolled, jeanne};

#[tokio::test]
async fn a_revoked_phone_is_told_at_once_and_its_approval_dies_with_it() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let question = ask(&trial, &person, NumberMode::Enter2).await;
    let text = phone.pending(&account).await.unwrap().remove(0);
    phone.answer(&account, &text, Decision::Approve, Some(&question.number)).await.unwrap();
    let id = AuthenticatorId::parse(&account.enr).unwrap();
    assert!(trial.app.revoke_phone(person.id, id, &caller(&trial)).await.unwrap());
    assert!(!trial.app.revoke_phone(person.id, id, &caller(&trial)).await.unwrap());
    assert_eq!(phone.pending(&account).await.err().unwrap().word(), "enrolment_revoked");
    assert!(!trial.app.take_approval(person.id, question.id, &caller(&trial)).await.unwrap());
    let standing = trial.app.question_standing(person.id, question.id, &caller(&trial)).await.unwrap();
    assert_eq!(standing.unwrap().state, ChallengeState::Failed);
    assert!(trial.mails().await[0].subject.contains("téléphone a été retiré"));
}

#[tokio::test]
async fn a_suspended_phone_is_told_so_and_serves_again_afterwards() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let id = AuthenticatorId::parse(&account.enr).unwrap();
    assert!(trial.app.suspend_phone(person.id, id, true, &caller(&trial)).await.unwrap());
    assert_eq!(phone.pending(&account).await.err().unwrap().word(), "enrolment_suspended");
    assert!(trial.app.suspend_phone(person.id, id, false, &caller(&trial)).await.unwrap());
    assert!(phone.pending(&account).await.unwrap().is_empty());
}

#[tokio::test]
async fn nobody_ends_another_persons_phone() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let paul = trial.customer("paul@lumen.example", "un mot de passe").await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let id = AuthenticatorId::parse(&account.enr).unwrap();
    assert!(!trial.app.revoke_phone(paul.id, id, &caller(&trial)).await.unwrap());
    assert!(!trial.app.suspend_phone(paul.id, id, true, &caller(&trial)).await.unwrap());
    assert!(phone.pending(&account).await.is_ok());
}

#[tokio::test]
async fn a_phone_names_itself_and_takes_itself_away() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (mut phone, account) = enrolled(&trial, &person).await;
    let name = json!({ "name": "Mon\u{202e} téléphone" });
    let told = phone.ask(&account, "PATCH", "/vap/v1/device", Some(name)).await.unwrap();
    assert_eq!(told["name"], "Mon téléphone");
    phone.ask(&account, "DELETE", "/vap/v1/device", None).await.unwrap();
    assert!(trial.app.phones_of(person.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_proof_serves_its_own_request_once_and_not_for_long() {
    let trial = Trial::start().await;
    let person = jeanne(&trial).await;
    let (phone, account) = enrolled(&trial, &person).await;
    let nonce = phone.nonce.clone().unwrap();
    let body = br#"{"name":"Autre"}"#.to_vec();
    let mut call = Call { method: "PATCH", path: "/vap/v1/device".into(), body, authorization: None };
    call.authorization = Some(format!("VAP {}", account.prove(&call, &nonce, 0).unwrap()));
    let mut wire = Led(trial.browser());
    assert_eq!(wire.send(&call).await.unwrap().status, 200);
    let replayed = wire.send(&call).await.unwrap();
    assert_eq!((replayed.status, word(&replayed.body).as_str()), (409, "replayed"));
    let altered = Call { body: br#"{"name":"Voleur"}"#.to_vec(), ..call.clone() };
    let altered = wire.send(&altered).await.unwrap();
    assert_eq!((altered.status, word(&altered.body).as_str()), (401, "bad_proof"));
    trial.clock.turn(Duration::from_mins(6));
    let stale = wire.send(&call).await.unwrap();
    assert_eq!((stale.status, word(&stale.body).as_str()), (401, "use_nonce"));
    let bare = wire.send(&Call { authorization: None, ..call }).await.unwrap();
    assert_eq!(bare.status, 401);
}

#[tokio::test]
async fn the_servers_keys_are_told_by_a_key_that_the_phone_holds() {
    let trial = Trial::start().await;
    let mut wire = Led(trial.browser());
    let call = Call { method: "GET", path: "/vap/v1/keys".into(), body: Vec::new(), authorization: None };
    let told: serde_json::Value = serde_json::from_slice(&wire.send(&call).await.unwrap().body).unwrap();
    let keys: serde_json::Value =
        trial.app.signer().verify_own(told["keys"].as_str().expect("a word"), "vap-keys+jwt").unwrap();
    assert_eq!(keys["iss"], trial.issuer);
    assert!(keys["keys"].as_array().unwrap().iter().all(|key| key["alg"] == "ES256"));
}

fn word(body: &[u8]) -> String {
    let told: serde_json::Value = serde_json::from_slice(body).expect("JSON");
    told["error"].as_str().expect("a word").to_owned()
}
