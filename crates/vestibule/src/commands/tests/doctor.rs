//! `vestibule doctor`: an installation that is well, then each thing broken in turn.

use std::os::unix::fs::PermissionsExt;

use axum::Router;
use axum::routing::get;
use domain::time::days;
use domain::{ActId, Client, Timestamp};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use store::Batch;
use store::clients::StoredClient;
use tokio::net::TcpListener;

use super::installation::Installation;
use crate::commands::doctor::{certificate, clock, examine};
use crate::commands::migrate;
use crate::config::Finding;
use crate::server::{Listener, Stop, Waits};

/// What was found, without the advice that a new installation has no client.
async fn findings(here: &Installation) -> Vec<Finding> {
    let mut findings = examine(&here.config()).await;
    findings.retain(|finding| finding.about != "clients");
    findings
}

#[track_caller]
fn one(findings: &[Finding], about: &str, cure: &str) {
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].about, about);
    assert!(findings[0].cure.contains(cure), "{}", findings[0]);
}

#[tokio::test]
async fn an_installation_that_is_well_is_told_so() {
    let here = Installation::well().await;
    assert_eq!(findings(&here).await, []);
    let no_client = examine(&here.config()).await;
    assert!(no_client.iter().any(|finding| finding.about == "clients"), "{no_client:?}");
}

#[tokio::test]
async fn keys_that_others_can_read_are_told() {
    let here = Installation::well().await;
    std::fs::set_permissions(here.file("vestibule.keys"), PermissionsExt::from_mode(0o640)).unwrap();
    one(&findings(&here).await, "keys.file", "chmod 600");
}

#[tokio::test]
async fn lost_and_damaged_keys_are_told() {
    let here = Installation::well().await;
    let keys = std::fs::read_to_string(here.file("vestibule.keys")).unwrap();
    std::fs::write(here.file("vestibule.keys"), keys.replace("version = 1", "version = 7")).unwrap();
    one(&findings(&here).await, "keys.file", "copy");
    std::fs::remove_file(here.file("vestibule.keys")).unwrap();
    one(&findings(&here).await, "keys.file", "Put the file there");
}

#[tokio::test]
async fn a_store_that_is_not_there_or_behind_is_told_and_not_made() {
    let here = Installation::well().await;
    std::fs::remove_file(here.file("vestibule.db")).unwrap();
    one(&findings(&here).await, "store", "vestibule migrate");
    assert!(!here.file("vestibule.db").exists(), "a doctor changes nothing");
    migrate::open(&here.config()).await.unwrap();
    one(&findings(&here).await, "store", "vestibule migrate");
}

#[tokio::test]
async fn a_store_in_a_folder_that_is_not_there_is_told() {
    let here = Installation::well().await;
    here.change("# path = \"vestibule.db\"", "path = \"gone/vestibule.db\"");
    let findings = findings(&here).await;
    assert!(findings.iter().any(|finding| finding.about == "store.path"), "{findings:?}");
}

#[tokio::test]
async fn an_unsound_client_is_told_by_its_name() {
    let here = Installation::well().await;
    let text = r#"{"client_id":"shop","name":"Shop","redirect_uris":["http://shop.lumen.example/"]}"#;
    let client: Client = serde_json::from_str(text).unwrap();
    let db = migrate::open(&here.config()).await.unwrap();
    let mut batch = Batch::new(ActId::new(Timestamp::from_millis(1), [0; 10]));
    let stored = StoredClient { client, secret_hash: Some([0; 32]), changed_at: Timestamp::from_millis(1) };
    store::clients::put(&mut batch, &stored);
    db.commit(batch).await.unwrap();
    let findings = findings(&here).await;
    assert!(
        !findings.is_empty() && findings.iter().all(|finding| finding.about == "client shop"),
        "{findings:?}"
    );
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_told() {
    let here = Installation::well().await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let text = std::fs::read_to_string(here.file("vestibule.toml")).unwrap();
    let port = text.lines().find(|line| line.starts_with("port = ")).unwrap();
    here.change(port, &format!("port = {closed}"));
    one(&findings(&here).await, "mail.smtp", "[mail.smtp]");
}

#[tokio::test]
async fn an_address_that_a_stranger_took_is_told() {
    let here = Installation::well().await;
    let stranger = TcpListener::bind("127.0.0.1:0").await.unwrap();
    here.change("listen = \"127.0.0.1:0\"", &format!("listen = \"{}\"", stranger.local_addr().unwrap()));
    tokio::spawn(async move { while stranger.accept().await.is_ok() {} });
    one(&findings(&here).await, "server.listen", "choose another port");
}

/// Somebody who answers as healthy, and as `issuer` in discovery.
async fn server_of(issuer: &'static str) -> std::net::SocketAddr {
    let discovery = move || async move { format!("{{\"issuer\":\"{issuer}\"}}") };
    let router = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/.well-known/openid-configuration", get(discovery));
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let door = Listener {
        socket,
        tls: None,
        front: router.into(),
        unlimited: web::TrustedProxies::default(),
        waits: Waits::default(),
    };
    tokio::spawn(async move {
        let _kept_open = stop;
        door.serve(Stop::new(stopped)).await
    });
    address
}

#[tokio::test]
async fn an_issuer_that_leads_elsewhere_is_told() {
    let here = Installation::well().await;
    let address = server_of("https://other.example").await;
    here.change("listen = \"127.0.0.1:0\"", &format!("listen = \"{address}\""));
    here.change("issuer = \"http://localhost:9\"", &format!("issuer = \"http://{address}\""));
    one(&findings(&here).await, "server.issuer", "where the name leads");
    here.change(&format!("issuer = \"http://{address}\""), "issuer = \"http://localhost:9\"");
    one(&findings(&here).await, "server.issuer", "DNS");
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_told() {
    let here = Installation::laid_out();
    let at = |text: &str| Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    assert!(clock::examine(&here.config(), at("1970-01-01T00:00:00Z")).is_some());
    assert!(clock::examine(&here.config(), at("2110-01-01T00:00:00Z")).is_some());
    let made_at = app::Clock::default().now();
    assert!(clock::examine(&here.config(), made_at - days(1)).is_some(), "before the keys were made");
    assert!(clock::examine(&here.config(), made_at + days(1)).is_none());
}

/// Writes a certificate for `name`, valid in June 2030, and says what the doctor finds on a day.
fn certificate_findings(name: &str, day: &str) -> Vec<Finding> {
    let here = Installation::laid_out();
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    (params.not_before, params.not_after) = (date_time_ymd(2030, 6, 1), date_time_ymd(2030, 6, 30));
    let certificate = params.self_signed(&key).unwrap();
    std::fs::write(here.file("certificate.pem"), certificate.pem()).unwrap();
    std::fs::write(here.file("authority.pem"), certificate.pem()).unwrap();
    std::fs::write(here.file("certificate.key"), key.serialize_pem()).unwrap();
    here.change("# [server.tls]", "[server.tls]");
    here.change("# certificate = ", "certificate = ");
    here.change("# key = ", "key = ");
    let day: jiff::Timestamp = format!("{day}T12:00:00Z").parse().unwrap();
    certificate::examine(&here.config(), Timestamp::from_millis(day.as_millisecond()))
}

#[test]
fn a_certificate_that_is_expired_early_or_of_another_name_is_told() {
    let told = |name, day| {
        certificate_findings(name, day).iter().map(|finding| finding.says.clone()).collect::<String>()
    };
    assert!(told("localhost", "2030-07-01").contains("has expired"));
    assert!(told("localhost", "2030-05-01").contains("not valid yet"));
    assert!(told("other.example", "2030-06-02").contains("not for localhost"));
    assert!(
        told("localhost", "2030-06-02").contains("No authority"),
        "self-signed: {}",
        told("localhost", "2030-06-02")
    );
}

#[test]
fn a_key_of_another_certificate_is_told() {
    let here = Installation::laid_out();
    let (one_key, other) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let certificate =
        CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&one_key).unwrap();
    std::fs::write(here.file("certificate.pem"), certificate.pem()).unwrap();
    std::fs::write(here.file("certificate.key"), other.serialize_pem()).unwrap();
    here.change("# [server.tls]", "[server.tls]");
    here.change("# certificate = ", "certificate = ");
    here.change("# key = ", "key = ");
    one(&certificate::examine(&here.config(), Timestamp::from_millis(0)), "server.tls.key", "made for");
}
