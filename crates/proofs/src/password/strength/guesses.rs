//! How many guesses a password takes, as a power of ten. The estimator knows English words, rows of keys, repeats and
//! dates; other words are handed to it. Kept within some tens of milliseconds, whatever is typed (DO1).

use std::collections::BTreeSet;

use zxcvbn::zxcvbn;

use super::folded::without_accents;

/// The estimator's work grows faster than the length; no part of this length that is hard leaves the whole easy.
const WINDOW: usize = 40;
/// It tries every reading of signs that stand for letters: beyond so many different ones, those that look alike are one.
const SIGNS: usize = 6;

/// The larger of what the beginning and the end take. The estimator reads the year of its own accord, to tell recent
/// dates: the one thing here that is not a parameter.
pub fn log10(password: &str, known: &[&str]) -> f64 {
    let letters: Vec<char> = tamed(&without_accents(password)).chars().collect();
    let beginning = &letters[..letters.len().min(WINDOW)];
    let end = &letters[letters.len().saturating_sub(WINDOW)..];
    let estimate = |part: &[char]| zxcvbn(&part.iter().collect::<String>(), known).guesses_log10();
    let first = estimate(beginning);
    if letters.len() > WINDOW { first.max(estimate(end)) } else { first }
}

fn tamed(text: &str) -> String {
    let signs: BTreeSet<char> = text.chars().filter(|sign| alike(*sign) != *sign).collect();
    let digits: BTreeSet<char> = text.chars().filter(char::is_ascii_digit).collect();
    if signs.is_empty() || signs.len() + digits.len() <= SIGNS {
        return text.to_owned();
    }
    text.chars().map(alike).collect()
}

/// The digit, or the first bracket, that stands for the same letter.
const fn alike(sign: char) -> char {
    match sign {
        '@' => '4',
        '{' | '[' | '<' => '(',
        '!' | '|' => '1',
        '$' => '5',
        '+' => '7',
        other => other,
    }
}
