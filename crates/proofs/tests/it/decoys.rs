//! A decoy has the work of what it stands for, and no password opens it.

use std::collections::BTreeSet;

use proofs::password::{Argon2Memory, PasswordHash, decoy, verify};

use crate::fixtures::REAL_HASHES;

#[test]
fn a_decoy_has_the_label_of_the_real_hash_for_every_scheme() {
    let labels: BTreeSet<&str> = REAL_HASHES.iter().map(|real| &*real.scheme).collect();
    for label in labels {
        let hash = decoy(label, [5; 32]);
        assert_eq!(hash.scheme_label(), label);
        assert_eq!(hash.cost_within_bounds(), Ok(()), "{label}");
    }
}

#[test]
fn a_decoy_does_its_work_and_opens_to_nothing() {
    let mut memory = Argon2Memory::new();
    for label in
        ["argon2id:19456:2:1", "argon2i-v16:4096:3:1", "bcrypt:5", "bcrypt-sha256:5", "scrypt:10:8:5"]
    {
        assert!(!verify(&decoy(label, [5; 32]), b"password", &mut memory), "{label}");
    }
    for label in ["pbkdf2-sha1:2000", "sha512-crypt:5000", "phpass:8", "ssha256", "sha", "sha512"] {
        assert!(!verify(&decoy(label, [5; 32]), b"", &mut memory), "{label}");
    }
}

#[test]
fn a_label_that_is_unknown_or_out_of_bounds_gives_our_own_work() {
    for label in [
        "",
        ":",
        "md5",
        "bcrypt",
        "bcrypt:",
        "bcrypt:31",
        "bcrypt:x",
        "bcrypt:10:10",
        "phpass:300",
        "scrypt:99:8:1",
        "argon2id:4294967295:1:1",
        "argon2x:4096:3:1",
        "pbkdf2-sha256:0",
        "sha256:1",
        "sha512-crypt:1",
    ] {
        assert_eq!(decoy(label, [5; 32]).scheme_label(), "argon2id:19456:2:1", "{label:?}");
    }
}

#[test]
fn the_label_of_our_own_hash_stays_stable() {
    // Labels are stored in counts; a change here forgets what a store holds.
    let label = |stored: &str| PasswordHash::parse(stored).unwrap().scheme_label();
    assert_eq!(label(&format!("$2y$10${}", ".".repeat(53))), "bcrypt:10");
    assert_eq!(label(&format!("$P$B{}", ".".repeat(30))), "phpass:13");
    assert_eq!(label(&format!("{{SHA}}{}=", "A".repeat(27))), "sha");
    assert_eq!(label(&format!("pbkdf2_sha256$600000$salt${}=", "A".repeat(43))), "pbkdf2-sha256:600000");
}
