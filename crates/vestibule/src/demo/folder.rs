//! The demo's data folder: store, keys, secrets, outbox. It survives the demo, so that a second start is quick and
//! whoever was signed in stays so.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use app::keys::KeyFile;
use domain::{Secret, Timestamp};

use super::portal::unguessable;
use super::trouble::DemoTrouble;
use crate::operator_token::OperatorToken;

pub struct Folder {
    path: PathBuf,
    /// Held while the demo runs: two would send each other's mail.
    _lock: File,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self, DemoTrouble> {
        fs::create_dir_all(path).map_err(DemoTrouble::file(path))?;
        let lock = path.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false)
            .open(&lock)
            .map_err(DemoTrouble::file(&lock))?;
        file.try_lock().map_err(|_| DemoTrouble::FolderBusy(path.to_owned()))?;
        Ok(Self { path: path.to_owned(), _lock: file })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The installation's keys, drawn at the first start.
    pub fn keys(&self, now: Timestamp) -> Result<KeyFile, DemoTrouble> {
        let draw =
            || Ok(KeyFile::generate(now).map_err(|e| DemoTrouble::own("keys", &e))?.to_text().to_string());
        let text = self.kept("vestibule.keys", draw)?;
        KeyFile::parse(&text).map_err(|e| DemoTrouble::Damaged(self.file("vestibule.keys"), e.to_string()))
    }

    /// A secret for each client, drawn at its first start.
    pub fn client_secrets(&self, clients: &[String]) -> Result<BTreeMap<String, String>, DemoTrouble> {
        let path = self.file("client-secrets.json");
        let text = self.kept("client-secrets.json", || Ok("{}".to_owned()))?;
        let mut secrets: BTreeMap<String, String> =
            serde_json::from_str(&text).map_err(|e| DemoTrouble::Damaged(path.clone(), e.to_string()))?;
        let known = secrets.len();
        for id in clients {
            secrets.entry(id.clone()).or_insert_with(unguessable);
        }
        if secrets.len() > known {
            let text = serde_json::to_string_pretty(&secrets).expect("names and secrets are plain text");
            write_whole(&path, &text)?;
        }
        Ok(secrets)
    }

    /// Opens `/status` of the admin address, drawn at the first start.
    pub fn operator_token(&self) -> Result<Secret, DemoTrouble> {
        let text = self.kept("operator.secret", || Ok(OperatorToken::generate().0.reveal().to_owned()))?;
        Ok(Secret::new(text))
    }

    /// The text of a file that is written once, for its owner's eyes only.
    pub fn kept(
        &self,
        name: &str,
        draw: impl FnOnce() -> Result<String, DemoTrouble>,
    ) -> Result<String, DemoTrouble> {
        let path = self.file(name);
        if path.exists() {
            return fs::read_to_string(&path).map_err(DemoTrouble::file(&path));
        }
        let text = draw()?;
        write_whole(&path, &text)?;
        Ok(text)
    }
}

/// Writes beside and renames: whoever waits for the file never reads half of it.
pub fn write_whole(path: &Path, text: &str) -> Result<(), DemoTrouble> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let write = || {
        let mut file = private().create(true).write(true).truncate(true).open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(DemoTrouble::file(path))
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn secrets_are_the_same_at_the_second_start() {
        let home = tempfile::tempdir().unwrap();
        let first = Folder::open(home.path()).unwrap();
        let drawn = first.client_secrets(&names(&["a", "b"])).unwrap();
        assert_ne!(drawn["a"], drawn["b"]);
        drop(first);
        let second = Folder::open(home.path()).unwrap();
        assert_eq!(second.client_secrets(&names(&["a", "b"])).unwrap(), drawn);
        let more = second.client_secrets(&names(&["a", "c"])).unwrap();
        assert_eq!(more["a"], drawn["a"]);
        assert!(more.contains_key("c"), "a client that a later release adds gets a secret too");
    }

    #[test]
    fn a_folder_serves_one_demo_at_a_time() {
        let home = tempfile::tempdir().unwrap();
        let _first = Folder::open(home.path()).unwrap();
        assert!(matches!(Folder::open(home.path()), Err(DemoTrouble::FolderBusy(_))));
    }
}
