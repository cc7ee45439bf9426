//! Our own certificate: read at start and again when its files change, so that a renewal needs no restart.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{self, ServerConfig};

use super::Stop;
use crate::config::{Finding, chain};

const LOOK_EVERY: Duration = Duration::from_mins(1);

/// The two files and what they hold now.
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    current: Arc<Current>,
}

struct Current(RwLock<Arc<CertifiedKey>>);

impl fmt::Debug for Current {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Current(…)")
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Certificates {
    /// Reads both files; a key that is not the certificate's is refused.
    pub fn read(certificate: PathBuf, key: PathBuf) -> Result<Self, Finding> {
        gateways::tls::install_provider();
        let pair = pair(&certificate, &key)?;
        Ok(Self { certificate, key, current: Arc::new(Current(RwLock::new(Arc::new(pair)))) })
    }

    /// The chain as it is now, our own first.
    pub fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.current.0.read().unwrap_or_else(PoisonError::into_inner).cert.clone()
    }

    /// TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1. Looks for a renewed certificate until `stop`.
    pub fn acceptor(self, stop: Stop) -> TlsAcceptor {
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.current) as Arc<_>);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        tokio::spawn(async move {
            tokio::select! {
                () = self.renew() => {}
                () = stop.asked() => {}
            }
        });
        TlsAcceptor::from(Arc::new(config))
    }

    async fn renew(self) {
        let mut seen = self.changed_at();
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = self.changed_at();
            if now == seen {
                continue;
            }
            match self.read_again() {
                Ok(()) => {
                    seen = now;
                    tracing::info!("the renewed certificate is in use");
                }
                // One file may be written before the other: the next look sees both.
                Err(finding) => tracing::error!(about = finding.about, "{} {}", finding.says, finding.cure),
            }
        }
    }

    /// Takes what the files hold now into use; on a refusal the former certificate stays.
    pub fn read_again(&self) -> Result<(), Finding> {
        let pair = pair(&self.certificate, &self.key)?;
        *self.current.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
        Ok(())
    }

    fn changed_at(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key].map(|path| path.metadata().and_then(|file| file.modified()).ok())
    }
}

fn pair(certificate: &Path, key: &Path) -> Result<CertifiedKey, Finding> {
    let refuse = |about: &str, path: &Path, error: &dyn std::error::Error, cure: &str| {
        Finding::refused(about, format!("{} cannot be used: {}.", path.display(), chain(error)), cure)
    };
    let pem = "Name a file in PEM form that this user may read.";
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| refuse("server.tls.certificate", certificate, &error, pem))?;
    if chain.is_empty() {
        let says = format!("{} holds no certificate.", certificate.display());
        return Err(Finding::refused("server.tls.certificate", says, pem));
    }
    let private =
        PrivateKeyDer::from_pem_file(key).map_err(|error| refuse("server.tls.key", key, &error, pem))?;
    CertifiedKey::from_der(chain, private, &rustls::crypto::aws_lc_rs::default_provider()).map_err(|error| {
        refuse("server.tls.key", key, &error, "Take the key that the certificate was made for.")
    })
}
