//! The base64 of crypt(3) and phpass: its own alphabet, and the low bits first.

/// Decodes `text`; `None` if a character is foreign, a length impossible or a spare bit set.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for (place, character) in group.iter().enumerate() {
            bits |= u32::from(value(*character)?) << (6 * place);
        }
        let whole = match group.len() {
            1 => return None,
            length => length - 1,
        };
        let [low, middle, high, _] = bits.to_le_bytes();
        bytes.extend_from_slice(&[low, middle, high][..whole]);
        if bits >> (8 * whole) != 0 {
            return None;
        }
    }
    Some(bytes)
}

/// The number that a character stands for: `.` and `/`, digits, capitals, small letters.
pub fn value(character: u8) -> Option<u8> {
    match character {
        b'.' | b'/' => Some(character - b'.'),
        b'0'..=b'9' => Some(character - b'0' + 2),
        b'A'..=b'Z' => Some(character - b'A' + 12),
        b'a'..=b'z' => Some(character - b'a' + 38),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_low_bits_come_first() {
        assert_eq!(decode("/..."), Some(vec![1, 0, 0]));
        assert_eq!(decode("./.."), Some(vec![64, 0, 0]));
        assert_eq!(decode("zzzz"), Some(vec![255, 255, 255]));
        assert_eq!(decode("z1"), Some(vec![255]));
        assert_eq!(decode("zzD"), Some(vec![255, 255]));
    }

    #[test]
    fn foreign_characters_odd_lengths_and_spare_bits_are_refused() {
        for text in ["!...", "....z", "zz", "zzz", "é..."] {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }
}
