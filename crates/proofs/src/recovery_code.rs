//! Printed recovery codes: 80 bits each, written so that they survive paper, telephone and thumbs (EN6, R13).
//! Knows nobody whose they are, and not whether one was used.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Crockford's alphabet: digits and capitals without I, L, O and U, which are misread or make words.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: sixteen of five bits each.
const LENGTH: usize = 16;
const GROUP: usize = 4;
/// More than anybody types around a code.
const LONGEST: usize = 200;

/// The code of ten bytes of chance, in its one form: sixteen letters.
pub fn make(chance: [u8; 10]) -> Zeroizing<String> {
    let mut code = Zeroizing::new(String::with_capacity(LENGTH));
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in chance {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let letter = usize::try_from((held >> bits) & 31).unwrap_or_default();
            code.push(char::from(LETTERS[letter]));
        }
        held &= (1 << bits) - 1;
    }
    code
}

/// As it is printed: `7K2M-9QX4-0ZTB-R5NH`.
pub fn grouped(code: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
    for (at, letter) in code.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push('-');
        }
        text.push(letter);
    }
    text
}

/// Reads a code as people type it: any case, with spaces, dashes, full-width letters or a label and colon before it; O is
/// zero, I and L are one. `None` where it cannot be a code.
pub fn read(typed: &str) -> Option<Zeroizing<String>> {
    let folded: Zeroizing<String> = Zeroizing::new(typed.chars().take(LONGEST).nfkc().collect());
    let told = folded.rsplit(':').next().unwrap_or_default();
    let mut code = Zeroizing::new(String::with_capacity(LENGTH));
    for letter in told.chars() {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if u8::try_from(letter).is_ok_and(|byte| LETTERS.contains(&byte)) {
            code.push(letter);
        } else if !is_between(letter) {
            return None;
        }
        if code.len() > LENGTH {
            return None;
        }
    }
    (code.len() == LENGTH).then_some(code)
}

/// What stands between letters on paper and in copies of it.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '_' | '.' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_reads_back_however_it_is_written(chance: [u8; 10]) {
            let code = make(chance);
            prop_assert_eq!(code.len(), 16);
            let grouped = grouped(&code);
            let wide: String = grouped.chars().map(|c| {
                if c == '-' { ' ' } else { char::from_u32(u32::from(c) + 0xfee0).expect("full width") }
            }).collect();
            let written = [
                code.to_string(),
                grouped.to_string(),
                grouped.to_lowercase(),
                grouped.replace('-', "\u{a0}"),
                grouped.replace('-', " – "),
                format!(" Code de secours : {}\r\n", *grouped),
                grouped.replace('0', "o").replace('1', "l"),
                wide,
            ];
            for typed in written {
                prop_assert_eq!(read(&typed).map(|read| read.to_string()), Some(code.to_string()), "{:?}", typed);
            }
        }

        #[test]
        fn what_is_no_code_is_none_and_never_a_panic(typed in "\\PC{0,60}") {
            let known = |code: &str| code.bytes().all(|byte| LETTERS.contains(&byte)) && code.len() == 16;
            prop_assert!(read(&typed).is_none_or(|code| known(&code)));
        }
    }

    #[test]
    fn ten_bytes_are_sixteen_letters_of_five_bits() {
        assert_eq!(*make([0; 10]), "0".repeat(16));
        assert_eq!(*make([255; 10]), "Z".repeat(16));
        assert_eq!(*make([0x08, 0x42, 0x10, 0x84, 0x21, 0x08, 0x42, 0x10, 0x84, 0x21]), "1".repeat(16));
        assert_eq!(*grouped(&make([0; 10])), "0000-0000-0000-0000");
    }

    #[test]
    fn too_short_too_long_and_other_signs_are_no_code() {
        for typed in [
            "",
            " ",
            "0000-0000-0000-000",
            "0000-0000-0000-00000",
            "0000-0000-0000-000U",
            "0000/0000/0000/0000",
        ] {
            assert!(read(typed).is_none(), "{typed:?}");
        }
        assert!(read(&"-".repeat(100_000)).is_none());
    }
}
