//! Does the address that customers use lead here? Asked the way a relying party asks: by discovery.

use gateways::Http;

use crate::config::{Config, Finding};

pub async fn examine(config: &Config, is_running: bool) -> Option<Finding> {
    let issuer = &config.server.issuer;
    let authorities = config.outgoing.authorities(&config.place).ok()?;
    let http = Http::new(authorities.as_deref()).ok()?;
    let address = format!("{issuer}/.well-known/openid-configuration");
    let answer = match http.get(&address).await {
        Ok(answer) => answer,
        // Nothing to reach: that is no finding before the first start.
        Err(_) if !is_running => return None,
        Err(why) => {
            let says = format!("{issuer} does not lead here: {why}.");
            let cure = "Look at the name's DNS record, the proxy, the firewall and the certificate (outgoing.ca_file \
                        names a private authority).";
            return Some(Finding::refused("server.issuer", says, cure));
        }
    };
    let document: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
    let told =
        document.as_ref().and_then(|document| document.get("issuer")).and_then(serde_json::Value::as_str);
    match told {
        Some(told) if told == issuer => None,
        Some(told) => {
            let says = format!("{issuer} leads to a server that calls itself {told}.");
            Some(Finding::refused("server.issuer", says, "Correct the issuer, or where the name leads."))
        }
        None if !is_running => None,
        None => {
            let says = format!("{address} answers {} and is not our discovery document.", answer.status);
            Some(Finding::refused(
                "server.issuer",
                says,
                "Let the proxy pass every path of this name to this server.",
            ))
        }
    }
}
