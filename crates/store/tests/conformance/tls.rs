//! PostgreSQL only: the connection is encrypted and the server's name is checked. A proxy speaks TLS for it.

use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use store::db::Tls;
use store::{Db, Trouble};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::bench::{Bench, postgres_port};

/// Answers PostgreSQL's request for TLS with a certificate for these names; gives its port and the certificate.
async fn encrypted_as(names: &[&str]) -> (u16, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(names.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(encrypt(client, acceptor.clone()));
        }
    });
    (port, cert.pem())
}

async fn encrypt(mut client: TcpStream, acceptor: TlsAcceptor) {
    let mut request = [0; 8];
    client.read_exact(&mut request).await.unwrap();
    assert_eq!(request, [0, 0, 0, 8, 4, 210, 22, 47], "what a client sends to ask for TLS");
    client.write_all(b"S").await.unwrap();
    // A client that does not trust us ends the handshake.
    if let Ok(mut client) = acceptor.accept(client).await {
        let mut server = TcpStream::connect(("127.0.0.1", postgres_port())).await.unwrap();
        drop(copy_bidirectional(&mut client, &mut server).await);
    }
}

async fn open(bench: &Bench, port: u16, authority: Option<&str>) -> Result<Db, Trouble> {
    let tls = Tls::On { extra_authorities: authority.map(ToOwned::to_owned) };
    Db::open(&bench.through(port, tls)).await
}

#[tokio::test]
async fn a_server_is_trusted_by_the_extra_authority_only() {
    let Some(bench) = Bench::postgres().await else { return };
    let (port, authority) = encrypted_as(&["127.0.0.1", "localhost"]).await;
    let db = open(&bench, port, Some(&authority)).await.unwrap();
    assert_eq!(db.pending(crate::bench::MIGRATIONS).await.unwrap(), [""; 0]);
    let refused = open(&bench, port, None).await.map(drop).unwrap_err();
    assert!(matches!(refused, Trouble::Unreachable(_)), "{refused:?}");
    bench.clear().await;
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let Some(bench) = Bench::postgres().await else { return };
    let (port, authority) = encrypted_as(&["another.example"]).await;
    let refused = open(&bench, port, Some(&authority)).await.map(drop).unwrap_err();
    assert!(format!("{refused:?}").contains("NotValidForName"), "{refused:?}");
    bench.clear().await;
}

#[tokio::test]
async fn an_authority_that_is_no_certificate_is_refused_at_once() {
    let Some(bench) = Bench::postgres().await else { return };
    let nonsense = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(open(&bench, 1, Some(nonsense)).await.is_err());
    bench.clear().await;
}
