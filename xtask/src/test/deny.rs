//! cargo-deny over bans, licences and sources. Its advisory database needs a network, so it is not asked.

use super::step::Outcome;
use crate::shell;

/// Adds cargo-deny when it is missing: about two minutes on two cores, once.
pub fn check() -> Outcome {
    if shell::read(&mut shell::cargo(&["deny", "--version"])).is_err() {
        println!("adding cargo-deny");
        if let Err(sentence) =
            shell::run(&mut shell::cargo(&["install", "cargo-deny", "--locked", "--quiet"]))
        {
            return Outcome::NotRun(format!(
                "cargo-deny is missing, and {sentence}; to get it: cargo install cargo-deny --locked"
            ));
        }
    }
    shell::run(&mut shell::cargo(&["deny", "--all-features", "check", "bans", "licenses", "sources"])).into()
}
