//! `vestibule migrate`: brings the store's schema up to this release. Running it again changes nothing.

use app::Clock;
use store::Db;

use super::console::say;
use super::{ConfigFile, Failure};
use crate::config::{Config, Finding, chain};

pub async fn run(file: &ConfigFile) -> Result<(), Failure> {
    let config = file.read()?;
    let db = open(&config).await?;
    let done = migrate(&db, &Clock::default()).await?;
    for name in &done {
        say(&format!("applied  {name}"));
    }
    say(if done.is_empty() { "The store is up to date already." } else { "The store is up to date." });
    Ok(())
}

/// Applies what is missing; the names of what was.
pub async fn migrate(db: &Db, clock: &Clock) -> Result<Vec<&'static str>, Finding> {
    let done = db.migrate(store::MIGRATIONS, clock.now()).await.map_err(|trouble| broken(&trouble))?;
    store::audit::seed(db).await.map_err(|trouble| broken(&trouble))?;
    Ok(done)
}

fn broken(trouble: &dyn std::error::Error) -> Finding {
    let says = format!("A migration failed and was taken back: {}.", chain(trouble));
    Finding::refused("store", says, "Mend that and run `vestibule migrate` again.")
}

/// Opens the store that is there: only `migrate` makes one.
pub async fn open_existing(config: &Config) -> Result<Db, Finding> {
    match config.store.sqlite_path(&config.place) {
        Some(path) if !path.exists() => {
            let says = format!("{} is not there yet.", path.display());
            Err(Finding::refused("store", says, "Run `vestibule migrate`: it makes the store."))
        }
        _ => open(config).await,
    }
}

/// Opens the store that the configuration names, or makes it.
pub async fn open(config: &Config) -> Result<Db, Finding> {
    let place = config.store.open(&config.place)?;
    Db::open(&place).await.map_err(|trouble| {
        let cure = match &place {
            store::StoreConfig::Sqlite { path, .. } => {
                format!(
                    "Look whether the folder of {} is there and may be written by this user.",
                    path.display()
                )
            }
            store::StoreConfig::Postgres { .. } => {
                "Look whether PostgreSQL runs, and at the address in store.url_file.".to_owned()
            }
        };
        Finding::refused("store", format!("{}.", capital(&chain(&trouble))), cure)
    })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
