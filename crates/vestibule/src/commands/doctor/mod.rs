//! `vestibule doctor`: looks at everything an installation stands on, and says in sentences what is wrong and what
//! to do. Changes nothing. Exit code 1 when anything was found.

pub mod certificate;
pub mod clock;
mod issuer;
mod mail;
mod ports;
mod sim_swap;
mod store;
mod telephone;

use app::Clock;

use super::console::say;
use super::{ConfigFile, Failure};
use crate::config::{Config, Finding};

pub async fn run(file: &ConfigFile) -> Result<(), Failure> {
    let config = file.read()?;
    let findings = examine(&config).await;
    for finding in &findings {
        say(&finding.to_string());
    }
    if findings.is_empty() {
        say("All is well: configuration, keys, clock, store, clients, addresses, issuer, certificate, mail.");
        return Ok(());
    }
    say(&format!("{} to look at.", findings.len()));
    Err(Failure::Told)
}

/// Everything found, the configuration first: what is wrong there is the cause of much else.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = config.check();
    let is_refused = |findings: &[Finding], section: &str| {
        findings.iter().any(|finding| finding.is_refusal() && finding.about.starts_with(section))
    };
    findings.extend(clock::examine(config, Clock::default().now()));
    if !is_refused(&findings, "store") {
        findings.extend(store::examine(config).await);
    }
    if config.server.tls.is_some() && !is_refused(&findings, "server") {
        findings.extend(certificate::examine(config, Clock::default().now()));
    }
    if !is_refused(&findings, "server") && !is_refused(&findings, "outgoing") {
        findings.extend(ports::few_connections());
        let (found, is_running) = ports::examine(config).await;
        findings.extend(found);
        findings.extend(issuer::examine(config, is_running).await);
    }
    if !is_refused(&findings, "mail") && !is_refused(&findings, "outgoing") {
        findings.extend(mail::examine(config).await);
    }
    if !is_refused(&findings, "telephone") && !is_refused(&findings, "outgoing") {
        findings.extend(telephone::examine(config).await);
    }
    if !is_refused(&findings, "sim_swap") && !is_refused(&findings, "outgoing") {
        findings.extend(sim_swap::examine(config).await);
    }
    findings
}
