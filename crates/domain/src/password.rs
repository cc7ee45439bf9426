//! What a new password must be (PW1-PW3), and the reasons why one is not taken. Knows no list of words and judges
//! nothing: `proofs::password::strength` does.

use serde::{Deserialize, Serialize};

/// The rules for a password that somebody chooses here. Old ones are verified by their hashes alone (X11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PasswordPolicy {
    /// Characters, counted after NFKC; an operator may ask 15 where there is no second factor.
    pub least_characters: u32,
    /// Bytes of UTF-8 after NFKC: more than anybody types, little enough to hash.
    pub most_bytes: u32,
    /// The power of ten of guesses that an attacker who knows the words of the house must need.
    pub least_guesses_log10: u8,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { least_characters: 12, most_bytes: 256, least_guesses_log10: 10 }
    }
}

/// Why a new password is not taken. Each has its own sentence (ASVS 6.2.4, 6.2.11, 6.2.12).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weakness {
    Empty,
    TooShort {
        least: u32,
    },
    TooLong {
        most: u32,
    },
    /// On every list that attackers try first.
    Common,
    /// Little more than the company's or the service's name.
    NamesCompany,
    /// Little more than the person's own name, address or login.
    NamesYou,
    /// Made of repeats, rows of keys, dates or well-known words.
    Guessable,
}
