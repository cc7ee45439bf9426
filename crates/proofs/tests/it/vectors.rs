//! Published test vectors, written in the forms that we read. (RFC 6070's and 7914's digests are in
//! base64 here; those longer than one block are compared by their first block.)

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use proofs::password::{Argon2Memory, PasswordHash, verify};

fn opens(stored: &str, password: &[u8]) -> bool {
    verify(&PasswordHash::parse(stored).unwrap(), password, &mut Argon2Memory::new())
}

#[test]
fn pbkdf2_with_sha_1_agrees_with_rfc_6070() {
    assert!(opens("$pbkdf2$1$c2FsdA$DGDID5YfDnHzqbUkr2ASBi/gN6Y", b"password"));
    assert!(opens("$pbkdf2$2$c2FsdA$6mwBTcctb4zNHtkqzh1B8NjeiVc", b"password"));
    assert!(opens("$pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE", b"password"));
    assert!(!opens("$pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE", b"Password"));
}

#[test]
fn pbkdf2_with_sha_256_agrees_with_rfc_7914_section_11() {
    assert!(opens("$pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw", b"passwd"));
    assert!(opens("$pbkdf2-sha256$80000$TmFDbA$TdzY9guYviGDDO5e8icB.WQaRBjQTAQUrv8Ih2s0q1Y", b"Password"));
}

#[test]
fn scrypt_agrees_with_rfc_7914_section_12() {
    let digests = [
        (
            "scrypt$16$$1$1$",
            "d9ZXYjhleyA7GcpCwYoEl/FrSETjB0ro39/6P+3iFEL80Aad7QlI+DJqdToPyB8X6NPg+y4NNijPNeIMONGJBg==",
        ),
        (
            "scrypt$1024$NaCl$8$16$",
            "/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA==",
        ),
        (
            "scrypt$16384$SodiumChloride$8$1$",
            "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw==",
        ),
    ];
    for ((costs, digest), password) in digests.iter().zip([&b""[..], b"password", b"pleaseletmein"]) {
        assert!(opens(&format!("{costs}{digest}"), password), "{costs}");
        assert!(!opens(&format!("{costs}{digest}"), b"another"), "{costs}");
    }
}

fn bytes(hex: &str) -> [u8; 32] {
    std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
}

/// RFC 9106 §5 uses a secret and associated data, which no stored hash has: this checks the library.
#[test]
fn the_argon2_library_agrees_with_rfc_9106_section_5() {
    let tags = [
        (Algorithm::Argon2d, "512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb"),
        (Algorithm::Argon2i, "c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8"),
        (Algorithm::Argon2id, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"),
    ];
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    for (algorithm, expected) in tags {
        let mut tag = [0; 32];
        Argon2::new_with_secret(&[3; 8], algorithm, Version::V0x13, params.clone())
            .unwrap()
            .hash_password_into(&[1; 32], &[2; 16], &mut tag)
            .unwrap();
        assert_eq!(tag, bytes(expected), "{algorithm}");
    }
}
