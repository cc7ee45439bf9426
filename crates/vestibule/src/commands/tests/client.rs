//! `vestibule client apply`.

use app::clients::Applied;

use super::installation::Installation;
use crate::commands::client::apply::{apply, open};
use crate::commands::client::declared::{self, Declared};
use crate::config::Finding;

const GOOD: &str = r#"[[client]]
client_id = "webmail"
name = "Webmail"
redirect_uris = ["https://webmail.lumen.example/callback"]
secret_file = "webmail.secret"

[[client]]
client_id = "shop"
name = "Boutique"
redirect_uris = ["https://shop.lumen.example/callback"]
token_endpoint_auth_method = "client_secret_post"
"#;
const SECRET: &str = "0123456789abcdefghijklmnopqrstuvwxyz\n";

fn read(text: &str, secret: &str) -> Result<Vec<Declared>, Vec<Finding>> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("webmail.secret"), secret).unwrap();
    std::fs::write(dir.path().join("clients.toml"), text).unwrap();
    declared::read(&dir.path().join("clients.toml"))
}

#[test]
fn a_good_file_is_read_with_its_secrets() {
    let declared = read(GOOD, SECRET).unwrap();
    assert_eq!(declared.len(), 2);
    assert_eq!(declared[0].secret.as_ref().unwrap().reveal(), SECRET.trim_end());
    assert!(declared[1].secret.is_none());
}

#[test]
fn each_bad_declaration_is_told_with_its_line() {
    for (from, to, line) in [
        ("name = \"Boutique\"", "name = \"Boutique\"\nnames = 1", 10),
        ("client_id = \"shop\"", "client_id = \"webmail\"", 8),
        ("https://shop.lumen.example/callback", "http://shop.lumen.example/callback", 7),
        ("https://shop.lumen.example/callback", "https://shop.lumen.example/callback#a", 7),
        ("webmail.secret", "not-there.secret", 5),
        ("name = \"Webmail\"", "name = \"Webmail\"\ntoken_endpoint_auth_method = \"none\"", 6),
    ] {
        let findings = read(&GOOD.replacen(from, to, 1), SECRET).unwrap_err();
        assert!(!findings.is_empty());
        assert!(findings.iter().all(|finding| finding.line == Some(line)), "{to}: {findings:?}");
    }
}

#[test]
fn a_secret_that_can_be_guessed_is_refused() {
    for secret in [
        "changeme",
        "Ab3-xyz9Qw!1kLm",
        "changemechangemechangemechangemechangeme",
        "",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ] {
        assert!(read(GOOD, secret).is_err(), "{secret}");
    }
}

#[tokio::test]
async fn applying_adds_then_changes_nothing_then_changes_what_changed() {
    let here = Installation::well().await;
    let app = open(&here.config()).await.ok().unwrap();
    let all = |text: String, dry_run: bool| {
        let app = app.clone();
        async move {
            let mut told = Vec::new();
            for one in read(&text, SECRET).unwrap() {
                let change = apply(&app, one, dry_run).await.ok().unwrap();
                told.push((change.applied, change.secret.is_some()));
            }
            told
        }
    };
    let good = || GOOD.to_owned();
    let added = [(Applied::Added, false), (Applied::Added, false)];
    assert_eq!(all(good(), true).await, added, "a dry run foresees, and shows no secret that is not kept");
    assert_eq!(app.clients().await.unwrap(), [], "a dry run writes nothing");
    assert_eq!(all(good(), false).await, [(Applied::Added, false), (Applied::Added, true)]);
    let unchanged = [(Applied::Unchanged, false), (Applied::Unchanged, false)];
    assert_eq!(all(good(), true).await, unchanged);
    assert_eq!(all(good(), false).await, unchanged, "the made secret stays");
    let renamed = || GOOD.replace("Boutique", "La boutique");
    let changed = [(Applied::Unchanged, false), (Applied::Changed, false)];
    assert_eq!(all(renamed(), true).await, changed);
    assert_eq!(all(renamed(), false).await, changed);
}
