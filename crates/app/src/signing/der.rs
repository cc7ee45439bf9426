//! The two numbers of an RSA public key, read from the DER that our own library writes (RFC 8017 §A.1.1).
//! Not a general reader of DER: what it does not know is nothing.

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

/// Modulus and exponent, big-endian, with the zero byte that keeps a DER integer positive.
pub fn rsa_numbers(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (body, rest) = element(der, SEQUENCE)?;
    let (modulus, body) = element(body, INTEGER)?;
    let (exponent, end) = element(body, INTEGER)?;
    (rest.is_empty() && end.is_empty()).then_some((modulus, exponent))
}

/// The content of one element and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let rest = der.strip_prefix(&[tag])?;
    let (first, rest) = rest.split_first()?;
    // Below 128 the byte is the length; above, it counts the bytes that hold it (X.690 §8.1.3).
    let (length, rest) = match usize::from(*first) {
        short @ 0..0x80 => (short, rest),
        long => {
            let (digits, rest) = rest.split_at_checked(long - 0x80)?;
            (number(digits)?, rest)
        }
    };
    rest.split_at_checked(length)
}

/// A length of one or two bytes: enough for keys of half a million bits.
fn number(digits: &[u8]) -> Option<usize> {
    match *digits {
        [low] => Some(usize::from(low)),
        [high, low] => Some(usize::from(u16::from_be_bytes([high, low]))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_lengths_are_read() {
        assert_eq!(rsa_numbers(&[0x30, 6, 2, 1, 7, 2, 1, 3]), Some((&[7][..], &[3][..])));
        let long = [&[0x30, 0x81, 0x86, 2, 0x81, 0x80][..], &[9; 128], &[2, 1, 3]].concat();
        assert_eq!(rsa_numbers(&long), Some((&[9; 128][..], &[3][..])));
        let longer = [&[0x30, 0x82, 1, 8, 2, 0x82, 1, 1][..], &[9; 257], &[2, 1, 3]].concat();
        assert_eq!(rsa_numbers(&longer), Some((&[9; 257][..], &[3][..])));
    }

    #[test]
    fn anything_else_is_nothing() {
        for der in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 7, 2, 1, 7, 2, 1, 3],
            &[0x30, 6, 2, 1, 7, 2, 1, 3, 0],
            &[0x30, 6, 2, 1, 7, 4, 1, 3],
            &[0x31, 6, 2, 1, 7, 2, 1, 3],
            &[0x30, 0x83, 0, 0, 6, 2, 1, 7, 2, 1, 3],
        ] {
            assert_eq!(rsa_numbers(der), None, "{der:?}");
        }
    }

    #[test]
    fn no_cut_or_changed_byte_makes_the_reader_panic() {
        let sound = [0x30, 0x81, 7, 2, 0x81, 1, 7, 2, 1, 3];
        assert_eq!(rsa_numbers(&sound), Some((&[7][..], &[3][..])));
        for at in 0..sound.len() {
            assert_eq!(rsa_numbers(&sound[..at]), None, "{at} bytes");
            for byte in 0..=u8::MAX {
                let mut changed = sound;
                changed[at] = byte;
                if let Some((modulus, exponent)) = rsa_numbers(&changed) {
                    assert!(modulus.len() + exponent.len() < sound.len(), "byte {at} is {byte}");
                }
            }
        }
    }
}
