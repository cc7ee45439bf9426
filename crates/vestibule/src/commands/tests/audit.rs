//! `vestibule audit verify` and `vestibule audit list` on an installation that is well, then on one that is not.

use app::{App, Clock};
use domain::ClientId;
use serde_json::json;
use store::{Batch, Statement};

use super::installation::Installation;
use crate::commands::audit::list::{self, listed};
use crate::commands::audit::verify::{self, verified};
use crate::commands::{ConfigFile, Failure, migrate};
use crate::server::plan;

/// A relying party is registered: one entry, without an account, in lane 0.
async fn register(here: &Installation, id: &str) {
    let app = App::start(plan::setup(&here.config()).await.unwrap()).await.unwrap();
    let declared = json!({"client_id": id, "name": id, "redirect_uris": ["https://mail.lumen.example/back"]});
    app.apply_client(serde_json::from_value(declared).unwrap(), Some([1; 32])).await.unwrap();
    assert!(app.client(&ClientId(id.into())).await.unwrap().is_some());
    app.checkpoint().await.unwrap();
}

fn file(here: &Installation) -> ConfigFile {
    ConfigFile { config: here.file("vestibule.toml") }
}

async fn verification(here: &Installation) -> (Result<(), Failure>, Vec<String>) {
    let mut said = Vec::new();
    let options = verify::Options { checkpoints: None, file: file(here) };
    let ended = verified(&options, &mut |line: &str| said.push(line.to_owned())).await;
    (ended, said)
}

async fn list(here: &Installation, ask: impl FnOnce(&mut list::Options)) -> Result<Vec<String>, Failure> {
    let mut options = list::Options {
        account_login: None,
        code: None,
        since: None,
        limit: 100,
        before: None,
        file: file(here),
    };
    ask(&mut options);
    let mut said = Vec::new();
    listed(&options, &mut |line: &str| said.push(line.to_owned())).await?;
    Ok(said)
}

async fn run(here: &Installation, sql: &'static str) {
    let db = migrate::open(&here.config()).await.unwrap();
    let mut batch = Batch::new(domain::ActId::from_bytes(app::chance::bytes()));
    batch.run(Box::leak(Box::new(Statement::new("test", sql))), Vec::new());
    db.commit(batch).await.unwrap();
}

#[tokio::test]
async fn a_whole_audit_is_told_and_a_changed_one_is_refused_with_the_place() {
    let here = Installation::well().await;
    let (ended, said) = verification(&here).await;
    assert!(ended.is_ok() && said[0].contains("no checkpoint yet"), "{said:?}");
    register(&here, "mail").await;
    let (ended, said) = verification(&here).await;
    assert_eq!((ended, said.len()), (Ok(()), 1));
    assert!(said[0].starts_with("The audit is whole: 1 entry, 0 of them"), "{}", said[0]);
    assert!(said[0].contains("1 checkpoint, the newest number 1 of") && said[0].contains("0 entries since"));
    run(&here, "UPDATE audit SET body = '{}'").await;
    let (ended, said) = verification(&here).await;
    assert_eq!(ended, Err(Failure::Told));
    assert_eq!(said[0], "Lane 0, entry 1 was changed: its content does not give its leaf.");
    assert!(said[1].starts_with("The audit is NOT whole, 1 finding: 1 entry"), "{}", said[1]);
}

#[tokio::test]
async fn the_configured_file_is_held_against_the_store() {
    let here = Installation::well().await;
    register(&here, "mail").await;
    here.change("# checkpoint_file = ", "checkpoint_file = ");
    assert!(verification(&here).await.1[0].ends_with("No exported file of checkpoints was at hand."));
    std::fs::write(here.file("audit.checkpoints"), "nothing of ours\nat all\n").unwrap();
    let (ended, said) = verification(&here).await;
    assert_eq!(ended, Err(Failure::Told));
    assert_eq!(said[0], "Line 1 in the file is no checkpoint.");
}

#[tokio::test]
async fn what_cannot_be_verified_is_neither_whole_nor_broken() {
    let here = Installation::well().await;
    let options = verify::Options { checkpoints: Some(here.file("not-there")), file: file(&here) };
    let ended = verified(&options, &mut |_: &str| {}).await;
    assert!(matches!(ended, Err(Failure::Misunderstood(_))), "{ended:?}");
    let fresh = Installation::laid_out();
    assert!(matches!(verification(&fresh).await.0, Err(Failure::Misunderstood(_))), "no store yet");
}

#[tokio::test]
async fn events_are_listed_a_sentence_each_and_page_by_page() {
    let here = Installation::well().await;
    for id in ["one", "two", "three"] {
        register(&here, id).await;
    }
    let all = list(&here, |_| {}).await.unwrap();
    assert_eq!(all.len(), 3);
    assert!(all[0].ends_with("F-302  no account  three was registered or changed."), "{}", all[0]);
    let first = list(&here, |options| options.limit = 2).await.unwrap();
    assert_eq!(first[..2], all[..2]);
    let mark = first[2].rsplit_once(' ').unwrap().1.to_owned();
    let rest = list(&here, |options| options.before = Some(mark.parse().unwrap())).await.unwrap();
    assert_eq!(rest, all[2..]);
    let none = list(&here, |options| options.code = Some("F-101".into())).await.unwrap();
    assert_eq!(none, Vec::<String>::new());
    let by_code = list(&here, |options| options.code = Some("F-302".into())).await.unwrap();
    assert_eq!(by_code, all);
    let later = Clock::default().now() + domain::time::minutes(1);
    let since = format!("{}", jiff::Timestamp::from_millisecond(later.millis()).unwrap());
    let late = list(&here, |options| options.since = Some(since.parse().unwrap())).await.unwrap();
    assert_eq!(late, Vec::<String>::new());
}

#[tokio::test]
async fn nobodys_login_is_told_without_an_echo() {
    let here = Installation::well().await;
    let asked = list(&here, |options| options.account_login = Some("personne@lumen.example".into())).await;
    assert_eq!(asked, Err(Failure::trouble("Nobody signs in with that.")));
}
