//! `cargo xtask bench`: the table of speeds. The measuring itself lives in `trial`.

use crate::shell;

/// Builds the server and the bench with the release profile, and hands the arguments on.
pub fn run(args: &[String]) -> Result<(), String> {
    let build = ["build", "--release", "--package", "vestibule", "--package", "trial", "--bins"];
    shell::run(&mut shell::cargo(&build))?;
    let bench = shell::root().join("target/release/bench");
    shell::run(std::process::Command::new(bench).args(args))
}
