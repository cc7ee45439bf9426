//! `vestibule client list`: who trusts us. Shows no secret.

use crate::commands::console::say;
use crate::commands::{ConfigFile, Failure, migrate};
use crate::config::chain;

pub async fn run(file: &ConfigFile) -> Result<(), Failure> {
    let config = file.read()?;
    let db = migrate::open_existing(&config).await?;
    let clients = store::clients::all(&db).await.map_err(|trouble| {
        Failure::trouble(format!("The clients cannot be read: {}. Run `vestibule migrate`.", chain(&trouble)))
    })?;
    for stored in &clients {
        let client = &stored.client;
        let kind = if client.is_public() { "public" } else { "confidential" };
        say(&format!("{:<24} {kind:<13} {}", client.client_id.to_string(), client.name));
        for uri in &client.redirect_uris {
            say(&format!("{:24} {uri}", ""));
        }
    }
    if clients.is_empty() {
        say("No client is registered. `vestibule client apply clients.toml` registers them.");
    }
    Ok(())
}
