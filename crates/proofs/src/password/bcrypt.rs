//! bcrypt: `$2a$`, `$2b$`, `$2y$` (htpasswd, PHP, mkpasswd), and Django's variant over SHA-256.

use aws_lc_rs::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::bounds::{self, CostRefused, within};
use super::encoding::{self, number, same};
use super::{Argon2Memory, Scheme, Unreadable};
use crate::hex;

/// bcrypt reads 72 bytes of the password, its ending NUL included, and ignores the rest.
const LONGEST: usize = 72;

/// One bcrypt hash.
#[derive(Clone)]
pub struct BcryptHash {
    /// Django's `bcrypt_sha256`: bcrypt of the hexadecimal SHA-256 of the password.
    pub(super) prehashed: bool,
    pub(super) cost: u32,
    pub(super) salt: [u8; 16],
    pub(super) digest: [u8; 23],
}

/// Reads what follows `$2b$`: two digits of cost, then 22 characters of salt and 31 of digest.
pub(super) fn parse(fields: &str) -> Result<BcryptHash, Unreadable> {
    read(fields, false).ok_or(Unreadable::Malformed("bcrypt"))
}

/// The same over a SHA-256, for Django.
pub(super) fn parse_prehashed(fields: &str) -> Result<BcryptHash, Unreadable> {
    read(fields, true).ok_or(Unreadable::Malformed("bcrypt"))
}

fn read(fields: &str, prehashed: bool) -> Option<BcryptHash> {
    let (cost, rest) = fields.split_once('$')?;
    let (salt, digest) = rest.split_at_checked(22)?;
    if cost.len() != 2 || digest.len() != 31 {
        return None;
    }
    Some(BcryptHash {
        prehashed,
        cost: number(cost.strip_prefix('0').unwrap_or(cost))?,
        salt: encoding::bcrypt_salt(salt)?.try_into().ok()?,
        digest: encoding::bcrypt(digest)?.try_into().ok()?,
    })
}

impl BcryptHash {
    fn matches(&self, password: &[u8]) -> bool {
        // bcrypt repeats password and NUL in a circle: "a" and "a\0a" would be one password.
        if password.contains(&0) {
            return false;
        }
        let mut key = Zeroizing::new([0; LONGEST]);
        let read = password.len().min(LONGEST);
        key[..read].copy_from_slice(&password[..read]);
        let digest = bcrypt::bcrypt(self.cost, self.salt, &key[..(read + 1).min(LONGEST)]);
        same(&digest[..self.digest.len()], &self.digest)
    }
}

impl Scheme for BcryptHash {
    fn label(&self) -> String {
        let name = if self.prehashed { "bcrypt-sha256" } else { "bcrypt" };
        format!("{name}:{}", self.cost)
    }

    fn check_cost(&self) -> Result<(), CostRefused> {
        within("bcrypt cost", self.cost.into(), 4, bounds::BCRYPT_COST)
    }

    fn verify(&self, password: &[u8], _: &mut Argon2Memory) -> bool {
        if !self.prehashed {
            return self.matches(password);
        }
        let hex = hex::lower(digest(&SHA256, password).as_ref());
        self.matches(hex.as_bytes())
    }
}
