//! Does the store answer, is its schema this release's, can it grow, and are the clients in it sound?

use std::path::{Path, PathBuf};

use store::Db;

use crate::commands::migrate;
use crate::config::{Config, Finding, chain};

/// Less than this on the store's disk deserves a look.
const LITTLE_SPACE: u64 = 1 << 30;

pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(path) = config.store.sqlite_path(&config.place) {
        findings.extend(disk(&path));
    }
    match migrate::open_existing(config).await {
        Ok(db) => findings.extend(contents(&db).await),
        Err(finding) => findings.push(finding),
    }
    findings
}

async fn contents(db: &Db) -> Vec<Finding> {
    match db.pending(store::MIGRATIONS).await {
        Err(trouble) => {
            let says = format!("It does not answer: {}.", chain(&trouble));
            vec![Finding::refused("store", says, "Look at the database's own log.")]
        }
        Ok(pending) if !pending.is_empty() => {
            let says = format!("Its schema is behind this release by {}.", pending.join(", "));
            vec![Finding::refused("store", says, "Run `vestibule migrate`.")]
        }
        Ok(_) => clients(db).await,
    }
}

async fn clients(db: &Db) -> Vec<Finding> {
    let stored = match store::clients::all(db).await {
        Ok(stored) => stored,
        Err(trouble) => {
            let says = format!("The registered clients cannot be read: {}.", chain(&trouble));
            return vec![Finding::refused(
                "clients",
                says,
                "Run `vestibule client apply clients.toml` again.",
            )];
        }
    };
    let mut findings = Vec::new();
    for one in &stored {
        let about = format!("client {}", one.client.client_id);
        let cure = "Correct it in clients.toml and run `vestibule client apply clients.toml`.";
        for sentence in oidc::checks::registration::registration(&one.client) {
            findings.push(Finding::refused(&about, sentence, cure));
        }
        if one.secret_hash.is_none() && !one.client.is_public() {
            findings.push(Finding::refused(&about, "It must present a secret and has none.", cure));
        }
    }
    if stored.is_empty() {
        let says = "No client is registered, so nobody can send customers here.";
        findings.push(Finding::advice(
            "clients",
            says,
            "Declare them in clients.toml, then `vestibule client apply clients.toml`.",
        ));
    }
    findings
}

/// The folder matters, not the file: SQLite makes files beside it.
fn disk(path: &Path) -> Option<Finding> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or_else(|| PathBuf::from("."), PathBuf::from);
    let refused = |says: String, cure: &str| Some(Finding::refused("store.path", says, cure));
    if !folder.is_dir() {
        return refused(
            format!("The folder {} is not there.", folder.display()),
            "Make it, or name another.",
        );
    }
    if rustix::fs::access(&folder, rustix::fs::Access::WRITE_OK).is_err() {
        let says = format!("The folder {} may not be written by this user.", folder.display());
        return refused(says, "Give the server's user the folder.");
    }
    let disk = rustix::fs::statvfs(&folder).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    (free < LITTLE_SPACE).then(|| {
        let says = format!("Only {} MiB are free where the store grows.", free >> 20);
        Finding::advice("store.path", says, "Make room: with a full disk nobody new can sign in.")
    })
}
