//! Blind indexes: how a sealed value is found again without a clear column (KE2). The same value
//! always gives the same digest, and without the key a digest tells nothing.
//! Does not fold or normalise: the caller hands in the canonical form (lower case, E.164).

use std::fmt;

use aws_lc_rs::hmac;

/// How many last digits of a phone number the help desk may search by.
pub const PHONE_ENDING: usize = 4;

/// A keyed digest, HMAC-SHA256, with the purpose bound in. Prepared once, shared by all threads.
pub struct BlindIndex(hmac::Key);

impl BlindIndex {
    /// An index under a key of its own (see `keys::derive`). The key cannot be rotated without
    /// computing every digest again.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The digest of `value` for `purpose`, a constant such as `"identifier"`: 32 bytes, for unique keys.
    pub fn digest(&self, purpose: &str, value: &[u8]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.0);
        // The length in front keeps ("ab", "c") and ("a", "bc") apart.
        context.update(&(purpose.len() as u64).to_be_bytes());
        context.update(purpose.as_bytes());
        context.update(value);
        let mut digest = [0; 32];
        digest.copy_from_slice(context.sign().as_ref());
        digest
    }

    /// The first half of `digest`: 16 bytes, where a column is large and a chance collision in 2^64
    /// values does no harm.
    pub fn short_digest(&self, purpose: &str, value: &[u8]) -> [u8; 16] {
        let mut short = [0; 16];
        short.copy_from_slice(&self.digest(purpose, value)[..16]);
        short
    }

    /// The digest of a phone number's last four digits, so that the desk can search "ends with".
    /// Takes any spelling of a number, or the four digits alone; `None` with fewer than four digits.
    ///
    /// Four digits have 10 000 values: this index groups accounts and so reveals a little to who
    /// steals the database with patience; it must have its own key and never be the only lookup.
    pub fn phone_ending(&self, phone: &str) -> Option<[u8; 16]> {
        let digits: Vec<u8> = phone.bytes().filter(u8::is_ascii_digit).collect();
        let start = digits.len().checked_sub(PHONE_ENDING)?;
        Some(self.short_digest("phone ends with", &digits[start..]))
    }
}

impl fmt::Debug for BlindIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlindIndex(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::BlindIndex;
    use crate::hex;

    fn index() -> BlindIndex {
        BlindIndex::new(&[3; 32])
    }

    #[test]
    fn a_digest_is_hmac_sha_256_of_purpose_and_value() {
        // Computed with Python's hmac: key 32 bytes of 3, message 8-byte length, "identifier", value.
        let expected = "30b75f7a87f8aa8c59a76de947194c4208f4749572e628c0c3f83d279ff0b49e";
        let digest = index().digest("identifier", b"lea@example.fr");
        assert_eq!(*hex::lower(&digest), expected);
        assert_eq!(index().short_digest("identifier", b"lea@example.fr"), digest[..16]);
    }

    #[test]
    fn key_purpose_and_value_each_change_the_digest() {
        let digest = index().digest("identifier", b"lea@example.fr");
        assert_ne!(digest, index().digest("contact", b"lea@example.fr"));
        assert_ne!(digest, index().digest("identifier", b"leo@example.fr"));
        assert_ne!(digest, BlindIndex::new(&[4; 32]).digest("identifier", b"lea@example.fr"));
        assert_ne!(index().digest("ab", b"c"), index().digest("a", b"bc"));
    }

    #[test]
    fn a_phone_is_found_by_its_last_four_digits_however_it_is_written() {
        let ending = index().phone_ending("5678");
        assert!(ending.is_some());
        assert_eq!(index().phone_ending("+33612345678"), ending);
        assert_eq!(index().phone_ending("06 12 34 56 78"), ending);
        assert_ne!(index().phone_ending("+33612345679"), ending);
    }

    #[test]
    fn fewer_than_four_digits_are_no_ending() {
        assert_eq!(index().phone_ending("678"), None);
        assert_eq!(index().phone_ending(""), None);
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", index()), "BlindIndex(…)");
    }
}
