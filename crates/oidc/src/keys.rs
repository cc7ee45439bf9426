//! Public keys as relying parties read them: JSON Web Keys (RFC 7517) and their thumbprints (RFC 7638).
//! Has no place for a private part.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::client::SigningAlg;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The numbers of a public key, big-endian without leading zeros (RSA) or of full length (P-256).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "kty")]
pub enum PublicKey {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "EC")]
    Ec { crv: &'static str, x: String, y: String },
}

impl PublicKey {
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Self {
        let number = |bytes: &[u8]| {
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            URL_SAFE_NO_PAD.encode(&bytes[zeros..])
        };
        Self::Rsa { n: number(modulus), e: number(exponent) }
    }

    /// A P-256 point.
    pub fn p256(x: &[u8; 32], y: &[u8; 32]) -> Self {
        Self::Ec { crv: "P-256", x: URL_SAFE_NO_PAD.encode(x), y: URL_SAFE_NO_PAD.encode(y) }
    }

    /// The one algorithm that this kind of key is used for (OA9).
    pub const fn alg(&self) -> SigningAlg {
        match self {
            Self::Rsa { .. } => SigningAlg::RS256,
            Self::Ec { .. } => SigningAlg::ES256,
        }
    }

    /// SHA-256 over the required members in alphabetical order (RFC 7638 §3). The values are base64url: nothing to escape.
    pub fn thumbprint(&self) -> String {
        let canonical = match self {
            Self::Rsa { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
            Self::Ec { crv, x, y } => format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#),
        };
        URL_SAFE_NO_PAD.encode(Sha256::digest(canonical.as_bytes()))
    }
}

/// A published signing key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Jwk {
    #[serde(flatten)]
    key: PublicKey,
    #[serde(rename = "use")]
    usage: &'static str,
    alg: SigningAlg,
    kid: String,
}

impl Jwk {
    pub fn signing(key: PublicKey) -> Self {
        Self { usage: "sig", alg: key.alg(), kid: key.thumbprint(), key }
    }

    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub const fn alg(&self) -> SigningAlg {
        self.alg
    }
}

/// What `/oauth2/jwks` answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JwkSet {
    pub keys: Vec<Jwk>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// RFC 7638 §3.1.
    const MODULUS: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs\
        tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-b\
        FTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    #[test]
    fn the_thumbprint_of_rfc_7638_section_3_1() {
        let modulus = URL_SAFE_NO_PAD.decode(MODULUS).unwrap();
        let key = PublicKey::rsa(&modulus, &[1, 0, 1]);
        assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    #[test]
    fn leading_zeros_do_not_make_another_key() {
        assert_eq!(PublicKey::rsa(&[0, 0, 7], &[0, 1, 0, 1]), PublicKey::rsa(&[7], &[1, 0, 1]));
    }

    #[test]
    fn a_published_key_says_what_it_is_for() {
        let jwk = Jwk::signing(PublicKey::p256(&[0; 32], &[1; 32]));
        let value = serde_json::to_value(JwkSet { keys: vec![jwk.clone()] }).unwrap();
        assert_eq!(
            value["keys"][0],
            json!({
                "kty": "EC",
                "crv": "P-256",
                "x": URL_SAFE_NO_PAD.encode([0; 32]),
                "y": URL_SAFE_NO_PAD.encode([1; 32]),
                "use": "sig",
                "alg": "ES256",
                "kid": jwk.kid(),
            })
        );
    }
}
