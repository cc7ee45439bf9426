//! The texts of the house, read once. It does not know what any check looks for.

use std::fs;
use std::path::Path;

/// Folders that hold nothing we wrote, from the workspace's folder.
const OUTSIDE: [&str; 7] = [
    "target",
    "demo-data",
    "e2e/node_modules",
    "e2e/out",
    "authenticator/node_modules",
    "authenticator/dist",
    "authenticator/out",
];
/// Endings of the texts that checks read.
const TEXTS: [&str; 14] =
    ["rs", "toml", "md", "ftl", "html", "css", "js", "mjs", "ts", "sql", "sh", "txt", "mmd", "json"];

pub struct File {
    /// From the workspace's folder, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The room of `crates/` that the file belongs to.
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether it is compiled into what we ship: a `src` file that is not a test.
    pub fn is_production(&self) -> bool {
        self.extension() == "rs"
            && self.path.contains("/src/")
            && !self.path.contains("/tests/")
            && !self.path.ends_with("/tests.rs")
    }

    /// The first line that contains `word`, or 1.
    pub fn line_of(&self, word: &str) -> usize {
        self.text.lines().position(|line| line.contains(word)).map_or(1, |n| n + 1)
    }
}

pub struct Tree {
    /// In the order of their paths.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads every text under `root`; files that are not UTF-8 are not texts.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut files = Vec::new();
        gather(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(folder))
    }

    pub fn production(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is_production())
    }

    /// Names of the folders of `crates/` that hold a manifest.
    pub fn rooms(&self) -> Vec<&str> {
        let manifests = self.under("crates/").filter(|file| file.path.matches('/').count() == 2);
        manifests.filter(|file| file.path.ends_with("/Cargo.toml")).filter_map(File::room).collect()
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files =
            files.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() });
        Self { files: files.collect() }
    }
}

fn gather(folder: &Path, prefix: &str, files: &mut Vec<File>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("could not read {}: {e}", folder.display()))?;
    for entry in entries {
        let entry = entry.map_err(|e| format!("could not read {}: {e}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(|e| format!("could not look at {path}: {e}"))?;
        if kind.is_dir() {
            let hidden = name.starts_with('.') && name != ".ci";
            if !hidden && !OUTSIDE.contains(&path.as_str()) {
                gather(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if kind.is_file()
            && is_text(&path)
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            files.push(File { path, text });
        }
    }
    Ok(())
}

fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((_, ending)) => TEXTS.contains(&ending) && name != "package-lock.json",
        None => path.starts_with(".ci/") || name == "rust-toolchain",
    }
}
