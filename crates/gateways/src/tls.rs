//! Whom we believe when we call out over TLS: the machine's authorities and, if the operator names one, the company's own.
//! One place for the provider of cryptography, so that no second one slips in.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum TlsTrouble {
    #[error("the extra authorities are not PEM certificates")]
    NotPem(#[source] rustls_pki_types::pem::Error),
    #[error("the extra authorities' file holds no certificate")]
    Empty,
    #[error("an extra authority is not a usable certificate")]
    Unusable(#[source] rustls::Error),
    #[error("TLS could not be set up")]
    Setup(#[source] rustls::Error),
}

/// Makes aws-lc-rs the provider of this process. Calling it again changes nothing.
pub fn install_provider() {
    // An Err says that a provider is there already: ours, from an earlier call.
    let _already_there = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// Reads PEM text with one certificate or more.
pub fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, TlsTrouble> {
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(TlsTrouble::NotPem)?;
    if found.is_empty() { Err(TlsTrouble::Empty) } else { Ok(found) }
}

/// The machine's authorities and the extra ones (PEM text).
pub fn authorities(extra: Option<&str>) -> Result<RootCertStore, TlsTrouble> {
    let mut roots = RootCertStore::empty();
    // A machine without authorities is no reason not to start: the extra ones may be all that is called.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    for certificate in extra.map(certificates).transpose()?.unwrap_or_default() {
        roots.add(certificate).map_err(TlsTrouble::Unusable)?;
    }
    Ok(roots)
}

/// TLS towards others: TLS 1.2 or later, verified against the machine's authorities and `extra_authorities` (PEM text).
pub fn client_config(extra_authorities: Option<&str>) -> Result<ClientConfig, TlsTrouble> {
    install_provider();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(TlsTrouble::Setup)?
        .with_root_certificates(authorities(extra_authorities)?)
        .with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::{TlsTrouble, certificates, client_config};

    #[test]
    fn a_file_without_certificates_is_refused() {
        assert!(matches!(certificates("# nothing\n"), Err(TlsTrouble::Empty)));
        assert!(client_config(Some("")).is_err());
    }

    #[test]
    fn a_damaged_certificate_is_refused() {
        let damaged = "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n";
        assert!(matches!(certificates(damaged), Err(TlsTrouble::NotPem(_))));
        let wrong = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(matches!(client_config(Some(wrong)), Err(TlsTrouble::Unusable(_))));
    }

    #[test]
    fn the_machines_own_authorities_are_enough() {
        assert!(client_config(None).is_ok());
    }
}
