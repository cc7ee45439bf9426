//! Does the mobile operator know us? Asks for a token, and about nobody.

use app::Clock;
use gateways::Http;

use crate::config::{Config, Finding};

pub async fn examine(config: &Config) -> Option<Finding> {
    let said = config.sim_swap.as_ref()?;
    let authorities = config.outgoing.authorities(&config.place).ok()?;
    let http = Http::new(authorities.as_deref()).ok()?;
    let operator = said.gateway(&config.place, &http).ok()?;
    let why = operator.greet(Clock::default().now()).await.err()?;
    let cure = "Look at token_url, client_id, secret_file and scope; docs/runbooks/operators-that-do-not-answer.md says what happens meanwhile.";
    Some(Finding::refused("sim_swap", format!("The mobile operator does not know us: {why}."), cure))
}
