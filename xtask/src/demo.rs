//! `cargo xtask demo`: build the server, then become its demo. It does not know what the demo shows.

use crate::{authenticator, shell};
use std::os::unix::process::CommandExt;

/// Replaces this process by `vestibule demo`, so that Ctrl-C reaches it directly.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Err(sentence) = authenticator::build() {
        println!("without the app for phones: {sentence}");
    }
    shell::run(&mut shell::cargo(&["build", "--package", "vestibule"]))?;
    let binary = shell::root().join("target/debug/vestibule");
    let mut demo = std::process::Command::new(&binary);
    let refused = demo.arg("demo").args(args).exec();
    Err(format!("could not start {}: {refused}", binary.display()))
}
