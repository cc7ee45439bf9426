//! What a person types to be recognised: a mail address, a phone number or a login of one's own.
//! Unique per installation (decision 10); every spelling folds to one form, so one limiter serves them all (RL1).

use unicode_normalization::UnicodeNormalization;

/// More than any real address (RFC 5321 §4.5.3.1 allows 254) and still cheap to hash.
const LONGEST: usize = 254;

/// An identifier in its one folded form. It is personal: never log it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identifier(String);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdentifierKind {
    Mail,
    Phone,
    Login,
}

impl IdentifierKind {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Phone => "phone",
            Self::Login => "login",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadIdentifier {
    Empty,
    TooLong,
    /// A control character or a space in the middle of an address.
    BadCharacter,
}

impl Identifier {
    /// Trims, applies NFKC and lower case; a phone number loses its separators and a French or
    /// Canadian national form becomes international.
    pub fn parse(typed: &str) -> Result<Self, BadIdentifier> {
        if typed.len() > LONGEST * 4 {
            return Err(BadIdentifier::TooLong);
        }
        let folded: String = typed.trim().nfkc().collect::<String>().to_lowercase().nfkc().collect();
        let folded = folded.trim();
        if folded.is_empty() {
            return Err(BadIdentifier::Empty);
        }
        if folded.chars().count() > LONGEST {
            return Err(BadIdentifier::TooLong);
        }
        if let Some(phone) = phone(folded) {
            return Ok(Self(phone));
        }
        if folded.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(BadIdentifier::BadCharacter);
        }
        Ok(Self(folded.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn kind(&self) -> IdentifierKind {
        if self.0.contains('@') {
            IdentifierKind::Mail
        } else if self.0.starts_with('+') {
            IdentifierKind::Phone
        } else {
            IdentifierKind::Login
        }
    }
}

/// « 06 12 34 56 78 » is « +33612345678 »; « (514) 555-0199 » stays a login unless written with +1.
fn phone(text: &str) -> Option<String> {
    let mut digits = String::new();
    for (at, c) in text.chars().enumerate() {
        match c {
            '+' if at == 0 => digits.push('+'),
            '0'..='9' => digits.push(c),
            ' ' | '.' | '-' | '(' | ')' | '/' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    if let Some(international) = digits.strip_prefix("00").filter(|rest| rest.len() >= 8) {
        return Some(format!("+{international}"));
    }
    if digits.starts_with('+') && (8..=16).contains(&digits.len()) {
        return Some(digits);
    }
    let national = digits.strip_prefix('0').filter(|rest| rest.len() == 9 && !rest.starts_with('0'))?;
    Some(format!("+33{national}"))
}

impl std::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identifier({}, …)", self.kind().word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(typed: &str) -> String {
        Identifier::parse(typed).expect("a good identifier").as_str().to_owned()
    }

    #[test]
    fn every_spelling_of_an_address_is_one_identifier() {
        assert_eq!(fold("  Jeanne.Martin@Lumen.example "), "jeanne.martin@lumen.example");
        assert_eq!(fold("ＪＥＡＮＮＥ@lumen.example"), "jeanne@lumen.example");
        assert_eq!(fold("E\u{301}lodie"), fold("élodie"));
    }

    #[test]
    fn every_spelling_of_a_french_number_is_one_identifier() {
        for typed in ["06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "0033612345678", "06.12.34.56.78"]
        {
            assert_eq!(fold(typed), "+33612345678");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for typed in ["İstanbul", "ﬀ@x.example", "06 12 34 56 78", "Straße", "ΑΣ"] {
            assert_eq!(fold(&fold(typed)), fold(typed));
        }
    }

    #[test]
    fn what_cannot_be_an_identifier_is_told_apart() {
        assert_eq!(Identifier::parse("  "), Err(BadIdentifier::Empty));
        assert_eq!(Identifier::parse(&"a".repeat(255)), Err(BadIdentifier::TooLong));
        assert_eq!(Identifier::parse("a b@x"), Err(BadIdentifier::BadCharacter));
        assert_eq!(Identifier::parse("a\u{0}b"), Err(BadIdentifier::BadCharacter));
    }

    #[test]
    fn debug_does_not_show_the_person() {
        assert!(!format!("{:?}", Identifier::parse("jeanne@x.example").unwrap()).contains("jeanne"));
    }
}
