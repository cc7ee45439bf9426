//! Why a brand cannot be drawn, which of its slots is meant, and the nearest value that can. For the operator.

use crate::logo::LogoRefusal;
use crate::look::LONGEST_FONT;

/// Why a brand cannot be drawn.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LookRefusal {
    #[error("{0:?} is no short name")]
    Id(String),
    #[error("the time zone {0:?} is not known")]
    TimeZone(String),
    #[error("a corner of {0} px is not drawn")]
    Corner(u8),
    #[error("{1}")]
    Logo(LogoSlot, LogoRefusal),
    #[error("the two logos share the id {0:?}")]
    SharedId(String),
    #[error("the name {0:?} may hold letters, digits, spaces and dashes only")]
    FontFamily(String),
    #[error("the font has {0} bytes; at most 40 KB are allowed")]
    FontTooLong(usize),
    #[error("the file is not WOFF2")]
    NotAFont,
}

/// Which of the two logos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoSlot {
    Light,
    Dark,
}

impl LookRefusal {
    /// The key of the configuration that holds the refused slot, below `brand`.
    pub const fn slot(&self) -> &'static str {
        match self {
            Self::Id(_) => "id",
            Self::TimeZone(_) => "time_zone",
            Self::Corner(_) => "corner",
            Self::Logo(LogoSlot::Light, _) => "logo_light_file",
            Self::Logo(LogoSlot::Dark, _) | Self::SharedId(_) => "logo_dark_file",
            Self::FontFamily(_) => "font.family",
            Self::FontTooLong(_) | Self::NotAFont => "font.file",
        }
    }

    /// What to write instead: the nearest value that is allowed, where there is one.
    pub fn cure(&self) -> String {
        match self {
            Self::Id(id) => match nearest_id(id) {
                Some(nearest) => format!("Write {nearest:?}: 1 to 32 lower-case letters, digits and dashes."),
                None => "Write 1 to 32 lower-case letters, digits and dashes.".to_owned(),
            },
            Self::TimeZone(_) => "Write an IANA name such as Europe/Paris or America/Toronto.".to_owned(),
            Self::Corner(corner) => format!("Write {}: 2 to 20 are drawn.", (*corner).clamp(2, 20)),
            Self::Logo(_, refusal) => refusal.cure(),
            Self::SharedId(id) => format!("Call it \"{id}-dark\" in the dark logo, wherever it stands."),
            Self::FontFamily(family) => {
                let nearest: String = family.chars().filter(|c| may_be_in_family(*c)).collect();
                match nearest.trim() {
                    "" => "Write the font's name.".to_owned(),
                    nearest => format!("Write {nearest:?}."),
                }
            }
            Self::FontTooLong(bytes) => {
                let over = bytes.saturating_sub(LONGEST_FONT).div_ceil(1000);
                format!(
                    "Keep only the letters you use: {over} KB must go. Without a font the system's is shown."
                )
            }
            Self::NotAFont => "Convert it to WOFF2.".to_owned(),
        }
    }
}

pub(super) fn may_be_in_family(letter: char) -> bool {
    letter.is_alphanumeric() || letter == ' ' || letter == '-'
}

/// The same name in the letters that an id may hold.
fn nearest_id(id: &str) -> Option<String> {
    let letters = id.trim().chars().map(|c| match c.to_ascii_lowercase() {
        c if c.is_ascii_lowercase() || c.is_ascii_digit() => c,
        _ => '-',
    });
    let nearest: String = letters.take(32).collect();
    nearest.chars().any(|c| c != '-').then(|| nearest.trim_matches('-').to_owned())
}
