//! The phone's own lock (A16): behind it, the phone is the whole sign-in (decision 5; VAP/1 §7.4).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Method;
use domain::vap::Decision;
use proofs::vap::answer::Claims;
use proofs::vap::challenge::Verification;
use proofs::vap::lock::{Unlocked, challenge};
use proofs::vap::{digest, sha256, typ};
use serde_json::json;

use super::*;

/// The answer of a phone whose owner opened its lock, for the challenge of `over`.
fn unlocked(account: &Account, text: &str, number: &str, (lock, over): (&mut Device, &str)) -> String {
    let cth = sha256(over.as_bytes());
    let asked = json!({ "rpId": PARTY, "challenge": URL_SAFE_NO_PAD.encode(challenge(&cth)) });
    let shown = lock.show(&asked);
    let field = |name: &str| shown.iter().find(|(known, _)| *known == name).expect("shown").1.clone();
    let said = account.read(text).expect("ours");
    assert_eq!(said.uv, Some(Verification::Wanted), "the phone is asked to open its lock");
    let claims = Claims {
        iss: proofs::vap::challenge::party(&account.device),
        aud: account.iss.clone(),
        sub: account.enr.clone(),
        jti: "01234567".to_owned() + number,
        iat: 0,
        challenge: said.jti,
        cth: digest(text.as_bytes()),
        decision: Decision::Approve,
        num: Some(number.to_owned()),
        uv: Some(Unlocked {
            credential: field("passkey_id"),
            client_data: field("passkey_client_data"),
            authenticator_data: field("passkey_authenticator_data"),
            signature: field("passkey_signature"),
        }),
    };
    account.keys().expect("a key").sign(typ::RESPONSE, &claims).expect("signs")
}

async fn answer(phone: &mut Phone<Led>, account: &Account, text: &str, response: &str) -> String {
    let id = account.read(text).expect("ours").jti;
    let body = json!({ "response": response });
    let told = phone.ask(account, "POST", &format!("/vap/v1/challenges/{id}/response"), Some(body)).await;
    told.map_or_else(
        |refused| refused.word().to_owned(),
        |told| told["state"].as_str().unwrap_or("").to_owned(),
    )
}

#[tokio::test]
async fn behind_its_own_lock_the_phone_is_the_whole_sign_in() {
    let (trial, _, mut phone, account) = with_phone().await;
    let mut lock = lock();
    bring(&mut phone, &account, &mut lock).await.expect("a lock that came with the phone");
    let told = trial.mails().await.len();
    let mut browser = trial.browser();
    let page = asked(&mut browser, LOGIN).await;
    let text = phone.pending(&account).await.expect("asked").remove(0);
    let response = unlocked(&account, &text, &number(&page), (&mut lock, &text));
    assert_eq!(answer(&mut phone, &account, &text, &response).await, "approved");
    let inside = press(&mut browser, &page, "check", &[]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
    assert_eq!(proven(&trial).await, [[Method::LockedPush]]);
    assert_eq!(trial.mails().await.len(), told + 1, "the new device is told, and nothing else");
    let activity = browser.get("/account/activity").await;
    assert!(activity.body.contains("Verrouillage de l’application activé"), "{}", activity.body);
}

#[tokio::test]
async fn a_lock_that_is_not_opened_for_this_very_challenge_is_refused_and_costs_no_try() {
    let (trial, _, mut phone, account) = with_phone().await;
    let mut own = lock();
    bring(&mut phone, &account, &mut own).await.expect("brought");
    let mut browser = trial.browser();
    let page = asked(&mut browser, LOGIN).await;
    let text = phone.pending(&account).await.expect("asked").remove(0);
    let shown = number(&page);
    let mut stranger = lock();
    stranger.make(&json!({ "rp": { "id": PARTY }, "user": { "id": "" }, "challenge": "AAAA" }));
    let mut unverified = own.clone();
    unverified.verifies = false;
    let mut elsewhere = own.clone();
    elsewhere.origin = "https://connexion.lumen.example".into();
    let lies = [
        unlocked(&account, &text, &shown, (&mut stranger, &text)),
        unlocked(&account, &text, &shown, (&mut unverified, &text)),
        unlocked(&account, &text, &shown, (&mut elsewhere, &text)),
        unlocked(&account, &text, &shown, (&mut own, "another challenge")),
    ];
    for (n, lie) in lies.iter().enumerate() {
        assert_eq!(answer(&mut phone, &account, &text, lie).await, "bad_lock", "{n}");
    }
    let response = unlocked(&account, &text, &shown, (&mut own, &text));
    assert_eq!(answer(&mut phone, &account, &text, &response).await, "approved");
}

#[tokio::test]
async fn a_lock_that_comes_later_is_told_and_opens_nothing_alone_for_three_days() {
    let (trial, _, mut phone, account) = with_phone().await;
    trial.clock.turn(domain::time::minutes(10));
    phone.now = trial.app.now().seconds();
    let mut lock = lock();
    bring(&mut phone, &account, &mut lock).await.expect("brought");
    let mails = trial.mails().await;
    assert!(mails[0].subject.contains("Le verrouillage protège"), "{:?}", mails[0].subject);
    for (wait, opens) in [(0, false), (3, true)] {
        trial.clock.turn(domain::time::days(wait));
        let mut browser = trial.browser();
        let page = asked(&mut browser, LOGIN).await;
        let text = phone.pending(&account).await.expect("asked").remove(0);
        let response = unlocked(&account, &text, &number(&page), (&mut lock, &text));
        assert_eq!(answer(&mut phone, &account, &text, &response).await, "approved");
        let next = press(&mut browser, &page, "check", &[]).await;
        assert_eq!(next.body.contains("Bonjour Jeanne"), opens, "{wait}: {}", next.body);
    }
}

#[tokio::test]
async fn what_is_no_passkey_of_the_app_is_no_lock_and_a_lock_is_given_up() {
    let (_trial, _, mut phone, account) = with_phone().await;
    let mut elsewhere = Device::synced("https://connexion.lumen.example");
    assert_eq!(bring(&mut phone, &account, &mut elsewhere).await, Err("bad_lock".into()));
    let mut unverified = lock();
    unverified.verifies = false;
    assert_eq!(bring(&mut phone, &account, &mut unverified).await, Err("bad_lock".into()));
    let mut own = lock();
    bring(&mut phone, &account, &mut own).await.expect("brought");
    let told = phone.ask(&account, "PUT", "/vap/v1/device/lock", Some(json!(null))).await.expect("given up");
    assert_eq!(told["lock"], false);
}
