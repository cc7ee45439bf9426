//! Signing in with a code by text (C22, C23).

use std::time::Duration;

use super::{asked, press, protected, signed_in, telephone, texted};

#[tokio::test]
async fn a_new_device_asks_for_the_code_which_goes_out_when_the_button_is_pressed() {
    let (trial, _) = protected().await;
    let before = telephone(&trial).await.len();
    let (mut browser, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Le code partira par SMS au numéro se terminant par 78"), "{}", page.body);
    assert_eq!(telephone(&trial).await.len(), before, "WB1: opening a page sends nothing");
    let page = press(&mut browser, &page, "send", &[]).await;
    assert!(page.body.contains("autocomplete=\"one-time-code\""), "SM7: {}", page.body);
    assert_eq!(telephone(&trial).await.len(), before + 1);
    let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(page.body.contains("Envoyer le code"), "elsewhere it is asked for again");
}

#[tokio::test]
async fn the_id_token_says_that_it_was_a_text() {
    let methods = [domain::Method::Password, domain::Method::Sms];
    assert_eq!(domain::method::amr(&methods), ["pwd", "sms", "mfa"], "B4");
}

#[tokio::test]
async fn a_code_may_be_asked_for_again_after_waits_that_grow() {
    let (trial, _) = protected().await;
    let (mut browser, page) = asked(&trial).await;
    let soon = press(&mut browser, &page, "send", &[]).await;
    assert!(soon.body.contains("Patientez avant un autre code"), "SM2: {}", soon.body);
    let first = texted(&trial).await;
    trial.clock.turn(Duration::from_secs(31));
    let page = press(&mut browser, &soon, "send", &[]).await;
    let second = texted(&trial).await;
    trial.clock.turn(Duration::from_secs(31));
    let soon = press(&mut browser, &page, "send", &[]).await;
    assert!(soon.body.contains("Patientez"), "a minute now: {}", soon.body);
    if first != second {
        let old = press(&mut browser, &soon, "code", &[("code", &first)]).await;
        assert!(old.body.contains("ne correspond pas"), "SM3: one live code: {}", old.body);
    }
    let inside = press(&mut browser, &soon, "code", &[("code", &second)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "what is under way still serves: {}", inside.body);
}

#[tokio::test]
async fn what_is_under_way_survives_a_restart() {
    let (mut trial, _) = protected().await;
    let (mut browser, page) = asked(&trial).await;
    let code = texted(&trial).await;
    trial.restart().await;
    let inside = press(&mut browser, &page, "code", &[("code", &code)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "X8: {}", inside.body);
}

#[tokio::test]
async fn a_gateway_that_is_down_is_tried_again_while_the_code_serves() {
    let (trial, _) = protected().await;
    trial.mail.refuse_with(Some(gateways::SendError::temporary("down")));
    let (mut browser, page) = asked(&trial).await;
    assert!(page.body.contains("Nous avons envoyé un SMS"), "the page answers at once");
    let sent = telephone(&trial).await.len();
    trial.mail.refuse_with(None);
    trial.clock.turn(Duration::from_secs(16));
    tokio::time::timeout(Duration::from_secs(20), async {
        while telephone(&trial).await.len() == sent {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await
    .expect("it is sent after return");
    let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"));
}
