//! `vestibule policy forecast`, and the exceptions of `vestibule account`, on an installation (X6).

use app::App;
use domain::Factor;
use domain::factor::Demand;

use super::account::bring_in;
use super::installation::Installation;
use crate::commands::account::{explain, factor};
use crate::commands::policy::forecast::{Options, foretold};
use crate::commands::{ConfigFile, Failure};
use crate::server::{Plan, plan};

fn file(here: &Installation) -> ConfigFile {
    ConfigFile { config: here.file("vestibule.toml") }
}

/// Which sentences it says, and whether it ended well.
async fn said(here: &Installation, on: &str) -> (String, Result<(), Failure>) {
    let options = Options { on: Some(on.parse().unwrap()), file: file(here) };
    let mut said = Vec::new();
    let ended = foretold(&options, &mut |line: &str| said.push(line.to_owned())).await;
    (said.join("\n"), ended)
}

async fn exempt(here: &Installation, until: &str, reason: &str) -> Result<(), Failure> {
    let options = factor::Exempt {
        identifier: Some("zoe.m".into()),
        until: until.parse().unwrap(),
        reason: reason.into(),
        file: file(here),
    };
    factor::exempt(&options).await
}

/// Adds keys to the rules of two-step verification.
fn rules(here: &Installation, keys: &str) {
    here.change("[policy.second_factor]\n", &format!("[policy.second_factor]\n{keys}\n"));
}

/// The account of `bring_in` holds this kind.
async fn hold(here: &Installation, kind: Factor) {
    let setup = plan::setup(&here.config()).await.unwrap();
    let account = store::census::after(&setup.db, None).await.unwrap()[0].account;
    let now = setup.clock.now();
    let app = App::start(setup).await.unwrap();
    let mut batch = store::Batch::new(domain::ActId::new(now, app::chance::bytes()));
    let one = store::authenticators::StoredAuthenticator {
        account,
        id: domain::AuthenticatorId::from_bytes([1; 16]),
        kind: kind.word().into(),
        label_sealed: vec![],
        secret_sealed: vec![],
        handle_digest: None,
        counter: 0,
        failures: 0,
        created_at: now,
        last_used_at: None,
        blocked_at: None,
        lost_at: None,
    };
    store::authenticators::insert(&mut batch, &one);
    app.db().commit(batch).await.unwrap();
}

#[tokio::test]
async fn who_would_be_stopped_is_told_before_the_day_and_whoever_is_let_off_is_not() {
    let here = Installation::well().await;
    bring_in(&here).await;
    rules(&here, "demand = \"required\"\nrequired_from = \"2999-01-01\"\npostpone_for = \"0 days\"");
    let (before, ended) = said(&here, "2998-12-31").await;
    assert!(ended.is_ok() && before.contains("Of 1 accounts"), "{before}");
    assert!(before.contains("        1  go on with the password alone"), "{before}");
    let (after, ended) = said(&here, "2999-01-02").await;
    assert!(after.contains("        1  must set a method up before they go on"), "{after}");
    assert!(ended.is_ok(), "the rules ask what the operator wants them to ask");
    assert!(matches!(exempt(&here, "3000-01-01", " ").await, Err(Failure::Misunderstood(_))));
    exempt(&here, "3000-01-01", "Sans téléphone, suivie par Mme Roy").await.unwrap();
    let (after, _) = said(&here, "2999-01-02").await;
    assert!(after.contains("        0  must set a method up"), "{after}");
    let options = explain::Options { identifier: Some("zoe.m".into()), file: file(&here) };
    let mut told = Vec::new();
    explain::explained(&options, &mut |line: &str| told.push(line.to_owned())).await.unwrap();
    let told = told.join("\n");
    assert!(told.contains("are let off until 3000-01-01") && told.contains("Mme Roy"), "{told}");
    exempt(&here, "2000-01-01", "Elle a un téléphone").await.unwrap();
    let (after, _) = said(&here, "2999-01-02").await;
    assert!(after.contains("        1  must set a method up"), "a day that is past ends it: {after}");
}

#[tokio::test]
async fn rules_that_take_somebodys_only_protection_away_are_refused_with_a_list() {
    let here = Installation::well().await;
    bring_in(&here).await;
    hold(&here, Factor::Totp).await;
    let (well, ended) = said(&here, "2999-01-01").await;
    assert!(ended.is_ok() && well.contains("hold totp, 1 of them nothing else"), "{well}");
    assert!(Plan::of(&here.config()).await.is_ok());
    rules(&here, "methods = []");
    let (bared, ended) = said(&here, "2999-01-01").await;
    assert!(matches!(ended, Err(Failure::Trouble(_))), "{bared}");
    assert!(bared.contains("        1  lose their only protection"), "{bared}");
    let refused = Plan::of(&here.config()).await.err().unwrap().to_string();
    assert!(refused.contains("Without totp") && refused.contains("policy forecast"), "{refused}");
    exempt(&here, "2999-06-01", "Accord écrit").await.unwrap();
    assert!(Plan::of(&here.config()).await.is_ok(), "whoever was let off holds nothing up");
    let demand = here.config().policy.rules(&here.config().brand).factors.demand;
    assert_eq!(demand, Demand::Optional);
}
