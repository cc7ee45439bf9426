//! Every hash of a real tool verifies with its password and with no other.

use std::collections::BTreeSet;

use proofs::password::{Argon2Memory, PasswordHash, needs_upgrade, verify};

use crate::fixtures::{REAL_HASHES, RealHash};

fn parse(real: &RealHash) -> PasswordHash {
    PasswordHash::parse(&real.hash).unwrap_or_else(|why| panic!("{} {}: {why}", real.tool, real.scheme))
}

/// The password with its first letter changed: bcrypt reads no further than 72 bytes.
fn changed(password: &str) -> String {
    format!("X{}", password.chars().skip(1).collect::<String>())
}

#[test]
fn every_real_hash_verifies_and_none_does_with_a_changed_password() {
    let mut memory = Argon2Memory::new();
    for real in REAL_HASHES.iter() {
        let hash = parse(real);
        let of = format!("{} {} {:?}", real.tool, real.scheme, real.password);
        assert!(verify(&hash, real.password.as_bytes(), &mut memory), "{of} does not verify");
        assert!(!verify(&hash, changed(&real.password).as_bytes(), &mut memory), "{of}: changed verifies");
    }
}

#[test]
fn no_real_hash_opens_with_an_empty_or_shortened_password() {
    let mut memory = Argon2Memory::new();
    let mut seen = BTreeSet::new();
    for real in REAL_HASHES.iter().filter(|real| seen.insert((&real.tool, &real.scheme))) {
        let hash = parse(real);
        let shorter: String = real.password.chars().take(8).collect();
        assert!(!verify(&hash, b"", &mut memory), "{} {} opens to nothing", real.tool, real.scheme);
        assert!(!verify(&hash, shorter.as_bytes(), &mut memory), "{} {} is cut", real.tool, real.scheme);
    }
}

#[test]
fn every_real_hash_has_the_label_of_the_costs_it_was_made_with() {
    for real in REAL_HASHES.iter() {
        assert_eq!(parse(real).scheme_label(), real.scheme, "{}", real.tool);
        assert_eq!(parse(real).cost_within_bounds(), Ok(()), "{}", real.tool);
    }
}

#[test]
fn every_real_hash_is_upgraded_unless_it_has_our_own_parameters() {
    for real in REAL_HASHES.iter() {
        assert_eq!(needs_upgrade(&parse(real)), real.scheme != "argon2id:19456:2:1", "{}", real.scheme);
    }
}

#[test]
fn the_fixtures_cover_every_scheme_and_the_hard_passwords() {
    let labels: BTreeSet<&str> = REAL_HASHES
        .iter()
        .map(|real| real.scheme.split_once(':').map_or(&*real.scheme, |(name, _)| name))
        .collect();
    let expected = "argon2d argon2d-v16 argon2i argon2i-v16 argon2id argon2id-v16 bcrypt bcrypt-sha256 \
        pbkdf2-sha1 pbkdf2-sha256 pbkdf2-sha512 phpass scrypt sha sha256 sha256-crypt sha512 sha512-crypt \
        ssha ssha256 ssha512";
    assert_eq!(labels.into_iter().collect::<Vec<_>>().join(" "), expected);
    assert!(REAL_HASHES.iter().any(|real| real.password.len() > 72 && real.scheme.starts_with("bcrypt:")));
    assert!(REAL_HASHES.iter().any(|real| real.password.contains('\u{1f510}')));
    assert!(REAL_HASHES.iter().any(|real| real.password.contains("e\u{301}")));
}

#[test]
fn a_password_beyond_72_bytes_verifies_in_bcrypt_as_the_old_system_did() {
    let mut memory = Argon2Memory::new();
    let long = |real: &&RealHash| real.scheme == "bcrypt:5" && real.password.len() > 72;
    for real in REAL_HASHES.iter().filter(long) {
        let hash = parse(real);
        let bytes = real.password.as_bytes();
        assert!(verify(&hash, &bytes[..72], &mut memory), "{} reads 72 bytes", real.tool);
        assert!(!verify(&hash, &bytes[..71], &mut memory), "{} reads all of 72 bytes", real.tool);
    }
}

#[test]
fn an_old_hash_is_verified_with_the_bytes_as_typed() {
    let mut memory = Argon2Memory::new();
    let decomposed = |real: &&RealHash| real.password.contains("e\u{301}") && real.scheme == "bcrypt:5";
    for real in REAL_HASHES.iter().filter(decomposed) {
        assert!(!verify(&parse(real), "d\u{e9}j\u{e0} vu".as_bytes(), &mut memory), "{}", real.tool);
    }
}

#[test]
fn scheme_names_of_ldap_are_read_in_either_case() {
    let mut memory = Argon2Memory::new();
    let real = REAL_HASHES.iter().find(|real| real.hash.starts_with("{SSHA256}")).unwrap();
    let hash = PasswordHash::parse(&real.hash.replace("{SSHA256}", "{ssha256}")).unwrap();
    assert!(verify(&hash, real.password.as_bytes(), &mut memory));
}
