//! The code that is typed where nothing can be scanned: ten Crockford characters, fifty bits.

use domain::Secret;

/// Without I, L, O and U (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

/// A code from ten bytes of chance, as it is stored and compared: no hyphens.
pub fn draw(chance: [u8; LENGTH]) -> String {
    chance.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
}

/// As people read it: `K7QF-2M9X-4T`.
pub fn shown(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// What somebody typed, in the one stored form: any case, spaces and hyphens anywhere, I and L for 1, O for 0.
pub fn fold(typed: &str) -> Option<Secret> {
    if typed.len() > 64 {
        return None;
    }
    let mut folded = String::with_capacity(LENGTH);
    for letter in typed.chars().filter(|letter| !matches!(letter, ' ' | '-' | '\u{a0}' | '\u{202f}')) {
        let letter = match letter.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        };
        if !u8::try_from(letter).is_ok_and(|byte| LETTERS.contains(&byte)) {
            return None;
        }
        folded.push(letter);
    }
    (folded.len() == LENGTH).then(|| Secret::new(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = draw([19, 7, 23, 15, 2, 20, 9, 29, 4, 26]);
        assert_eq!(shown(&code), "K7QF-2M9X-4T");
        for typed in ["K7QF-2M9X-4T", "k7qf2m9x4t", " k7qf 2m9x 4t "] {
            assert_eq!(fold(typed).unwrap().reveal(), code, "{typed}");
        }
        assert_eq!(fold("oil0-1234-56").unwrap().reveal(), "0110123456");
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for typed in ["", "K7QF-2M9X-4", "K7QF-2M9X-4TT", "K7QF-2M9X-4U", "é7QF-2M9X-4T", &"0".repeat(65)] {
            assert!(fold(typed).is_none(), "{typed}");
        }
    }
}
