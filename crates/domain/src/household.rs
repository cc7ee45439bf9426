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
}

impl Default for HouseholdPolicy {
    fn default() -> Self {
        Self { handover_lives: days(14), of_age_at: 18 }
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
    fn a_number_shows_its_end_alone() {
        assert_eq!(masked("02 99 00 00 42"), "•• •• •• 00 42");
        assert_eq!(masked("C-1042"), "•-••42");
        assert_eq!(masked(""), "");
        assert_eq!(masked("é"), "•");
    }
}
