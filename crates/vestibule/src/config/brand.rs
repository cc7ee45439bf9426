//! `[[brand]]`: how a company shows itself. Logos and fonts are files here and text in the brand.

use std::path::PathBuf;

use domain::Locale;
use domain::brand::{Brand as Face, BrandFont, Colour, Customers, LegalLinks, LocalText, Support};
use pages::Look;
use serde::Deserialize;

use super::key::{Default as Is, Key, Section};
use super::{Finding, Place};

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub id: String,
    pub name: String,
    pub service_name: LocalText,
    #[serde(default)]
    pub logo_light_file: Option<PathBuf>,
    #[serde(default)]
    pub logo_dark_file: Option<PathBuf>,
    pub colour: Colour,
    #[serde(default = "twelve")]
    pub corner: u8,
    #[serde(default)]
    pub default_locale: Locale,
    #[serde(default = "paris")]
    pub time_zone: String,
    #[serde(default = "france")]
    pub country: String,
    #[serde(default)]
    pub customers: Customers,
    pub support: Support,
    #[serde(default)]
    pub legal: LegalLinks,
    #[serde(default)]
    pub font: Option<Font>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Font {
    pub family: String,
    pub file: PathBuf,
}

const fn twelve() -> u8 {
    12
}
fn paris() -> String {
    "Europe/Paris".to_owned()
}
fn france() -> String {
    "FR".to_owned()
}

/// All brands, ready; or all that is wrong with them.
pub fn faces(brands: &[Brand], place: &Place) -> Result<Vec<Face>, Vec<Finding>> {
    let (mut faces, mut findings) = (Vec::<Face>::new(), Vec::new());
    for (index, brand) in brands.iter().enumerate() {
        let about = format!("brand[{index}]");
        match brand.face(&about, place) {
            Ok(face) if faces.iter().any(|other| other.id == face.id) => {
                let says = format!("Another brand has the id \"{}\" too.", face.id);
                findings.push(Finding::refused(
                    format!("{about}.id"),
                    says,
                    "Give each brand an id of its own.",
                ));
            }
            Ok(face) => faces.push(face),
            Err(finding) => findings.push(finding),
        }
    }
    if brands.is_empty() {
        findings.push(Finding::refused(
            "brand",
            "There is no brand.",
            "Add a [[brand]]: `vestibule init` shows one.",
        ));
    }
    if findings.is_empty() { Ok(faces) } else { Err(findings) }
}

impl Brand {
    fn face(&self, about: &str, place: &Place) -> Result<Face, Finding> {
        let logo = |key: &str, path: &Option<PathBuf>| {
            path.as_ref().map(|path| place.text(&format!("{about}.{key}"), path)).transpose()
        };
        let font = |font: &Font| -> Result<BrandFont, Finding> {
            let woff2 = place.bytes(&format!("{about}.font.file"), &font.file)?;
            Ok(BrandFont { family: font.family.clone(), woff2 })
        };
        let face = Face {
            id: self.id.clone(),
            name: self.name.clone(),
            service_name: self.service_name.clone(),
            logo_light: logo("logo_light_file", &self.logo_light_file)?,
            logo_dark: logo("logo_dark_file", &self.logo_dark_file)?,
            colour: self.colour,
            corner: self.corner,
            font: self.font.as_ref().map(font).transpose()?,
            support: self.support.clone(),
            legal: self.legal.clone(),
            default_locale: self.default_locale,
            time_zone: self.time_zone.clone(),
            country: self.country.clone(),
            customers: self.customers,
        };
        self.check_words(about)?;
        Look::new(face.clone()).map_err(|refusal| {
            Finding::refused(
                format!("{about}.{}", refusal.slot()),
                format!("It cannot be drawn: {refusal}."),
                refusal.cure(),
            )
        })?;
        Ok(face)
    }

    fn check_words(&self, about: &str) -> Result<(), Finding> {
        if self.name.trim().is_empty() {
            return Err(Finding::refused(
                format!("{about}.name"),
                "It is empty.",
                "Write the company's name.",
            ));
        }
        if self.country.len() != 2 || !self.country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let cure = "Write two capitals such as FR or CA (ISO 3166-1).";
            return Err(Finding::refused(format!("{about}.country"), "It is not a country.", cure));
        }
        let links = [
            ("support.link", &self.support.link),
            ("legal.privacy", &self.legal.privacy),
            ("legal.terms", &self.legal.terms),
            ("legal.accessibility", &self.legal.accessibility),
        ];
        for (key, link) in links {
            if link.as_ref().is_some_and(|link| !is_https(link)) {
                let says = "It is not an https address.";
                return Err(Finding::refused(
                    format!("{about}.{key}"),
                    says,
                    "Write the whole address, with https://.",
                ));
            }
        }
        Ok(())
    }
}

fn is_https(link: &str) -> bool {
    reqwest::Url::parse(link).is_ok_and(|url| url.scheme() == "https")
}

pub const SECTIONS: &[Section] = &[
    Section {
        header: "[[brand]]",
        says: "How a company shows itself; one for each. The first is shown where no client or contract says another.",
        is_written: true,
        keys: &[
            Key::new(
                "id",
                "text",
                Is::Required("\"lumen\""),
                "Short name: lower-case letters, digits, dashes.",
            ),
            Key::new("name", "text", Is::Required("\"Lumen\""), "The company's name."),
            Key::new(
                "service_name",
                "text, or one for each language",
                Is::Required(
                    "{ fr = \"Espace Client Lumen\", fr-CA = \"Espace client Lumen\", en = \"Lumen customer area\" }",
                ),
                "What customers sign in to.",
            ),
            Key::new(
                "colour",
                "#rrggbb",
                Is::Required("\"#0b5d53\""),
                "The company's one colour; the rest is derived.",
            ),
            Key::new(
                "logo_light_file",
                "SVG file",
                Is::Absent("\"logo.svg\""),
                "The logo on light ground: drawing elements only, 15 KB at most. Without it the name is written.",
            ),
            Key::new(
                "logo_dark_file",
                "SVG file",
                Is::Absent("\"logo-dark.svg\""),
                "The logo on dark ground.",
            ),
            Key::new("corner", "pixels, 2 to 20", Is::Is("12"), "How round buttons and fields are."),
            Key::new(
                "default_locale",
                "\"fr\", \"fr-CA\" or \"en\"",
                Is::Is("\"fr\""),
                "Where the browser asks for no other.",
            ),
            Key::new("time_zone", "IANA name", Is::Is("\"Europe/Paris\""), "In which clock times are told."),
            Key::new("country", "ISO 3166-1", Is::Is("\"FR\""), "Where the company's customers live."),
            Key::new(
                "customers",
                "\"people\" or \"companies\"",
                Is::Is("\"people\""),
                "Who signs in: for companies, help also speaks of a personal phone at work.",
            ),
        ],
    },
    Section {
        header: "[brand.support]",
        says: "Whom customers can call; shown at the same place on every page.",
        is_written: true,
        keys: &[
            Key::new(
                "name",
                "text, or one for each language",
                Is::Required(
                    "{ fr = \"Service client Lumen\", fr-CA = \"Service à la clientèle Lumen\", en = \"Lumen customer service\" }",
                ),
                "Who answers.",
            ),
            Key::new("phone", "text", Is::Absent("\"01 99 00 00 00\""), "As people write it."),
            Key::new(
                "hours",
                "text, or one for each language",
                Is::Absent(
                    "{ fr = \"du lundi au samedi, de 8 h à 20 h\", en = \"Monday to Saturday, 8 am to 8 pm\" }",
                ),
                "When somebody answers.",
            ),
            Key::new(
                "link",
                "https address",
                Is::Absent("\"https://lumen.example/aide\""),
                "The company's help site.",
            ),
        ],
    },
    Section {
        header: "[brand.legal]",
        says: "Pages that the company owes its customers, on its own site.",
        is_written: true,
        keys: &[
            Key::new(
                "privacy",
                "https address",
                Is::Absent("\"https://lumen.example/donnees\""),
                "How personal data is used.",
            ),
            Key::new(
                "terms",
                "https address",
                Is::Absent("\"https://lumen.example/conditions\""),
                "Terms of use.",
            ),
            Key::new(
                "accessibility",
                "https address",
                Is::Absent("\"https://lumen.example/accessibilite\""),
                "The company's accessibility statement; without it our own page stands in.",
            ),
        ],
    },
    Section {
        header: "[brand.font]",
        says: "The company's own font, shown only when it is there at once.",
        is_written: false,
        keys: &[
            Key::new("family", "text", Is::Required("\"Lumen Sans\""), "Its name."),
            Key::new(
                "file",
                "WOFF2 file",
                Is::Required("\"lumen-sans.woff2\""),
                "At most 40 KB: keep only the letters you use.",
            ),
        ],
    },
];
