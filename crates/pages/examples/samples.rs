//! Writes every page and mail in every language, with its files, into a folder: `samples FOLDER`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use domain::Locale;
use pages::samples::{look, mails, samples};
use pages::{Assets, Frame};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::args_os().nth(1).expect("a folder to write into"));
    let look = look();
    for (path, asset) in Assets::new([&look]).iter() {
        put(&root, path, &asset.bytes)?;
    }
    for locale in Locale::ALL {
        let language = locale.tag();
        for sample in samples() {
            let html = sample.html(&Frame::new(&look, locale, sample.path));
            put(&root, &format!("{language}/{}.html", sample.name), html.as_bytes())?;
        }
        for (name, write) in mails() {
            let mail = write(&look, locale);
            put(&root, &format!("{language}/{name}.html"), mail.html.as_bytes())?;
            put(&root, &format!("{language}/{name}.txt"), mail.text.as_bytes())?;
        }
    }
    Ok(())
}

fn put(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let path = root.join(path.trim_start_matches('/'));
    fs::create_dir_all(path.parent().unwrap_or(root))?;
    fs::write(path, bytes)
}
