//! `[store]`: which engine keeps what we know, and where.

use std::path::PathBuf;

use serde::Deserialize;
use store::StoreConfig;

use super::key::{Default as Is, Key, Section};
use super::{Finding, Place};

/// Long reads beside the writer; more would only queue for the disk.
const SQLITE_READERS: usize = 4;

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Store {
    pub engine: Engine,
    pub path: Option<PathBuf>,
    pub url_file: Option<PathBuf>,
    pub pool: Option<usize>,
    pub tls: Option<bool>,
    pub ca_file: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    #[default]
    Sqlite,
    Postgres,
}

impl Store {
    pub fn check(&self, place: &Place) -> Vec<Finding> {
        let mut findings = self.of_the_other_engine();
        findings.extend(self.open(place).err());
        if let Some(url_file) = &self.url_file {
            findings.extend(place.exposure("store.url_file", url_file));
        }
        if self.pool == Some(0) {
            findings.push(Finding::refused("store.pool", "No connection is no store.", "Write 1 or more."));
        }
        findings
    }

    /// A key that its engine does not read would be a setting that does nothing.
    fn of_the_other_engine(&self) -> Vec<Finding> {
        let postgres = [
            ("url_file", self.url_file.is_some()),
            ("pool", self.pool.is_some()),
            ("tls", self.tls.is_some()),
            ("ca_file", self.ca_file.is_some()),
        ];
        let (engine, others): (_, &[(&str, bool)]) = match self.engine {
            Engine::Sqlite => ("sqlite", &postgres),
            Engine::Postgres => ("postgres", &[("path", self.path.is_some())]),
        };
        let strange = others.iter().filter(|(_, is_set)| *is_set);
        strange
            .map(|(key, _)| {
                let says = format!("The engine {engine} has no use for it.");
                Finding::refused(format!("store.{key}"), says, "Remove it, or choose the other engine.")
            })
            .collect()
    }

    /// The SQLite file, when that is the engine.
    pub fn sqlite_path(&self, place: &Place) -> Option<PathBuf> {
        let path = self.path.clone().unwrap_or_else(|| PathBuf::from("vestibule.db"));
        (self.engine == Engine::Sqlite).then(|| place.resolve(&path))
    }

    /// What the store needs to open.
    pub fn open(&self, place: &Place) -> Result<StoreConfig, Finding> {
        if let Some(path) = self.sqlite_path(place) {
            return Ok(StoreConfig::Sqlite { path, readers: SQLITE_READERS });
        }
        let Some(url_file) = &self.url_file else {
            let cure = "Name a file that holds postgres://user:password@host/database.";
            return Err(Finding::refused("store.url_file", "PostgreSQL needs it.", cure));
        };
        let url = place.secret("store.url_file", url_file)?.reveal().to_owned();
        let ca = self.ca_file.as_ref().map(|path| place.text("store.ca_file", path)).transpose()?;
        let tls = if self.tls.unwrap_or(true) {
            store::db::Tls::On { extra_authorities: ca }
        } else {
            store::db::Tls::Off
        };
        Ok(StoreConfig::Postgres { url, connections: self.pool.unwrap_or(16), tls })
    }
}

pub const SECTIONS: &[Section] = &[Section {
    header: "[store]",
    says: "What keeps accounts and sessions: an embedded SQLite file, or PostgreSQL.",
    is_written: true,
    keys: &[
        Key::new("engine", "\"sqlite\" or \"postgres\"", Is::Is("\"sqlite\""), "The engine."),
        Key::new(
            "path",
            "file",
            Is::Derived("\"vestibule.db\" with sqlite", "\"vestibule.db\""),
            "SQLite's file; two more appear beside it while the server runs.",
        ),
        Key::new(
            "url_file",
            "file",
            Is::Absent("\"postgres.url\""),
            "Holds PostgreSQL's address with its password: postgres://user:password@host/database.",
        ),
        Key::new(
            "pool",
            "number",
            Is::Derived("16 with postgres", "16"),
            "Connections that this process may hold.",
        ),
        Key::new(
            "tls",
            "true or false",
            Is::Derived("true with postgres", "true"),
            "Whether PostgreSQL is reached over TLS, its certificate verified; false for a socket or a private network.",
        ),
        Key::new(
            "ca_file",
            "PEM file",
            Is::Absent("\"authority.pem\""),
            "Authorities to believe about PostgreSQL beside the machine's.",
        ),
    ],
}];
