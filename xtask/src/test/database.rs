//! A PostgreSQL of our own for one run: fresh, on loopback, on a free port, gone afterwards. It does not know the tables.

use crate::shell;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

const PREFIX: &str = "postgres-";
/// Loopback only, no socket file. With fsync: the store refuses an engine that does not keep what it acknowledges.
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200";

pub struct Server {
    bin: PathBuf,
    home: PathBuf,
    port: u16,
}

impl Server {
    /// Starts with the programs in `bin`; as root they run as the user `postgres`, who is the only one they accept.
    pub fn start(bin: PathBuf) -> Result<Self, String> {
        let place = place()?;
        sweep(&bin, &place);
        let home = place.join(format!("{PREFIX}{}", process::id()));
        fs::create_dir(&home).map_err(|e| format!("could not make {}: {e}", home.display()))?;
        if shell::is_root() {
            shell::read(shell::program("chown").arg("postgres").arg(&home))?;
        }
        let server = Self { bin, home, port: free_port()? };
        let data = server.data();
        let mut initdb = as_owner(&server.bin.join("initdb"));
        initdb.args([
            "--username=vestibule",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ]);
        shell::read(initdb.arg(&data))?;
        let mut start = as_owner(&server.bin.join("pg_ctl"));
        start.args(["start", "--silent", "--wait", "--timeout=60", "-o"]);
        start.arg(format!("-p {} {SETTINGS}", server.port)).arg("-l").arg(server.home.join("log"));
        // Not read(): the server keeps its terminal open, and would be waited for.
        shell::run(start.arg("-D").arg(&data).stdin(process::Stdio::null()))?;
        Ok(server)
    }

    /// What the tests are given as `VESTIBULE_TEST_PG`.
    pub fn url(&self) -> String {
        format!("postgres://vestibule@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&self.bin, &self.home);
    }
}

/// Ends what runs in `home`, if anything does, and removes it.
fn stop(bin: &Path, home: &Path) {
    let mut stop = as_owner(&bin.join("pg_ctl"));
    let stopped =
        shell::read(stop.args(["stop", "--silent", "--mode=immediate", "-D"]).arg(home.join("data")));
    if let Err(sentence) = stopped
        && home.join("data/postmaster.pid").exists()
    {
        println!("PostgreSQL in {} could not be stopped: {sentence}", home.display());
        return;
    }
    if let Err(e) = fs::remove_dir_all(home) {
        println!("could not remove {}: {e}", home.display());
    }
}

/// Ends servers of runs that were interrupted: their process is gone, their folder is not.
fn sweep(bin: &Path, place: &Path) {
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(id) = name.strip_prefix(PREFIX) else {
            continue;
        };
        if !Path::new("/proc").join(id).exists() {
            stop(bin, &entry.path());
        }
    }
}

/// `target/test`, or the temporary folder when `postgres` may not walk there.
fn place() -> Result<PathBuf, String> {
    let ours = shell::root().join("target/test");
    fs::create_dir_all(&ours).map_err(|e| format!("could not make {}: {e}", ours.display()))?;
    let reachable = shell::read(as_owner(Path::new("/usr/bin/test")).arg("-x").arg(&ours)).is_ok();
    if reachable { Ok(ours) } else { Ok(std::env::temp_dir()) }
}

fn as_owner(program: &Path) -> Command {
    if !shell::is_root() {
        return shell::program(&program.to_string_lossy());
    }
    let mut command = shell::program("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
    // A folder that its new owner may enter.
    command.current_dir("/");
    command
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|e| format!("no free port on loopback: {e}"))
}
