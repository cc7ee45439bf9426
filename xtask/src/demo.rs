//! `cargo xtask demo`: build the server, then become its demo. It does not know what the demo shows.

use crate::shell;
use std::os::unix::process::CommandExt;

/// Replaces this process by `vestibule demo`, so that Ctrl-C reaches it directly.
pub fn run(args: &[String]) -> Result<(), String> {
    shell::run(&mut shell::cargo(&["build", "--package", "vestibule"]))?;
    let binary = shell::root().join("target/debug/vestibule");
    let mut demo = std::process::Command::new(&binary);
    let refused = demo.arg("demo").args(args).exec();
    Err(format!("could not start {}: {refused}", binary.display()))
}
