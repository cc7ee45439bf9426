//! `cargo xtask samples`: every page in every language and theme, to look at.
//! The pages write themselves: an example binary of `pages` knows them, this command only says where.

use crate::shell;
use std::fs;

/// Renders into `target/samples`, from empty, and says what to open.
pub fn run() -> Result<(), String> {
    let folder = shell::root().join("target/samples");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| format!("could not empty {}: {e}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|e| format!("could not make {}: {e}", folder.display()))?;
    let mut example = shell::cargo(&["run", "--quiet", "--package", "pages", "--example", "samples", "--"]);
    shell::run(example.arg(&folder))?;
    println!("open {}", folder.join("index.html").display());
    Ok(())
}
