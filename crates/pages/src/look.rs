//! A brand made ready to be drawn: colours derived, logo checked, time zone found, files named by their contents.
//! Made once at start; a brand that cannot be drawn is refused there, in a sentence for the operator.

mod refusal;

use domain::{Brand, Locale};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::logo;
use crate::palette::Palette;
use crate::style;
use refusal::may_be_in_family;
pub use refusal::{LogoSlot, LookRefusal};

/// The longest font file that a brand may bring, in bytes (R2).
const LONGEST_FONT: usize = 40_000;

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

    /// Where the stylesheet lies among the assets.
    pub fn style_path(&self) -> &str {
        &self.style_path
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
    let ids = |slot, svg: &Option<String>| match svg {
        Some(svg) => logo::ids(svg).map_err(|refusal| LookRefusal::Logo(slot, refusal)),
        None => Ok(Vec::new()),
    };
    let (light, dark) = (ids(LogoSlot::Light, &brand.logo_light)?, ids(LogoSlot::Dark, &brand.logo_dark)?);
    if let Some(shared) = light.into_iter().find(|id| dark.contains(id)) {
        return Err(LookRefusal::SharedId(shared));
    }
    if let Some(font) = &brand.font {
        if font.family.trim().is_empty() || !font.family.chars().all(may_be_in_family) {
            return Err(LookRefusal::FontFamily(font.family.clone()));
        }
        if !font.woff2.starts_with(b"wOF2") {
            return Err(LookRefusal::NotAFont);
        }
        if font.woff2.len() > LONGEST_FONT {
            return Err(LookRefusal::FontTooLong(font.woff2.len()));
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
        let font =
            |family: &str, woff2: &[u8]| Some(BrandFont { family: family.into(), woff2: woff2.into() });
        let mut with_font = brand();
        with_font.font = font("Lumen;}", b"wOF2");
        assert_eq!(Look::new(with_font.clone()).err(), Some(LookRefusal::FontFamily("Lumen;}".into())));
        with_font.font = font("Lumen Sans", b"OTTO");
        assert_eq!(Look::new(with_font.clone()).err(), Some(LookRefusal::NotAFont));
        with_font.font = font("Lumen Sans", &[b"wOF2".as_slice(), &vec![0; 40_000]].concat());
        assert_eq!(Look::new(with_font).err(), Some(LookRefusal::FontTooLong(40_004)));
    }

    #[test]
    fn a_refusal_names_the_slot_and_the_nearest_value_that_is_drawn() {
        for (refusal, slot, cure) in [
            (LookRefusal::Corner(40), "corner", "Write 20"),
            (LookRefusal::Corner(0), "corner", "Write 2:"),
            (LookRefusal::Id("Lumen Télécom".into()), "id", "\"lumen-t-l-com\""),
            (LookRefusal::Id("é".into()), "id", "Write 1 to 32"),
            (LookRefusal::SharedId("logo-a".into()), "logo_dark_file", "\"logo-a-dark\""),
            (LookRefusal::FontFamily("Lumen;}".into()), "font.family", "Write \"Lumen\""),
            (LookRefusal::FontTooLong(52_300), "font.file", "13 KB must go"),
        ] {
            assert!(refusal.slot() == slot && refusal.cure().contains(cure), "{refusal}: {}", refusal.cure());
        }
    }

    #[test]
    fn a_font_is_served_from_here_under_a_name_that_changes_with_it() {
        let mut brand = brand();
        brand.font = Some(BrandFont { family: "Lumen Sans".into(), woff2: b"wOF2 and more".to_vec() });
        let look = Look::new(brand).unwrap();
        let path = look.font_path.clone().unwrap();
        assert!(path.starts_with("/assets/brand/lumen.") && path.strip_suffix(".woff2").is_some(), "{path}");
        for words in [&format!("url({path})"), "font-display:optional", "--b-font:\"Lumen Sans\","] {
            assert!(look.stylesheet.contains(words), "{words}");
        }
        let assets = crate::Assets::new([&look]);
        let font = assets.find(&path).unwrap();
        assert!(font.immutable && font.content_type == "font/woff2" && font.bytes == b"wOF2 and more");
    }

    #[test]
    fn another_colour_makes_another_file_name() {
        let mut other = brand();
        other.colour = "#e4002b".parse().unwrap();
        assert_ne!(Look::new(other).unwrap().style_path, Look::new(brand()).unwrap().style_path);
    }
}
