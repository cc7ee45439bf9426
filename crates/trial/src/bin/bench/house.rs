//! An installation as an operator would make it: `vestibule init`, a configuration, `migrate`, customers, `serve`.
//! The binary is the very one that operators run.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use app::App;
use tempfile::TempDir;
use tokio::task::JoinSet;
use vestibule::config::{Config, Finding};
use vestibule::server::Plan;

use super::Done;
use super::load::wait_for;
use super::process::Process;

/// Customers written with one fsync.
const TOGETHER: usize = 256;
/// A portal behind forward-auth.
pub const PORTAL_ORIGIN: &str = "http://127.0.0.1:9";

pub struct House {
    folder: TempDir,
    binary: PathBuf,
    pub port: u16,
}

impl House {
    /// A fresh installation whose mails go to the server on the port `mail`.
    pub fn build(binary: &Path, mail: u16) -> Done<Self> {
        let folder = TempDir::new().map_err(|error| format!("no temporary folder: {error}"))?;
        let house = Self { folder, binary: binary.to_owned(), port: free_port()? };
        house.run(house.command("init").arg("--dir").arg(house.folder()))?;
        fs::write(house.config(), configuration(house.port, mail)).map_err(|error| error.to_string())?;
        house.run(house.command("migrate").arg("--config").arg(house.config()))?;
        let clients = house.folder().join("clients.toml");
        fs::write(&clients, CLIENTS).map_err(|error| error.to_string())?;
        let mut apply = house.command("client");
        house.run(apply.arg("apply").arg(clients).arg("--config").arg(house.config()))?;
        Ok(house)
    }

    /// Does something with the installation, while no server runs.
    pub fn with_app<T>(&self, work: impl AsyncFnOnce(App) -> T) -> Done<T> {
        wait_for(async {
            let config = Config::read(&self.config()).map_err(told)?;
            let app = App::start(Plan::of(&config).await.map_err(told)?.setup).await;
            Ok(work(app.map_err(|trouble| trouble.to_string())?).await)
        })
    }

    /// Lets customers in as an import would, each with an identifier and a hash.
    pub fn admit(&self, customers: &[(String, String)]) -> Done<()> {
        self.admit_many(customers.len(), |number| customers[number].clone())
    }

    /// The same for more than one would hold in memory: each is made when it is written.
    pub fn admit_many(&self, many: usize, customer: impl Fn(usize) -> (String, String)) -> Done<()> {
        wait_for(async {
            let config = Config::read(&self.config()).map_err(told)?;
            let app = App::start(Plan::of(&config).await.map_err(told)?.setup).await;
            let app = app.map_err(|trouble| trouble.to_string())?;
            for first in (0..many).step_by(TOGETHER) {
                let mut writing = JoinSet::new();
                for number in first..many.min(first + TOGETHER) {
                    let (app, (identifier, hash)) = (app.clone(), customer(number));
                    writing.spawn(async move { trial::admit(&app, &identifier, &hash).await });
                }
                writing.join_all().await;
            }
            Ok(())
        })
    }

    /// The length of the store's file, or of the one beside it with this ending.
    pub fn store_bytes(&self, ending: &str) -> Option<u64> {
        super::growth::length(&self.folder().join(format!("vestibule.db{ending}")))
    }

    /// Starts the server; dropping it stops it.
    pub fn open(&self) -> Done<Process> {
        let mut serve = self.command("serve");
        serve.arg("--config").arg(self.config());
        Process::start(&mut serve, self.port, "/sign-in", &self.folder().join("serve.log"))
    }

    pub fn issuer(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The origin of the phones' app.
    pub fn authenticator(&self) -> String {
        format!("http://app.localhost:{}", self.port)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn config(&self) -> PathBuf {
        self.folder().join("vestibule.toml")
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg(name);
        command
    }

    fn run(&self, command: &mut Command) -> Done<()> {
        let ended = command.stdin(Stdio::null()).output();
        let ended = ended.map_err(|error| format!("{} cannot be started: {error}", self.binary.display()))?;
        if ended.status.success() {
            return Ok(());
        }
        Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&ended.stderr)))
    }
}

const CLIENTS: &str = r#"[[client]]
client_id = "intranet"
name = "Intranet Lumen"
forward_auth_origins = ["http://127.0.0.1:9"]
"#;

/// A port that nobody listens on now.
pub fn free_port() -> Done<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    Ok(listener.local_addr().map_err(|error| error.to_string())?.port())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn told(finding: Finding) -> String {
    format!("{}: {} {}", finding.about, finding.says, finding.cure)
}

/// This machine stands as the trusted proxy, so that each customer can come from a network of their own.
fn configuration(port: u16, mail: u16) -> String {
    format!(
        r##"[server]
issuer = "http://localhost:{port}"
listen = "127.0.0.1:{port}"
trusted_proxies = ["127.0.0.1"]
metrics_listen = "off"

[authenticator]
address = "http://app.localhost:{port}"

[mail.smtp]
host = "127.0.0.1"
port = {mail}
security = "none"
from = "ne-pas-repondre@lumen.example"

[[brand]]
id = "lumen"
name = "Lumen"
service_name = "Espace Client Lumen"
colour = "#0b5d53"

[brand.support]
name = "Service client Lumen"
"##
    )
}
