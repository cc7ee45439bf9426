//! `vestibule demo`: a fictional telecoms company with its customers, its portals and an outbox that one can read.
//! Never part of a production server.

mod accounts;
mod addresses;
mod authority;
mod boutique;
mod check;
mod clients;
mod company;
mod customers;
mod factors;
mod folder;
mod house;
mod letters;
mod look;
mod lumen;
mod outbox;
mod portal;
mod ports;
mod told;
mod trouble;

use std::path::{Path, PathBuf};

use tokio::signal::unix::{SignalKind, signal};

use crate::commands::Failure;
use crate::commands::console::say;
use crate::config::log::{Format, Level, Log};
use company::Company;
use folder::write_whole;
use ports::Row;
use trouble::DemoTrouble;

/// Where the demo keeps its data unless told otherwise: beside where it is started.
const FOLDER: &str = "demo-data";

/// Start Lumen, a fictional telecoms company: this server, three portals, two thousand customers, an outbox page
#[derive(clap::Args, Clone, Debug)]
pub struct DemoArgs {
    /// Write addresses, clients and accounts for scripts to FILE, once everything answers
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Keep data in DIR; a second start continues with it [default: demo-data, or a temporary folder with --check]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// First of sixteen ports in a row [default: 8400, or the next free row]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Sign in once through the three portals, sign out, say what happened, and end
    #[arg(long)]
    check: bool,
    /// Serve https with a test authority, whose certificate is DIR/ca.pem
    #[arg(long)]
    tls: bool,
}

/// Runs until Ctrl-C, or until the check is done.
pub async fn run(args: DemoArgs) -> Result<(), Failure> {
    begin_log()?;
    if args.check {
        check_once(&args).await?;
    } else {
        open(&args).await?;
    }
    Ok(())
}

async fn open(args: &DemoArgs) -> Result<(), DemoTrouble> {
    if let Some(file) = &args.json {
        // A script must not read what an earlier demo wrote.
        let _absent_already = std::fs::remove_file(file);
    }
    let row = match args.port {
        Some(port) => Row::at(port)?,
        None => Row::usual()?,
    };
    let folder = args.data.as_deref().unwrap_or(Path::new(FOLDER));
    let company = Company::open(row, folder, args.tls).await?;
    check::ready(&company.told, company.authority.as_deref()).await?;
    if let Some(file) = &args.json {
        write_whole(file, &company.told.json())?;
    }
    if company.new_customers > 0 {
        say(&format!("{} customers came in from the old system.", company.new_customers));
    }
    say(&company.told.page(&company.folder));
    asked_to_stop().await;
    company.close().await;
    Ok(())
}

async fn check_once(args: &DemoArgs) -> Result<(), DemoTrouble> {
    let row = match args.port {
        Some(port) => Row::at(port)?,
        None => Row::anywhere()?,
    };
    let ours = tempfile::tempdir().map_err(DemoTrouble::file(&std::env::temp_dir()))?;
    let folder = args.data.as_deref().unwrap_or(ours.path());
    let company = Company::open(row, folder, args.tls).await?;
    let checked = check::walk(&company.told, company.authority.as_deref(), say).await;
    company.close().await;
    checked
}

/// What goes wrong, one line for people.
fn begin_log() -> Result<(), DemoTrouble> {
    let log = Log { format: Format::Text, level: Level::Warn };
    crate::logs::begin(&log).map_err(|e| DemoTrouble::own("log", &e))
}

/// Ctrl-C, or the word of a service manager.
async fn asked_to_stop() {
    let mut terminate = signal(SignalKind::terminate()).expect("the system passes signals on");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
