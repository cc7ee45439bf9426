//! Telephone numbers to which codes may be sent: read however they are typed, kept as E.164, shown by their last two digits.
//! Which numbers cost whoever is called too much, or cannot be reached so, is told by the numbering plans of all countries.

use phonenumber::{Mode, Type, country};
use serde::{Deserialize, Serialize};

/// Longest text that is looked at, in characters.
const LONGEST: usize = 40;
/// Digits by which a range of numbers is told from another (SM2).
const RANGE: usize = 7;

/// A number as E.164 writes it, such as `+33612345678`. It is personal: it prints its last two digits only.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PhoneNumber(String);

/// How a code is to reach it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    Text,
    Call,
}

/// Why no code goes to what was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadNumber {
    Empty,
    NotANumber,
    /// A good number of a country that is not served (SM2).
    OtherCountry,
    /// It rings, and shows no text.
    Landline,
    /// Whoever calls it pays more than for a call: premium, shared cost, company and pager numbers.
    Costly,
}

/// France and its overseas departments and collectivities (SM2).
const FRANCE: [&str; 12] = ["FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"];

/// The countries that a brand serves where nothing else is said: its own, and with France all of France.
pub fn usual_countries(country: &str) -> Vec<String> {
    match country {
        "FR" => FRANCE.iter().map(|code| (*code).to_owned()).collect(),
        other => vec![other.to_owned()],
    }
}

/// Whether there is a numbering plan of that country (ISO 3166-1, two letters).
pub fn is_country(code: &str) -> bool {
    code.parse::<country::Id>().is_ok()
}

/// Reads a number as people of the served countries type it.
pub fn read(typed: &str, served: &[String], reach: Reach) -> Result<PhoneNumber, BadNumber> {
    let typed: String = typed.trim().chars().take(LONGEST + 1).collect();
    if typed.is_empty() {
        return Err(BadNumber::Empty);
    }
    let written = typed.chars().all(|c| c.is_ascii_digit() || "+ .-()/\u{a0}\u{202f}".contains(c));
    if typed.chars().count() > LONGEST || !written {
        return Err(BadNumber::NotANumber);
    }
    let plain: String = typed.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    // The first country whose plan has the number says what it is: 09 is no mobile of another collectivity.
    let homes = served.iter().filter_map(|code| code.parse::<country::Id>().ok());
    let number = homes
        .filter_map(|home| phonenumber::parse(Some(home), &plain).ok())
        .find(phonenumber::PhoneNumber::is_valid)
        .ok_or(BadNumber::NotANumber)?;
    judge(&number, served, reach)?;
    Ok(PhoneNumber(number.format().mode(Mode::E164).to_string()))
}

fn judge(number: &phonenumber::PhoneNumber, served: &[String], reach: Reach) -> Result<(), BadNumber> {
    let country = number.country().id().ok_or(BadNumber::OtherCountry)?;
    if !served.iter().any(|code| code.parse() == Ok(country)) {
        return Err(BadNumber::OtherCountry);
    }
    match (number.number_type(&phonenumber::metadata::DATABASE), reach) {
        (Type::Mobile | Type::FixedLineOrMobile, _)
        | (Type::FixedLine | Type::Voip | Type::PersonalNumber, Reach::Call) => Ok(()),
        (Type::FixedLine | Type::Voip | Type::PersonalNumber, Reach::Text) => Err(BadNumber::Landline),
        (Type::Unknown, _) => Err(BadNumber::NotANumber),
        _ => Err(BadNumber::Costly),
    }
}

impl PhoneNumber {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One that was read before, as it was kept.
    pub fn kept(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let good = (6..=15).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
        good.then(|| Self(text.to_owned()))
    }

    /// The last two digits: all that is ever shown of it.
    pub fn ending(&self) -> &str {
        &self.0[self.0.len() - 2..]
    }

    /// The range it lies in (SM2).
    pub fn range(&self) -> &str {
        &self.0[..self.0.len().min(RANGE + 1)]
    }

    /// Whether a SIM card may stand behind it: a landline has none that anybody could change.
    pub fn may_have_sim(&self) -> bool {
        let Ok(number) = phonenumber::parse(None, &self.0) else { return true };
        let kind = number.number_type(&phonenumber::metadata::DATABASE);
        !matches!(kind, Type::FixedLine | Type::Voip | Type::PersonalNumber)
    }

    /// The country's calling code, for what is counted.
    pub fn calling_code(&self) -> String {
        phonenumber::parse(None, &self.0).map(|number| number.code().value().to_string()).unwrap_or_default()
    }
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PhoneNumber(…{})", self.ending())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(typed: &str) -> Result<String, BadNumber> {
        read(typed, &usual_countries("FR"), Reach::Text).map(|number| number.as_str().to_owned())
    }

    #[test]
    fn a_french_mobile_number_is_read_however_it_is_typed() {
        for typed in [
            "06 12 34 56 78",
            "0612345678",
            "06.12.34.56.78",
            "06-12-34-56-78",
            " 06\u{a0}12\u{202f}34 56 78 ",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "0033 6 12 34 56 78",
        ] {
            assert_eq!(text(typed).as_deref(), Ok("+33612345678"), "{typed}");
        }
    }

    #[test]
    fn overseas_numbers_are_read_in_their_national_form() {
        assert_eq!(text("0690 00 12 34").as_deref(), Ok("+590690001234"), "Guadeloupe");
        assert_eq!(text("0692 12 34 56").as_deref(), Ok("+262692123456"), "La Réunion");
        assert_eq!(text("+687 75 12 34").as_deref(), Ok("+687751234"), "Nouvelle-Calédonie");
    }

    #[test]
    fn landlines_get_calls_and_no_texts() {
        assert_eq!(text("01 45 67 89 01"), Err(BadNumber::Landline));
        assert_eq!(text("09 72 12 34 56"), Err(BadNumber::Landline));
        let call = |typed| read(typed, &usual_countries("FR"), Reach::Call);
        assert!(
            call("01 45 67 89 01").is_ok() && call("09 72 12 34 56").is_ok() && call("0612345678").is_ok()
        );
    }

    #[test]
    fn numbers_that_cost_their_caller_are_refused_for_texts_and_calls() {
        for typed in ["0899 70 01 23", "0892 70 01 23", "0811 12 34 56", "+33 899 700 123"] {
            for reach in [Reach::Text, Reach::Call] {
                let read = read(typed, &usual_countries("FR"), reach);
                assert!(matches!(read, Err(BadNumber::Costly | BadNumber::NotANumber)), "{typed}: {read:?}");
            }
        }
    }

    #[test]
    fn countries_that_are_not_served_are_refused() {
        for typed in ["+44 7400 123456", "+7 912 345 67 89", "+1 514 555 0199", "+252 61 2345678"] {
            assert_eq!(text(typed), Err(BadNumber::OtherCountry), "{typed}");
        }
        let canada = usual_countries("CA");
        let read = |typed| read(typed, &canada, Reach::Text).map(|number| number.as_str().to_owned());
        assert_eq!(read("514 555-0199").as_deref(), Ok("+15145550199"));
        assert_eq!(read("+1 212 555 0123"), Err(BadNumber::OtherCountry), "New York is not Canada");
        assert_eq!(read("+1 876 555 0123"), Err(BadNumber::OtherCountry), "nor is Jamaica");
    }

    #[test]
    fn nonsense_is_no_number() {
        for typed in ["abc", "12", "06 12", "0612345678901234", "06123;DROP", "+", "٠٦١٢٣٤٥٦٧٨"] {
            assert_eq!(text(typed), Err(BadNumber::NotANumber), "{typed}");
        }
        assert_eq!(text("  "), Err(BadNumber::Empty));
        assert_eq!(text(&"0".repeat(100_000)), Err(BadNumber::NotANumber));
    }

    #[test]
    fn a_number_shows_two_digits() {
        let number = PhoneNumber::kept("+33612345678").expect("kept");
        assert_eq!(format!("{number:?}"), "PhoneNumber(…78)");
        assert_eq!(
            (number.ending(), number.range(), number.calling_code().as_str()),
            ("78", "+3361234", "33")
        );
        assert_eq!(PhoneNumber::kept("0612345678"), None);
    }

    #[test]
    fn a_landline_has_no_card() {
        let may = |text| PhoneNumber::kept(text).is_some_and(|number| number.may_have_sim());
        assert!(may("+33612345678") && may("+15145550199"), "a Canadian number does not say what it is");
        assert!(!may("+33145678901"));
    }
}
