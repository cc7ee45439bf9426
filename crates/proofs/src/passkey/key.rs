//! A passkey's public key as COSE writes it (RFC 9053), and what it has signed. The algorithm is the key's own: nobody who
//! shows a signature can name another (RFC 8725 §3.1 in spirit).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};

use super::cbor::{self, Value};

/// What we ask devices for, the best first: phones and computers make the first, some keys the second, older Windows the third.
pub const ALGORITHMS: [i64; 3] = [ES256, ED_DSA, RS256];

const ES256: i64 = -7;
const ED_DSA: i64 = -8;
const RS256: i64 = -257;

// COSE key parameters (RFC 9052 §7, RFC 9053 §7).
const KTY: i64 = 1;
const ALG: i64 = 3;
const FIRST: i64 = -1;
const SECOND: i64 = -2;
const THIRD: i64 = -3;

/// Bytes of an RSA modulus: 2048 to 4096 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=512;

#[derive(Clone, Debug)]
pub enum PublicKey {
    Curve(ParsedPublicKey),
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
}

impl PublicKey {
    /// `None` for an algorithm that was not asked for, a key of another kind than its algorithm's, and a point beside its curve.
    pub fn from_cose(cose: &[u8]) -> Option<Self> {
        let map = cbor::whole(cose)?;
        match (map.int(KTY)?, map.int(ALG)?) {
            (2, ES256) => p256(&map),
            (1, ED_DSA) => ed25519(&map),
            (3, RS256) => rsa(&map),
            _ => None,
        }
    }

    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Curve(key) => key.verify_sig(message, signature).is_ok(),
            Self::Rsa { modulus, exponent } => {
                let key = RsaPublicKeyComponents { n: modulus, e: exponent };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }
}

fn p256(map: &Value<'_>) -> Option<PublicKey> {
    let (x, y) = (map.bytes(SECOND)?, map.bytes(THIRD)?);
    if map.int(FIRST)? != 1 || x.len() != 32 || y.len() != 32 {
        return None;
    }
    let point = [&[4], x, y].concat();
    Some(PublicKey::Curve(ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).ok()?))
}

fn ed25519(map: &Value<'_>) -> Option<PublicKey> {
    let x = map.bytes(SECOND)?;
    if map.int(FIRST)? != 6 || x.len() != 32 {
        return None;
    }
    Some(PublicKey::Curve(ParsedPublicKey::new(&ED25519, x).ok()?))
}

fn rsa(map: &Value<'_>) -> Option<PublicKey> {
    let (modulus, exponent) = (map.bytes(FIRST)?, map.bytes(SECOND)?);
    let is_usual = MODULUS.contains(&modulus.len()) && modulus.first() != Some(&0) && exponent == [1, 0, 1];
    is_usual.then(|| PublicKey::Rsa { modulus: modulus.to_vec(), exponent: exponent.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{hex, p256_cose};
    use super::*;

    #[test]
    fn a_key_is_of_the_kind_that_its_algorithm_asks_for_and_lies_on_its_curve() {
        let x = hex("afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61");
        let y = hex("930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220");
        let good = p256_cose(&x, &y);
        assert!(PublicKey::from_cose(&good).is_some());
        let changed = |at: usize, byte: u8| {
            let mut cose = good.clone();
            cose[at] = byte;
            PublicKey::from_cose(&cose)
        };
        // kty, alg, crv and the last byte of y.
        assert!(changed(2, 3).is_none() && changed(2, 1).is_none(), "another kind");
        assert!(changed(4, 0x27).is_none() && changed(4, 0x28).is_none(), "another algorithm");
        assert!(changed(6, 6).is_none(), "another curve");
        assert!(changed(good.len() - 1, 0).is_none(), "beside the curve");
        assert!(PublicKey::from_cose(&[good, vec![0]].concat()).is_none(), "bytes after it");
    }

    #[test]
    fn an_rsa_key_is_long_enough_and_usual() {
        let cose = |modulus: &[u8], exponent: &[u8]| {
            let length = u16::try_from(modulus.len()).unwrap().to_be_bytes();
            let head = [0xa4, 1, 3, 3, 0x39, 0x01, 0x00, 0x20, 0x59, length[0], length[1]];
            let short = u8::try_from(exponent.len()).unwrap();
            [&head, modulus, &[0x21, 0x40 | short], exponent].concat()
        };
        assert!(PublicKey::from_cose(&cose(&[0xc1; 256], &[1, 0, 1])).is_some());
        for bad in [
            cose(&[0xc1; 128], &[1, 0, 1]),
            cose(&[0xc1; 513], &[1, 0, 1]),
            cose(&[0; 256], &[1, 0, 1]),
            cose(&[0xc1; 256], &[1]),
        ] {
            assert!(PublicKey::from_cose(&bad).is_none());
        }
    }
}
