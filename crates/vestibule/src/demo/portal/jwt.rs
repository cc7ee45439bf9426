//! Signed tokens: reads the compact form and verifies it with the provider's published keys (RFC 7515, RFC 7518 §3).
//! Does not know what the claims mean.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::trouble::TokenRefused;

/// What this portal can verify. There is no `none`, and no secret-keyed one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alg {
    Rs256,
    Es256,
}

impl Alg {
    const fn word(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
    const fn key_type(self) -> &'static str {
        match self {
            Self::Rs256 => "RSA",
            Self::Es256 => "EC",
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct JwkSet {
    pub keys: Vec<Jwk>,
}

/// A public key, as far as we can use it (RFC 7517).
#[derive(Clone, Debug, Deserialize)]
pub struct Jwk {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    /// Extensions that must be understood (RFC 7515 §4.1.11): we understand none.
    crit: Option<Vec<String>>,
}

/// The claims of a token that one of `keys` signed by `alg`, of the type `typ` where it says one.
pub fn verified<C: DeserializeOwned>(
    token: &str,
    alg: Alg,
    typ: &str,
    keys: &JwkSet,
) -> Result<C, TokenRefused> {
    let (message, signature) = token.rsplit_once('.').ok_or(TokenRefused::Malformed)?;
    let (header, claims) = message.split_once('.').ok_or(TokenRefused::Malformed)?;
    let header: Header = read(header)?;
    if header.alg != alg.word() || header.crit.is_some() {
        return Err(TokenRefused::Algorithm);
    }
    if header.typ.is_some_and(|said| !said.eq_ignore_ascii_case(typ)) {
        return Err(TokenRefused::Type);
    }
    let key = keys.find(alg, header.kid.as_deref()).ok_or(TokenRefused::KeyUnknown)?;
    let signature = bytes(signature)?;
    if !key.signed(alg, message.as_bytes(), &signature) {
        return Err(TokenRefused::Signature);
    }
    read(claims)
}

fn bytes(text: &str) -> Result<Vec<u8>, TokenRefused> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| TokenRefused::Malformed)
}

fn read<T: DeserializeOwned>(part: &str) -> Result<T, TokenRefused> {
    serde_json::from_slice(&bytes(part)?).map_err(|_| TokenRefused::Malformed)
}

impl JwkSet {
    /// The signing key of that id; without an id there must be only one that fits (RFC 7515 §4.1.4).
    fn find(&self, alg: Alg, kid: Option<&str>) -> Option<&Jwk> {
        let mut fitting = self.keys.iter().filter(|key| {
            key.kty == alg.key_type()
                && key.usage.as_deref().is_none_or(|usage| usage == "sig")
                && (kid.is_none() || key.kid.as_deref() == kid)
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }
}

impl Jwk {
    fn signed(&self, alg: Alg, message: &[u8], signature: &[u8]) -> bool {
        match alg {
            Alg::Rs256 => self.rsa().is_some_and(|(n, e)| {
                RsaPublicKeyComponents { n, e }
                    .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
                    .is_ok()
            }),
            Alg::Es256 => self.point().is_some_and(|point| {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }),
        }
    }

    fn rsa(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let part = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_deref()?).ok();
        Some((part(&self.n)?, part(&self.e)?))
    }

    /// Uncompressed: 4, x, y (SEC 1 §2.3.3).
    fn point(&self) -> Option<Vec<u8>> {
        let part = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_deref()?).ok();
        let (x, y) = (part(&self.x)?, part(&self.y)?);
        let is_p256 = self.crv.as_deref() == Some("P-256") && x.len() == 32 && y.len() == 32;
        is_p256.then(|| [vec![4], x, y].concat())
    }
}
