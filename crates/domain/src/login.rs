//! A login that somebody makes up for themselves (C4): short, speakable, nobody's address and nobody's number.

use crate::Identifier;
use crate::identifier::{BadIdentifier, IdentifierKind};

/// In characters.
pub const LEAST: usize = 4;
pub const MOST: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadLogin {
    Empty,
    /// Too short, too long, an address, a number, or a sign that is not taken.
    Unfit,
}

/// Reads a login: a letter first, then letters, digits, dots, dashes and underscores. An address or a number would have to
/// be proven to be the customer's own.
pub fn own_login(typed: &str) -> Result<Identifier, BadLogin> {
    let login = Identifier::parse(typed).map_err(|bad| match bad {
        BadIdentifier::Empty => BadLogin::Empty,
        BadIdentifier::TooLong | BadIdentifier::BadCharacter => BadLogin::Unfit,
    })?;
    let text = login.as_str();
    let fits = login.kind() == IdentifierKind::Login
        && (LEAST..=MOST).contains(&text.chars().count())
        && text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
    if fits { Ok(login) } else { Err(BadLogin::Unfit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_begins_with_a_letter_and_is_no_address_and_no_number() {
        for good in ["jeanne", "Jeanne.Martin", "élodie-92", "j_m_1", " jeanne "] {
            assert!(own_login(good).is_ok(), "{good}");
        }
        for bad in
            ["abc", "1jeanne", "jeanne@courrier.example", "06 12 34 56 78", "je anne", "jeanne!", ".jeanne"]
        {
            assert_eq!(own_login(bad), Err(BadLogin::Unfit), "{bad}");
        }
        assert_eq!(own_login("  "), Err(BadLogin::Empty));
        assert_eq!(own_login(&"a".repeat(41)), Err(BadLogin::Unfit));
    }
}
