//! The walks of e2e/: real browsers and relying parties that no one here wrote, against the demo. It does not know the
//! pages.

use super::machine;
use super::step::Outcome;
use crate::shell;
use std::fs;
use std::path::Path;

/// Every folder of walks but the relying parties'. Of what all engines walk, Chromium's own walks see the pages more closely.
pub fn browser(long: bool) -> Outcome {
    let elsewhere = |path: &String| path.contains("/interop/") || path.contains("/engines/pages");
    with_chromium(long, found("").into_iter().filter(|path| !elsewhere(path)).collect())
}

pub fn firefox(long: bool) -> Outcome {
    in_engine("firefox", &["firefox-esr"], long)
}

/// The library's own browser needs a screen.
pub fn webkit(long: bool) -> Outcome {
    in_engine("webkit", &["webkit2gtk-driver", "xvfb"], long)
}

pub fn openid_client(long: bool) -> Outcome {
    with_chromium(long, found("interop/openid-client"))
}

pub fn mod_auth_openidc(long: bool) -> Outcome {
    let package = "libapache2-mod-auth-openidc";
    if !machine::has("apache2") || !machine::has(package) {
        return Outcome::NotRun(machine::how_to_get("Apache with mod_auth_openidc", package));
    }
    with_chromium(long, found("interop/mod-auth-openidc"))
}

pub fn nginx(long: bool) -> Outcome {
    if !machine::has("nginx-light") {
        return Outcome::NotRun(machine::how_to_get("nginx", "nginx-light"));
    }
    with_chromium(long, found("interop/nginx"))
}

pub fn caddy(long: bool) -> Outcome {
    if !machine::has("caddy") {
        return Outcome::NotRun(machine::how_to_get("Caddy", "caddy"));
    }
    with_chromium(long, found("interop/caddy"))
}

/// A page without a server, made with oidc-client-ts.
pub fn oidc_client_ts(long: bool) -> Outcome {
    with_chromium(long, found("interop/oidc-client-ts"))
}

pub fn django(long: bool) -> Outcome {
    match machine::python() {
        Ok(()) => with_chromium(long, found("interop/django")),
        Err(sentence) => Outcome::NotRun(format!("no Python with mozilla-django-oidc: {sentence}")),
    }
}

/// Every kind of portal at once.
pub fn together(long: bool) -> Outcome {
    let packages = ["apache2", "libapache2-mod-auth-openidc", "nginx-light", "caddy"];
    if let Some(package) = packages.into_iter().find(|package| !machine::has(package)) {
        return Outcome::NotRun(machine::how_to_get("a portal of the walk", package));
    }
    match machine::python() {
        Ok(()) => with_chromium(long, found("interop/together")),
        Err(sentence) => Outcome::NotRun(format!("no Python with mozilla-django-oidc: {sentence}")),
    }
}

fn with_chromium(long: bool, walks: Vec<String>) -> Outcome {
    if !machine::has("chromium") {
        return Outcome::NotRun(machine::how_to_get("Chromium", "chromium"));
    }
    node("chromium", long, walks)
}

/// One text for every engine.
fn in_engine(engine: &str, packages: &[&str], long: bool) -> Outcome {
    if let Some(package) = packages.iter().find(|package| !machine::has(package)) {
        return Outcome::NotRun(machine::how_to_get(engine, package));
    }
    node(engine, long, found("engines/"))
}

fn node(engine: &str, long: bool, walks: Vec<String>) -> Outcome {
    if !shell::root().join("e2e/node_modules").is_dir() {
        return Outcome::NotRun(
            "the walks' libraries are missing; to get them: npm --prefix e2e ci".to_owned(),
        );
    }
    if walks.is_empty() {
        return Outcome::Failed("no walk was found in e2e/".to_owned());
    }
    let mut node = shell::program("node");
    // Two files at a time: each starts a demo and a browser, and waits more than it works.
    node.args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .args(walks)
        .env("VESTIBULE_ENGINE", engine);
    if long {
        node.env("VESTIBULE_TEST_LONG", "1");
    }
    shell::run(&mut node).into()
}

/// The walks whose path in e2e/ begins with `prefix`, from the workspace's folder.
fn found(prefix: &str) -> Vec<String> {
    let mut walks = Vec::new();
    gather(&shell::root().join("e2e"), "e2e", &mut walks);
    walks.retain(|path| path.starts_with(&format!("e2e/{prefix}")));
    walks.sort();
    walks
}

fn gather(folder: &Path, path: &str, walks: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if name.ends_with(".test.mjs") {
            walks.push(path);
        } else if name != "node_modules" && entry.path().is_dir() {
            gather(&entry.path(), &path, walks);
        }
    }
}
