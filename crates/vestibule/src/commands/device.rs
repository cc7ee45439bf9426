//! `vestibule device`: a phone in a terminal, for the demo and for whoever has no phone at hand.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use app::Clock;
use clap::{Args, Subcommand};
use domain::vap::Decision;
use gateways::Http;

use super::Failure;
use super::console::say;
use crate::device::speak::Phone;
use crate::device::wire::Direct;
use crate::device::{Account, DeviceTrouble};

#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Where this phone keeps its accounts and keys
    #[arg(long, default_value = "phone.json", value_name = "FILE")]
    phone: PathBuf,
    /// PEM file of an authority to believe beside the machine's
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Clone, Debug)]
enum Action {
    /// Add an account by the link of the page, or by its code and the authenticator's address
    Enrol {
        /// The link (https://…/e#…), or the ten characters of the code
        shown: String,
        /// The authenticator's address, where a code was given
        #[arg(long, value_name = "ADDRESS")]
        app: Option<String>,
        /// What to call this phone
        #[arg(long, default_value = "Terminal")]
        name: String,
    },
    /// List the accounts of this phone
    Accounts,
    /// Show who asks
    Pending,
    /// Approve the newest request with the number of the page
    Approve { number: String },
    /// Refuse the newest request
    Deny,
    /// Refuse it and say that it was somebody else
    Report,
}

pub async fn run(options: Options) -> Result<(), Failure> {
    gateways::tls::install_provider();
    match &options.action {
        Action::Enrol { shown, app, name } => enrol(&options, shown, app.as_deref(), name).await,
        Action::Accounts => {
            for account in read(&options.phone)? {
                say(&format!("{}  {}  {}", account.tenant, account.account_hint, account.app));
            }
            Ok(())
        }
        Action::Pending => pending(&options).await,
        Action::Approve { number } => answer(&options, Decision::Approve, Some(number)).await,
        Action::Deny => answer(&options, Decision::Deny, None).await,
        Action::Report => answer(&options, Decision::Report, None).await,
    }
}

async fn enrol(options: &Options, shown: &str, app: Option<&str>, name: &str) -> Result<(), Failure> {
    let origin = app.or_else(|| shown.split_once("/e#").map(|(origin, _)| origin));
    let Some(origin) = origin else {
        return Err(told(&DeviceTrouble::NotALink));
    };
    let mut phone = phone(options, origin)?;
    let claimed = phone.claim(origin, shown).await.map_err(|e| told(&e))?;
    let account = phone.register(&claimed, name, None).await.map_err(|e| told(&e))?;
    let mut accounts = read(&options.phone)?;
    say(&format!("Added: {}, {}.", account.tenant, account.account_hint));
    accounts.push(account);
    write(&options.phone, &accounts)
}

async fn pending(options: &Options) -> Result<(), Failure> {
    let mut count = 0;
    for account in read(&options.phone)? {
        let mut phone = phone(options, &account.app)?;
        for text in phone.pending(&account).await.map_err(|e| told(&e))? {
            let said = account.read(&text).map_err(|e| told(&e))?;
            count += 1;
            say(&format!("{} for {}, from {}", said.ctx.client, said.ctx.account, said.ctx.ua));
        }
    }
    if count == 0 {
        say("Nobody asks.");
    }
    Ok(())
}

/// Answers the newest request of the first account that has one.
async fn answer(options: &Options, decision: Decision, number: Option<&str>) -> Result<(), Failure> {
    for account in read(&options.phone)? {
        let mut phone = phone(options, &account.app)?;
        let pending = phone.pending(&account).await.map_err(|e| told(&e))?;
        if let Some(newest) = pending.first() {
            let state = phone.answer(&account, newest, decision, number).await.map_err(|e| told(&e))?;
            say(&format!("{}: {state}.", account.tenant));
            return Ok(());
        }
    }
    say("Nobody asks.");
    Ok(())
}

fn phone(options: &Options, app: &str) -> Result<Phone<Direct>, Failure> {
    let authority = options.ca.as_deref().map(std::fs::read_to_string).transpose();
    let authority = authority.map_err(|error| Failure::trouble(format!("The authority: {error}.")))?;
    let http = Http::new(authority.as_deref())
        .map_err(|error| Failure::trouble(format!("Calls cannot be made: {error}.")))?;
    Ok(Phone::new(Direct { http, app: app.to_owned() }, Clock::default().now().seconds()))
}

fn read(file: &Path) -> Result<Vec<Account>, Failure> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    serde_json::from_str(&text).map_err(|error| unreadable(file, &error))
}

/// Readable by its owner alone: the keys are in it.
fn write(file: &Path, accounts: &[Account]) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(accounts).map_err(|error| unreadable(file, &error))?;
    let mut open = std::fs::OpenOptions::new();
    let opened = open.write(true).create(true).truncate(true).mode(0o600).open(file);
    opened.and_then(|mut out| out.write_all(text.as_bytes())).map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::trouble(format!("{}: {error}.", file.display()))
}

fn told(trouble: &DeviceTrouble) -> Failure {
    Failure::trouble(format!("{trouble}."))
}
