//! The commands of the house. It does not know the rooms: it reads their texts and runs their binaries.
#![expect(clippy::print_stdout, reason = "a command speaks to the person who typed it")]

mod authenticator;
mod bench;
mod demo;
mod samples;
mod shell;
mod test;
mod tidy;

use clap::{CommandFactory, Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The commands of the house", disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Check the rules of the house that a compiler cannot (seconds)
    Tidy,
    /// Run everything that guards a change, in order, and sum it up
    Test {
        /// Add the long runs: ten million random walks, the whole page matrix
        #[arg(long)]
        release: bool,
        /// Run only the steps whose name contains this word; may be given several times
        #[arg(long, value_name = "WORD")]
        only: Vec<String>,
    },
    /// Write a gallery of every page, language and theme to target/samples
    Samples,
    /// Build the app for phones into authenticator/dist
    Authenticator,
    /// Build the server and start a sample company on the embedded store
    Demo {
        /// Given to `vestibule demo` as they are
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Measure speeds as ratios against yardsticks of the same run
    Bench {
        /// Given to the bench as they are
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Line::parse().command {
        None => Line::command().print_help().map_err(|e| e.to_string()),
        Some(Command::Tidy) => tidy::run(),
        Some(Command::Test { release, only }) => test::run(release, &only),
        Some(Command::Samples) => samples::run(),
        Some(Command::Authenticator) => authenticator::build(),
        Some(Command::Demo { args }) => demo::run(&args),
        Some(Command::Bench { args }) => bench::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            println!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
