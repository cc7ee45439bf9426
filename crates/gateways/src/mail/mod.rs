//! Mail: one trait, SMTP behind it, and a fake that remembers. Knows no language and no template.

mod recorded;
mod smtp;
mod write;

use std::future::Future;
use std::pin::Pin;

use domain::Timestamp;

pub use recorded::{Recorded, RecordedMail};
pub use smtp::{Security, SmtpMail, SmtpSettings, SmtpTrouble};

use crate::SendError;

/// One mail, finished. The address it comes from belongs to the installation, not to the mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutgoingMail {
    pub to: String,
    /// The name shown as sender, when it is not the installation's.
    pub from_name: Option<String>,
    pub subject: String,
    pub text: String,
    /// Without it the mail is plain text only.
    pub html: Option<String>,
    /// Stays the same over all tries, so that a mail delivered twice is recognised as one. Letters, digits, `-`, `_`, `.`.
    pub message_id: String,
    /// The moment that stands in the `Date` header.
    pub at: Timestamp,
}

/// What `Mail::send` returns: a boxed future, so that the trait can stand behind `Arc<dyn Mail>`.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), SendError>> + Send + 'a>>;

/// A way to deliver mail.
pub trait Mail: Send + Sync {
    /// Hands the mail over. `Ok` says that the next server took responsibility for it, not that it was read.
    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> Sending<'a>;
}

/// For an installation without a mail server: everything waits.
#[derive(Clone, Copy, Debug)]
pub struct NoMail;

impl Mail for NoMail {
    fn send<'a>(&'a self, _: &'a OutgoingMail) -> Sending<'a> {
        Box::pin(async { Err(SendError::temporary("no mail server is configured ([mail.smtp])")) })
    }
}
