//! A phone's public key: P-256 as a JSON Web Key, its thumbprint, and what it has signed. Has no place for a private part.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// `04 || x || y` (SEC 1 §2.3.3).
pub const POINT: usize = 65;

/// The members that an embedded key may have; a private part or another curve is not read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jwk {
    pub kty: String,
    pub crv: String,
    pub x: String,
    pub y: String,
}

/// A point that lies on the curve.
#[derive(Clone, Debug)]
pub struct DeviceKey {
    point: [u8; POINT],
    verifier: ParsedPublicKey,
}

impl DeviceKey {
    /// Reads an embedded key; `None` unless it is a P-256 point on its curve, spelt in the one canonical way.
    pub fn from_jwk(jwk: &Jwk) -> Option<Self> {
        if jwk.kty != "EC" || jwk.crv != "P-256" {
            return None;
        }
        let mut point = [4; POINT];
        point[1..33].copy_from_slice(&coordinate(&jwk.x)?);
        point[33..].copy_from_slice(&coordinate(&jwk.y)?);
        Self::from_point(&point)
    }

    /// The key as the store keeps it.
    pub fn from_point(point: &[u8]) -> Option<Self> {
        let point: [u8; POINT] = point.try_into().ok()?;
        if point[0] != 4 {
            return None;
        }
        let verifier = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).ok()?;
        Some(Self { point, verifier })
    }

    pub const fn point(&self) -> &[u8; POINT] {
        &self.point
    }

    pub fn jwk(&self) -> Jwk {
        let text = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
        Jwk { kty: "EC".into(), crv: "P-256".into(), x: text(&self.point[1..33]), y: text(&self.point[33..]) }
    }

    /// RFC 7638 §3: SHA-256 over the required members in alphabetical order; the values have nothing to escape.
    pub fn thumbprint(&self) -> String {
        let Jwk { crv, kty, x, y } = self.jwk();
        super::digest(format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}","y":"{y}"}}"#).as_bytes())
    }

    /// Whether this key made the signature: 64 bytes, r then s (RFC 7518 §3.4).
    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verifier.verify_sig(message, signature).is_ok()
    }
}

fn coordinate(text: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7515 Appendix A.3.
    fn a3() -> Jwk {
        Jwk {
            kty: "EC".into(),
            crv: "P-256".into(),
            x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".into(),
            y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".into(),
        }
    }

    #[test]
    fn a_key_reads_back_from_its_point() {
        let key = DeviceKey::from_jwk(&a3()).unwrap();
        assert_eq!(DeviceKey::from_point(key.point()).unwrap().jwk(), a3());
        // Python: b64u(sha256('{"crv":"P-256","kty":"EC","x":"…","y":"…"}')).
        assert_eq!(key.thumbprint(), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn a_point_beside_the_curve_another_curve_and_another_spelling_are_refused() {
        let good = a3();
        let off = Jwk { y: good.x.clone(), ..good.clone() };
        let curve = Jwk { crv: "P-384".into(), ..good.clone() };
        let kind = Jwk { kty: "OKP".into(), ..good.clone() };
        let padded = Jwk { x: format!("{}=", good.x), ..good.clone() };
        let short = Jwk { x: "AAAA".into(), ..good };
        for jwk in [off, curve, kind, padded, short] {
            assert!(DeviceKey::from_jwk(&jwk).is_none(), "{jwk:?}");
        }
        assert!(DeviceKey::from_point(&[4; 65]).is_none());
        assert!(DeviceKey::from_point(&[2; 33]).is_none());
    }

    #[test]
    fn a_key_with_a_private_part_is_not_read() {
        let text = r#"{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}"#;
        assert!(serde_json::from_str::<Jwk>(text).is_err());
    }
}
