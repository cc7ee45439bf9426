//! The key file: what the installation must never lose and never show. Written once by `vestibule init`, read at start.
//! Does not know where the file lies, nor what is sealed or signed with its keys.

mod bytes;
mod file;
mod prepare;
mod trouble;
mod weak;

pub use file::{KeyFile, KeyState, Root, SigningKey};
pub use prepare::Keys;
pub use trouble::KeyTrouble;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
