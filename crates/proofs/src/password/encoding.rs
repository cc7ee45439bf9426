//! The spellings that stored hashes use: strict decimal numbers, and the base64 of each family.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD, STANDARD_NO_PAD};
use subtle::ConstantTimeEq as _;

/// A decimal number as real tools write it: digits only, no sign, no leading zero.
pub fn number(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (canonical && digits).then(|| text.parse().ok()).flatten()
}

/// `name=123` as in PHC parameter lists.
pub fn named_number(text: &str, name: &str) -> Option<u32> {
    number(text.strip_prefix(name)?.strip_prefix('=')?)
}

/// Standard base64 without padding: PHC strings.
pub fn phc(text: &str) -> Option<Vec<u8>> {
    STANDARD_NO_PAD.decode(text).ok()
}

/// Standard base64 with its padding: LDAP and Django.
pub fn padded(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// passlib's "adapted" base64: a dot where the standard has a plus, no padding.
pub fn adapted(text: &str) -> Option<Vec<u8>> {
    if text.contains('+') {
        return None;
    }
    phc(&text.replace('.', "+"))
}

/// bcrypt's own alphabet, for its digests.
pub fn bcrypt(text: &str) -> Option<Vec<u8>> {
    bcrypt::BASE_64.decode(text).ok()
}

/// The same for its salts, whose last character has spare bits: bcrypt ignores them, and some
/// implementations leave them set.
pub fn bcrypt_salt(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurpose =
        GeneralPurpose::new(&alphabet::BCRYPT, NO_PAD.with_decode_allow_trailing_bits(true));
    LENIENT.decode(text).ok()
}

/// Whether two digests are the same, in a time that does not depend on where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::{adapted, named_number, number};

    #[test]
    fn a_number_is_digits_and_nothing_else() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("600000"), Some(600_000));
        for text in ["", "007", "+1", "-1", " 1", "1 ", "0x10", "4294967296", "١"] {
            assert_eq!(number(text), None, "{text:?}");
        }
        assert_eq!(named_number("m=65536", "m"), Some(65_536));
        assert_eq!(named_number("m65536", "m"), None);
    }

    #[test]
    fn adapted_base64_writes_a_dot_for_a_plus() {
        assert_eq!(adapted("..8"), Some(vec![0xfb, 0xef]));
        assert_eq!(adapted("++8"), None);
    }
}
