//! The files that pages ask for, ready to be sent: named by their contents, compressed once.
//! Knows no HTTP beyond a content type.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::look::{Look, fingerprint};

/// Our mark, as the path of an SVG of 26 by 32.
pub(crate) const ARCH: &str = "M0 32V13a13 13 0 0 1 26 0v19h-7V13a6 6 0 0 0-12 0v19z";

const SCRIPT: &str = include_str!("../assets/vestibule.js");

static SCRIPT_PATH: LazyLock<String> =
    LazyLock::new(|| format!("/assets/vestibule.{}.js", fingerprint(SCRIPT.as_bytes())));

/// Where the one script lives.
pub(crate) fn script_path() -> &'static str {
    &SCRIPT_PATH
}

/// The same, with what asks devices for passkeys: one file, for the pages that need it (R2).
static PASSKEY_SCRIPT: LazyLock<String> =
    LazyLock::new(|| format!("{SCRIPT}\n{}", include_str!("../assets/passkeys.js")));

static PASSKEY_SCRIPT_PATH: LazyLock<String> =
    LazyLock::new(|| format!("/assets/passkeys.{}.js", fingerprint(PASSKEY_SCRIPT.as_bytes())));

pub(crate) fn passkey_script_path() -> &'static str {
    &PASSKEY_SCRIPT_PATH
}

/// One file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    pub bytes: Vec<u8>,
    /// The same for those who accept gzip; absent where it would not be smaller.
    pub gzip: Option<Vec<u8>>,
    pub content_type: &'static str,
    /// Whether the name changes with the contents, so that a browser may keep it for ever.
    pub immutable: bool,
}

/// All files of an installation, by path.
#[derive(Clone, Debug, Default)]
pub struct Assets(HashMap<String, Asset>);

impl Assets {
    /// Prepares the files of these brands. The first brand's mark answers browsers that look for an icon.
    pub fn new<'a>(looks: impl IntoIterator<Item = &'a Look>) -> Self {
        let mut files = HashMap::new();
        files.insert(SCRIPT_PATH.clone(), text(SCRIPT, "text/javascript; charset=utf-8"));
        files.insert(PASSKEY_SCRIPT_PATH.clone(), text(&PASSKEY_SCRIPT, "text/javascript; charset=utf-8"));
        for look in looks {
            files.entry("/favicon.ico".to_owned()).or_insert_with(|| icon(look));
            files.insert(look.style_path.clone(), text(&look.stylesheet, "text/css; charset=utf-8"));
            if let (Some(path), Some(font)) = (&look.font_path, &look.brand.font) {
                files.insert(path.clone(), font_file(&font.woff2));
            }
        }
        Self(files)
    }

    pub fn find(&self, path: &str) -> Option<&Asset> {
        self.0.get(path)
    }

    /// Every path and its file, for whoever writes them all out.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.0.iter().map(|(path, asset)| (path.as_str(), asset))
    }
}

fn text(text: &str, content_type: &'static str) -> Asset {
    let bytes = text.as_bytes().to_vec();
    Asset { gzip: smaller(&bytes), bytes, content_type, immutable: true }
}

/// WOFF2 is compressed in itself.
fn font_file(woff2: &[u8]) -> Asset {
    Asset { bytes: woff2.to_vec(), gzip: None, content_type: "font/woff2", immutable: true }
}

/// The arch in the brand's colour.
fn icon(look: &Look) -> Asset {
    let colour = look.brand.colour;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-3 0 32 32\"><path fill=\"{colour}\" d=\"{ARCH}\"/></svg>"
    );
    Asset { immutable: false, ..text(&svg, "image/svg+xml") }
}

fn smaller(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish()).ok()?;
    (packed.len() < bytes.len()).then_some(packed)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::{Assets, passkey_script_path, script_path};
    use crate::samples::look;

    #[test]
    fn the_compressed_file_unpacks_to_the_plain_one() {
        let look = look();
        let assets = Assets::new([&look]);
        let style = assets.find(&look.style_path).unwrap();
        let mut unpacked = Vec::new();
        GzDecoder::new(style.gzip.as_deref().unwrap()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, style.bytes);
    }

    #[test]
    fn what_is_not_ours_is_not_found() {
        let assets = Assets::new([&look()]);
        assert!(assets.find("/assets/../Cargo.toml").is_none());
        assert!(assets.find(script_path()).is_some_and(|script| script.bytes.len() <= 5_120));
        let passkeys = assets.find(passkey_script_path()).expect("there");
        assert!(passkeys.gzip.as_ref().is_some_and(|gzip| gzip.len() <= 3_584), "small (R2)");
    }
}
