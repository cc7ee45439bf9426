//! What an attacker tries with passkeys: each test names the requirement that it guards.

use domain::Policy;
use domain::factor::FactorPolicy;
use trial::{Device, Trial, TrialSetup, options};

use super::{answer, holder, is_in, show_at_the_door, signed_in, to_the_device, with};

/// Shows at the sign-in page what the device says while it lies.
async fn lying(trial: &Trial, device: &Device, lie: impl FnOnce(&mut Device)) -> (u16, String) {
    let mut liar = device.clone();
    lie(&mut liar);
    let mut browser = trial.browser();
    let page = show_at_the_door(&mut browser, &mut liar).await;
    assert_eq!(browser.get("/account").await.status, 303, "nothing opens");
    (page.status, page.body)
}

type Lie = Box<dyn FnOnce(&mut Device)>;

#[tokio::test]
async fn another_origin_relying_party_or_frame_and_an_unverified_user_open_nothing() {
    let trial = Trial::start().await;
    let (_, _, device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let lies: [(&str, Lie); 7] = [
        ("a false site", Box::new(|device| device.origin = "https://lumen.example.evil.example".into())),
        ("another port", Box::new(|device| device.origin = "http://localhost:1".into())),
        ("a longer one", Box::new(|device| device.origin.push_str(".evil.example"))),
        ("a frame", Box::new(|device| device.framed = true)),
        ("another party", Box::new(|device| device.relying_party = Some("evil.example".into()))),
        ("nobody verified", Box::new(|device| device.verifies = false)),
        ("nobody present", Box::new(|device| device.present = false)),
    ];
    for (what, lie) in lies {
        let (status, body) = lying(&trial, &device, lie).await;
        assert!(status == 422 && body.contains("n’a pas pu être vérifiée"), "PK1: {what}: {body}");
        trial.clock.turn(domain::time::hours(2));
    }
    let (_, body) = lying(&trial, &device, |device| device.synced = false).await;
    assert!(body.contains("n’a pas pu être vérifiée"), "PK5: it said that it can be copied");
}

#[tokio::test]
async fn what_was_shown_once_is_never_believed_again_even_after_a_restart() {
    let mut trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let mut away = trial.browser();
    let page = away.get("/sign-in").await;
    let fields = device.show(&options(&page));
    let mut thief = away.clone();
    assert!(is_in(&answer(&mut away, &page, &fields).await));
    trial.restart().await;
    let replayed = answer(&mut thief, &page, &fields).await;
    assert_eq!(replayed.status, 409, "PK1: {}", replayed.body);
    assert_eq!(thief.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_challenge_of_another_browser_session_or_ceremony_is_refused() {
    let trial = Trial::start().await;
    let (_, mut home, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    // Another browser's.
    let asked = options(&trial.browser().get("/sign-in").await);
    let mut away = trial.browser();
    let page = away.get("/sign-in").await;
    let stolen = answer(&mut away, &page, &device.show(&asked)).await;
    assert!(stolen.status == 422 && !is_in(&stolen), "PK1: {}", stolen.body);
    // A sign-in's, where a second factor is asked for; and the other way round.
    let (mut second, at) = signed_in(&trial, &[]).await;
    let door = second.get("/sign-in/passkey/challenge").await.json();
    let crossed = answer(&mut second, &at, &device.show(&door)).await;
    assert!(crossed.status == 422 && !is_in(&crossed), "PK1: {}", crossed.body);
    let crossed = second.get("/sign-in").await;
    let crossed = answer(&mut second, &crossed, &device.show(&options(&at))).await;
    assert!(crossed.status == 422 && !is_in(&crossed), "PK1: {}", crossed.body);
    // Made for one session, shown by another of the same person.
    let page = to_the_device(&mut home).await;
    let fields = device.make(&options(&page));
    let mut other = trial.browser();
    let mut first = device.clone();
    first.keys.truncate(1);
    assert!(is_in(&show_at_the_door(&mut other, &mut first).await));
    let at = to_the_device(&mut other).await;
    let crossed = answer(&mut other, &at, &fields).await;
    assert!(crossed.status == 422 && !crossed.body.contains("Méthode ajoutée"), "PK4: {}", crossed.body);
    // Made up.
    let mut made_up = options(&page);
    made_up["challenge"] = "AAAA".into();
    let forged = answer(&mut home, &page, &device.make(&made_up)).await;
    assert_eq!(forged.status, 422, "PK1");
}

#[tokio::test]
async fn the_passkey_of_another_account_is_no_second_factor_and_its_name_must_agree() {
    let trial = Trial::start().await;
    let (_, _, mut jeanne) = holder(&trial, Device::synced(&trial.issuer)).await;
    trial.customer("paul@lumen.example", super::PASSWORD).await;
    let mut paul_home = trial.browser();
    paul_home.sign_in("/sign-in", "paul@lumen.example", super::PASSWORD, &[]).await;
    let mut paul = Device::synced(&trial.issuer);
    super::enrol(&mut paul_home, &mut paul).await;
    // After Jeanne's password, Paul's passkey.
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let key = paul.keys[0].clone();
    let crossed = answer(&mut thief, &page, &paul.show_key(&key, &options(&page))).await;
    assert!(
        crossed.status == 422 && crossed.body.contains("n’a pas pu être vérifiée"),
        "PK1: {}",
        crossed.body
    );
    // Paul's passkey under Jeanne's name, without a password; and under no name.
    let handle = jeanne.keys[0].user_handle.clone();
    for handle in [handle, vec![]] {
        let mut browser = trial.browser();
        let page = browser.get("/sign-in").await;
        let mut key = paul.keys[0].clone();
        key.user_handle = handle;
        let crossed = answer(&mut browser, &page, &paul.show_key(&key, &options(&page))).await;
        assert!(crossed.status == 422 && !is_in(&crossed), "PK2: {}", crossed.body);
        trial.clock.turn(domain::time::hours(2));
    }
    // Jeanne's credential, signed by Paul's key.
    let mut browser = trial.browser();
    let page = browser.get("/sign-in").await;
    let asked = options(&page);
    let theirs = jeanne.show(&asked);
    let forged = with(&paul.show(&asked), "passkey_id", &theirs[0].1);
    let forged = with(&forged, "passkey_user_handle", &theirs[4].1);
    let crossed = answer(&mut browser, &page, &forged).await;
    assert!(crossed.status == 422 && !is_in(&crossed), "PK1: {}", crossed.body);
}

#[tokio::test]
async fn a_passkey_that_somebody_has_is_added_to_no_second_account() {
    let trial = Trial::start().await;
    let (_, mut home, device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let page = to_the_device(&mut home).await;
    let fields = device.make_again(&options(&page));
    let taken = answer(&mut home, &page, &fields).await;
    assert!(taken.status == 422 && taken.body.contains("déjà enregistrée"), "PK3: {}", taken.body);
    assert_eq!(home.get("/account/security").await.body.matches("<h3>").count(), 1);
}

#[tokio::test]
async fn a_session_alone_makes_no_passkey_and_an_old_page_cannot_be_used_again() {
    let trial = Trial::start().await;
    let (_, mut home, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let page = to_the_device(&mut home).await;
    let fields = device.make(&options(&page));
    let added = answer(&mut home, &page, &fields).await;
    assert!(added.body.contains("Méthode ajoutée"));
    let again = answer(&mut home, &page, &fields).await;
    assert!(!again.body.contains("Créer une clé d’accès"), "{}", again.body);
    assert_eq!(home.get("/account/security").await.body.matches("<h3>").count(), 2, "PK4: once");
    trial.clock.turn(domain::time::minutes(10));
    let sent = home.get("/account/security/new").await;
    assert!(sent.location().starts_with("/sign-in?visit="), "PK4: {}", sent.location());
}

#[tokio::test]
async fn a_counter_that_goes_back_blocks_the_passkey_and_is_told() {
    let trial = Trial::start().await;
    let (_, mut home, mut device) = holder(&trial, Device::bound(&trial.issuer)).await;
    let mut copy = device.clone();
    for _ in 0..2 {
        assert!(is_in(&show_at_the_door(&mut trial.browser(), &mut device).await));
    }
    let refused = show_at_the_door(&mut trial.browser(), &mut copy).await;
    assert!(
        refused.status == 422 && refused.body.contains("Cette clé d’accès est bloquée"),
        "PK5: {}",
        refused.body
    );
    let told = trial.mails().await;
    assert!(told.iter().any(|mail| mail.subject.contains("est bloquée")), "PK5: told");
    let refused = show_at_the_door(&mut trial.browser(), &mut device).await;
    assert!(refused.body.contains("Cette clé d’accès est bloquée"), "both are: {}", refused.body);
    assert!(home.get("/account/security").await.body.contains("Elle a peut-être été copiée"));
    assert!(home.get("/account/activity").await.body.contains("Clé d’accès bloquée"));
    // It still protects: the password alone opens nothing on a new device.
    let (mut thief, page) = signed_in(&trial, &[]).await;
    assert!(!is_in(&page), "EN5: {}", page.body);
    assert_eq!(thief.get("/account").await.status, 303);
}

#[tokio::test]
async fn garbage_is_refused_with_a_page() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    for (field, value) in [
        ("passkey_signature", "AAAA"),
        ("passkey_signature", ""),
        ("passkey_authenticator_data", "!"),
        ("passkey_client_data", "e30"),
        ("passkey_client_data", ""),
        ("passkey_id", ""),
        ("passkey_user_handle", "AAAA"),
    ] {
        let mut browser = trial.browser();
        let page = browser.get("/sign-in").await;
        let fields = with(&device.show(&options(&page)), field, value);
        let refused = answer(&mut browser, &page, &fields).await;
        assert!(
            refused.status == 422 && refused.body.contains("name=\"password\""),
            "{field}: {}",
            refused.body
        );
        trial.clock.turn(domain::time::hours(2));
    }
}

#[tokio::test]
async fn a_strangers_tries_are_counted_where_they_come_from_and_the_customer_still_gets_in() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let mut waits = false;
    let mut thief = trial.browser();
    for _ in 0..8 {
        let page = thief.get("/sign-in").await;
        let forged = with(&device.show(&options(&page)), "passkey_signature", "AAAA");
        let refused = answer(&mut thief, &page, &forged).await;
        waits = waits || refused.status == 429;
    }
    assert!(waits, "RL2: booked before it is judged");
    let (mut home, page) = signed_in(&trial, &[]).await;
    let on = answer(&mut home, &page, &device.show(&options(&page))).await;
    assert!(is_in(&on), "decision 7: another way in is not shut: {}", on.body);
}

#[tokio::test]
async fn a_method_that_is_off_is_offered_to_nobody_and_opens_nothing() {
    let trial = Trial::start().await;
    let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
    let mut browser = trial.browser();
    let page = browser.get("/sign-in").await;
    let fields = device.show(&options(&page));
    let kinds = vec![domain::Factor::Totp];
    let factors = FactorPolicy { kinds, ..FactorPolicy::default() };
    let policy = Policy { factors, ..Policy::default() };
    let off = Trial::start_with(TrialSetup { policy, ..TrialSetup::default() }).await;
    let mut there = off.browser();
    let page = there.get("/sign-in").await;
    assert!(!page.body.contains("data-passkey") && !page.body.contains("sans mot de passe"), "hidden");
    let refused = answer(&mut there, &page, &fields).await;
    assert!(refused.status == 422 && !is_in(&refused), "X6: {}", refused.body);
    assert_eq!(there.get("/sign-in/passkey").await.status, 303);
}
