//! The authenticator's bundle: types checked, unit tests run, files built by esbuild into `authenticator/dist`. Never by
//! a build script: `cargo build` works without Node, and the server then says what is missing.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::shell;

/// What takes the bundle into the binary: it is compiled again when the folder comes to be.
const TAKES_IT_IN: &str = "crates/web/src/routes/authenticator/files.rs";

/// Builds what is served, unless it is newer than everything it is made of.
pub fn build() -> Result<(), String> {
    let home = home();
    let built = changed(&home.join("dist/sw.js"));
    if built.is_some() && built >= newest(&home) {
        return Ok(());
    }
    libraries()?;
    shell::run(shell::program("node").current_dir(&home).arg("build.mjs"))?;
    if built.is_none() {
        notice()?;
    }
    Ok(())
}

/// Types, then what can be proved without a browser.
pub fn test() -> Result<(), String> {
    libraries()?;
    npm(&["run", "--silent", "check"])?;
    npm(&["test", "--silent"])
}

/// `npm ci` when what is installed is older than the lock file.
fn libraries() -> Result<(), String> {
    let home = home();
    let (locked, installed) = ("package-lock.json", "node_modules/.package-lock.json");
    let installed = changed(&home.join(installed));
    if installed.is_some() && installed >= changed(&home.join(locked)) {
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"])
}

fn npm(args: &[&str]) -> Result<(), String> {
    if shell::find("npm").is_none() {
        return Err("npm is missing: install Node.js 20 or newer".to_owned());
    }
    shell::run(shell::program("npm").current_dir(home()).args(args))
}

fn home() -> PathBuf {
    shell::root().join("authenticator")
}

/// A folder that was absent at the last compilation is not watched by cargo; one that was there is.
#[expect(clippy::disallowed_methods, reason = "a file is marked as changed now")]
fn notice() -> Result<(), String> {
    let file = File::options().append(true).open(shell::root().join(TAKES_IT_IN));
    let touched = file.and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|e| format!("could not touch {TAKES_IT_IN}: {e}"))
}

fn newest(home: &Path) -> Option<SystemTime> {
    let mut found: Vec<_> =
        ["build.mjs", "package-lock.json"].iter().map(|name| changed(&home.join(name))).collect();
    gather(&home.join("src"), &mut found);
    found.into_iter().max().flatten()
}

fn gather(folder: &Path, found: &mut Vec<Option<SystemTime>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        found.push(changed(&entry.path()));
        gather(&entry.path(), found);
    }
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|meta| meta.modified()).ok()
}
