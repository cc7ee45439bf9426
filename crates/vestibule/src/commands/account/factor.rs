//! `vestibule account exempt` and `vestibule account require`: what an operator says of one account and its second factor
//! (X6). Each is a fact of the account's audit.

use app::{App, Setup};
use clap::{Args, ValueEnum};
use domain::Identifier;
use domain::factor::Why;

use crate::commands::console::{ask, say};
use crate::commands::day::{Day, shown};
use crate::commands::{ConfigFile, Failure};
use crate::config::chain;
use crate::server::plan;

/// A reason that nobody could read any more is none.
const LONGEST_REASON: usize = 500;

#[derive(Args)]
pub struct Exempt {
    /// What the person signs in with; asked for where it is absent
    #[arg(value_name = "IDENTIFIER")]
    pub identifier: Option<String>,
    /// Until when nothing is asked of them; a day that is past ends an exemption
    #[arg(long, value_name = "DAY")]
    pub until: Day,
    /// Why, for whoever looks at it later; it is kept sealed
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub file: ConfigFile,
}

#[derive(Args)]
pub struct Require {
    /// What the person signs in with; asked for where it is absent
    #[arg(value_name = "IDENTIFIER")]
    pub identifier: Option<String>,
    /// What the page tells them as the reason
    #[arg(long, value_enum, default_value = "settings-changed")]
    pub because: Because,
    #[command(flatten)]
    pub file: ConfigFile,
}

/// The three reasons of the guide (E1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Because {
    SwitchedOn,
    AccountCreated,
    SettingsChanged,
}

pub async fn exempt(options: &Exempt) -> Result<(), Failure> {
    let reason = options.reason.trim();
    if reason.is_empty() || reason.len() > LONGEST_REASON {
        let most = format!("Say why in 1 to {LONGEST_REASON} bytes: --reason \"…\".");
        return Err(Failure::Misunderstood(most));
    }
    let (app, identifier) = open(&options.file, options.identifier.as_deref()).await?;
    let until = options.until.0;
    let known =
        app.exempt_from_factor(&identifier, until, reason).await.map_err(|trouble| cannot(&trouble))?;
    if !known {
        return Err(nobody());
    }
    if until <= app.now() {
        say("The exemption has ended: the rules hold for them as for everybody.");
    } else {
        say(&format!("They need not set up a second factor until {}.", shown(until)));
    }
    Ok(())
}

pub async fn require(options: &Require) -> Result<(), Failure> {
    let (app, identifier) = open(&options.file, options.identifier.as_deref()).await?;
    let why = match options.because {
        Because::SwitchedOn => Why::SwitchedOn,
        Because::AccountCreated => Why::AccountCreated,
        Because::SettingsChanged => Why::SettingsChanged,
    };
    if !app.require_factor(&identifier, why).await.map_err(|trouble| cannot(&trouble))? {
        return Err(nobody());
    }
    say("They are asked to set up a second factor from their next sign-in on.");
    Ok(())
}

async fn open(file: &ConfigFile, identifier: Option<&str>) -> Result<(App, Identifier), Failure> {
    let config = file.read()?;
    let typed = identifier.map_or_else(|| ask("Identifier:"), str::to_owned);
    let identifier = Identifier::parse(&typed).map_err(|_| nobody())?;
    let setup = plan::setup(&config).await.map_err(Failure::misunderstood)?;
    // Nothing is hashed: one permit's memory is enough.
    let app = App::start(Setup { hash_permits: 1, ..setup }).await.map_err(|trouble| cannot(&trouble))?;
    Ok((app, identifier))
}

fn nobody() -> Failure {
    Failure::trouble("Nobody signs in with that.")
}

fn cannot(trouble: &app::Trouble) -> Failure {
    Failure::trouble(format!("The account cannot be changed: {}.", chain(trouble)))
}
