//! Colours by lightness, chroma and hue (OKLCH), and the contrast between two of them. Knows no brand.

use domain::brand::Colour;

/// A colour as the eye sorts it: lightness 0 to 1, chroma 0 to about 0.37, hue in radians.
#[derive(Clone, Copy, Debug)]
pub struct Oklch {
    pub lightness: f64,
    pub chroma: f64,
    pub hue: f64,
}

impl From<Colour> for Oklch {
    fn from(colour: Colour) -> Self {
        let [red, green, blue] = linear(colour);
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let lightness = 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short;
        let green_red = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short;
        let blue_yellow = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short;
        Self { lightness, chroma: green_red.hypot(blue_yellow), hue: blue_yellow.atan2(green_red) }
    }
}

impl Oklch {
    /// The nearest colour that a screen can show: chroma gives way, lightness and hue stay.
    pub fn to_colour(self) -> Colour {
        let steps = 64;
        let shown = (0..=steps).rev().map(|step| {
            let chroma = self.chroma * f64::from(step) / f64::from(steps);
            Self { chroma, ..self }.to_linear()
        });
        let fits = |rgb: &[f64; 3]| rgb.iter().all(|part| (-0.000_5..=1.000_5).contains(part));
        let [red, green, blue] = shown.into_iter().find(fits).unwrap_or([self.lightness; 3]).map(byte);
        Colour { red, green, blue }
    }

    fn to_linear(self) -> [f64; 3] {
        let (sin, cos) = self.hue.sin_cos();
        let (green_red, blue_yellow) = (self.chroma * cos, self.chroma * sin);
        let long = (self.lightness + 0.396_337_777_4 * green_red + 0.215_803_757_3 * blue_yellow).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * green_red - 0.063_854_172_8 * blue_yellow).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * green_red - 1.291_485_548_0 * blue_yellow).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
    }
}

/// The contrast ratio of WCAG 2.2 (1.4.3), 1 to 21.
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other { one / other } else { other / one }
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn linear(colour: Colour) -> [f64; 3] {
    [colour.red, colour.green, colour.blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=1 and multiplied by 255 just before"
)]
fn byte(part: f64) -> u8 {
    let part = part.clamp(0.0, 1.0);
    let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
    (part * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use domain::brand::Colour;

    use super::{Oklch, contrast};

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn a_colour_survives_the_way_there_and_back() {
        for text in ["#ff7900", "#00874e", "#ffd500", "#e4002b", "#003da5", "#00b7eb", "#f5f5f5", "#000000"] {
            assert_eq!(Oklch::from(colour(text)).to_colour(), colour(text));
        }
    }

    #[test]
    fn contrast_is_that_of_the_published_formula() {
        assert!((contrast(colour("#ffffff"), colour("#000000")) - 21.0).abs() < 0.001);
        assert!((contrast(colour("#777777"), colour("#ffffff")) - 4.48).abs() < 0.01);
    }
}
