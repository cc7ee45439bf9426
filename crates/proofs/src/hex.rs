//! Lower-case hexadecimal.

use zeroize::Zeroizing;

/// Two characters for each byte.
pub fn lower(bytes: &[u8]) -> Zeroizing<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    text.extend(nibbles.map(|nibble| char::from(DIGITS[usize::from(nibble)])));
    text
}
