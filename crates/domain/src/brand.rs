//! The face a company gives its front door: name, logo, one colour, whom to call. A value; how it is drawn is `pages`' affair.
//! Several brands may share an installation (decision 10).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Locale;

/// A company as its customers see it. Comes from the operator's configuration, never from a customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Short name in addresses and rows: lower-case letters, digits and dashes.
    pub id: String,
    /// « Lumen »
    pub name: String,
    /// « Espace Client Lumen »
    pub service_name: LocalText,
    /// SVG text, at most 15 KB each. Without one, the name stands beside our arch.
    #[serde(default)]
    pub logo_light: Option<String>,
    #[serde(default)]
    pub logo_dark: Option<String>,
    /// The one colour that all others are derived from.
    pub colour: Colour,
    /// Radius of buttons and fields in CSS pixels, 2 to 20.
    #[serde(default = "twelve")]
    pub corner: u8,
    #[serde(default)]
    pub font: Option<BrandFont>,
    pub support: Support,
    #[serde(default)]
    pub legal: LegalLinks,
    #[serde(default)]
    pub default_locale: Locale,
    /// IANA name, such as `Europe/Paris`: in which clock times are told.
    pub time_zone: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    #[serde(default)]
    pub customers: Customers,
}

/// Who a company's customers are: help answers other questions for those who sign in at work (B13).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Customers {
    #[default]
    People,
    Companies,
}

const fn twelve() -> u8 {
    12
}

/// Whom to call, at the same place on every page (R21).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// « Service client Lumen »
    pub name: LocalText,
    /// As people write it: « 01 23 45 67 89 ».
    #[serde(default)]
    pub phone: Option<String>,
    /// « du lundi au samedi, de 8 h à 20 h »
    #[serde(default)]
    pub hours: Option<LocalText>,
    /// The company's own help site.
    #[serde(default)]
    pub link: Option<String>,
}

/// Pages that the company owes its customers, on its own site.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalLinks {
    #[serde(default)]
    pub privacy: Option<String>,
    #[serde(default)]
    pub terms: Option<String>,
    /// The company's accessibility statement; without it our own page stands in.
    #[serde(default)]
    pub accessibility: Option<String>,
}

/// A font of the company: WOFF2, at most 40 KB, shown only when it is there at once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrandFont {
    pub family: String,
    pub woff2: Vec<u8>,
}

/// A few words in the company's languages: one text for all, or one for each.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LocalText {
    Everywhere(String),
    PerLanguage {
        fr: String,
        #[serde(rename = "fr-CA", default)]
        fr_ca: Option<String>,
        #[serde(default)]
        en: Option<String>,
    },
}

impl LocalText {
    /// The text in this language, or the French one where the company wrote no other.
    pub fn get(&self, locale: Locale) -> &str {
        let (fr, fr_ca, en) = match self {
            Self::Everywhere(text) => return text,
            Self::PerLanguage { fr, fr_ca, en } => (fr, fr_ca, en),
        };
        match locale {
            Locale::Fr => fr,
            Locale::FrCa => fr_ca.as_ref().unwrap_or(fr),
            Locale::En => en.as_ref().unwrap_or(fr),
        }
    }
}

impl Default for LocalText {
    fn default() -> Self {
        Self::Everywhere(String::new())
    }
}

impl From<&str> for LocalText {
    fn from(text: &str) -> Self {
        Self::Everywhere(text.to_owned())
    }
}

/// A colour of sRGB, written `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// Not of the form `#rrggbb`; with the colour that was meant, where that can be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotAColour {
    pub nearest: Option<Colour>,
}

impl fmt::Display for NotAColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.nearest {
            Some(nearest) => write!(f, "a colour is written #rrggbb: write {nearest}"),
            None => f.write_str("a colour is written #rrggbb, for example #0b5d53"),
        }
    }
}

impl std::error::Error for NotAColour {}

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        text.strip_prefix('#').and_then(of_digits).ok_or_else(|| NotAColour { nearest: nearest(text) })
    }
}

/// Six hexadecimal digits.
fn of_digits(digits: &str) -> Option<Colour> {
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize| u8::from_str_radix(&digits[from..from + 2], 16).ok();
    Some(Colour { red: part(0)?, green: part(2)?, blue: part(4)? })
}

/// What other notations mean: `0b5d53`, `#0bd`, and `#0b5d53ff`, whose transparency we do not draw.
fn nearest(text: &str) -> Option<Colour> {
    let digits = text.trim().trim_start_matches('#');
    match digits.len() {
        3 => of_digits(&digits.chars().flat_map(|digit| [digit, digit]).collect::<String>()),
        8 => digits.get(..6).and_then(of_digits),
        _ => of_digits(digits),
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;
    fn try_from(text: String) -> Result<Self, NotAColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, LocalText};
    use crate::Locale;

    #[test]
    fn a_colour_reads_back_as_written() {
        assert_eq!("#FF7900".parse::<Colour>().unwrap().to_string(), "#ff7900");
    }

    #[test]
    fn what_is_not_a_colour_is_refused() {
        for text in ["ff7900", "#ff790", "#ff79000", "#gg7900", "red", "#é1234"] {
            assert!(text.parse::<Colour>().is_err(), "{text} was taken for a colour");
        }
    }

    #[test]
    fn another_notation_is_refused_with_the_colour_that_was_meant() {
        let told = |text: &str| text.parse::<Colour>().unwrap_err().to_string();
        for (text, meant) in
            [("0B5D53", "#0b5d53"), ("#0bd", "#00bbdd"), (" #0b5d53", "#0b5d53"), ("#0b5d53ff", "#0b5d53")]
        {
            assert!(told(text).ends_with(&format!("write {meant}")), "{text}: {}", told(text));
        }
        assert!(told("teal").ends_with("for example #0b5d53"));
    }

    #[test]
    fn a_missing_language_reads_the_french_one() {
        let text =
            LocalText::PerLanguage { fr: "Espace Client".into(), fr_ca: None, en: Some("Area".into()) };
        assert_eq!(text.get(Locale::FrCa), "Espace Client");
        assert_eq!(text.get(Locale::En), "Area");
        assert_eq!(LocalText::from("Lumen").get(Locale::En), "Lumen");
    }
}
