//! The icon of the authenticator: our arch in the brand's colours, as SVG and as PNG. Drawn by distances, because two
//! arcs and three lines do not need a renderer. Knows no HTTP.

use std::io::Write;

use domain::brand::Colour;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use crate::assets::ARCH;
use crate::look::Look;

/// Steps between ground and arch at its edges: more are not seen.
const SHADES: u8 = 32;
/// Of the icon's side: a mask may cut away all but the middle circle of 80 % (Web App Manifest, "purpose").
const ARCH_HEIGHT: f32 = 0.46;

impl Look {
    /// The arch on a ground of the brand's colour, whole to the edges: platforms cut their own corners.
    pub fn icon_svg(&self) -> String {
        let (ground, arch) = (self.light.fill, self.light.on);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-21.8 -18.8 69.6 69.6\">\
             <path fill=\"{ground}\" d=\"M-22-19h70v70h-70z\"/><path fill=\"{arch}\" d=\"{ARCH}\"/></svg>"
        )
    }

    /// The same as a PNG of `side` pixels.
    pub fn icon_png(&self, side: u16) -> Vec<u8> {
        let mut rows = Vec::with_capacity(usize::from(side) * (usize::from(side) + 1));
        for y in 0..side {
            // Filter 0: each row as it is (PNG §9.2).
            rows.push(0);
            rows.extend((0..side).map(|x| shade(x, y, side)));
        }
        png(side, &palette(self.light.fill, self.light.on), &rows)
    }
}

/// How much of a pixel the arch covers, as a place in the palette.
fn shade(x: u16, y: u16, side: u16) -> u8 {
    let side = f32::from(side);
    // Pixels of the icon for one unit of the mark, which is 26 wide and 32 high.
    let scale = side * ARCH_HEIGHT / 32.0;
    let u = (f32::from(x) + 0.5 - side / 2.0) / scale + 13.0;
    let v = (f32::from(y) + 0.5 - side / 2.0) / scale + 16.0;
    let outer = distance(u, v, 13.0) * scale;
    let inner = distance(u, v, 6.0) * scale;
    let foot = (v - 32.0) * scale;
    let covered = (0.5 - outer).min(0.5 + inner).min(0.5 - foot).clamp(0.0, 1.0);
    let shade = (covered * f32::from(SHADES)).round();
    (0..=SHADES).rev().find(|step| f32::from(*step) <= shade).unwrap_or(0)
}

/// Units from the outline of an arch of this radius that stands on the ground, below 0 inside.
fn distance(u: f32, v: f32, radius: f32) -> f32 {
    let across = (u - 13.0).abs();
    if v < 13.0 { across.hypot(v - 13.0) - radius } else { across - radius }
}

fn palette(ground: Colour, arch: Colour) -> Vec<u8> {
    let mix = |from: u8, to: u8, step: u8| {
        let (from, to, step, all) = (u16::from(from), u16::from(to), u16::from(step), u16::from(SHADES));
        u8::try_from((from * (all - step) + to * step) / all).unwrap_or(u8::MAX)
    };
    let colour = |step| {
        [
            mix(ground.red, arch.red, step),
            mix(ground.green, arch.green, step),
            mix(ground.blue, arch.blue, step),
        ]
    };
    (0..=SHADES).flat_map(colour).collect()
}

/// A PNG of indexed colour, eight bits a pixel (PNG §11.2).
fn png(side: u16, palette: &[u8], rows: &[u8]) -> Vec<u8> {
    let side = u32::from(side).to_be_bytes();
    let head: Vec<u8> = [&side[..], &side, &[8, 3, 0, 0, 0]].concat();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let packed = packed.write_all(rows).and_then(|()| packed.finish()).unwrap_or_default();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(*b"IHDR", &head[..]), (*b"PLTE", palette), (*b"IDAT", &packed), (*b"IEND", &[])] {
        chunk(&mut file, kind, data);
    }
    file
}

/// Length, kind, data, checksum of kind and data.
fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut checksum = Crc::new();
    checksum.update(&kind);
    checksum.update(data);
    file.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    file.extend(kind);
    file.extend(data);
    file.extend(checksum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::{SHADES, shade};
    use crate::samples::look;

    #[test]
    fn the_arch_stands_in_the_middle_and_leaves_the_edges_to_the_ground() {
        assert_eq!(shade(256, 180, 512), SHADES, "the top of the arch");
        assert_eq!(shade(256, 320, 512), 0, "the way through");
        for (x, y) in [(0, 0), (511, 0), (256, 100), (256, 420), (100, 256)] {
            assert_eq!(shade(x, y, 512), 0, "{x}, {y}");
        }
    }

    #[test]
    fn the_picture_has_the_size_that_it_says() {
        let png = look().icon_png(192);
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [0, 0, 0, 192, 0, 0, 0, 192]);
        let at = png.windows(4).position(|four| four == b"IDAT").unwrap() + 4;
        let mut rows = Vec::new();
        ZlibDecoder::new(&png[at..]).read_to_end(&mut rows).unwrap();
        assert_eq!(rows.len(), 192 * 193);
        assert!(png.len() < 8_000, "{} bytes", png.len());
    }

    #[test]
    fn the_drawing_carries_the_colours_of_the_brand() {
        let look = look();
        let svg = look.icon_svg();
        assert!(svg.contains(&look.light.fill.to_string()) && svg.contains(&look.light.on.to_string()));
    }
}
