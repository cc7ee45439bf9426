//! Django's `algorithm$…`, the one family that does not begin with a dollar.

use super::pbkdf2::{self, Digest};
use super::{PasswordHash, Unreadable, argon2, bcrypt, scrypt};

/// Reads a string that begins with neither a brace nor a dollar.
pub(super) fn parse(stored: &str) -> Result<PasswordHash, Unreadable> {
    let (algorithm, fields) = stored.split_once('$').ok_or(Unreadable::UnknownScheme)?;
    match algorithm {
        "pbkdf2_sha256" => pbkdf2::parse_django(Digest::Sha256, fields).map(PasswordHash::Pbkdf2),
        "pbkdf2_sha1" => pbkdf2::parse_django(Digest::Sha1, fields).map(PasswordHash::Pbkdf2),
        "bcrypt_sha256" => inner(fields, "bcrypt", &["2a", "2b", "2y"])
            .and_then(|(_, fields)| bcrypt::parse_prehashed(fields))
            .map(PasswordHash::Bcrypt),
        "bcrypt" => inner(fields, "bcrypt", &["2a", "2b", "2y"])
            .and_then(|(_, fields)| bcrypt::parse(fields))
            .map(PasswordHash::Bcrypt),
        "scrypt" => scrypt::parse_django(fields).map(PasswordHash::Scrypt),
        "argon2" => fields
            .split_once('$')
            .ok_or(Unreadable::Malformed("Argon2"))
            .and_then(|(name, fields)| argon2::parse(name, fields))
            .map(PasswordHash::Argon2),
        _ => Err(Unreadable::UnknownScheme),
    }
}

/// `bcrypt$$2b$12$…`: Django keeps the whole crypt(3) string after its own name.
fn inner<'a>(
    fields: &'a str,
    family: &'static str,
    names: &[&str],
) -> Result<(&'a str, &'a str), Unreadable> {
    fields
        .strip_prefix('$')
        .and_then(|rest| rest.split_once('$'))
        .filter(|(name, _)| names.contains(name))
        .ok_or(Unreadable::Malformed(family))
}
