//! `vestibule client apply FILE`: makes the store hold what the file declares. Says what changes before it does;
//! removes nothing. New secrets are shown once.

use std::path::PathBuf;

use app::App;
use app::clients::Applied;
use clap::Args;
use domain::Secret;
use oidc::checks::token::client_auth::secret_hash;
use store::clients::StoredClient;

use super::declared::{self, Declared};
use crate::commands::console::say;
use crate::commands::{ConfigFile, Failure};
use crate::config::{Config, chain};
use crate::server::plan::setup;

#[derive(Args)]
pub struct Options {
    /// The file that declares the clients
    #[arg(value_name = "FILE", default_value = "clients.toml")]
    file: PathBuf,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub async fn run(options: &Options) -> Result<(), Failure> {
    let config = options.config.read()?;
    let declared = declared::read(&options.file)?;
    check_brands(&config, &declared)?;
    let app = open(&config).await?;
    let mut counts = [0_usize; 3];
    for one in declared {
        let id = one.client.client_id.clone();
        let Change { applied, secret } = apply(&app, one, options.dry_run).await?;
        let (index, word) = match applied {
            Applied::Added => (0, "added"),
            Applied::Changed => (1, "changed"),
            Applied::Unchanged => (2, "unchanged"),
        };
        counts[index] += 1;
        say(&format!("{word:<10} {id}"));
        if let Some(secret) = secret {
            say(&format!("           its secret, shown this once: {}", secret.reveal()));
        }
    }
    let [added, changed, unchanged] = counts;
    let mood = if options.dry_run { "Nothing was changed; it would be: " } else { "" };
    say(&format!("{mood}{added} added, {changed} changed, {unchanged} unchanged."));
    Ok(())
}

/// The application as a command needs it: no threads for passwords to speak of.
pub async fn open(config: &Config) -> Result<App, Failure> {
    let mut setup = setup(config).await?;
    setup.hash_permits = 1;
    App::start(setup).await.map_err(|trouble| told(&trouble))
}

fn told(trouble: &app::Trouble) -> Failure {
    Failure::trouble(format!("The store did not take it: {}. Run `vestibule doctor`.", chain(trouble)))
}

fn check_brands(config: &Config, declared: &[Declared]) -> Result<(), Failure> {
    for one in declared {
        let Some(brand) = &one.client.brand else { continue };
        if config.brand.iter().all(|known| known.id != *brand) {
            let id = &one.client.client_id;
            let sentence =
                format!("{id} names the brand \"{brand}\", which no [[brand]] has. Correct one of them.");
            return Err(Failure::Trouble(sentence));
        }
    }
    Ok(())
}

/// What happens to one client.
pub struct Change {
    pub applied: Applied,
    /// Its secret, when a new one was made: nobody can read it again.
    pub secret: Option<Secret>,
}

/// Applies one declaration, or foresees what that would do.
pub async fn apply(app: &App, one: Declared, dry_run: bool) -> Result<Change, Failure> {
    let before = store::clients::by_id(app.db(), &one.client.client_id).await;
    let before = before.map_err(|trouble| told(&trouble.into()))?;
    let has_secret = before.as_ref().is_some_and(|before| before.secret_hash.is_some());
    let made = (one.secret.is_none() && !one.client.is_public() && !has_secret)
        .then(|| Secret::new(app::chance::token().text().to_string()));
    let hash = one.secret.as_ref().or(made.as_ref()).map(secret_hash);
    if dry_run {
        return Ok(Change { applied: foreseen(before.as_ref(), &one, hash), secret: None });
    }
    let applied = app.apply_client(one.client, hash).await.map_err(|trouble| told(&trouble))?;
    Ok(Change { applied, secret: made })
}

fn foreseen(before: Option<&StoredClient>, one: &Declared, hash: Option<[u8; 32]>) -> Applied {
    match before {
        None => Applied::Added,
        Some(before) if before.client == one.client && (hash.is_none() || hash == before.secret_hash) => {
            Applied::Unchanged
        }
        Some(_) => Applied::Changed,
    }
}
