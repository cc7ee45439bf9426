//! What the machine offers to the tests, and how to add what is missing. It does not know what is tested with it.

use super::step::Outcome;
use crate::shell;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that proves that a Debian package is there.
const PACKAGES: [(&str, &str); 12] = [
    ("chromium", "/usr/bin/chromium"),
    ("firefox-esr", "/usr/bin/firefox-esr"),
    ("webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
    ("xvfb", "/usr/bin/Xvfb"),
    // What the walks' telephone is: a camera and an app of somebody else.
    ("zbar-tools", "/usr/bin/zbarimg"),
    ("oathtool", "/usr/bin/oathtool"),
    ("apache2", "/usr/sbin/apache2"),
    ("apache2-utils", "/usr/bin/htpasswd"),
    ("libapache2-mod-auth-openidc", "/usr/lib/apache2/modules/mod_auth_openidc.so"),
    ("nginx-light", "/usr/sbin/nginx"),
    ("caddy", "/usr/bin/caddy"),
    ("fonts-dejavu-core", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
];

/// Debian packages when root, and the browser walks' libraries; says what it could not add and how to.
pub fn install() -> Outcome {
    let missing = missing_packages();
    if !missing.is_empty() && !can_install() {
        let list = missing.join(" ");
        return Outcome::NotRun(format!("missing: {list}; as root: apt-get install {list}"));
    }
    let packages = if missing.is_empty() { Ok(()) } else { apt(&missing) };
    packages.and_then(|()| libraries()).into()
}

fn can_install() -> bool {
    shell::is_root() && shell::find("apt-get").is_some()
}

/// The folder with `initdb`, `pg_ctl` and `postgres`: the newest of Debian's (15 in Debian 12), or the one of PATH.
pub fn postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let homes = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let bin = entry.path().join("bin");
        bin.join("initdb").is_file().then_some((version, bin))
    });
    let newest = homes.max().map(|(_, bin)| bin);
    newest.or_else(|| Some(shell::find("initdb")?.canonicalize().ok()?.parent()?.to_path_buf()))
}

pub fn has(package: &str) -> bool {
    !missing_packages().contains(&package)
}

/// One sentence for a part that cannot be run without `what`.
pub fn how_to_get(what: &str, package: &str) -> String {
    format!("{what} is missing; as root: apt-get install {package}")
}

fn missing_packages() -> Vec<&'static str> {
    let files = PACKAGES.iter().filter(|(_, file)| !Path::new(file).exists()).map(|(package, _)| *package);
    // Debian's own choice of version, which differs from release to release.
    let files = files.chain(postgres().is_none().then_some("postgresql"));
    files.chain((!has_python()).then_some("python3-venv")).collect()
}

/// Debian's python3 comes without what makes environments.
fn has_python() -> bool {
    shell::read(shell::program("python3").args(["-c", "import ensurepip, venv"])).is_ok()
}

fn apt(packages: &[&str]) -> Result<(), String> {
    println!("adding {}", packages.join(" "));
    let apt_get = |args: &[&str]| {
        let mut command = shell::program("apt-get");
        command.args(["--quiet", "--yes"]).args(args).env("DEBIAN_FRONTEND", "noninteractive");
        shell::run(&mut command)
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "--no-install-recommends"], packages].concat())
}

/// `npm ci` when what is installed is older than the lock file.
fn libraries() -> Result<(), String> {
    let walks = shell::root().join("e2e");
    let changed = |path: PathBuf| path.metadata().and_then(|meta| meta.modified()).ok();
    let locked = changed(walks.join("package-lock.json"));
    let installed = changed(walks.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    if shell::find("npm").is_none() {
        return Err("npm is missing: install Node.js 20 or newer".to_owned());
    }
    shell::run(shell::program("npm").current_dir(walks).args(["ci", "--no-audit", "--no-fund"]))
}

/// A Python of the walks' own with what their list names, made anew when the list changes.
pub fn python() -> Result<(), String> {
    let (home, list) =
        (shell::root().join("target/test/python"), shell::root().join("e2e/interop/requirements.txt"));
    let (done, wanted) =
        (home.join("requirements.txt"), fs::read(&list).map_err(|e| format!("{}: {e}", list.display()))?);
    if fs::read(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    shell::run(shell::program("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
    let pip = home.join("bin/pip");
    let mut install = shell::program(&pip.to_string_lossy());
    shell::run(
        install.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&list),
    )?;
    fs::write(&done, wanted).map_err(|e| format!("{}: {e}", done.display()))
}
