//! Is our own certificate the issuer's, valid, and for long enough? Judged by the library that judges others'.

use std::time::Duration;

use domain::Timestamp;
use domain::time::days;
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, Error};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls;

use crate::config::{Config, Finding};
use crate::server::tls::Certificates;

/// Renewals are due a month ahead; two weeks left says that they do not happen.
const SOON: Duration = days(14);

pub fn examine(config: &Config, now: Timestamp) -> Vec<Finding> {
    let Some(tls) = &config.server.tls else { return Vec::new() };
    let place = &config.place;
    let chain = match Certificates::read(place.resolve(&tls.certificate), place.resolve(&tls.key)) {
        Ok(certificates) => certificates.chain(),
        Err(finding) => return vec![finding],
    };
    let found = [name(config, &chain), validity(config, &chain, now)];
    found.into_iter().flatten().collect()
}

fn name(config: &Config, chain: &[CertificateDer<'static>]) -> Option<Finding> {
    let host = config.server.host()?;
    let own = ParsedCertificate::try_from(chain.first()?).ok()?;
    let asked = ServerName::try_from(host.trim_matches(['[', ']']).to_owned()).ok()?;
    verify_server_name(&own, &asked).err()?;
    let says = format!("The certificate is not for {host}, so no browser accepts it.");
    Some(Finding::refused("server.tls.certificate", says, "Get a certificate for the issuer's name."))
}

fn validity(config: &Config, chain: &[CertificateDer<'static>], now: Timestamp) -> Option<Finding> {
    let about = "server.tls.certificate";
    match judge(config, chain, now) {
        Some(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
            return Some(Finding::refused(
                about,
                "The certificate has expired.",
                "Renew it: it is read again by itself.",
            ));
        }
        Some(CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. }) => {
            return Some(Finding::refused(
                about,
                "The certificate is not valid yet.",
                "Look at this machine's clock.",
            ));
        }
        Some(CertificateError::UnknownIssuer) => {
            let says = "No authority that this machine believes stands behind the certificate.";
            let cure = "Browsers will warn unless they know your authority; put intermediate certificates into the \
                        file, and name a private authority in outgoing.ca_file.";
            return Some(Finding::advice(about, says, cure));
        }
        _ => {}
    }
    let soon = judge(config, chain, now + SOON)?;
    matches!(soon, CertificateError::Expired | CertificateError::ExpiredContext { .. }).then(|| {
        let says = "The certificate expires within two weeks.";
        Finding::advice(about, says, "See why it is not renewed by itself.")
    })
}

/// What is wrong with the chain at an instant.
fn judge(config: &Config, chain: &[CertificateDer<'static>], at: Timestamp) -> Option<CertificateError> {
    let own = ParsedCertificate::try_from(chain.first()?).ok()?;
    let at = UnixTime::since_unix_epoch(Duration::from_millis(u64::try_from(at.millis()).unwrap_or(0)));
    let algorithms = rustls::crypto::aws_lc_rs::default_provider().signature_verification_algorithms.all;
    let authorities =
        gateways::tls::authorities(config.outgoing.authorities(&config.place).ok()?.as_deref()).ok()?;
    match verify_server_cert_signed_by_trust_anchor(&own, &authorities, &chain[1..], at, algorithms) {
        Err(Error::InvalidCertificate(error)) => Some(error),
        _ => None,
    }
}
