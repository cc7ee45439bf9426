//! The commands. Each failure is a sentence with what to do; the exit code is 0 (done), 1 (something is wrong) or
//! 2 (the command or the configuration could not be understood).

mod account;
mod audit;
mod client;
mod config;
pub mod console;
mod day;
mod device;
mod doctor;
pub mod failure;
mod import;
mod init;
pub mod migrate;
mod policy;
mod serve;
#[cfg(test)]
pub mod tests;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::Config;
use crate::demo;
pub use failure::Failure;

/// Vestibule, a customer sign-in server.
#[derive(Parser)]
#[command(name = "vestibule", version, about, long_about = None, propagate_version = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a configuration, keys and the operator's token into a folder; keep what is there
    Init(init::Options),
    /// Serve customers and relying parties
    Serve(ConfigFile),
    /// Bring the store's schema up to this release
    Migrate(ConfigFile),
    /// Bring customers in from a file of the old system
    Import(import::Options),
    /// Look at the whole installation and say in sentences what is wrong
    Doctor(ConfigFile),
    /// Prove that the audit is whole, or list what happened
    #[command(subcommand)]
    Audit(audit::Action),
    /// Check the configuration, or print its reference
    #[command(subcommand)]
    Config(config::Action),
    /// Say what the rules decide for one account, or make an exception for it
    #[command(subcommand)]
    Account(account::Action),
    /// Say what the rules would do to all customers
    #[command(subcommand)]
    Policy(policy::Action),
    /// Register relying parties, or list them
    #[command(subcommand)]
    Client(client::Action),
    /// Be a phone with the authenticator, in a terminal
    Device(device::Options),
    Demo(demo::DemoArgs),
}

/// Which configuration a command reads.
#[derive(Args, Clone, Debug)]
pub struct ConfigFile {
    /// The configuration file
    #[arg(long, default_value = "vestibule.toml", value_name = "FILE")]
    pub config: PathBuf,
}

impl ConfigFile {
    pub fn read(&self) -> Result<Config, Failure> {
        Config::read(&self.config).map_err(Failure::misunderstood)
    }
}

/// Runs the command of this process.
pub fn main() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(usage) => {
            let _terminal_gone = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    match run(line.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell();
            failure.code()
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(options) => init::run(&options),
        Command::Config(action) => config::run(&action),
        Command::Serve(file) => alongside(serve::run(&file)),
        Command::Migrate(file) => alongside(migrate::run(&file)),
        Command::Import(options) => alongside(import::run(&options)),
        Command::Doctor(file) => alongside(doctor::run(&file)),
        Command::Audit(action) => alongside(audit::run(&action)),
        Command::Account(action) => alongside(account::run(&action)),
        Command::Policy(action) => alongside(policy::run(&action)),
        Command::Client(action) => alongside(client::run(&action)),
        Command::Device(options) => alongside(device::run(options)),
        Command::Demo(args) => alongside(demo::run(args)),
    }
}

/// Runs a command that waits for the world.
pub fn alongside(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| Failure::trouble(format!("The process cannot start its threads: {error}.")))?;
    runtime.block_on(command)
}
