//! `cargo xtask bench`: the table of speeds. The measuring itself lives in `trial`.

use crate::shell;

/// Builds with the release profile and hands the arguments on.
pub fn run(args: &[String]) -> Result<(), String> {
    let mut bench =
        shell::cargo(&["run", "--quiet", "--release", "--package", "trial", "--bin", "bench", "--"]);
    shell::run(bench.args(args))
}
