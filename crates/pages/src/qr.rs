//! A QR code as an SVG of our own: dark on light whatever the page's colours, with the quiet zone that scanners need.
//! Knows not what it says.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Modules of light around the code (ISO/IEC 18004 §6.3.8).
const QUIET: usize = 4;

/// The picture, with `alt` for those who do not see it. Empty where the text is too long for any code: ours never is.
pub(crate) fn svg(text: &str, alt: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return String::new() };
    let width = code.width();
    let size = width + 2 * QUIET;
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                let (x, y) = (column + QUIET, row + QUIET);
                // Writing to memory cannot fail.
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{alt}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}h-{size}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn the_picture_is_dark_on_light_with_a_quiet_zone_of_four() {
        let picture = svg("otpauth://totp/Lumen:jeanne?secret=GEZDGNBVGY3TQOJQ", "Code QR");
        assert!(picture.contains("fill=\"#fff\"") && picture.contains("fill=\"#000\""));
        assert!(picture.contains("d=\"M4 4h7v1h-7z"), "the first finder begins after four modules");
        assert!(picture.contains("aria-label=\"Code QR\""));
    }

    #[test]
    fn what_fits_in_no_code_gives_no_picture() {
        assert!(svg(&"x".repeat(5000), "").is_empty());
    }
}
