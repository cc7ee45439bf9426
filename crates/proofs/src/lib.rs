//! The mathematics of credentials: password hashes, opaque tokens, sealed values, blind indexes,
//! derived keys.
//!
//! Pure functions: no I/O, no clock, no chance. Salts, nonces and seeds are parameters; the shell
//! draws them. What this room does not know: accounts, journeys, where a hash or a key is kept, and
//! whether a proof is enough to let someone in.

pub mod blind_index;
pub mod card;
mod hex;
pub mod keys;
pub mod passkey;
pub mod password;
pub mod recovery_code;
pub mod sealing;
pub mod token;
pub mod totp;
pub mod vap;
pub mod web_push;
