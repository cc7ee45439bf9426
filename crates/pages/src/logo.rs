//! Which SVG may stand inside a page. A logo is the operator's, yet it becomes part of every page:
//! only drawing elements and attributes are let in; anything else is refused rather than mended.

use std::str::Chars;

/// Why a logo is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LogoRefusal {
    #[error("the logo has {0} bytes; at most 15 KB are allowed")]
    TooLong(usize),
    #[error("a logo is SVG text that begins with <svg and ends with </svg>")]
    NotSvg,
    #[error("the logo holds <{0}>, which is not a drawing element")]
    Element(String),
    #[error("the logo holds the attribute {0}, which is not allowed in a page")]
    Attribute(String),
    #[error("ids in a logo begin with \"logo\", so that they meet no id of a page; {0:?} does not")]
    Id(String),
}

impl LogoRefusal {
    /// What to do about it.
    pub fn cure(&self) -> String {
        match self {
            Self::TooLong(bytes) => {
                let over = bytes.saturating_sub(LONGEST).div_ceil(1000);
                format!("Take out what is not drawn, and round its numbers: {over} KB must go.")
            }
            Self::NotSvg => {
                "Save it as plain SVG, with values between double quotes and without comments.".to_owned()
            }
            Self::Element(_) => format!("Take it out, or redraw it with {}.", ELEMENTS.join(", ")),
            Self::Attribute(_) => {
                "Take it out: write colours as fill and stroke, and refer to nothing outside the logo."
                    .to_owned()
            }
            Self::Id(id) => {
                format!("Call it \"logo-{}\", wherever it stands.", id.trim_start_matches("logo"))
            }
        }
    }
}

const LONGEST: usize = 15_000;

const ELEMENTS: [&str; 16] = [
    "svg",
    "g",
    "path",
    "circle",
    "ellipse",
    "rect",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
];

const ATTRIBUTES: [&str; 45] = [
    "xmlns",
    "viewBox",
    "width",
    "height",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "fill-rule",
    "clip-rule",
    "clip-path",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "d",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "dx",
    "dy",
    "fx",
    "fy",
    "points",
    "transform",
    "id",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "preserveAspectRatio",
];

/// Checks the logo and lists its ids.
pub(crate) fn ids(svg: &str) -> Result<Vec<String>, LogoRefusal> {
    if svg.len() > LONGEST {
        return Err(LogoRefusal::TooLong(svg.len()));
    }
    let svg = svg.trim();
    if !svg.starts_with("<svg") || !svg.ends_with("</svg>") {
        return Err(LogoRefusal::NotSvg);
    }
    let mut ids = Vec::new();
    for (at, _) in svg.match_indices('<') {
        let mut rest = svg[at + 1..].chars();
        let closing = rest.as_str().starts_with('/');
        if closing {
            rest.next();
        }
        let element = name(&mut rest);
        if !ELEMENTS.contains(&element.as_str()) {
            return Err(LogoRefusal::Element(element));
        }
        if !closing {
            attributes(rest, &mut ids)?;
        }
    }
    Ok(ids)
}

fn attributes(mut rest: Chars<'_>, ids: &mut Vec<String>) -> Result<(), LogoRefusal> {
    loop {
        rest = rest.as_str().trim_start().chars();
        if rest.as_str().starts_with('>') || rest.as_str().starts_with("/>") {
            return Ok(());
        }
        let attribute = name(&mut rest);
        if !ATTRIBUTES.contains(&attribute.as_str()) {
            return Err(LogoRefusal::Attribute(attribute));
        }
        let value = quoted(rest.as_str()).ok_or(LogoRefusal::NotSvg)?;
        let leads_out = value.contains("://") && attribute != "xmlns" || outer_reference(value);
        if leads_out || value.contains(['<', '&', '\\']) {
            return Err(LogoRefusal::Attribute(attribute));
        }
        if attribute == "id" {
            if !value.starts_with("logo") {
                return Err(LogoRefusal::Id(value.to_owned()));
            }
            ids.push(value.to_owned());
        }
        let passed = "=\"\"".len() + value.len();
        rest = rest.as_str()[passed..].chars();
    }
}

/// A reference to anything but a drawing of the same logo: `url(#logo-a)` is one of its own.
fn outer_reference(value: &str) -> bool {
    value.to_ascii_lowercase().replace("url(#logo", "").contains("url(")
}

fn name(rest: &mut Chars<'_>) -> String {
    let text = rest.as_str();
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':')).unwrap_or(text.len());
    *rest = text[end..].chars();
    text[..end].to_owned()
}

/// The value of `="value"`.
fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix("=\"")?.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::{LogoRefusal, ids};

    #[test]
    fn a_drawing_is_let_in_with_its_ids() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">
            <defs><linearGradient id="logo-g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
            <path fill="url(#logo-g)" d="M0 0h8v8z" /></svg>"##;
        assert_eq!(ids(svg), Ok(vec!["logo-g".to_owned()]));
    }

    #[test]
    fn whatever_could_act_or_lead_elsewhere_is_refused() {
        let refused = |inside: &str| ids(&format!("<svg>{inside}</svg>")).is_err();
        for inside in [
            "<script>alert(1)</script>",
            "<SCRIPT/>",
            "<g onload=\"x\"/>",
            "<a href=\"/\">x</a>",
            "<image href=\"https://a.example/\"/>",
            "<use xlink:href=\"#a\"/>",
            "<style>*{}</style>",
            "<g style=\"fill:red\"/>",
            "<g class=\"btn\"/>",
            "<path fill=\"url(https://a.example/#a)\"/>",
            "<path fill=\"URL(//a.example/#a)\"/>",
            "<path fill='red'/>",
            "<path fill=red/>",
            "<g id=\"main\"/>",
            "<!-- --><g/>",
            "<![CDATA[]]>",
            "<foreignObject/>",
            "<g/onload=x>",
            "<path d=\"&quot;\"/>",
            "< g/>",
            "<g fill=\"u\\72l(//a.example/)\"/>",
        ] {
            assert!(refused(inside), "{inside} was let in");
        }
        assert!(!refused("<g/>"));
    }

    #[test]
    fn an_odd_value_hides_nothing_behind_it() {
        for value in ["", "=", " ", "\u{e9}"] {
            assert!(
                ids(&format!("<svg><g fill=\"{value}\" onload=\"x\"/></svg>")).is_err(),
                "after {value:?}"
            );
            assert!(
                ids(&format!("<svg><g fill=\"{value}\" stroke=\"red\"/></svg>")).is_ok(),
                "with {value:?}"
            );
        }
    }

    #[test]
    fn a_logo_of_more_than_15_kb_or_of_another_format_is_refused() {
        assert_eq!(ids(&format!("<svg>{}</svg>", " ".repeat(15_000))), Err(LogoRefusal::TooLong(15_011)));
        assert_eq!(ids("\u{89}PNG"), Err(LogoRefusal::NotSvg));
    }
}
