//! Broken strings are refused with a reason; nothing panics, and nothing that was altered verifies.

use std::collections::BTreeSet;

use proofs::password::{Argon2Memory, PasswordHash, Unreadable, verify};
use proptest::prelude::*;

use crate::fixtures::{REAL_HASHES, RealHash};

/// One cheap hash of each tool and scheme.
fn samples() -> Vec<&'static RealHash> {
    let mut seen = BTreeSet::new();
    REAL_HASHES.iter().filter(|real| seen.insert((&real.tool, &real.scheme))).collect()
}

/// Whether a stored string opens, or is refused on the way; costs that slow the test are not computed.
fn opens(stored: &str, password: &str, memory: &mut Argon2Memory) -> bool {
    PasswordHash::parse(stored).is_ok_and(|hash| cheap(&hash) && verify(&hash, password.as_bytes(), memory))
}

fn cheap(hash: &PasswordHash) -> bool {
    let label = hash.scheme_label();
    let mut numbers = label.split(':').skip(1).map(|cost| cost.parse::<u64>().unwrap());
    let first = numbers.next().unwrap_or(1);
    match label.split(':').next().unwrap() {
        "bcrypt" | "bcrypt-sha256" => first <= 5,
        "phpass" | "scrypt" => first <= 10,
        name if name.starts_with("argon2") => first * numbers.next().unwrap() <= 4096,
        _ => first <= 2000,
    }
}

#[test]
fn a_truncated_hash_never_opens() {
    let mut memory = Argon2Memory::new();
    for real in samples() {
        for length in 0..real.hash.len() {
            let cut = &real.hash[..length];
            assert!(!opens(cut, &real.password, &mut memory), "{} opens when cut to {cut}", real.tool);
        }
    }
}

#[test]
fn a_hash_with_something_after_it_never_opens() {
    let mut memory = Argon2Memory::new();
    for real in samples() {
        for tail in ["$", "A", "=", "==", " ", "\n", "\0", "é", "$x", &real.hash] {
            let longer = format!("{}{tail}", real.hash);
            assert!(!opens(&longer, &real.password, &mut memory), "{} opens with {tail:?}", real.tool);
        }
    }
}

#[test]
fn a_hash_with_one_character_changed_never_panics_and_hardly_ever_opens() {
    let mut memory = Argon2Memory::new();
    let mut opened = BTreeSet::new();
    for real in
        samples().into_iter().filter(|real| PasswordHash::parse(&real.hash).is_ok_and(|hash| cheap(&hash)))
    {
        for at in 0..real.hash.len() {
            for character in ["0", "z", "$", "=", ",", " ", "\u{e9}", "9"] {
                let mut altered = real.hash.clone();
                altered.replace_range(at..=at, character);
                if altered != real.hash && opens(&altered, &real.password, &mut memory) {
                    opened.insert((real.hash.clone(), at));
                }
            }
        }
    }
    // bcrypt's revision letter ($2a$ is $2b$ to us) and the spare bits of its salt's last character.
    let harmless = |(hash, at): &(String, usize)| {
        let start = hash.find("$2").unwrap_or(usize::MAX - 28);
        [start + 2, start + 28].contains(at)
    };
    let unexpected: Vec<_> = opened.iter().filter(|it| !harmless(it)).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
}

#[test]
fn what_is_refused_says_why() {
    let a53 = "A".repeat(53);
    for (stored, reason) in [
        (String::new(), Unreadable::UnknownScheme),
        ("password".into(), Unreadable::UnknownScheme),
        ("$".into(), Unreadable::UnknownScheme),
        ("$$".into(), Unreadable::UnknownScheme),
        ("{".into(), Unreadable::UnknownScheme),
        ("{}".into(), Unreadable::UnknownScheme),
        ("{MD5}ICy5YqxZB1uWSwcVLSNLcA==".into(), Unreadable::UnknownScheme),
        ("$1$salt$hash".into(), Unreadable::UnknownScheme),
        ("$y$j9T$salt$hash".into(), Unreadable::UnknownScheme),
        ("x".repeat(2000), Unreadable::UnknownScheme),
        (format!("$2b$10${}", &a53[1..]), Unreadable::Malformed("bcrypt")),
        (format!("$2b$5${a53}"), Unreadable::Malformed("bcrypt")),
        (
            "$argon2id$v=18$m=65536,t=4,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA".into(),
            Unreadable::Malformed("Argon2"),
        ),
        ("$argon2id$v=19$m=65536,t=4,p=1$c2FsdHNhbHQ$AAAA".into(), Unreadable::Malformed("Argon2")),
        (
            "$argon2id$v=19$t=4,m=65536,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA".into(),
            Unreadable::Malformed("Argon2"),
        ),
        ("{SSHA}AAAA".into(), Unreadable::Malformed("an LDAP digest")),
        ("{SHA}!!!!".into(), Unreadable::Malformed("an LDAP digest")),
        ("{SSHA}AAAAAAAAAAAAAAAAAAAAAAAAAAA=".into(), Unreadable::Malformed("an LDAP digest")),
        ("{SHA}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into(), Unreadable::Malformed("an LDAP digest")),
        ("$5$rounds=05000$salt$hash".into(), Unreadable::Malformed("SHA-crypt")),
        (format!("$5$seventeen.letters${}", ".".repeat(43)), Unreadable::Malformed("SHA-crypt")),
        (format!("$6$salt${}", ".".repeat(43)), Unreadable::Malformed("SHA-crypt")),
    ] {
        assert_eq!(PasswordHash::parse(&stored).err(), Some(reason), "{stored}");
    }
    for stored in [format!("$2x$10${a53}"), "{CLEARTEXT}secret".into(), "{CRYPT}ab1zYrsAYcH2s".into()] {
        assert!(matches!(PasswordHash::parse(&stored), Err(Unreadable::Unsupported(_))), "{stored}");
    }
}

#[test]
fn a_nul_does_not_make_two_passwords_one_in_bcrypt() {
    let mut memory = Argon2Memory::new();
    let real = REAL_HASHES.iter().find(|real| real.scheme == "bcrypt:5" && real.password.len() < 30).unwrap();
    let circular = format!("{0}\0{0}", real.password);
    assert!(opens(&real.hash, &real.password, &mut memory));
    assert!(!opens(&real.hash, &circular, &mut memory));
}

#[test]
fn a_bcrypt_salt_with_spare_bits_set_is_read_as_bcrypt_reads_it() {
    let mut memory = Argon2Memory::new();
    let real = REAL_HASHES.iter().find(|real| real.tool == "htpasswd" && real.scheme == "bcrypt:5").unwrap();
    // `.`, `O`, `e`, `u` end a salt whose spare bits are clear; the next letter sets one.
    let next = match real.hash.as_bytes()[28] {
        b'.' => "/",
        b'O' => "P",
        b'e' => "f",
        _ => "v",
    };
    let mut spare = real.hash.clone();
    spare.replace_range(28..29, next);
    assert_ne!(spare, real.hash);
    assert!(opens(&spare, &real.password, &mut memory));
}

proptest! {
    #[test]
    fn noise_is_never_a_panic(text in "\\PC{0,120}") {
        let _ = PasswordHash::parse(&text).map(|hash| (hash.scheme_label(), hash.cost_within_bounds()));
    }

    #[test]
    fn noise_behind_a_known_beginning_is_never_a_panic(
        beginning in prop::sample::select(vec![
            "$argon2id$v=19$", "$argon2i$m=", "$2b$", "$2y$10$", "$5$", "$6$rounds=", "$P$", "$H$B", "$scrypt$ln=",
            "$pbkdf2-sha256$", "{SSHA}", "{SHA512}", "{PBKDF2-SHA1}", "{CRYPT}$6$", "{ARGON2}$argon2id$", "scrypt$",
            "pbkdf2_sha256$", "bcrypt_sha256$$2b$", "argon2$argon2id$",
        ]),
        rest in "[$,=./+a-zA-Z0-9é]{0,120}",
    ) {
        let _ = PasswordHash::parse(&format!("{beginning}{rest}"))
            .map(|hash| (hash.scheme_label(), hash.cost_within_bounds()));
    }
}
