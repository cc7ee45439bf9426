//! cargo-deny over bans, licences and sources. Its advisory database needs a network, so it is not asked.

use super::step::Outcome;
use crate::shell;

pub fn check() -> Outcome {
    if shell::read(&mut shell::cargo(&["deny", "--version"])).is_err() {
        return Outcome::NotRun(
            "cargo-deny is missing; to get it (some minutes): cargo install cargo-deny --locked".to_owned(),
        );
    }
    shell::run(&mut shell::cargo(&[
        "deny",
        "--all-features",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))
    .into()
}
