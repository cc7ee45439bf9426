//! The small readings that every field shares: texts, words, addresses, numbers, days. Knows no field by name.

use domain::identifier::{BadIdentifier, IdentifierKind};
use domain::{Identifier, Timestamp};

use super::reason::Flaw;

/// The longest name, reference or segment, in characters.
const LONGEST: usize = 200;

/// A text without the spaces around it.
pub fn text(said: &str) -> Result<&str, Flaw> {
    let text = said.trim();
    if text.is_empty() {
        return Err(Flaw::Empty);
    }
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return Err(Flaw::TooLong(LONGEST));
    }
    if text.chars().any(char::is_control) {
        return Err(Flaw::ControlCharacter);
    }
    Ok(text)
}

/// A text that may be left out by writing nothing.
pub fn optional(said: Option<&str>) -> Result<Option<&str>, Flaw> {
    match said.map(str::trim) {
        None | Some("") => Ok(None),
        Some(said) => text(said).map(Some),
    }
}

/// The old system's name stands in audit entries, so it is a plain word.
pub fn source(said: &str) -> Result<&str, Flaw> {
    let word = text(said)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if word.bytes().all(plain) { Ok(word) } else { Err(Flaw::BadSource) }
}

/// What is typed to be recognised, folded.
pub fn identifier(said: &str) -> Result<Identifier, Flaw> {
    let said = text(said)?;
    Identifier::parse(said).map_err(|bad| match bad {
        BadIdentifier::Empty => Flaw::Empty,
        BadIdentifier::TooLong => Flaw::TooLong(254),
        BadIdentifier::BadCharacter => Flaw::Spaced,
    })
}

/// A mail address, folded: one `@` with something on either side.
pub fn mail(said: &str) -> Result<Identifier, Flaw> {
    let folded = identifier(said)?;
    let (local, host) = folded.as_str().split_once('@').ok_or(Flaw::BadMail)?;
    if local.is_empty() || host.is_empty() || host.contains('@') { Err(Flaw::BadMail) } else { Ok(folded) }
}

/// A phone number, in its international form.
pub fn phone(said: &str) -> Result<Identifier, Flaw> {
    let folded = identifier(said).map_err(|flaw| if flaw == Flaw::Spaced { Flaw::BadPhone } else { flaw })?;
    if folded.kind() == IdentifierKind::Phone { Ok(folded) } else { Err(Flaw::BadPhone) }
}

/// Midnight UTC of a day, or an instant.
pub fn since(said: &str) -> Result<Timestamp, Flaw> {
    let midnight = |day: jiff::civil::Date| Some(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp());
    let instant = said.parse().ok().or_else(|| said.parse().ok().and_then(midnight));
    let instant: jiff::Timestamp = instant.ok_or(Flaw::BadDate)?;
    Ok(Timestamp::from_millis(instant.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_bounded_and_printable() {
        assert_eq!(text("  Zoé "), Ok("Zoé"));
        assert_eq!(text(" "), Err(Flaw::Empty));
        assert_eq!(text(&"é".repeat(200)).map(str::len), Ok(400));
        assert_eq!(text(&"é".repeat(201)), Err(Flaw::TooLong(200)));
        assert_eq!(text("a\u{0}b"), Err(Flaw::ControlCharacter));
        assert_eq!(optional(Some(" ")), Ok(None));
    }

    #[test]
    fn a_mail_address_has_one_at_sign_and_two_sides() {
        assert_eq!(
            mail("Zoé@Lumen.example").map(|folded| folded.as_str().to_owned()),
            Ok("zoé@lumen.example".into())
        );
        for said in ["zoe", "@lumen.example", "zoe@", "zoe@a@b"] {
            assert_eq!(mail(said), Err(Flaw::BadMail), "{said}");
        }
        assert_eq!(mail("zoe martin@lumen.example"), Err(Flaw::Spaced));
    }

    #[test]
    fn a_phone_number_has_a_country() {
        assert_eq!(
            phone("06 12 34 56 78").map(|folded| folded.as_str().to_owned()),
            Ok("+33612345678".into())
        );
        assert_eq!(phone("514-555-0199"), Err(Flaw::BadPhone));
        assert_eq!(phone("six douze"), Err(Flaw::BadPhone));
    }

    #[test]
    fn a_day_is_its_midnight_and_an_instant_is_itself() {
        assert_eq!(since("1970-01-02").map(Timestamp::millis), Ok(86_400_000));
        assert_eq!(since("1970-01-01T01:00:00+01:00").map(Timestamp::millis), Ok(0));
        for said in ["", "2019", "2019-02-30", "01/03/2019", "hier"] {
            assert_eq!(since(said), Err(Flaw::BadDate), "{said}");
        }
    }
}
