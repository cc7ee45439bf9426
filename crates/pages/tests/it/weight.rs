//! The sign-in page, as a browser fetches it: at most 20 KB compressed in at most three requests (R2).

use std::io::Write;

use domain::Locale;
use flate2::Compression;
use flate2::write::GzEncoder;
use pages::samples::{look, samples};
use pages::{Assets, Frame};

#[test]
fn the_sign_in_page_is_light() {
    let look = look();
    let assets = Assets::new([&look]);
    let html = samples()[0].html(&Frame::new(&look, Locale::Fr, "/sign-in"));
    let asked: Vec<&str> = html.split('"').filter(|word| word.starts_with("/assets/")).collect();
    assert_eq!(asked.len(), 2, "a stylesheet and a script: {asked:?}");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(html.as_bytes()).unwrap();
    let page = encoder.finish().unwrap().len();
    let files: usize = asked.iter().map(|path| assets.find(path).unwrap().gzip.as_ref().unwrap().len()).sum();
    println!("sign-in page: {page} + {files} bytes compressed");
    assert!(page + files < 20_000, "{page} + {files} bytes");
}
