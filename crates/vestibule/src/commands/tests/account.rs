//! `vestibule account explain` on an installation: the reason in words, for somebody and for nobody.

use app::App;
use app::import::{Import, Item, Record};
use serde_json::json;

use super::installation::Installation;
use crate::commands::account::explain::{Options, explained};
use crate::commands::{ConfigFile, Failure};
use crate::server::plan;

const HASH: &str = "$2y$05$UcCYm8xyEUvf4yggXwqCBuAPR9ZA6pbTR1HqaKrhuqPwQEkgR4KUe";

/// A contract with its letter, one mailbox, and a holder.
pub(super) async fn bring_in(here: &Installation) {
    let app = App::start(plan::setup(&here.config()).await.unwrap()).await.unwrap();
    let record = json!({
        "ref": "c1", "kind": "internet", "line_access": {"login": "li000042", "password": {"hash": HASH}},
        "mailboxes": [{"address": "zoe@lumen.example"}],
        "people": [{"ref": "p1", "role": "holder", "given_name": "Zoé", "identifiers": ["zoe.m"]}],
    });
    let record: Record = serde_json::from_value(record).unwrap();
    let import = Import::new(app, "crm", &[1; 32]).unwrap();
    let checked = import.check(&record).unwrap();
    let prepared = import.prepare(vec![Item { line: 1, checked }]).await.unwrap();
    assert!(import.write(prepared).await.unwrap().iter().all(|told| told.verdict.is_ok()));
}

async fn said(here: &Installation, identifier: &str) -> Result<String, Failure> {
    let file = ConfigFile { config: here.file("vestibule.toml") };
    let options = Options { identifier: Some(identifier.to_owned()), file };
    let mut said = Vec::new();
    explained(&options, &mut |line: &str| said.push(line.to_owned())).await?;
    Ok(said.join("\n"))
}

#[tokio::test]
async fn the_reason_is_told_in_words_and_changes_with_the_day() {
    let here = Installation::well().await;
    bring_in(&here).await;
    let before = std::fs::metadata(here.file("vestibule.db")).unwrap().len();
    let told = said(&here, "li000042").await.ok().unwrap();
    assert!(told.contains("no day is set for their brand"), "{told}");
    assert!(told.contains("never shown"), "{told}");
    let text = std::fs::read_to_string(here.file("vestibule.toml")).unwrap();
    let brand = here.config().brand[0].id.clone();
    let with =
        |from: &str| format!("{text}\n[[policy.personalise]]\nbrand = \"{brand}\"\nfrom = \"{from}\"\n");
    std::fs::write(here.file("vestibule.toml"), with("2000-01-01")).unwrap();
    for login in ["li000042", "ZOE.M"] {
        let told = said(&here, login).await.ok().unwrap();
        assert!(told.contains("With the line's password, the screen is shown"), "{told}");
        assert!(told.contains("put off for 14 days") && told.contains("O7"), "{told}");
        assert!(
            !told.to_lowercase().contains(&login.to_lowercase()),
            "what was typed is not repeated: {told}"
        );
    }
    std::fs::write(here.file("vestibule.toml"), with("2999-01-01")).unwrap();
    let told = said(&here, "li000042").await.ok().unwrap();
    assert!(told.contains("2998-12-31") || told.contains("2999-01-01"), "{told}");
    assert!(said(&here, "personne").await.is_err() && said(&here, " ").await.is_err());
    assert_eq!(std::fs::metadata(here.file("vestibule.db")).unwrap().len(), before, "nothing is written");
}
