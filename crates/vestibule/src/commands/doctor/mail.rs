//! Does the mail server let us in? Connects, greets, protects, signs in; sends nothing.

use gateways::SmtpMail;

use crate::config::{Config, Finding, chain};

pub async fn examine(config: &Config) -> Option<Finding> {
    let smtp = config.mail.smtp.as_ref()?;
    let settings = smtp.settings(&config.place, config.outgoing.authorities(&config.place).ok()?).ok()?;
    let cure = "Look at [mail.smtp]: host, port, security, username; mails wait in the outbox meanwhile.";
    let server = format!("{}:{}", settings.host, settings.port);
    match SmtpMail::new(&settings) {
        Err(trouble) => {
            Some(Finding::refused("mail.smtp", format!("It cannot be used: {}.", chain(&trouble)), cure))
        }
        Ok(mail) => {
            let why = mail.greet().await.err()?;
            Some(Finding::refused(
                "mail.smtp",
                format!("The mail server {server} does not let us in: {why}."),
                cure,
            ))
        }
    }
}
