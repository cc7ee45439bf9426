//! Costs out of bounds are refused with their reason, and never computed.

use proofs::password::{Argon2Memory, CostRefused, PasswordHash, verify};

const A43: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const SALT: &str = "c29tZXNhbHRzb21lc2FsdA";

fn argon2(costs: &str) -> String {
    format!("$argon2id$v=19${costs}${SALT}${A43}")
}

fn refusal(stored: &str) -> CostRefused {
    let hash = PasswordHash::parse(stored).unwrap_or_else(|why| panic!("{stored}: {why}"));
    // Would take minutes or gigabytes if it were computed.
    assert!(!verify(&hash, b"password", &mut Argon2Memory::new()), "{stored}");
    hash.cost_within_bounds().expect_err(stored)
}

#[test]
fn a_hash_that_costs_too_much_is_refused() {
    let dear = [
        argon2("m=131073,t=1,p=1"),
        argon2("m=4294967295,t=1,p=1"),
        argon2("m=131072,t=9,p=1"),
        argon2("m=4096,t=4294967295,p=1"),
        argon2("m=4096,t=1,p=17"),
        argon2("m=4294967295,t=4294967295,p=4294967295"),
        format!("$2b$15${}", ".".repeat(53)),
        format!("$2b$31${}", ".".repeat(53)),
        format!("$2b$99${}", ".".repeat(53)),
        format!("$pbkdf2-sha256$3000001${SALT}${A43}"),
        format!("$pbkdf2-sha512$1000001${SALT}${A43}{A43}"),
        format!("$pbkdf2$4000001${SALT}${}", &A43[16..]),
        format!("pbkdf2_sha256$4294967295$salt${A43}="),
        format!("$scrypt$ln=18,r=8,p=1${SALT}${A43}"),
        format!("$scrypt$ln=63,r=4294967295,p=4294967295${SALT}${A43}"),
        format!("$scrypt$ln=17,r=8,p=5${SALT}${A43}"),
        format!("$scrypt$ln=1,r=1,p=4294967295${SALT}${A43}"),
        format!("scrypt$1073741824$salt$8$1${A43}="),
        format!("$5$rounds=700001$salt${}", ".".repeat(43)),
        format!("$6$rounds=999999999$salt${}", ".".repeat(86)),
        format!("$P$Hsaltsalt{}", ".".repeat(22)),
        format!("$P$zsaltsalt{}", ".".repeat(22)),
    ];
    for stored in dear {
        assert!(matches!(refusal(&stored), CostRefused::TooExpensive { .. }), "{stored}");
    }
}

#[test]
fn a_hash_that_costs_nothing_is_refused() {
    let void = [
        argon2("m=0,t=1,p=1"),
        argon2("m=7,t=1,p=1"),
        argon2("m=31,t=1,p=4"),
        argon2("m=4096,t=0,p=1"),
        argon2("m=4096,t=1,p=0"),
        format!("$2b$03${}", ".".repeat(53)),
        format!("$2b$00${}", ".".repeat(53)),
        format!("$pbkdf2-sha256$0${SALT}${A43}"),
        format!("$scrypt$ln=4,r=0,p=1${SALT}${A43}"),
        format!("$scrypt$ln=4,r=1,p=0${SALT}${A43}"),
        format!("$5$rounds=999$salt${}", ".".repeat(43)),
        format!("$P$.saltsalt{}", ".".repeat(22)),
    ];
    for stored in void {
        assert!(matches!(refusal(&stored), CostRefused::Meaningless { .. }), "{stored}");
    }
}

#[test]
fn a_cost_at_the_bound_is_let_in() {
    for stored in [
        argon2("m=131072,t=8,p=16"),
        argon2("m=8,t=131072,p=1"),
        format!("$2b$14${}", ".".repeat(53)),
        format!("$2b$04${}", ".".repeat(53)),
        format!("$pbkdf2-sha256$3000000${SALT}${A43}"),
        format!("$pbkdf2-sha256$1${SALT}${A43}"),
        format!("$scrypt$ln=17,r=8,p=4${SALT}${A43}"),
        format!("$5$rounds=700000$salt${}", ".".repeat(43)),
        format!("$5$rounds=1000$salt${}", ".".repeat(43)),
        format!("$P$Gsaltsalt{}", ".".repeat(22)),
    ] {
        assert_eq!(PasswordHash::parse(&stored).unwrap().cost_within_bounds(), Ok(()), "{stored}");
    }
}

#[test]
fn the_reason_is_a_sentence_with_the_number_and_the_limit() {
    assert_eq!(
        refusal(&format!("$2b$31${}", ".".repeat(53))).to_string(),
        "bcrypt cost is 31, more than the 14 that one verification may cost"
    );
    assert_eq!(
        refusal(&argon2("m=4096,t=0,p=1")).to_string(),
        "Argon2 passes is 0, which means nothing below 1"
    );
}

#[test]
fn a_password_of_megabytes_does_not_multiply_the_rounds() {
    let long = vec![b'a'; 4 << 20];
    for stored in
        [format!("$6$rounds=700000$salt${}", ".".repeat(86)), format!("$P$Gsaltsalt{}", ".".repeat(22))]
    {
        assert!(!verify(&PasswordHash::parse(&stored).unwrap(), &long, &mut Argon2Memory::new()));
    }
}
