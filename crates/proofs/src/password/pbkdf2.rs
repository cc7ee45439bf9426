//! PBKDF2 (RFC 8018) with HMAC-SHA-1, SHA-256, SHA-512: passlib's `$pbkdf2-…$`, OpenLDAP's
//! `{PBKDF2-…}`, Django's `pbkdf2_…$`.
//!
//! Computed by aws-lc rather than by the `pbkdf2` crate: its inner loop is assembly that uses the
//! processor's SHA instructions, it is as fast in a debug build as in a release, and the library is
//! here anyway. A million iterations of SHA-256 take 0.31 s.

use std::num::NonZeroU32;

use aws_lc_rs::pbkdf2;

use super::bounds::{self, CostRefused, within};
use super::encoding::{adapted, number, padded};
use super::{Argon2Memory, Scheme, Unreadable};

/// The hash function inside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    Sha1,
    Sha256,
    Sha512,
}

/// One PBKDF2 hash.
#[derive(Clone)]
pub struct Pbkdf2Hash {
    pub(super) function: Digest,
    pub(super) iterations: u32,
    pub(super) salt: Vec<u8>,
    pub(super) digest: Vec<u8>,
}

impl Digest {
    /// By the names that passlib and OpenLDAP use, in lower case; bare `pbkdf2` is SHA-1.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "pbkdf2" | "pbkdf2-sha1" => Some(Self::Sha1),
            "pbkdf2-sha256" => Some(Self::Sha256),
            "pbkdf2-sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Bytes of one block, which is what every tool stores.
    pub(super) fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    fn algorithm(self) -> pbkdf2::Algorithm {
        match self {
            Self::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Self::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Self::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        }
    }
}

/// Reads `iterations$salt$digest` in passlib's base64, which OpenLDAP's module shares.
pub(super) fn parse_passlib(name: &str, fields: &str) -> Result<Pbkdf2Hash, Unreadable> {
    let read = || {
        let [iterations, salt, digest] = *fields.split('$').collect::<Vec<_>>() else {
            return None;
        };
        Pbkdf2Hash::new(Digest::named(name)?, number(iterations)?, adapted(salt)?, adapted(digest)?)
    };
    read().ok_or(Unreadable::Malformed("PBKDF2"))
}

/// Reads Django's `iterations$salt$digest`: the salt is plain text, the digest padded base64.
pub(super) fn parse_django(function: Digest, fields: &str) -> Result<Pbkdf2Hash, Unreadable> {
    let read = || {
        let [iterations, salt, digest] = *fields.split('$').collect::<Vec<_>>() else {
            return None;
        };
        Pbkdf2Hash::new(function, number(iterations)?, salt.into(), padded(digest)?)
    };
    read().ok_or(Unreadable::Malformed("PBKDF2"))
}

impl Pbkdf2Hash {
    /// `None` unless the digest is exactly one block long: a shorter one is the beginning of the
    /// right one, and would verify.
    fn new(function: Digest, iterations: u32, salt: Vec<u8>, digest: Vec<u8>) -> Option<Self> {
        (digest.len() == function.length()).then_some(Self { function, iterations, salt, digest })
    }
}

impl Scheme for Pbkdf2Hash {
    fn label(&self) -> String {
        let name = match self.function {
            Digest::Sha1 => "pbkdf2-sha1",
            Digest::Sha256 => "pbkdf2-sha256",
            Digest::Sha512 => "pbkdf2-sha512",
        };
        format!("{name}:{}", self.iterations)
    }

    fn check_cost(&self) -> Result<(), CostRefused> {
        let [sha1, sha256, sha512] = bounds::PBKDF2_ITERATIONS;
        let most = match self.function {
            Digest::Sha1 => sha1,
            Digest::Sha256 => sha256,
            Digest::Sha512 => sha512,
        };
        within("PBKDF2 iterations", self.iterations.into(), 1, most)
    }

    fn verify(&self, password: &[u8], _: &mut Argon2Memory) -> bool {
        NonZeroU32::new(self.iterations).is_some_and(|iterations| {
            pbkdf2::verify(self.function.algorithm(), iterations, &self.salt, password, &self.digest).is_ok()
        })
    }
}
