//! Our own TLS under a test authority.

use std::path::Path;

use axum::Router;
use axum::routing::get;
use http::Version;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::{open, short};
use crate::server::tls::Certificates;
use crate::server::{Stop, Waits};

/// An authority, and a folder where it put a certificate for `localhost`.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
    folder: TempDir,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let here = Self { issuer: Issuer::new(params, key), pem, folder: TempDir::new().unwrap() };
        here.certify();
        here
    }

    /// A new certificate in the place of the old one.
    fn certify(&self) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        std::fs::write(self.file("certificate.pem"), certificate.pem()).unwrap();
        std::fs::write(self.file("certificate.key"), key.serialize_pem()).unwrap();
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn certificates(&self) -> Certificates {
        Certificates::read(self.file("certificate.pem"), self.file("certificate.key")).unwrap()
    }

    fn client(&self, protocols: &[&str]) -> reqwest::Client {
        let mut config = gateways::tls::client_config(Some(&self.pem)).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        reqwest::Client::builder().tls_backend_preconfigured(config).build().unwrap()
    }
}

fn router() -> Router {
    Router::new().route("/", get(|| async { "welcome" }))
}

#[tokio::test]
async fn both_protocols_are_served_under_tls() {
    let authority = Authority::new();
    let (_stop, stopped) = watch::channel(false);
    let acceptor = authority.certificates().acceptor(Stop::new(stopped));
    let door = open(router(), Some(acceptor), Waits::default()).await;
    let url = format!("https://localhost:{}/", door.address.port());
    for (protocols, version) in
        [(&["h2", "http/1.1"][..], Version::HTTP_2), (&["http/1.1"][..], Version::HTTP_11)]
    {
        let answer = authority.client(protocols).get(&url).send().await.unwrap();
        assert_eq!(answer.version(), version);
        assert_eq!(answer.text().await.unwrap(), "welcome");
    }
    // Many at once on one connection, and more headers than we read.
    let client = authority.client(&["h2"]);
    let mut crowded = client.get(&url);
    for number in 0..70 {
        crowded = crowded.header(format!("x-{number}"), "1");
    }
    assert_eq!(crowded.send().await.unwrap().status(), 431);
    let long = format!("{url}?{}", "a".repeat(9000));
    assert_eq!(client.get(long).send().await.unwrap().status(), 414);
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_and_a_broken_one_is_not() {
    let authority = Authority::new();
    let certificates = authority.certificates();
    let first = certificates.chain();
    authority.certify();
    certificates.read_again().unwrap();
    let second = certificates.chain();
    assert_ne!(first, second);
    std::fs::write(authority.file("certificate.key"), KeyPair::generate().unwrap().serialize_pem()).unwrap();
    assert!(certificates.read_again().is_err(), "the key of another certificate");
    assert_eq!(certificates.chain(), second, "the former one stays");
}

#[tokio::test]
async fn a_visitor_who_does_not_shake_hands_is_not_heard() {
    let authority = Authority::new();
    let (_stop, stopped) = watch::channel(false);
    let door = open(router(), Some(authority.certificates().acceptor(Stop::new(stopped))), short()).await;
    let answer = super::converse(door.address, "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(!answer.contains("welcome"));
    let mut silent = TcpStream::connect(door.address).await.unwrap();
    let mut answer = Vec::new();
    silent.read_to_end(&mut answer).await.unwrap();
    assert!(answer.is_empty());
}

#[test]
fn files_that_hold_no_certificate_are_refused_in_a_sentence() {
    let authority = Authority::new();
    let read = |certificate: &Path, key: &Path| {
        Certificates::read(certificate.to_owned(), key.to_owned()).err().unwrap()
    };
    let (certificate, key) = (authority.file("certificate.pem"), authority.file("certificate.key"));
    assert_eq!(read(&key, &key).about, "server.tls.certificate");
    assert_eq!(read(&certificate, &certificate).about, "server.tls.key");
    assert_eq!(read(&authority.file("none"), &key).about, "server.tls.certificate");
}
