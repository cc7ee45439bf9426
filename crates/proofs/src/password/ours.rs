//! Our own hash: Argon2id over the NFKC form of the whole password (PW1, PW4), never a concatenation
//! and never cut (PW7). Written as a PHC string.

use argon2::{Algorithm, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use unicode_normalization::{UnicodeNormalization as _, is_nfkc};
use zeroize::Zeroizing;

use super::argon2::Argon2Hash;
use super::{Argon2Memory, PasswordHash};

/// Memory of our own hash in KiB: 19 MiB with two passes (OWASP's and ASVS' second profile).
pub const MEMORY_KIB: u32 = 19_456;
/// Passes over the memory.
pub const PASSES: u32 = 2;
/// Lanes: one, since each worker has one core.
pub const LANES: u32 = 1;
/// Length of our digest in bytes.
pub const DIGEST: usize = 32;
/// Length of our salt in bytes.
pub const SALT: usize = 16;

/// Hashes a new password for storage. `salt` is 16 bytes of chance, drawn by the shell for this one
/// hash. Policy (length, breached lists) was checked before.
pub fn hash_new(password: &str, salt: [u8; SALT], memory: &mut Argon2Memory) -> String {
    let hash = current(salt.to_vec(), vec![0; DIGEST]);
    let digest = hash.compute(normalised(password).as_bytes(), memory).expect("our own parameters are valid");
    format!(
        "$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${}${}",
        STANDARD_NO_PAD.encode(salt),
        STANDARD_NO_PAD.encode(digest)
    )
}

/// Whether the hash should be replaced by a new one at the next successful sign-in: everything that
/// is not ours with today's parameters.
pub fn needs_upgrade(hash: &PasswordHash) -> bool {
    match hash {
        PasswordHash::Argon2(hash) => {
            !is_current(hash) || hash.salt.len() < SALT || hash.digest.len() < DIGEST
        }
        _ => true,
    }
}

/// An Argon2 hash with today's parameters.
pub fn current(salt: Vec<u8>, digest: Vec<u8>) -> Argon2Hash {
    Argon2Hash {
        algorithm: Algorithm::Argon2id,
        version: Version::V0x13,
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        lanes: LANES,
        salt,
        digest,
    }
}

/// Whether a hash has the algorithm and parameters that we write. Such a hash may still be imported,
/// for these parameters are recommended to everyone; when parameters change, the old ones stay here.
pub fn is_current(hash: &Argon2Hash) -> bool {
    hash.algorithm == Algorithm::Argon2id
        && hash.version == Version::V0x13
        && (hash.memory_kib, hash.passes, hash.lanes) == (MEMORY_KIB, PASSES, LANES)
}

/// The NFKC form, so that "é" is the same password from every keyboard (PW1).
pub fn normalised(password: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(password.len() * 3));
    if is_nfkc(password) {
        text.push_str(password);
    } else {
        text.extend(password.nfkc());
    }
    text
}
