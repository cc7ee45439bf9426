//! The stylesheet: the house's own, then the slots of a brand. One file for both, so that a page asks once (R2).

use domain::Brand;

use crate::palette::Palette;

const HOUSE: &str = concat!(
    include_str!("../styles/tokens.css"),
    include_str!("../styles/base.css"),
    include_str!("../styles/frame.css"),
    include_str!("../styles/forms.css"),
    include_str!("../styles/parts.css"),
    include_str!("../styles/modes.css"),
);

const SYSTEM_FONTS: &str =
    r#"ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif"#;

/// The whole stylesheet of a brand.
pub(crate) fn of_brand(brand: &Brand, light: &Palette, dark: &Palette, font_path: Option<&str>) -> String {
    let mut css = without_comments(HOUSE);
    css.push_str(&slots(brand, light, dark, font_path));
    css
}

/// What the company changes: about 400 bytes.
fn slots(brand: &Brand, light: &Palette, dark: &Palette, font_path: Option<&str>) -> String {
    let corner = brand.corner;
    let family = brand.font.as_ref().map(|font| font.family.as_str());
    let font = match (family, font_path) {
        (Some(family), Some(path)) => format!(
            "@font-face{{font-family:\"{family}\";src:url({path}) format(\"woff2\");font-weight:100 900;font-display:optional}}\
             :root{{--b-font:\"{family}\",{SYSTEM_FONTS}}}"
        ),
        _ => format!(":root{{--b-font:{SYSTEM_FONTS}}}"),
    };
    format!(
        "{font}:root{{--b-radius:{corner}px;{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}\n",
        light.slots(),
        dark.slots()
    )
}

/// Comments are for those who read the source; browsers get the rules, a line each.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{slots, without_comments};
    use crate::palette::Palette;
    use crate::samples::brand;

    #[test]
    fn comments_stay_at_home() {
        assert_eq!(without_comments("/* why */\na{b:c}\n\n  d{e:f} /* because */"), "a{b:c}\nd{e:f}");
    }

    #[test]
    fn the_slots_of_a_brand_stay_small() {
        let brand = brand();
        let css = slots(&brand, &Palette::light(brand.colour), &Palette::dark(brand.colour), None);
        assert!(css.len() < 600, "{} bytes", css.len());
    }
}
