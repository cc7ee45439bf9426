//! The configuration: one TOML, one file here for each section. Unknown keys are refused with their line, secrets
//! come from files, relative paths lie beside the configuration. Reads files; opens no connection.

pub mod audit;
pub mod authenticator;
pub mod brand;
pub mod factors;
pub mod finding;
pub mod key;
pub mod keys;
mod lines;
pub mod log;
pub mod mail;
pub mod outgoing;
pub mod passkeys;
pub mod personalise;
pub mod place;
pub mod policy;
pub mod recourse;
pub mod reference;
pub mod sending;
pub mod server;
pub mod sim_swap;
pub mod span;
pub mod store;
pub mod telephone;
mod template;
#[cfg(test)]
mod tests;

use std::path::Path;

use serde::Deserialize;

pub use finding::{Finding, Severity, chain};
pub use lines::line_of;
pub use place::Place;
pub use template::template;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub server: server::Server,
    #[serde(default)]
    pub store: store::Store,
    #[serde(default)]
    pub keys: keys::Keys,
    #[serde(default)]
    pub operator: keys::Operator,
    #[serde(default)]
    pub mail: mail::Mail,
    #[serde(default)]
    pub telephone: Vec<telephone::Gateway>,
    #[serde(default)]
    pub sim_swap: Option<sim_swap::SimSwap>,
    #[serde(default)]
    pub outgoing: outgoing::Outgoing,
    #[serde(default)]
    pub log: log::Log,
    #[serde(default)]
    pub hashing: log::Hashing,
    #[serde(default)]
    pub audit: audit::Audit,
    #[serde(default)]
    pub policy: policy::Policy,
    #[serde(default)]
    pub authenticator: authenticator::Authenticator,
    #[serde(default)]
    pub brand: Vec<brand::Brand>,
    #[serde(skip)]
    pub place: Place,
    #[serde(skip)]
    text: String,
}

impl Config {
    /// Reads the file and its form; what its values are worth is `check`'s affair.
    pub fn read(file: &Path) -> Result<Self, Finding> {
        let place = Place::of(file);
        let about = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| {
            let cure = "Name the file with --config, or write one with `vestibule init`.";
            Finding::refused(&about, format!("The configuration cannot be read: {error}."), cure)
        })?;
        Self::parse(text, place)
    }

    pub fn parse(text: String, place: Place) -> Result<Self, Finding> {
        let about = place.file.display().to_string();
        let config: Self = toml::from_str(&text).map_err(|error| malformed(&about, &text, &error))?;
        Ok(Self { place, text, ..config })
    }

    /// Everything that can be said about the configuration and the files it names, in the order of the file.
    pub fn check(&self) -> Vec<Finding> {
        let place = &self.place;
        let mut findings = self.server.check(place);
        findings.extend(self.store.check(place));
        findings.extend(self.keys.check(place));
        findings.extend(self.operator.check(place));
        findings.extend(self.mail.check(place));
        findings.extend(telephone::check(&self.telephone, place));
        findings.extend(self.sim_swap.as_ref().map(|one| one.check(place)).unwrap_or_default());
        findings.extend(self.outgoing.check(place));
        findings.extend(self.hashing.check());
        findings.extend(self.audit.check(place));
        findings.extend(self.authenticator.check(&self.server.issuer));
        findings.extend(brand::faces(&self.brand, place).err().unwrap_or_default());
        findings.extend(self.policy.check());
        findings.extend(self.policy.passkeys.check(&self.server.issuer));
        findings.extend(personalise::check(&self.policy.personalise, &self.brand));
        for finding in &mut findings {
            finding.line = line_of(&self.text, &finding.about);
        }
        findings
    }
}

/// The parser's refusal, with its line and what to do.
fn malformed(about: &str, text: &str, error: &toml::de::Error) -> Finding {
    let line = error.span().map(|span| lines::line_at(text, span.start));
    let said = error.message();
    let (says, cure) = match said.split_once(", expected ") {
        Some((unknown, known)) if unknown.starts_with("unknown field") => (
            format!("{}.", unknown.replacen("unknown field", "There is no key", 1)),
            format!("Known here: {}.", known.trim_start_matches("one of ")),
        ),
        _ if said.starts_with("missing field") => (
            format!("{}.", said.replacen("missing field", "This section lacks the key", 1)),
            "Add it: docs/reference/configuration.md says how.".to_owned(),
        ),
        _ => (format!("It cannot be read: {said}."), "Change that line.".to_owned()),
    };
    Finding::refused(about, says, cure).at_line(line)
}
