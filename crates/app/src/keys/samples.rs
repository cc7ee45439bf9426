//! A key that anybody can read in a standard, for tests only.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::client::SigningAlg;

use crate::signing::Pair;

/// RFC 7515 Appendix A.3.
pub fn rfc_7515_a_3() -> Pair {
    let read = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let x = read("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
    let y = read("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    let d = read("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
    let point = [vec![4], x, y].concat();
    let pair =
        EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_FIXED_SIGNING, &d, &point).unwrap();
    Pair::from_pkcs8(SigningAlg::ES256, pair.to_pkcs8v1().unwrap().as_ref()).unwrap()
}
