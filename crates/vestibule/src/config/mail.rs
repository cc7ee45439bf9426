//! `[mail.smtp]`: the server that carries our mails.

use std::path::PathBuf;
use std::time::Duration;

use gateways::SmtpSettings;
use gateways::http::is_loopback;
use gateways::mail::Security;
use serde::Deserialize;

use super::key::{Default as Is, Key, Section};
use super::{Finding, Place};

/// A relay answers within seconds; the outbox tries again.
const LONGEST: Duration = Duration::from_secs(20);

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    pub smtp: Option<Smtp>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    pub host: String,
    #[serde(default)]
    pub port: Option<u16>,
    #[serde(default)]
    pub security: Security,
    #[serde(default)]
    pub username: Option<String>,
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    pub from: String,
    #[serde(default)]
    pub from_name: Option<String>,
}

impl Mail {
    pub fn check(&self, place: &Place) -> Vec<Finding> {
        match &self.smtp {
            Some(smtp) => smtp.check(place),
            None => vec![Finding::advice(
                "mail.smtp",
                "No mail server is named, so mails wait in the outbox and are given up after two days.",
                "Add [mail.smtp] with host and from.",
            )],
        }
    }
}

impl Smtp {
    fn check(&self, place: &Place) -> Vec<Finding> {
        let mut findings: Vec<_> = self.settings(place, None).err().into_iter().collect();
        if self.security == Security::None && !is_loopback(&self.host) {
            findings.push(Finding::refused(
                "mail.smtp.security",
                "Mail in clear is only possible to a mail server on this machine.",
                "Choose \"starttls\" or \"tls\".",
            ));
        }
        if self.from.split_once('@').is_none_or(|(name, host)| name.is_empty() || host.is_empty()) {
            let cure = "Write an address of a domain of yours, such as ne-pas-repondre@lumen.example.";
            findings.push(Finding::refused("mail.smtp.from", "It is not a mail address.", cure));
        }
        if let Some(password_file) = &self.password_file {
            findings.extend(place.exposure("mail.smtp.password_file", password_file));
        }
        findings
    }

    /// What the gateway needs, the password read from its file.
    pub fn settings(
        &self,
        place: &Place,
        extra_authorities: Option<String>,
    ) -> Result<SmtpSettings, Finding> {
        let credentials = match (&self.username, &self.password_file) {
            (None, None) => None,
            (Some(name), Some(file)) => Some((name.clone(), place.secret("mail.smtp.password_file", file)?)),
            _ => {
                let says = "A name and a password go together, and one of them is missing.";
                let cure = "Set both username and password_file, or neither.";
                return Err(Finding::refused("mail.smtp", says, cure));
            }
        };
        Ok(SmtpSettings {
            host: self.host.clone(),
            port: self.port.unwrap_or_else(|| self.security.usual_port()),
            security: self.security,
            credentials,
            from: self.from.clone(),
            from_name: self.from_name.clone(),
            extra_authorities,
            timeout: LONGEST,
        })
    }
}

pub const SECTIONS: &[Section] = &[Section {
    header: "[mail.smtp]",
    says: "The server that carries mails to customers.",
    is_written: true,
    keys: &[
        Key::new("host", "host name", Is::Required("\"smtp.lumen.example\""), "The mail server."),
        Key::new("port", "number", Is::Derived("587, 465 or 25, by `security`", "587"), "Its port."),
        Key::new(
            "security",
            "\"starttls\", \"tls\" or \"none\"",
            Is::Is("\"starttls\""),
            "How the connection is protected; \"none\" only to this machine.",
        ),
        Key::new("username", "text", Is::Absent("\"vestibule\""), "The name we give, if the server asks."),
        Key::new("password_file", "file", Is::Absent("\"smtp.password\""), "Holds the password for it."),
        Key::new(
            "from",
            "mail address",
            Is::Required("\"ne-pas-repondre@lumen.example\""),
            "The sender's address.",
        ),
        Key::new(
            "from_name",
            "text",
            Is::Derived("the brand's name", "\"Lumen\""),
            "The sender's name where a mail has no brand's.",
        ),
    ],
}];
