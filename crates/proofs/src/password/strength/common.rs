//! The passwords that are tried first, in French and English: kept as their words, since everybody adds digits and signs
//! to them in the same way.

use super::folded::readings;

/// Ours, written from what such lists have in common everywhere; small letters without accents.
const COMMON: &str = include_str!("common.txt");

/// Letters and digits beyond the common word that still leave it a common password.
const TRIMMINGS: usize = 8;

pub fn words() -> impl Iterator<Item = &'static str> {
    COMMON.split_ascii_whitespace()
}

/// A common word, repeated or not, with digits and signs around it.
pub fn is_common(password: &str) -> bool {
    // Trimmed before it is read as letters: the 1 of « password1 » is an ornament, that of « mart1n » is not.
    let core = password.trim_matches(|sign: char| !sign.is_alphabetic());
    let trimmings = password.chars().count() - core.chars().count();
    let cores = [(core, trimmings), (password, 0)];
    cores.iter().any(|(core, trimmings)| {
        *trimmings <= TRIMMINGS
            && readings(core).iter().any(|reading| {
                let bare: String = reading.chars().filter(|sign| sign.is_alphanumeric()).collect();
                words().any(|word| is_repeated(&bare, word))
            })
    })
}

fn is_repeated(text: &str, word: &str) -> bool {
    !text.is_empty() && text.len().is_multiple_of(word.len()) && text == word.repeat(text.len() / word.len())
}
