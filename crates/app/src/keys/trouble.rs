//! What can be wrong with a key file, in sentences for the operator. None of them quotes the file.

use thiserror::Error;

#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum KeyTrouble {
    #[error("line {0} of the key file cannot be read")]
    Unreadable(usize),
    #[error("the key file has version {0}; this release reads version 1")]
    Version(u32),
    #[error("the key file has no sealing root")]
    NoRoot,
    #[error("two sealing roots have the id {0}")]
    RepeatedRoot(u16),
    #[error("sealing root {0} is not 32 bytes")]
    RootLength(u16),
    #[error("sealing root {0} is not random: it looks like a sample; run `vestibule init` for real keys")]
    WeakRoot(u16),
    #[error("signing key {0} is not a PKCS#8 key for its algorithm")]
    NotAKey(String),
    #[error("signing key {kid} is really the key {thumbprint}")]
    WrongKid { kid: String, thumbprint: String },
    #[error("signing key {0} is listed twice")]
    RepeatedKey(String),
    #[error("signing key {0} is printed in a standard; anybody can sign with it")]
    SampleKey(String),
    #[error("exactly one signing key of each algorithm, RS256 and ES256, must be active")]
    Active,
    #[error("the system could not make a key")]
    NotMade,
}
