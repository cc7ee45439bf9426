//! One spelling for all: what attackers fold before they compare. Knows no list.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Small letters without accents; everything else stays as it is.
pub fn without_accents(text: &str) -> String {
    text.to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)).collect()
}

/// The same with digits and signs that stand for letters read as these: « m0t2p@sse » gives « mot2passe ».
pub fn as_letters(text: &str) -> String {
    let letter = |sign: char| match sign {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    without_accents(text).chars().map(letter).collect()
}

/// Both readings.
pub fn readings(text: &str) -> [String; 2] {
    [without_accents(text), as_letters(text)]
}
