//! Our own Argon2id hash.

use proofs::password::{Argon2Memory, PasswordHash, hash_new, needs_upgrade, verify};
use proptest::prelude::*;

fn new(password: &str) -> PasswordHash {
    PasswordHash::parse(&hash_new(password, [9; 16], &mut Argon2Memory::new())).unwrap()
}

#[test]
fn our_hash_is_a_phc_string_of_argon2id_with_19_mib_and_two_passes() {
    let text = hash_new("correct horse", [7; 16], &mut Argon2Memory::new());
    assert!(text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$"), "{text}");
    let hash = PasswordHash::parse(&text).unwrap();
    assert_eq!(hash.scheme_label(), "argon2id:19456:2:1");
    assert_eq!(hash.cost_within_bounds(), Ok(()));
    assert!(!needs_upgrade(&hash));
}

#[test]
fn the_reference_library_computes_the_same_hash() {
    // argon2-cffi: hash_secret("Été 🍊".encode(), bytes([7]) * 16, 2, 19456, 1, 32, Type.ID)
    let expected =
        "$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$YeWTwi6KiEk319AH6VZZS1TteC3c129aM4fg0ypxZn8";
    assert_eq!(hash_new("Été 🍊", [7; 16], &mut Argon2Memory::new()), expected);
}

#[test]
fn the_same_accent_from_another_keyboard_is_the_same_password() {
    let mut memory = Argon2Memory::new();
    for (first, second) in [("été", "e\u{301}te\u{301}"), ("e\u{301}te\u{301}", "été"), ("ﬁn", "fin")] {
        assert!(verify(&new(first), second.as_bytes(), &mut memory), "{first} then {second}");
    }
    assert!(!verify(&new("été"), b"ete", &mut memory));
}

#[test]
fn case_spaces_and_what_follows_72_bytes_all_count() {
    let mut memory = Argon2Memory::new();
    let long = "a".repeat(100);
    for (password, other) in
        [("Orange", "orange"), (" a b ", "a b"), (long.as_str(), &long[..99]), ("a\0b", "a\0c"), ("a", "a\0")]
    {
        assert!(verify(&new(password), password.as_bytes(), &mut memory), "{password:?}");
        assert!(!verify(&new(password), other.as_bytes(), &mut memory), "{password:?} and {other:?}");
    }
}

#[test]
fn an_imported_hash_with_our_parameters_opens_with_the_bytes_it_was_made_of() {
    // argon2-cffi over the decomposed form, which we would never have hashed ourselves.
    let real = crate::fixtures::REAL_HASHES
        .iter()
        .find(|real| real.scheme == "argon2id:19456:2:1" && real.password.contains("e\u{301}"))
        .unwrap();
    let hash = PasswordHash::parse(&real.hash).unwrap();
    assert!(verify(&hash, real.password.as_bytes(), &mut Argon2Memory::new()));
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_without_a_panic() {
    assert!(!verify(&new("été"), b"\xff\xfe\xe9t\xe9", &mut Argon2Memory::new()));
}

#[test]
fn debug_shows_the_scheme_and_nothing_of_the_hash() {
    assert_eq!(format!("{:?}", new("secret")), "PasswordHash(argon2id:19456:2:1)");
}

#[test]
fn memory_grows_for_an_imported_hash_and_is_then_kept() {
    let mut memory = Argon2Memory::new();
    verify(&new("secret"), b"secret", &mut memory);
    let ours = memory.bytes();
    let larger =
        "$argon2id$v=19$m=20480,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    verify(&PasswordHash::parse(larger).unwrap(), b"password", &mut memory);
    assert_eq!((ours, memory.bytes()), (19_456 * 1024, 20_480 * 1024));
    verify(&new("secret"), b"secret", &mut memory);
    assert_eq!(memory.bytes(), 20_480 * 1024);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_password_opens_its_own_hash_and_not_another(one in "\\PC{0,40}", two in "\\PC{0,40}", salt: [u8; 16]) {
        let mut memory = Argon2Memory::new();
        let hash = PasswordHash::parse(&hash_new(&one, salt, &mut memory)).unwrap();
        prop_assert!(verify(&hash, one.as_bytes(), &mut memory));
        let other = [&one, &two, "x"].concat();
        prop_assert!(!verify(&hash, other.as_bytes(), &mut memory));
    }
}
