//! The three languages that every page is complete in (X13), and how one of them is chosen (R29).
//! Knows no sentence in any of them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that we speak.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    #[serde(rename = "fr-FR", alias = "fr")]
    Fr,
    #[serde(rename = "fr-CA")]
    FrCa,
    #[serde(rename = "en")]
    En,
}

/// A language tag of none of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownLocale;

impl Locale {
    /// In the order in which a page offers them.
    pub const ALL: [Self; 3] = [Self::Fr, Self::FrCa, Self::En];

    /// The tag of BCP 47, as written into `lang` (R28), cookies and stored rows.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr-FR",
            Self::FrCa => "fr-CA",
            Self::En => "en",
        }
    }

    pub const fn is_french(self) -> bool {
        matches!(self, Self::Fr | Self::FrCa)
    }

    /// The first of `ui_locales` that we speak (OpenID Connect Core §3.1.2.1: tags by preference, parted by spaces).
    pub fn of_ui_locales(list: &str, house: Self) -> Option<Self> {
        list.split_ascii_whitespace().find_map(|tag| Self::of_tag(tag, house))
    }

    /// The best of an `Accept-Language` header (RFC 9110 §12.5.4), or the house's own language.
    /// Among equals the first wins; a weight of zero means "not this one"; what cannot be read is passed over.
    pub fn negotiate(header: &str, house: Self) -> Self {
        let mut best = (0, house);
        for range in header.split(',').take(32) {
            let (tag, weight) = weighted(range);
            if let Some(locale) = Self::of_tag(tag, house)
                && weight > best.0
            {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// French without a country is the house's French; French of any other country is that of France.
    fn of_tag(tag: &str, house: Self) -> Option<Self> {
        let mut parts = tag.trim().split(['-', '_']);
        let language = parts.next()?;
        let is = |part: &str, word: &str| part.eq_ignore_ascii_case(word);
        if is(language, "en") {
            return Some(Self::En);
        }
        if !is(language, "fr") {
            return None;
        }
        let rest: Vec<&str> = parts.collect();
        if rest.iter().any(|part| is(part, "CA")) {
            return Some(Self::FrCa);
        }
        Some(if rest.is_empty() && house.is_french() { house } else { Self::Fr })
    }
}

/// A language range and its weight in thousandths.
fn weighted(range: &str) -> (&str, u16) {
    let Some((tag, parameter)) = range.split_once(';') else {
        return (range, 1000);
    };
    let Some(digits) = parameter.trim().strip_prefix("q=") else {
        return (tag, 1000);
    };
    let weight = match digits.split_once('.') {
        None => digits.parse::<u16>().map(|whole| whole.min(1) * 1000),
        Some(("1", _)) => Ok(1000),
        Some((_, fraction)) => {
            let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
            thousandths.parse::<u16>()
        }
    };
    (tag, weight.unwrap_or(0))
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Reads any tag of a language that we speak: `fr`, `fr-BE`, `fr-CA`, `en-GB`.
    fn from_str(tag: &str) -> Result<Self, UnknownLocale> {
        Self::of_tag(tag, Self::Fr).ok_or(UnknownLocale)
    }
}

#[cfg(test)]
mod tests {
    use super::Locale::{self, En, Fr, FrCa};

    #[test]
    fn a_tag_reads_back_as_itself() {
        for locale in Locale::ALL {
            assert_eq!(locale.tag().parse(), Ok(locale));
            assert_eq!(serde_json::to_string(&locale).unwrap(), format!("\"{}\"", locale.tag()));
        }
    }

    #[test]
    fn a_country_of_ours_is_heard_and_another_falls_back_to_its_language() {
        let read = |tag: &str| tag.parse::<Locale>().ok();
        assert_eq!(read("FR-ca"), Some(FrCa));
        assert_eq!(read("fr-Latn-CA"), Some(FrCa));
        assert_eq!(read("fr_BE"), Some(Fr));
        assert_eq!(read("en-CA"), Some(En));
        assert_eq!(read("de"), None);
        assert_eq!(read("frr"), None);
    }

    #[test]
    fn the_heaviest_language_that_we_speak_wins() {
        assert_eq!(Locale::negotiate("de-DE, en;q=0.8, fr-CA;q=0.9", Fr), FrCa);
        assert_eq!(Locale::negotiate("en;q=0.5, fr;q=0.5", Fr), En);
        assert_eq!(Locale::negotiate("en;q=0.05, fr;q=0.3", Fr), Fr);
    }

    #[test]
    fn a_refused_or_unreadable_language_is_passed_over() {
        assert_eq!(Locale::negotiate("en;q=0", Fr), Fr);
        assert_eq!(Locale::negotiate("en;q=banana, ;;;,", FrCa), FrCa);
        assert_eq!(Locale::negotiate("*", En), En);
        assert_eq!(Locale::negotiate("", FrCa), FrCa);
    }

    #[test]
    fn french_without_a_country_is_the_french_of_the_house() {
        assert_eq!(Locale::negotiate("fr", FrCa), FrCa);
        assert_eq!(Locale::negotiate("fr-FR, fr;q=0.9", FrCa), Fr);
        assert_eq!(Locale::negotiate("fr", En), Fr);
    }

    #[test]
    fn ui_locales_are_taken_in_their_order() {
        assert_eq!(Locale::of_ui_locales("de en fr", Fr), Some(En));
        assert_eq!(Locale::of_ui_locales("de nl", Fr), None);
    }
}
