//! Do the gateways for texts and calls know us? Asks each what it can be asked for nothing; sends nothing.

use app::Clock;
use gateways::Http;

use crate::config::{Config, Finding, telephone};

pub async fn examine(config: &Config) -> Option<Finding> {
    if config.telephone.is_empty() {
        return None;
    }
    let authorities = config.outgoing.authorities(&config.place).ok()?;
    let http = Http::new(authorities.as_deref()).ok()?;
    let telephone = telephone::gateways(&config.telephone, &config.place, &http).ok()?;
    let why = telephone.greet(Clock::default().now()).await.err()?;
    let cure = "Look at [[telephone]]: address, account and the files with secrets; codes wait in the outbox meanwhile.";
    Some(Finding::refused("telephone", format!("A gateway does not know us: {why}."), cure))
}
