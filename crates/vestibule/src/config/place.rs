//! Where the configuration lies: relative paths in it mean "beside this file", and secrets are read from files.

use std::path::{Path, PathBuf};

use domain::Secret;

use super::Finding;

/// The configuration file and its folder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    pub file: PathBuf,
    pub folder: PathBuf,
}

impl Place {
    pub fn of(file: &Path) -> Self {
        let folder = file.parent().map(Path::to_owned).unwrap_or_default();
        Self { file: file.to_owned(), folder }
    }

    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// Reads a text file that `about` names.
    pub fn text(&self, about: &str, path: &Path) -> Result<String, Finding> {
        let path = self.resolve(path);
        std::fs::read_to_string(&path).map_err(|error| unreadable(about, &path, &error))
    }

    pub fn bytes(&self, about: &str, path: &Path) -> Result<Vec<u8>, Finding> {
        let path = self.resolve(path);
        std::fs::read(&path).map_err(|error| unreadable(about, &path, &error))
    }

    /// Reads a secret: the file's text without the line break that editors add at its end.
    pub fn secret(&self, about: &str, path: &Path) -> Result<Secret, Finding> {
        let text = self.text(about, path)?;
        let secret =
            text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
        if secret.is_empty() {
            let shown = self.resolve(path);
            return Err(Finding::refused(
                about,
                format!("{} is empty.", shown.display()),
                "Write the secret into it.",
            ));
        }
        Ok(Secret::new(secret.to_owned()))
    }

    /// Says so when others than the owner can read a file that holds a secret.
    pub fn exposure(&self, about: &str, path: &Path) -> Option<Finding> {
        use std::os::unix::fs::PermissionsExt;
        let path = self.resolve(path);
        let mode = std::fs::metadata(&path).ok()?.permissions().mode() & 0o777;
        (mode & 0o077 != 0).then(|| {
            Finding::advice(
                about,
                format!("{} can be read by others than its owner (mode {mode:o}).", path.display()),
                format!("Run: chmod 600 {}", path.display()),
            )
        })
    }
}

fn unreadable(about: &str, path: &Path, error: &std::io::Error) -> Finding {
    let (why, cure) = match error.kind() {
        std::io::ErrorKind::NotFound => ("is not there", "Put the file there, or name the right one."),
        std::io::ErrorKind::PermissionDenied => {
            ("may not be read by this user", "Give the server's user the right to read it.")
        }
        std::io::ErrorKind::InvalidData => ("is not text", "Name the right file."),
        _ => ("cannot be read", "Look at the disk and at the file's rights."),
    };
    Finding::refused(about, format!("{} {why}.", path.display()), cure)
}
