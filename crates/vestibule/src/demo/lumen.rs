//! Lumen, the fictional telecoms company: how it shows itself.

use domain::Locale;
use domain::brand::{Brand, Colour, Customers, LegalLinks, LocalText, Support};

const LOGO_LIGHT: &str = include_str!("../../demo-data/lumen-light.svg");
const LOGO_DARK: &str = include_str!("../../demo-data/lumen-dark.svg");
pub const PHONE: &str = "01 99 00 30 30";

pub fn brand() -> Brand {
    Brand {
        id: "lumen".to_owned(),
        name: "Lumen".to_owned(),
        service_name: words("Espace Client Lumen", "Espace client Lumen", "Lumen customer area"),
        logo_light: Some(LOGO_LIGHT.trim().to_owned()),
        logo_dark: Some(LOGO_DARK.trim().to_owned()),
        colour: Colour { red: 0x6a, green: 0x2c, blue: 0x91 },
        corner: 12,
        font: None,
        support: Support {
            name: words("Service client Lumen", "Service à la clientèle Lumen", "Lumen customer service"),
            phone: Some(PHONE.to_owned()),
            hours: Some(words(
                "du lundi au samedi, de 8\u{a0}h à 20\u{a0}h",
                "du lundi au samedi, de 8\u{a0}h à 20\u{a0}h",
                "Monday to Saturday, 8 am to 8 pm",
            )),
            link: None,
        },
        legal: LegalLinks::default(),
        default_locale: Locale::Fr,
        time_zone: "Europe/Paris".to_owned(),
        country: "FR".to_owned(),
        customers: Customers::People,
    }
}

fn words(fr: &str, fr_ca: &str, en: &str) -> LocalText {
    LocalText::PerLanguage { fr: fr.to_owned(), fr_ca: Some(fr_ca.to_owned()), en: Some(en.to_owned()) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_brand_can_be_drawn() {
        assert_eq!(pages::Look::new(super::brand()).err(), None);
    }
}
