//! Web Push without a library: the message encrypted for one browser (RFC 8291) and the sender's signature (RFC 8292).
//! Knows no endpoint's owner and sends nothing; keys, salts and time are handed in.

pub mod encrypt;
pub mod vapid;

pub use encrypt::{Recipient, Sealing, encrypt};
