//! A test authority for `--tls`: browsers that take no Secure cookie over plain HTTP are told to believe it.
//! Its key never leaves the data folder; the server's own certificate is made anew at each start.

use domain::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};

use super::folder::{Folder, write_whole};
use super::trouble::DemoTrouble;

/// What browsers and clients must be told to believe, beside the key.
pub const CERTIFICATE: &str = "ca.pem";
pub const SERVER_CHAIN: &str = "server.pem";
pub const SERVER_KEY: &str = "server.key";
/// Days; browsers refuse more than 398.
const LIFE: i64 = 90;

/// Lays the server's certificate and key into the folder. Returns the authority that vouches for it, as PEM text.
pub fn certify(folder: &Folder, now: Timestamp) -> Result<String, DemoTrouble> {
    let own = |error: rcgen::Error| DemoTrouble::own("certificate", &error);
    let key = folder.kept("ca.key", || Ok(KeyPair::generate().map_err(own)?.serialize_pem()))?;
    let key = KeyPair::from_pem(&key).map_err(own)?;
    let told = folder.kept(CERTIFICATE, || Ok(authority().self_signed(&key).map_err(own)?.pem()))?;
    let server = KeyPair::generate().map_err(own)?;
    let params = server_params(now).map_err(own)?;
    let certificate = params.signed_by(&server, &Issuer::new(authority(), key)).map_err(own)?;
    write_whole(&folder.file(SERVER_CHAIN), &format!("{}{told}", certificate.pem()))?;
    write_whole(&folder.file(SERVER_KEY), &server.serialize_pem())?;
    Ok(told)
}

/// The same at every start, so that what it signs chains to the certificate that was written first.
fn authority() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Lumen, autorité de démonstration");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn server_params(now: Timestamp) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(
        ["localhost", "app.localhost", "127.0.0.1", "::1"].map(String::from).to_vec(),
    )?;
    params.distinguished_name.push(DnType::CommonName, "localhost");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    let day = |days: i64| {
        let at = jiff::Timestamp::from_second(now.seconds() + days * 86_400)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        rcgen::date_time_ymd(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    (params.not_before, params.not_after) = (day(-1), day(LIFE));
    Ok(params)
}
