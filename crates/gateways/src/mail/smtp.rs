//! Mail by SMTP (RFC 5321): STARTTLS, TLS from the first byte, or in clear on the machine itself.
//! Does not know when to try again; it says whether trying makes sense.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;
use tokio::time::timeout;

use super::{Mail, OutgoingMail, Sending, write};
use crate::{SendError, http::is_loopback, tls};

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// In clear first, then TLS before anything else is said; refused when the server does not offer it.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// In clear: only to a mail server on this machine.
    None,
}

impl Security {
    /// The port that RFC 8314 and RFC 5321 give it.
    pub const fn usual_port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

#[derive(Clone, Debug)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Name and password, when the server asks for them.
    pub credentials: Option<(String, domain::Secret)>,
    /// The address in `From`.
    pub from: String,
    pub from_name: Option<String>,
    /// PEM text of authorities to believe beside the machine's.
    pub extra_authorities: Option<String>,
    /// The longest that one mail may take, from connecting to the server's last word.
    pub timeout: Duration,
}

#[derive(Debug, ThisError)]
pub enum SmtpTrouble {
    #[error("the sender's address is malformed")]
    From(#[source] lettre::address::AddressError),
    #[error("mail in clear is only possible to a mail server on this machine")]
    InClear,
    #[error("the extra authorities cannot be used")]
    Authorities(#[source] tls::TlsTrouble),
    #[error("TLS towards the mail server could not be set up")]
    Tls(#[source] Error),
}

/// Keeps a few connections open and reuses them.
pub struct SmtpMail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// lettre bounds connecting only; a server that falls silent later is given up here.
    timeout: Duration,
}

impl SmtpMail {
    /// Prepares the connection without opening it. Needs to run inside a tokio runtime.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SmtpTrouble> {
        tls::install_provider();
        let address: Address = settings.from.parse().map_err(SmtpTrouble::From)?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(settings.timeout))
            .pool_config(PoolConfig::new().max_size(4))
            .tls(protection(settings)?);
        if let Some((name, password)) = &settings.credentials {
            builder = builder.credentials(Credentials::new(name.clone(), password.reveal().to_owned()));
        }
        let from = Mailbox::new(settings.from_name.clone(), address);
        Ok(Self { transport: builder.build(), from, timeout: settings.timeout })
    }

    /// Connects, greets, protects and signs in, and sends nothing: what `vestibule doctor` tries.
    /// The reason holds the server's own words.
    pub async fn greet(&self) -> Result<(), String> {
        match timeout(self.timeout, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the mail server closed the connection".to_owned()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("the mail server did not answer in time".to_owned()),
        }
    }
}

fn protection(settings: &SmtpSettings) -> Result<Tls, SmtpTrouble> {
    if settings.security == Security::None {
        return if is_loopback(&settings.host) { Ok(Tls::None) } else { Err(SmtpTrouble::InClear) };
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.extra_authorities {
        for certificate in tls::certificates(pem).map_err(SmtpTrouble::Authorities)? {
            let certificate = Certificate::from_der(certificate.to_vec()).map_err(SmtpTrouble::Tls)?;
            parameters = parameters.add_root_certificate(certificate);
        }
    }
    let parameters = parameters.build_rustls().map_err(SmtpTrouble::Tls)?;
    Ok(if settings.security == Security::Tls { Tls::Wrapper(parameters) } else { Tls::Required(parameters) })
}

impl Mail for SmtpMail {
    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> Sending<'a> {
        Box::pin(async move {
            let message = write::message(mail, &self.from)?;
            match timeout(self.timeout, self.transport.send(message)).await {
                Ok(sent) => sent.map(|_| ()).map_err(|error| judge(&error)),
                Err(_) => Err(SendError::temporary("the mail server did not answer in time")),
            }
        })
    }
}

/// A refusal of this message is for good; a refusal of us (name, password, TLS) is ours to mend, and the mail waits.
/// The server's words may quote the address, so only its code is kept.
fn judge(error: &Error) -> SendError {
    match error.status().map(u16::from) {
        Some(code @ (530 | 534 | 535 | 538)) => {
            SendError::temporary(format!("the mail server did not accept our name and password ({code})"))
        }
        Some(code) if error.is_permanent() => {
            SendError::permanent(format!("the mail server refused it ({code})"))
        }
        Some(code) => SendError::temporary(format!("the mail server asked to wait ({code})")),
        None if error.is_tls() => SendError::temporary("TLS with the mail server failed"),
        None => SendError::temporary("the mail server could not be reached"),
    }
}
