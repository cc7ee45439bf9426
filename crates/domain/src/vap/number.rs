//! The number that the sign-in page shows and the phone's holder types (PU1). Never chosen from a few: typed.

use serde::{Deserialize, Serialize};

/// How much of a secret must travel from the page to the phone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum NumberMode {
    /// Nothing is typed: only for what approves nothing by itself.
    #[serde(rename = "none")]
    None,
    /// Two digits: enough against a tired thumb, after a password.
    #[serde(rename = "enter2")]
    Enter2,
    /// Six digits: without a password, for purchases, for recovery.
    #[serde(rename = "enter6")]
    Enter6,
}

impl NumberMode {
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Enter2 => "enter2",
            Self::Enter6 => "enter6",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::None, Self::Enter2, Self::Enter6].into_iter().find(|mode| mode.word() == word)
    }

    pub const fn digits(self) -> usize {
        match self {
            Self::None => 0,
            Self::Enter2 => 2,
            Self::Enter6 => 6,
        }
    }

    /// A number of this mode from eight bytes of chance; every number equally likely up to one in 2^44. Two digits
    /// begin at 10, so that nobody asks whether a zero in front counts.
    pub fn draw(self, chance: [u8; 8]) -> String {
        let drawn = u64::from_be_bytes(chance);
        match self {
            Self::None => String::new(),
            Self::Enter2 => (10 + drawn % 90).to_string(),
            Self::Enter6 => format!("{:06}", drawn % 1_000_000),
        }
    }

    /// Whether a text could be such a number: exactly so many ASCII digits.
    pub fn is_form(self, typed: &str) -> bool {
        typed.len() == self.digits() && typed.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// How often a number may be typed before the challenge has failed.
pub const fn tries(mode: NumberMode) -> u32 {
    match mode {
        NumberMode::None | NumberMode::Enter2 => 1,
        NumberMode::Enter6 => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drawn_number_has_its_form() {
        for chance in [[0; 8], [255; 8], [7; 8], [1, 2, 3, 4, 5, 6, 7, 8]] {
            for mode in [NumberMode::None, NumberMode::Enter2, NumberMode::Enter6] {
                assert!(mode.is_form(&mode.draw(chance)), "{mode:?}");
            }
        }
        assert_eq!(NumberMode::Enter2.draw([0; 8]), "10");
        assert_eq!(NumberMode::Enter6.draw([0; 8]), "000000");
    }

    #[test]
    fn only_the_exact_digits_are_a_number() {
        for wrong in ["", "4", "470", "4 7", "+4", "４７", "4a"] {
            assert!(!NumberMode::Enter2.is_form(wrong), "{wrong:?}");
        }
    }
}
