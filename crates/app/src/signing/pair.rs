//! One signing key, parsed once: an RSA key costs more to parse than to sign with. Knows no token and no file.

use std::fmt;

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, ParsedPublicKey,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, VerificationAlgorithm,
};
use domain::client::SigningAlg;
use oidc::keys::PublicKey;
use zeroize::Zeroizing;

use super::der;

/// A private key that the library would not take or make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotAKey;

pub struct Pair {
    private: Private,
    verifier: ParsedPublicKey,
    public: PublicKey,
}

enum Private {
    Rs256(RsaKeyPair),
    Es256(EcdsaKeyPair),
}

impl Pair {
    /// A new P-256 or RSA-2048 key from the library's own generator.
    pub fn generate(alg: SigningAlg) -> Result<Self, NotAKey> {
        match alg {
            SigningAlg::RS256 => Self::rs256(RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| NotAKey)?),
            SigningAlg::ES256 => {
                Self::es256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| NotAKey)?)
            }
        }
    }

    /// Parses PKCS#8; the key must be of the algorithm's own kind.
    pub fn from_pkcs8(alg: SigningAlg, der: &[u8]) -> Result<Self, NotAKey> {
        match alg {
            SigningAlg::RS256 => Self::rs256(RsaKeyPair::from_pkcs8(der).map_err(|_| NotAKey)?),
            SigningAlg::ES256 => {
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der);
                Self::es256(pair.map_err(|_| NotAKey)?)
            }
        }
    }

    /// The P-256 pair of a derived scalar.
    pub fn from_scalar(scalar: &[u8; 32]) -> Result<Self, NotAKey> {
        let private = PrivateKey::from_private_key(&ECDH_P256, scalar).map_err(|_| NotAKey)?;
        let point = private.compute_public_key().map_err(|_| NotAKey)?;
        let alg = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = EcdsaKeyPair::from_private_key_and_public_key(alg, scalar, point.as_ref());
        Self::es256(pair.map_err(|_| NotAKey)?)
    }

    /// `04 || x || y` of a P-256 key; empty for RSA.
    pub fn point(&self) -> Vec<u8> {
        match &self.private {
            Private::Rs256(_) => Vec::new(),
            Private::Es256(pair) => pair.public_key().as_ref().to_vec(),
        }
    }

    /// The private key, for the key file and nothing else.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, NotAKey> {
        let der = match &self.private {
            Private::Rs256(pair) => {
                let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| NotAKey)?;
                der.as_ref().to_vec()
            }
            Private::Es256(pair) => pair.to_pkcs8v1().map_err(|_| NotAKey)?.as_ref().to_vec(),
        };
        Ok(Zeroizing::new(der))
    }

    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The signature over a JWS signing input (RFC 7518 §3.3, §3.4).
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.private {
            Private::Rs256(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .expect("a parsed RSA key of 2048 bits or more signs every message");
                signature
            }
            Private::Es256(pair) => {
                let signature = pair.sign(&random, message).expect("a parsed P-256 key signs every message");
                signature.as_ref().to_vec()
            }
        }
    }

    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verifier.verify_sig(message, signature).is_ok()
    }

    fn rs256(pair: RsaKeyPair) -> Result<Self, NotAKey> {
        let der = pair.public_key().as_ref();
        let (modulus, exponent) = der::rsa_numbers(der).ok_or(NotAKey)?;
        let public = PublicKey::rsa(modulus, exponent);
        let verifier = verifier(&RSA_PKCS1_2048_8192_SHA256, der)?;
        Ok(Self { private: Private::Rs256(pair), verifier, public })
    }

    fn es256(pair: EcdsaKeyPair) -> Result<Self, NotAKey> {
        let point = pair.public_key().as_ref();
        let (x, y) = coordinates(point).ok_or(NotAKey)?;
        let public = PublicKey::p256(x, y);
        let verifier = verifier(&ECDSA_P256_SHA256_FIXED, point)?;
        Ok(Self { private: Private::Es256(pair), verifier, public })
    }
}

fn verifier(alg: &'static dyn VerificationAlgorithm, public: &[u8]) -> Result<ParsedPublicKey, NotAKey> {
    ParsedPublicKey::new(alg, public).map_err(|_| NotAKey)
}

/// Splits an uncompressed point, `04 || x || y` (SEC 1 §2.3.3).
fn coordinates(point: &[u8]) -> Option<(&[u8; 32], &[u8; 32])> {
    let (x, y) = point.strip_prefix(&[4])?.split_first_chunk::<32>()?;
    Some((x, y.try_into().ok()?))
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pair({}, {})", self.public.alg().word(), self.public.thumbprint())
    }
}
