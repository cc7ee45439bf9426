//! `vestibule policy forecast`: counts by brand, segment and method (X6). Exit code 1 where the rules would leave somebody
//! without any method that counts, so that a roll-out can stop there.

use app::Clock;
use app::factors::forecast::{Forecast, forecast};
use clap::Args;
use domain::factor::Fate;
use domain::time::days;

use crate::commands::console::say;
use crate::commands::day::{Day, shown};
use crate::commands::{ConfigFile, Failure, migrate};
use crate::config::{Config, Finding, chain};

#[derive(Args)]
pub struct Options {
    /// The day to foretell; tomorrow where it is absent
    #[arg(long, value_name = "DAY")]
    pub on: Option<Day>,
    #[command(flatten)]
    pub file: ConfigFile,
}

pub async fn run(options: &Options) -> Result<(), Failure> {
    foretold(options, &mut say).await
}

/// Reads the rules of the configuration and the accounts of its store. Writes nothing anywhere.
pub async fn foretold(options: &Options, say: &mut (dyn FnMut(&str) + Send)) -> Result<(), Failure> {
    let config = options.file.read()?;
    refuse_what_is_unsound(&config)?;
    let db = migrate::open_existing(&config).await?;
    let at = options.on.map_or_else(|| Clock::default().now() + days(1), |day| day.0);
    let policy = config.policy.rules(&config.brand).factors;
    let said = forecast(&db, at, &policy).await.map_err(|trouble| {
        Failure::trouble(format!(
            "The accounts cannot be read: {}. Run `vestibule migrate`.",
            chain(&trouble)
        ))
    })?;
    say(&format!("Of {} accounts that sign in at {}:", said.accounts(), shown(at)));
    for fate in Fate::ALL {
        say(&format!("{:>9}  {}", said.total(fate), sentence(fate)));
    }
    by_group(&said, say);
    by_method(&said, say);
    if said.bared.is_empty() {
        return Ok(());
    }
    say("Every method of these accounts, among others, is off by these rules:");
    for account in &said.bared {
        say(&format!("           {account}"));
    }
    Err(Failure::trouble(
        "Keep their method on until they hold another, or let single accounts off with `vestibule account exempt`.",
    ))
}

fn refuse_what_is_unsound(config: &Config) -> Result<(), Failure> {
    let refused: Vec<_> = config.check().into_iter().filter(Finding::is_refusal).collect();
    if refused.is_empty() { Ok(()) } else { Err(refused.into()) }
}

const fn sentence(fate: Fate) -> &'static str {
    match fate {
        Fate::Protected => "hold a method that counts",
        Fate::PasswordOnly => "go on with the password alone",
        Fate::Asked => "are asked to set a method up, and may put it off",
        Fate::Stopped => "must set a method up before they go on",
        Fate::Bared => "lose their only protection: every method of theirs is off",
    }
}

fn by_group(said: &Forecast, say: &mut (dyn FnMut(&str) + Send)) {
    say("");
    say(&row("brand, segment", ["protected", "password", "asked", "stopped", "bared"]));
    for ((brand, segment), fates) in &said.groups {
        let name = segment.as_ref().map_or_else(|| brand.clone(), |segment| format!("{brand}, {segment}"));
        say(&row(&name, Fate::ALL.map(|fate| fates.of(fate).to_string())));
    }
}

fn by_method(said: &Forecast, say: &mut (dyn FnMut(&str) + Send)) {
    say("");
    for (kind, holders) in &said.holders {
        say(&format!("{:>9}  hold {kind}, {} of them nothing else", holders.all, holders.only));
    }
    if said.holders.is_empty() {
        say("Nobody holds a method yet.");
    }
}

fn row<T: std::fmt::Display>(name: &str, cells: [T; 5]) -> String {
    let [protected, password, asked, stopped, bared] = cells;
    format!("{name:<28} {protected:>9} {password:>9} {asked:>9} {stopped:>9} {bared:>9}")
}
