//! `vestibule init`: everything a new installation needs. What is there already is kept, never overwritten.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use app::Clock;
use app::keys::KeyFile;
use clap::Args;
use domain::Secret;

use super::Failure;
use super::console::say;
use crate::config::template;
use crate::operator_token::OperatorToken;

const CLIENTS: &str = r#"# Relying parties: applications that trust this Vestibule. After a change: vestibule client apply clients.toml
#
# [[client]]
# client_id = "webmail"
# name = "Webmail Lumen"
# redirect_uris = ["https://webmail.lumen.example/callback"]
# post_logout_redirect_uris = ["https://webmail.lumen.example/"]
# backchannel_logout_uri = "https://webmail.lumen.example/backchannel-logout"
# home_uri = "https://webmail.lumen.example/"
# # A secret of 32 characters or more; without this line a new one is made and shown once.
# secret_file = "webmail.secret"
"#;

#[derive(Args)]
pub struct Options {
    /// The folder to write into
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
}

pub fn run(options: &Options) -> Result<(), Failure> {
    let laid = lay_out(&options.dir)?;
    for file in &laid.files {
        say(&format!("{}  {}", if file.is_new { "written" } else { "kept   " }, file.path.display()));
    }
    if laid.files.iter().any(|file| file.is_new && file.path.ends_with(KEYS)) {
        say(
            "\nKeep a copy of vestibule.keys apart from the database's copies: without it nothing stored opens.",
        );
    }
    if let Some(token) = laid.token {
        say("\nThe operator's token, shown this once; it opens /status on the metrics listener:");
        say(&format!("\n  {}\n", token.reveal()));
    }
    say(
        "Next: edit vestibule.toml, then run\n  vestibule config check\n  vestibule migrate\n  vestibule serve",
    );
    Ok(())
}

const KEYS: &str = "vestibule.keys";
const PUBLIC: u32 = 0o644;
pub(super) const PRIVATE: u32 = 0o600;

/// What a folder holds afterwards.
pub struct LaidOut {
    pub files: Vec<LaidFile>,
    /// The operator's token, when it was made now: nobody can read it again.
    pub token: Option<Secret>,
}

pub struct LaidFile {
    pub path: PathBuf,
    pub is_new: bool,
}

/// Writes what is missing.
pub fn lay_out(dir: &Path) -> Result<LaidOut, Failure> {
    fs::create_dir_all(dir).map_err(|error| {
        Failure::trouble(format!(
            "The folder {} cannot be made: {error}. Name another with --dir.",
            dir.display()
        ))
    })?;
    let (token, kept) = OperatorToken::generate();
    let files = vec![
        write(dir.join("vestibule.toml"), PUBLIC, || Ok(template()))?,
        write(dir.join("clients.toml"), PUBLIC, || Ok(CLIENTS.to_owned()))?,
        write(dir.join(KEYS), PRIVATE, new_keys)?,
        write(dir.join("operator.token"), PRIVATE, || Ok(kept.to_text()))?,
    ];
    let is_shown = files.last().is_some_and(|file| file.is_new);
    Ok(LaidOut { files, token: is_shown.then_some(token) })
}

fn new_keys() -> Result<String, Failure> {
    let keys = KeyFile::generate(Clock::default().now());
    let keys = keys.map_err(|trouble| Failure::trouble(format!("No keys could be made: {trouble}.")))?;
    Ok(keys.to_text().to_string())
}

/// Writes a file that is not there yet, readable as `mode` says from its first byte on.
pub(super) fn write(
    path: PathBuf,
    mode: u32,
    text: impl FnOnce() -> Result<String, Failure>,
) -> Result<LaidFile, Failure> {
    if path.exists() {
        return Ok(LaidFile { path, is_new: false });
    }
    let text = text()?;
    // `create_new` decides when two run at once, and follows no link that somebody laid there.
    let written = OpenOptions::new().write(true).create_new(true).mode(mode).open(&path);
    written
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .map_err(|error| Failure::trouble(format!("{} cannot be written: {error}.", path.display())))?;
    Ok(LaidFile { path, is_new: true })
}
