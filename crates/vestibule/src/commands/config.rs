//! `vestibule config check` and `vestibule config reference`.

use clap::Subcommand;

use super::console::say;
use super::{ConfigFile, Failure};
use crate::config::{Finding, reference};

#[derive(Subcommand)]
pub enum Action {
    /// Read the configuration and the files it names, and say what is wrong
    Check(ConfigFile),
    /// Print the reference of all keys, in Markdown
    Reference,
}

pub fn run(action: &Action) -> Result<(), Failure> {
    match action {
        Action::Reference => {
            say(reference::markdown().trim_end());
            Ok(())
        }
        Action::Check(file) => {
            let findings = file.read()?.check();
            for finding in &findings {
                say(&finding.to_string());
            }
            if findings.iter().any(Finding::is_refusal) {
                return Err(Failure::Told);
            }
            say(&format!("{} is sound.", file.config.display()));
            Ok(())
        }
    }
}
