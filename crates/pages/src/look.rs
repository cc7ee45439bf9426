//! A brand made ready to be drawn: colours derived, logo checked, time zone found, files named by their contents.
//! Made once at start; a brand that cannot be drawn is refused there, in a sentence for the operator.

use domain::{Brand, Locale};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::logo::{self, LogoRefusal};
use crate::palette::Palette;
use crate::style;

/// The longest font file that a brand may bring, in bytes (R2).
const LONGEST_FONT: usize = 40_000;

/// Why a brand cannot be drawn.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LookRefusal {
    #[error("brand id {0:?}: write 1 to 32 lower-case letters, digits and dashes")]
    Id(String),
    #[error("time zone {0:?} is not known; write an IANA name such as Europe/Paris")]
    TimeZone(String),
    #[error("corner is {0} px; choose 2 to 20")]
    Corner(u8),
    #[error("{0}: {1}")]
    Logo(&'static str, LogoRefusal),
    #[error("the two logos share the id {0:?}; ids of the light and the dark logo must differ")]
    SharedId(String),
    #[error("font: the family name may hold letters, digits, spaces and dashes")]
    FontFamily,
    #[error("font: {0} bytes; a WOFF2 file of at most 40 KB is needed (keep only the letters you use)")]
    Font(usize),
}

/// How one brand looks.
#[derive(Clone, Debug)]
pub struct Look {
    pub brand: Brand,
    pub zone: TimeZone,
    pub light: Palette,
    pub dark: Palette,
    pub(crate) stylesheet: String,
    pub(crate) style_path: String,
    pub(crate) font_path: Option<String>,
}

impl Look {
    pub fn new(brand: Brand) -> Result<Self, LookRefusal> {
        check(&brand)?;
        let zone =
            TimeZone::get(&brand.time_zone).map_err(|_| LookRefusal::TimeZone(brand.time_zone.clone()))?;
        let (light, dark) = (Palette::light(brand.colour), Palette::dark(brand.colour));
        let font_path = brand.font.as_ref().map(|font| named(&brand.id, &font.woff2, "woff2"));
        let stylesheet = style::of_brand(&brand, &light, &dark, font_path.as_deref());
        let style_path = named(&brand.id, stylesheet.as_bytes(), "css");
        Ok(Self { brand, zone, light, dark, stylesheet, style_path, font_path })
    }

    /// « Espace Client Lumen »
    pub fn service_name(&self, locale: Locale) -> &str {
        self.brand.service_name.get(locale)
    }
}

fn check(brand: &Brand) -> Result<(), LookRefusal> {
    let may_be_in_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if brand.id.is_empty() || brand.id.len() > 32 || !brand.id.chars().all(may_be_in_id) {
        return Err(LookRefusal::Id(brand.id.clone()));
    }
    if !(2..=20).contains(&brand.corner) {
        return Err(LookRefusal::Corner(brand.corner));
    }
    let ids = |name, svg: &Option<String>| match svg {
        Some(svg) => logo::ids(svg).map_err(|refusal| LookRefusal::Logo(name, refusal)),
        None => Ok(Vec::new()),
    };
    let (light, dark) = (ids("logo_light", &brand.logo_light)?, ids("logo_dark", &brand.logo_dark)?);
    if let Some(shared) = light.into_iter().find(|id| dark.contains(id)) {
        return Err(LookRefusal::SharedId(shared));
    }
    if let Some(font) = &brand.font {
        let may_be_in_family = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
        if font.family.is_empty() || !font.family.chars().all(may_be_in_family) {
            return Err(LookRefusal::FontFamily);
        }
        if font.woff2.len() > LONGEST_FONT || !font.woff2.starts_with(b"wOF2") {
            return Err(LookRefusal::Font(font.woff2.len()));
        }
    }
    Ok(())
}

fn named(brand: &str, bytes: &[u8], ending: &str) -> String {
    format!("/assets/brand/{brand}.{}.{ending}", fingerprint(bytes))
}

/// Twelve hexadecimal digits of SHA-256: a name that changes with what it names, so that it may be kept for ever.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let first = digest.iter().take(6).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    format!("{first:012x}")
}

#[cfg(test)]
mod tests {
    use domain::brand::BrandFont;

    use super::{Look, LookRefusal};
    use crate::samples::brand;

    #[test]
    fn a_brand_that_cannot_be_drawn_is_refused_with_its_reason() {
        let refusal = |change: fn(&mut domain::Brand)| {
            let mut brand = brand();
            change(&mut brand);
            Look::new(brand).err()
        };
        assert_eq!(refusal(|_| ()), None);
        assert_eq!(refusal(|b| b.id = "Lumen".into()), Some(LookRefusal::Id("Lumen".into())));
        assert_eq!(refusal(|b| b.corner = 21), Some(LookRefusal::Corner(21)));
        assert_eq!(refusal(|b| b.time_zone = "Paris".into()), Some(LookRefusal::TimeZone("Paris".into())));
        let both = refusal(|b| {
            b.logo_light = Some("<svg><g id=\"logo-a\"/></svg>".into());
            b.logo_dark = b.logo_light.clone();
        });
        assert_eq!(both, Some(LookRefusal::SharedId("logo-a".into())));
        let family =
            |family: &str, woff2: &[u8]| Some(BrandFont { family: family.into(), woff2: woff2.into() });
        let mut with_font = brand();
        with_font.font = family("Lumen;}", b"wOF2");
        assert_eq!(Look::new(with_font.clone()).err(), Some(LookRefusal::FontFamily));
        with_font.font = family("Lumen Sans", b"OTTO");
        assert_eq!(Look::new(with_font).err(), Some(LookRefusal::Font(4)));
    }

    #[test]
    fn another_colour_makes_another_file_name() {
        let mut other = brand();
        other.colour = "#e4002b".parse().unwrap();
        assert_ne!(Look::new(other).unwrap().style_path, Look::new(brand()).unwrap().style_path);
    }
}
