//! Households that change (O1, X2, X19): how long a proposal stands, and who is still a child.
//! Pure: knows no contract.

use std::time::Duration;

use crate::Timestamp;
use crate::time::days;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HouseholdPolicy {
    /// How long a proposal to hand the contract over may be accepted.
    pub handover_lives: Duration,
    /// In years.
    pub of_age_at: u8,
    /// How long a code serves by which somebody starts an account that was made for them (X19).
    pub start_lives: Duration,
    /// More people than this are not added to one contract within `added_within`.
    pub most_added: u32,
    pub added_within: Duration,
}

impl Default for HouseholdPolicy {
    fn default() -> Self {
        Self {
            handover_lives: days(14),
            of_age_at: 18,
            start_lives: days(14),
            most_added: 10,
            added_within: days(365),
        }
    }
}

/// Somebody who was added as a minor: `None` where nobody said until when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Minority {
    pub adult_at: Option<Timestamp>,
}

impl Minority {
    /// Their own rights begin by themselves on the day; nobody has to take them away from the holder.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.adult_at.is_none_or(|day| now < day)
    }
}

/// Somebody whom their holder added by login (X19).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Added {
    /// They chose a password of their own once.
    pub started: bool,
    pub is_minor: bool,
}

impl Added {
    /// Whether the holder may give them a code to start with. Not to an adult who has a password: from then on their account is
    /// nobody's but theirs.
    pub const fn may_be_given_a_code(self) -> bool {
        !self.started || self.is_minor
    }
}

/// The most letters of a given or a family name.
pub const LONGEST_NAME: usize = 60;

/// Whether it can be somebody's given or family name.
pub fn is_a_name(text: &str) -> bool {
    let text = text.trim();
    (1..=LONGEST_NAME).contains(&text.chars().count())
        && text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_control)
}

/// A number or reference that its own people recognise by its end and nobody else reads: « •• •• •• 00 42 ».
pub fn masked(text: &str) -> String {
    let signs = text.chars().filter(|sign| sign.is_alphanumeric()).count();
    let (shown, mut seen) = (if signs >= 8 { 4 } else { signs / 2 }, 0);
    let mask = |sign: char| {
        if !sign.is_alphanumeric() {
            return sign;
        }
        seen += 1;
        if seen + shown > signs { sign } else { '•' }
    };
    text.chars().map(mask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minor_has_own_rights_from_the_first_instant_of_the_day() {
        let day = Timestamp::from_millis(1000);
        let minority = Minority { adult_at: Some(day) };
        assert!(minority.stands(Timestamp::from_millis(999)) && !minority.stands(day));
        assert!(Minority { adult_at: None }.stands(day), "marked, until somebody says otherwise");
    }

    #[test]
    fn a_code_is_for_who_never_started_and_for_a_minor() {
        let may = |started, is_minor| Added { started, is_minor }.may_be_given_a_code();
        assert!(may(false, false) && may(false, true) && may(true, true));
        assert!(!may(true, false), "an adult who chose a password");
    }

    #[test]
    fn a_name_has_a_letter_and_an_end() {
        for good in ["Léa", " Jean-Noël ", "N'Guyen", "李"] {
            assert!(is_a_name(good), "{good}");
        }
        for bad in ["", "  ", "42", "a\u{7}b", &"a".repeat(61)] {
            assert!(!is_a_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_number_shows_its_end_alone() {
        assert_eq!(masked("02 99 00 00 42"), "•• •• •• 00 42");
        assert_eq!(masked("C-1042"), "•-••42");
        assert_eq!(masked(""), "");
        assert_eq!(masked("é"), "•");
    }
}
