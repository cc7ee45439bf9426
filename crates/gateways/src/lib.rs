//! The outside world behind small traits, each with a recording fake.
//! Knows neither why something is sent nor in which language: it carries, and says whether trying again makes sense.

pub mod http;
pub mod mail;
mod names;
pub mod push;
pub mod send_error;
pub mod sim_swap;
pub mod telephone;
pub mod tls;

pub use http::{Http, RecordedCalls};
pub use mail::{Mail, OutgoingMail, RecordedMail, SmtpMail, SmtpSettings};
pub use send_error::SendError;
pub use sim_swap::SimSwap;
pub use telephone::{OutgoingCall, OutgoingText, Telephone};
