//! `[keys]` and `[operator]`: the files that hold the installation's own secrets.

use std::path::{Path, PathBuf};

use app::keys::{KeyFile, Keys as Prepared};
use serde::Deserialize;

use super::key::{Default as Is, Key, Section};
use super::{Finding, Place};

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keys {
    pub file: PathBuf,
}

impl Default for Keys {
    fn default() -> Self {
        Self { file: PathBuf::from("vestibule.keys") }
    }
}

impl Keys {
    pub fn check(&self, place: &Place) -> Vec<Finding> {
        let mut findings: Vec<_> = self.prepare(place).err().into_iter().collect();
        findings.extend(place.exposure("keys.file", &self.file));
        findings
    }

    pub fn read(&self, place: &Place) -> Result<KeyFile, Finding> {
        let text = place.text("keys.file", &self.file)?;
        KeyFile::parse(&text).map_err(|trouble| unusable(&place.resolve(&self.file), &trouble))
    }

    /// Keys ready for use; sample and weak ones are refused (KE3).
    pub fn prepare(&self, place: &Place) -> Result<Prepared, Finding> {
        Prepared::prepare(&self.read(place)?)
            .map_err(|trouble| unusable(&place.resolve(&self.file), &trouble))
    }
}

fn unusable(path: &Path, trouble: &app::keys::KeyTrouble) -> Finding {
    Finding::refused(
        "keys.file",
        format!("{} cannot be used: {trouble}.", path.display()),
        "Bring the file back from its copy. New keys (`vestibule init`) are for a new installation: they open nothing old.",
    )
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operator {
    pub token_file: PathBuf,
}

impl Default for Operator {
    fn default() -> Self {
        Self { token_file: PathBuf::from("operator.token") }
    }
}

impl Operator {
    pub fn check(&self, place: &Place) -> Vec<Finding> {
        if place.resolve(&self.token_file).exists() {
            return place.exposure("operator.token_file", &self.token_file).into_iter().collect();
        }
        let says = "There is no operator's token, so /status stays closed.";
        vec![Finding::advice("operator.token_file", says, "Run `vestibule init`: it writes what is missing.")]
    }
}

pub const SECTIONS: &[Section] = &[
    Section {
        header: "[keys]",
        says: "The keys that seal what is stored and sign tokens.",
        is_written: true,
        keys: &[Key::new(
            "file",
            "file",
            Is::Is("\"vestibule.keys\""),
            "Written by `vestibule init`. Keep a copy apart from the database's: without it nothing stored opens.",
        )],
    },
    Section {
        header: "[operator]",
        says: "The operator's own access to /status.",
        is_written: true,
        keys: &[Key::new(
            "token_file",
            "file",
            Is::Is("\"operator.token\""),
            "Holds the hash of the token that `vestibule init` showed once.",
        )],
    },
];
