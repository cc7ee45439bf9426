//! The file of relying parties: `[[client]]` tables in the words of OpenID Connect Registration, each with the file
//! of its secret. Every bad one is told, with its line.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use domain::{Client, Secret};
use oidc::checks::registration::registration;
use serde::Deserialize;
use toml::Table;

use crate::config::{Finding, Place, line_of};

/// A secret shorter than this could be guessed (OA8, KE3).
const SHORTEST_SECRET: usize = 32;

/// One declared relying party.
#[derive(Debug)]
pub struct Declared {
    pub client: Client,
    /// None: none declared; a new client gets a new one, an old one keeps its own.
    pub secret: Option<Secret>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    client: Vec<Table>,
}

/// Reads and checks the file; all that is wrong with it, or all clients.
pub fn read(path: &Path) -> Result<Vec<Declared>, Vec<Finding>> {
    let place = Place::of(path);
    let text = std::fs::read_to_string(path).map_err(|error| {
        let says = format!("{} cannot be read: {error}.", path.display());
        vec![Finding::refused("clients", says, "Name the file that declares the clients.")]
    })?;
    let file: File = toml::from_str(&text).map_err(|error| {
        let says = format!("{} cannot be read: {}.", path.display(), error.to_string().trim());
        vec![Finding::refused("clients", says, "Change that line.")]
    })?;
    let (mut declared, mut findings) = (Vec::new(), Vec::new());
    let mut ids = HashSet::new();
    for (index, table) in file.client.into_iter().enumerate() {
        match one(index, table, &place) {
            Ok(client) if !ids.insert(client.client.client_id.clone()) => findings.push(Finding::refused(
                format!("client[{index}].client_id"),
                format!("{} is declared twice.", client.client.client_id),
                "Give each client an id of its own.",
            )),
            Ok(client) => declared.push(client),
            Err(found) => findings.extend(found),
        }
    }
    for finding in &mut findings {
        finding.line = line_of(&text, &finding.about);
    }
    if findings.is_empty() { Ok(declared) } else { Err(findings) }
}

fn one(index: usize, mut table: Table, place: &Place) -> Result<Declared, Vec<Finding>> {
    let about = format!("client[{index}]");
    let secret_file = table.remove("secret_file");
    let client: Client =
        table.try_into().map_err(|error: toml::de::Error| vec![malformed(&about, error.message())])?;
    let mut findings: Vec<_> = registration(&client)
        .into_iter()
        .map(|sentence| Finding::refused(&about, format!("{}: {sentence}", client.client_id), "Change that."))
        .collect();
    let secret = match secret(&about, secret_file, &client, place) {
        Ok(secret) => secret,
        Err(finding) => {
            findings.push(finding);
            None
        }
    };
    if findings.is_empty() { Ok(Declared { client, secret }) } else { Err(findings) }
}

/// Names the key at fault, so that its own line is told.
fn malformed(about: &str, said: &str) -> Finding {
    let key = said.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')).map(|(key, _)| key);
    let about = key.map_or_else(|| about.to_owned(), |key| format!("{about}.{key}"));
    Finding::refused(about, format!("It cannot be read: {said}."), "Change that.")
}

fn secret(
    about: &str,
    file: Option<toml::Value>,
    client: &Client,
    place: &Place,
) -> Result<Option<Secret>, Finding> {
    let about = format!("{about}.secret_file");
    let Some(file) = file else { return Ok(None) };
    let Some(path) = file.as_str().map(PathBuf::from) else {
        return Err(Finding::refused(about, "It is not text.", "Name a file."));
    };
    if client.is_public() {
        let says = "A public client (token_endpoint_auth_method = \"none\") has no secret.";
        return Err(Finding::refused(about, says, "Remove the line, or choose another method."));
    }
    let secret = place.secret(&about, &path)?;
    if secret.reveal().len() < SHORTEST_SECRET || is_monotonous(secret.reveal()) {
        let says = "The secret could be guessed.";
        let cure = "Use 32 random characters or more; without this line one is made for you.";
        return Err(Finding::refused(about, says, cure));
    }
    Ok(Some(secret))
}

/// "changeme" four times over is long and still no secret.
fn is_monotonous(text: &str) -> bool {
    text.chars().collect::<HashSet<_>>().len() < 10
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What docs/guides/ says to declare, one file for each guide.
    const GUIDES: [(&str, &str); 6] = [
        ("am-i-signed-in", include_str!("../../../../../docs/guides/am-i-signed-in.md")),
        ("django", include_str!("../../../../../docs/guides/django.md")),
        ("forward-auth", include_str!("../../../../../docs/guides/forward-auth.md")),
        ("mod-auth-openidc", include_str!("../../../../../docs/guides/mod-auth-openidc.md")),
        ("openid-connect", include_str!("../../../../../docs/guides/openid-connect.md")),
        ("single-page", include_str!("../../../../../docs/guides/single-page.md")),
    ];

    #[test]
    fn what_the_guides_declare_is_accepted() {
        let folder = tempfile::tempdir().expect("a folder");
        for (guide, text) in GUIDES {
            let (_, rest) = text.split_once("```toml\n").expect("a block to declare");
            let (block, _) = rest.split_once("```").expect("the block's end");
            let path = folder.path().join(format!("{guide}.toml"));
            std::fs::write(&path, block).expect("a file");
            assert_eq!(read(&path).expect(guide).len(), 1, "{guide}");
        }
    }
}
