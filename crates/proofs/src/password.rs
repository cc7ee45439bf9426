//! Password hashes: our own, and those that imported customers bring from older systems. Old ones
//! are verified once with the bytes as typed, then replaced by ours at sign-in (PW1, PW4).
//! Does not know whose password it is, nor whether it is a good one.

mod argon2;
mod bcrypt;
mod bounds;
mod crypt64;
mod decoy;
mod django;
mod encoding;
mod ldap;
mod memory;
mod ours;
mod pbkdf2;
mod phpass;
mod salted_digest;
mod scrypt;
mod sha_crypt;
pub mod strength;

use std::fmt;

pub use bounds::CostRefused;
pub use decoy::decoy;
pub use memory::Argon2Memory;
pub use ours::{hash_new, needs_upgrade};

/// A stored password hash, read and typed. `Debug` shows its scheme only.
#[derive(Clone)]
pub enum PasswordHash {
    Argon2(argon2::Argon2Hash),
    Bcrypt(bcrypt::BcryptHash),
    Pbkdf2(pbkdf2::Pbkdf2Hash),
    Phpass(phpass::PhpassHash),
    SaltedDigest(salted_digest::SaltedDigest),
    Scrypt(scrypt::ScryptHash),
    ShaCrypt(sha_crypt::ShaCryptHash),
}

/// Why a stored string is not a hash that we can verify. The string itself is never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("no known password hash looks like this")]
    UnknownScheme,
    #[error("it begins like {0} but is cut short or altered")]
    Malformed(&'static str),
    #[error("{0}")]
    Unsupported(&'static str),
}

/// What every scheme can do.
trait Scheme {
    /// Algorithm and cost, and nothing that differs between two people's hashes of equal work.
    fn label(&self) -> String;
    /// Refuses what would be a denial of service, or no work where there must be some.
    fn check_cost(&self) -> Result<(), CostRefused>;
    /// Compares in constant time. Called only when `check_cost` agreed.
    fn verify(&self, password: &[u8], memory: &mut Argon2Memory) -> bool;
}

/// No scheme writes more than a few hundred characters.
const LONGEST: usize = 1024;

impl PasswordHash {
    /// Reads a stored string in any of the forms listed in the crate's README. Costs are read, not
    /// judged: see `cost_within_bounds`.
    pub fn parse(stored: &str) -> Result<Self, Unreadable> {
        if stored.len() > LONGEST || !stored.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Unreadable::UnknownScheme);
        }
        if stored.starts_with('{') {
            return ldap::parse(stored);
        }
        match stored.strip_prefix('$') {
            Some(rest) => Self::parse_crypt(rest),
            None => django::parse(stored),
        }
    }

    /// `$scheme$…`: PHC strings and crypt(3) strings, told apart by the scheme's name.
    fn parse_crypt(rest: &str) -> Result<Self, Unreadable> {
        let (scheme, fields) = rest.split_once('$').ok_or(Unreadable::UnknownScheme)?;
        match scheme {
            "argon2i" | "argon2d" | "argon2id" => argon2::parse(scheme, fields).map(Self::Argon2),
            "2a" | "2b" | "2y" => bcrypt::parse(fields).map(Self::Bcrypt),
            "2x" => Err(Unreadable::Unsupported(
                "$2x$ marks bcrypt hashes of a faulty PHP version, which confuse passwords with accents",
            )),
            "5" | "6" => sha_crypt::parse(scheme, fields).map(Self::ShaCrypt),
            "P" | "H" => phpass::parse(fields).map(Self::Phpass),
            "pbkdf2" | "pbkdf2-sha1" | "pbkdf2-sha256" | "pbkdf2-sha512" => {
                pbkdf2::parse_passlib(scheme, fields).map(Self::Pbkdf2)
            }
            "scrypt" => scrypt::parse_phc(fields).map(Self::Scrypt),
            _ => Err(Unreadable::UnknownScheme),
        }
    }

    /// A short stable text of algorithm and cost, such as `argon2id:19456:2:1`, `bcrypt:10`,
    /// `pbkdf2-sha256:600000`: equal labels mean equal work, so a store can count its mix (NU2).
    pub fn scheme_label(&self) -> String {
        self.scheme().label()
    }

    /// Whether one verification costs something bearable: an import refuses the line otherwise, and
    /// `verify` refuses in any case (PW4). The limits and their reasons stand in `bounds`.
    pub fn cost_within_bounds(&self) -> Result<(), CostRefused> {
        self.scheme().check_cost()
    }

    fn scheme(&self) -> &dyn Scheme {
        match self {
            Self::Argon2(hash) => hash,
            Self::Bcrypt(hash) => hash,
            Self::Pbkdf2(hash) => hash,
            Self::Phpass(hash) => hash,
            Self::SaltedDigest(hash) => hash,
            Self::Scrypt(hash) => hash,
            Self::ShaCrypt(hash) => hash,
        }
    }
}

/// Whether `password`, the bytes as typed, is the one that was hashed. Takes as long as the hash's
/// cost says (up to about one second within bounds): run it on a worker that owns its `memory`.
pub fn verify(hash: &PasswordHash, password: &[u8], memory: &mut Argon2Memory) -> bool {
    hash.cost_within_bounds().is_ok() && hash.scheme().verify(password, memory)
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PasswordHash({})", self.scheme_label())
    }
}
