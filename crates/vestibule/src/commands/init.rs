//! `vestibule init`: everything a new installation needs. What is there already is kept, never overwritten.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use app::Clock;
use app::keys::KeyFile;
use clap::Args;

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
    let dir = &options.dir;
    fs::create_dir_all(dir).map_err(|error| {
        Failure::trouble(format!(
            "The folder {} cannot be made: {error}. Name another with --dir.",
            dir.display()
        ))
    })?;
    write(&dir.join("vestibule.toml"), PUBLIC, || Ok(template()))?;
    write(&dir.join("clients.toml"), PUBLIC, || Ok(CLIENTS.to_owned()))?;
    let made = write(&dir.join("vestibule.keys"), PRIVATE, || {
        let keys = KeyFile::generate(Clock::default().now());
        let keys = keys.map_err(|trouble| Failure::trouble(format!("No keys could be made: {trouble}.")))?;
        Ok(keys.to_text().to_string())
    })?;
    let (token, kept) = OperatorToken::generate();
    let is_new = write(&dir.join("operator.token"), PRIVATE, || Ok(kept.to_text()))?;
    if made {
        say(
            "\nKeep a copy of vestibule.keys apart from the database's copies: without it nothing stored opens.",
        );
    }
    if is_new {
        say("\nThe operator's token, shown this once; it opens /status on the metrics listener:");
        say(&format!("\n  {}\n", token.reveal()));
    }
    say(
        "Next: edit vestibule.toml, then run\n  vestibule config check\n  vestibule migrate\n  vestibule serve",
    );
    Ok(())
}

const PUBLIC: u32 = 0o644;
const PRIVATE: u32 = 0o600;

/// Writes a file that is not there yet, readable as `mode` says from its first byte on. Says whether it did.
fn write(path: &Path, mode: u32, text: impl FnOnce() -> Result<String, Failure>) -> Result<bool, Failure> {
    let refuse =
        |error: io::Error| Failure::trouble(format!("{} cannot be written: {error}.", path.display()));
    if path.exists() {
        say(&format!("kept     {}", path.display()));
        return Ok(false);
    }
    let text = text()?;
    // `create_new` decides when two run at once, and follows no link that somebody laid there.
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path).map_err(refuse)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(refuse)?;
    say(&format!("written  {}", path.display()));
    Ok(true)
}
