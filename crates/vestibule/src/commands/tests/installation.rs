//! An installation that is well: laid out by `init`, migrated, with a mail server and a client.

use std::path::PathBuf;
use std::sync::OnceLock;

use app::Clock;
use domain::Secret;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpListener;

use crate::commands::{init, migrate};
use crate::config::Config;

/// The first installation's keys serve all: searching for an RSA key takes a moment.
static KEYS: OnceLock<String> = OnceLock::new();

pub struct Installation {
    pub dir: TempDir,
    pub token: Secret,
}

impl Installation {
    /// As `init` leaves it, but on ports that are free.
    pub fn laid_out() -> Self {
        let dir = TempDir::new().unwrap();
        if let Some(keys) = KEYS.get() {
            init::write(dir.path().join("vestibule.keys"), init::PRIVATE, || Ok(keys.clone())).ok().unwrap();
        }
        let laid = init::lay_out(dir.path()).expect("a new folder can be laid out");
        let here = Self { dir, token: laid.token.expect("a new folder gets a new token") };
        KEYS.get_or_init(|| std::fs::read_to_string(here.file("vestibule.keys")).unwrap());
        here.change("issuer = \"https://connexion.lumen.example\"", "issuer = \"http://localhost:9\"");
        here.change("# listen = \"127.0.0.1:8080\"", "listen = \"127.0.0.1:0\"");
        here.change("# metrics_listen = \"127.0.0.1:9464\"", "metrics_listen = \"127.0.0.1:0\"");
        here
    }

    /// Everything in place, down to the mail server.
    pub async fn well() -> Self {
        let here = Self::laid_out();
        let port = mail_server().await;
        here.change(
            "host = \"smtp.lumen.example\"",
            &format!("host = \"localhost\"\nport = {port}\nsecurity = \"none\""),
        );
        here.migrate().await;
        here
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn change(&self, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.file("vestibule.toml")).unwrap();
        assert!(text.contains(from), "{from} is not in the configuration");
        std::fs::write(self.file("vestibule.toml"), text.replacen(from, to, 1)).unwrap();
    }

    pub fn config(&self) -> Config {
        Config::read(&self.file("vestibule.toml")).unwrap()
    }

    pub async fn migrate(&self) {
        let db = migrate::open(&self.config()).await.unwrap();
        migrate::migrate(&db, &Clock::default()).await.unwrap();
    }
}

/// Greets whoever comes and takes nothing.
async fn mail_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut stream = BufStream::new(socket);
                let mut line = String::from("220 test\r\n");
                loop {
                    stream.write_all(line.as_bytes()).await.ok()?;
                    stream.flush().await.ok()?;
                    line.clear();
                    if stream.read_line(&mut line).await.ok()? == 0 {
                        return Some(());
                    }
                    line = "250 fine\r\n".to_owned();
                }
            });
        }
    });
    port
}
