//! One root secret, many keys: each purpose has a key of its own, so that a value made for one
//! purpose means nothing for another. Does not know where the root secret is kept.

use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use zeroize::Zeroizing;

/// A 256-bit key, wiped from memory when dropped.
pub type Key = Zeroizing<[u8; 32]>;

/// The extraction salt of RFC 5869 §3.1: public, constant, ours. Changing it changes every key.
const SALT: &[u8] = b"vestibule/keys/1";

/// Length of the output, as HKDF wants to be told.
struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

/// The key for `purpose` under `root`, by HKDF-SHA256 (RFC 5869).
///
/// Purposes are short constant labels such as `"sealing"`, `"blind-index"`, `"csrf"`; rotating one
/// kind of key means a new label (`"visit/2"`), not a new root.
pub fn derive(root: &[u8; 32], purpose: &str) -> Key {
    let mut key = Key::default();
    let info = [purpose.as_bytes()];
    Salt::new(HKDF_SHA256, SALT)
        .extract(root)
        .expand(&info, Bytes32)
        .and_then(|material| material.fill(key.as_mut_slice()))
        .expect("32 bytes are within what HKDF-SHA256 can give");
    key
}

#[cfg(test)]
mod tests {
    use super::derive;
    use crate::hex;

    #[test]
    fn a_key_is_what_rfc_5869_says_it_is() {
        // Computed with Python's hmac: Extract(SALT, 32 bytes of 7), then Expand("sealing", 32).
        let expected = "aa843483cb5df284af597c9f2469416f1d3e30661fa4eec46c4538e8bbb1110b";
        assert_eq!(*hex::lower(derive(&[7; 32], "sealing").as_slice()), expected);
    }

    #[test]
    fn each_purpose_and_each_root_has_its_own_key() {
        assert_ne!(*derive(&[7; 32], "sealing"), *derive(&[7; 32], "csrf"));
        assert_ne!(*derive(&[7; 32], "sealing"), *derive(&[8; 32], "sealing"));
    }
}
