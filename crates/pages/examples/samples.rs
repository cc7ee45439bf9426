//! Writes every page and mail in every language, with its files, into a folder: `samples FOLDER`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use domain::Locale;
use pages::samples::{look, mails, samples, second_brand};
use pages::{Assets, Frame, Look};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::args_os().nth(1).expect("a folder to write into"));
    let (first, second) = (look(), Look::new(second_brand()).expect("the second brand is a good one"));
    for (path, asset) in Assets::new([&first, &second]).iter() {
        put(&root, path, &asset.bytes)?;
    }
    for locale in Locale::ALL {
        write(&root.join(locale.tag()), &first, locale)?;
    }
    // Another company's slots, in one language: what a page owes to its brand is the same in all.
    write(&root.join("brand-orme"), &second, Locale::Fr)
}

fn write(folder: &Path, look: &Look, locale: Locale) -> io::Result<()> {
    for sample in samples() {
        let html = sample.html(&Frame::new(look, locale, sample.path));
        put(folder, &format!("{}.html", sample.name), html.as_bytes())?;
    }
    for (name, write) in mails() {
        let mail = write(look, locale);
        put(folder, &format!("{name}.html"), mail.html.as_bytes())?;
        put(folder, &format!("{name}.txt"), mail.text.as_bytes())?;
    }
    Ok(())
}

fn put(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let path = root.join(path.trim_start_matches('/'));
    fs::create_dir_all(path.parent().unwrap_or(root))?;
    fs::write(path, bytes)
}
