//! LDAP's `{SCHEME}value` (RFC 2307 §5.3), as slapd and its modules write `userPassword`. Scheme
//! names are read in either case.

use super::salted_digest::{self, Sha};
use super::{PasswordHash, Unreadable, argon2, bcrypt, pbkdf2, sha_crypt};

/// Reads a string that begins with a brace.
pub(super) fn parse(stored: &str) -> Result<PasswordHash, Unreadable> {
    let (scheme, value) =
        stored.strip_prefix('{').and_then(|rest| rest.split_once('}')).ok_or(Unreadable::UnknownScheme)?;
    let digest =
        |function, salted| salted_digest::parse(function, salted, value).map(PasswordHash::SaltedDigest);
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "sha" => digest(Sha::One, false),
        "sha256" => digest(Sha::Two256, false),
        "sha512" => digest(Sha::Two512, false),
        "ssha" => digest(Sha::One, true),
        "ssha256" => digest(Sha::Two256, true),
        "ssha512" => digest(Sha::Two512, true),
        "pbkdf2" | "pbkdf2-sha1" | "pbkdf2-sha256" | "pbkdf2-sha512" => {
            pbkdf2::parse_passlib(&scheme, value).map(PasswordHash::Pbkdf2)
        }
        "argon2" => argon2_value(value),
        "crypt" => crypt_value(value),
        "cleartext" => Err(Unreadable::Unsupported("{CLEARTEXT} is a password, not a hash")),
        _ => Err(Unreadable::UnknownScheme),
    }
}

fn argon2_value(value: &str) -> Result<PasswordHash, Unreadable> {
    value
        .strip_prefix('$')
        .and_then(|rest| rest.split_once('$'))
        .ok_or(Unreadable::Malformed("Argon2"))
        .and_then(|(name, fields)| argon2::parse(name, fields))
        .map(PasswordHash::Argon2)
}

/// Whatever the system's crypt(3) wrote. DES and MD5 variants are too weak to be worth a verifier.
fn crypt_value(value: &str) -> Result<PasswordHash, Unreadable> {
    let parts = value.strip_prefix('$').and_then(|rest| rest.split_once('$'));
    match parts {
        Some((name @ ("5" | "6"), fields)) => sha_crypt::parse(name, fields).map(PasswordHash::ShaCrypt),
        Some(("2a" | "2b" | "2y", fields)) => bcrypt::parse(fields).map(PasswordHash::Bcrypt),
        _ => Err(Unreadable::Unsupported("{CRYPT} is read with SHA-crypt ($5$, $6$) and bcrypt only")),
    }
}
