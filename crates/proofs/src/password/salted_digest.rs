//! One SHA over password and salt: LDAP's `{SSHA}`, `{SSHA256}`, `{SSHA512}` and their unsalted
//! ancestors. No protection against guessing, hence replaced first of all.

use aws_lc_rs::digest::{self, Context};

use super::bounds::CostRefused;
use super::encoding::{padded, same};
use super::{Argon2Memory, Scheme, Unreadable};

/// Longer salts are not written by any tool.
const LONGEST_SALT: usize = 64;

/// The hash function, by output length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sha {
    One,
    Two256,
    Two512,
}

/// One digest and its salt, which is empty for the unsalted schemes.
#[derive(Clone)]
pub struct SaltedDigest {
    pub(super) function: Sha,
    pub(super) digest: Vec<u8>,
    pub(super) salt: Vec<u8>,
}

impl Sha {
    pub(super) fn length(self) -> usize {
        match self {
            Self::One => 20,
            Self::Two256 => 32,
            Self::Two512 => 64,
        }
    }

    fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::One => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Two256 => &digest::SHA256,
            Self::Two512 => &digest::SHA512,
        }
    }
}

/// Reads base64 of the digest, followed by the salt if the scheme is `salted`.
pub(super) fn parse(function: Sha, salted: bool, text: &str) -> Result<SaltedDigest, Unreadable> {
    let read = || {
        let mut digest = padded(text)?;
        let salt = digest.split_off(function.length().min(digest.len()));
        let plausible =
            digest.len() == function.length() && salt.len() <= LONGEST_SALT && salted != salt.is_empty();
        plausible.then_some(SaltedDigest { function, digest, salt })
    };
    read().ok_or(Unreadable::Malformed("an LDAP digest"))
}

impl Scheme for SaltedDigest {
    fn label(&self) -> String {
        let salted = if self.salt.is_empty() { "" } else { "s" };
        let name = match self.function {
            Sha::One => "sha",
            Sha::Two256 => "sha256",
            Sha::Two512 => "sha512",
        };
        format!("{salted}{name}")
    }

    fn check_cost(&self) -> Result<(), CostRefused> {
        Ok(())
    }

    fn verify(&self, password: &[u8], _: &mut Argon2Memory) -> bool {
        let mut context = Context::new(self.function.algorithm());
        context.update(password);
        context.update(&self.salt);
        same(context.finish().as_ref(), &self.digest)
    }
}
