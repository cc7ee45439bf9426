//! The colours of a brand, derived from the one that the company gave, and repaired until they can be read
//! on every ground that they stand on, in light and in dark (R24). Knows no CSS but the six slots.

use std::fmt::Write;

use domain::brand::Colour;

use crate::oklch::{Oklch, contrast};

/// What text needs on its ground (WCAG 1.4.3); a little more, so that rounding cannot fall below.
const TEXT: f64 = 4.6;
const DARK_TEXT: f64 = 7.0;
/// What an edge or a filled button needs against what lies around it (WCAG 1.4.11).
const EDGE: f64 = 3.0;

const WHITE: Colour = grey(0xff);
const BLACK: Colour = grey(0);
/// `--ink`, `--paper` and `--card` of `styles/tokens.css`; a test holds them together.
const INK: Colour = rgb(0x16, 0x20, 0x1e);
const PAPER: Colour = rgb(0xf5, 0xf3, 0xee);
const DARK_PAPER: Colour = rgb(0x0f, 0x14, 0x13);
const DARK_CARD: Colour = rgb(0x17, 0x1e, 0x1c);

const fn rgb(red: u8, green: u8, blue: u8) -> Colour {
    Colour { red, green, blue }
}

const fn grey(part: u8) -> Colour {
    rgb(part, part, part)
}

/// One theme of a brand: the slots that a stylesheet fills.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Palette {
    /// The main button.
    pub fill: Colour,
    /// Words on the main button.
    pub on: Colour,
    /// Links, and the edge of a button whose fill alone is too pale to be seen.
    pub text: Colour,
    pub tint: Colour,
    /// Whether the fill can be told from the sheet by itself.
    pub fill_stands_out: bool,
}

impl Palette {
    pub fn light(brand: Colour) -> Self {
        let seen = Oklch::from(brand);
        let tint = Oklch { lightness: 0.955, chroma: seen.chroma.min(0.016), ..seen }.to_colour();
        let on = [WHITE, INK].into_iter().find(|words| contrast(*words, brand) >= 4.5).unwrap_or(BLACK);
        let text = moved(seen, -0.005, TEXT, &[WHITE, PAPER, tint]);
        Self { fill: brand, on, text, tint, fill_stands_out: contrast(brand, WHITE) >= EDGE }
    }

    pub fn dark(brand: Colour) -> Self {
        let seen = Oklch::from(brand);
        let tint = Oklch { lightness: 0.285, chroma: seen.chroma.min(0.032), ..seen }.to_colour();
        let text = moved(seen, 0.005, DARK_TEXT, &[DARK_CARD, DARK_PAPER, tint]);
        let on = Oklch { lightness: 0.2, chroma: seen.chroma.min(0.03), ..seen }.to_colour();
        Self { fill: text, on, text, tint, fill_stands_out: true }
    }

    /// The custom properties of this theme, as the inside of a rule.
    pub fn slots(&self) -> String {
        let mut css = String::new();
        let Self { fill, on, text, tint, .. } = self;
        let edge = if self.fill_stands_out { fill } else { text };
        // Writing to a String cannot fail.
        let _ = write!(css, "--b-fill:{fill};--b-on:{on};--b-text:{text};--b-tint:{tint};--b-edge:{edge};");
        css
    }
}

/// The colour, made darker or lighter step by step until it can be read on all the grounds.
fn moved(mut seen: Oklch, step: f64, wanted: f64, grounds: &[Colour]) -> Colour {
    loop {
        let colour = seen.to_colour();
        let readable = grounds.iter().all(|ground| contrast(colour, *ground) >= wanted);
        if readable || !(0.0..=1.0).contains(&seen.lightness) {
            return colour;
        }
        seen.lightness += step;
    }
}

#[cfg(test)]
mod tests {
    use super::{DARK_CARD, DARK_PAPER, EDGE, INK, PAPER, Palette, WHITE};
    use crate::oklch::{Oklch, contrast};

    /// The seven named in the design's table, and three that are hard in other ways.
    const BRANDS: [&str; 10] = [
        "#ff7900", "#00874e", "#ffd500", "#e4002b", "#003da5", "#00b7eb", "#f5f5f5", "#0b5d53", "#777777",
        "#000000",
    ];
    const SOFT: &str = "#4d5956";
    const DARK_SOFT: &str = "#b3beba";
    const DARK_INK: &str = "#eef3f1";

    #[test]
    fn every_brand_can_be_read_on_all_three_grounds_in_light() {
        for brand in BRANDS {
            let palette = Palette::light(brand.parse().unwrap());
            for ground in [WHITE, PAPER, palette.tint] {
                let ratio = contrast(palette.text, ground);
                assert!(ratio >= 4.5, "{brand}: link {} on {ground} is {ratio:.2}", palette.text);
            }
            assert!(contrast(palette.on, palette.fill) >= 4.5, "{brand}: words on the button");
            assert!(contrast(SOFT.parse().unwrap(), palette.tint) >= 4.5, "{brand}: soft words on the tint");
        }
    }

    #[test]
    fn every_brand_can_be_read_on_all_three_grounds_in_dark() {
        for brand in BRANDS {
            let palette = Palette::dark(brand.parse().unwrap());
            for ground in [DARK_CARD, DARK_PAPER, palette.tint] {
                let ratio = contrast(palette.text, ground);
                assert!(ratio >= 7.0, "{brand}: link {} on {ground} is {ratio:.2}", palette.text);
            }
            assert!(contrast(palette.on, palette.fill) >= 7.0, "{brand}: words on the button");
            assert!(contrast(palette.fill, DARK_CARD) >= EDGE, "{brand}: button on the sheet");
            for words in [DARK_SOFT, DARK_INK] {
                assert!(
                    contrast(words.parse().unwrap(), palette.tint) >= 4.5,
                    "{brand}: {words} on the tint"
                );
            }
        }
    }

    #[test]
    fn a_pale_fill_gets_an_edge_that_can_be_seen() {
        for brand in BRANDS {
            let brand = brand.parse().unwrap();
            let palette = Palette::light(brand);
            let edge = if palette.fill_stands_out { palette.fill } else { palette.text };
            assert!(contrast(edge, WHITE) >= EDGE, "{brand}: no edge of the button can be seen");
        }
        assert!(Palette::light("#ffd500".parse().unwrap()).slots().contains("--b-edge:#"));
        assert!(!Palette::light("#ff7900".parse().unwrap()).fill_stands_out);
    }

    /// R24: no colour has to be refused, because each of them can be repaired.
    #[test]
    fn every_colour_there_is_can_be_repaired() {
        let steps = (0..=255).step_by(17);
        for (red, green, blue) in steps
            .clone()
            .flat_map(|r| steps.clone().flat_map(move |g| (0..=255).step_by(17).map(move |b| (r, g, b))))
        {
            let brand = domain::brand::Colour { red, green, blue };
            let (light, dark) = (Palette::light(brand), Palette::dark(brand));
            let edge = if light.fill_stands_out { light.fill } else { light.text };
            let pairs = [
                (light.text, WHITE, 4.5),
                (light.text, PAPER, 4.5),
                (light.text, light.tint, 4.5),
                (light.on, light.fill, 4.5),
                (INK, light.tint, 7.0),
                (edge, WHITE, EDGE),
                (dark.text, DARK_CARD, 7.0),
                (dark.text, DARK_PAPER, 7.0),
                (dark.text, dark.tint, 7.0),
                (dark.on, dark.fill, 7.0),
                (dark.fill, DARK_CARD, EDGE),
            ];
            for (one, other, least) in pairs {
                let ratio = contrast(one, other);
                assert!(ratio >= least, "{brand}: {one} on {other} is {ratio:.2}");
            }
        }
    }

    /// The seven rows of the design's table.
    #[test]
    fn the_colours_of_the_table_come_out_as_measured() {
        for (brand, words, link, has_edge) in [
            ("#ff7900", INK, "#b15308", true),
            ("#00874e", WHITE, "#0b804b", false),
            ("#ffd500", INK, "#816b01", true),
            ("#e4002b", WHITE, "#df002a", false),
            ("#003da5", WHITE, "#003da5", false),
            ("#00b7eb", INK, "#057698", true),
            ("#f5f5f5", INK, "#6f6f6f", true),
        ] {
            let palette = Palette::light(brand.parse().unwrap());
            assert_eq!((palette.fill.to_string().as_str(), palette.on), (brand, words));
            assert_eq!(!palette.fill_stands_out, has_edge, "{brand}");
            let (seen, table) =
                (Oklch::from(palette.text), Oklch::from(link.parse::<domain::brand::Colour>().unwrap()));
            // The table was fitted to two grounds; three ask for a little more.
            assert!(
                (seen.lightness - table.lightness).abs() < 0.05,
                "{brand}: {} is not {link}",
                palette.text
            );
            assert!(
                seen.lightness <= table.lightness + 0.005,
                "{brand}: {} is paler than {link}",
                palette.text
            );
        }
    }

    #[test]
    fn a_readable_colour_is_left_as_the_company_gave_it() {
        let blue = "#003da5".parse().unwrap();
        let palette = Palette::light(blue);
        assert_eq!((palette.fill, palette.text, palette.on), (blue, blue, WHITE));
        assert_eq!(Palette::light("#ff7900".parse().unwrap()).on, INK);
    }

    #[test]
    fn the_grounds_here_are_those_of_the_stylesheet() {
        let tokens = include_str!("../styles/tokens.css");
        for (name, ground) in [("paper", PAPER), ("ink", INK), ("paper", DARK_PAPER), ("card", DARK_CARD)] {
            assert!(
                tokens.contains(&format!("--{name}: {ground};")),
                "--{name}: {ground} is not in tokens.css"
            );
        }
        for (name, words) in [("soft", SOFT), ("soft", DARK_SOFT), ("ink", DARK_INK)] {
            assert!(
                tokens.contains(&format!("--{name}: {words};")),
                "--{name}: {words} is not in tokens.css"
            );
        }
    }
}
