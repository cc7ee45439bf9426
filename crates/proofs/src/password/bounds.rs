//! How dear one verification may be. Imported hashes carry their own cost: a hostile or careless
//! export must not let one guess occupy a core for seconds or a machine's memory (PW4).
//!
//! The yardstick is one second of one core, measured; our own hash takes some 14 ms. "Too cheap" is
//! refused only where it means that nothing is computed: weak but real hashes are let in, because the
//! next sign-in replaces them.

/// Memory that one Argon2 or scrypt hash may ask for, in KiB: 128 MiB, which is twice PHP's default
/// and just above Django's. A worker keeps the largest block it has needed.
pub const MEMORY_KIB: u64 = 128 * 1024;
/// Argon2 memory times passes, in KiB: 1 GiB (0.6 s).
pub const ARGON2_MEMORY_PASSES_KIB: u64 = 1024 * 1024;
/// Lanes of one Argon2 hash; they are computed one after the other.
pub const ARGON2_LANES: u64 = 16;
/// scrypt memory times parallelism, in KiB: 512 MiB (0.85 s).
pub const SCRYPT_MEMORY_P_KIB: u64 = 512 * 1024;
/// bcrypt's cost is a power of two: 14 takes 0.95 s, 15 twice that.
pub const BCRYPT_COST: u64 = 14;
/// PBKDF2 iterations with SHA-1, SHA-256 and SHA-512 (1 s, 0.9 s, 0.75 s): three to five times what
/// OWASP asks for, and twice what Django does.
pub const PBKDF2_ITERATIONS: [u64; 3] = [4_000_000, 3_000_000, 1_000_000];
/// SHA-crypt rounds (0.4 s): 140 times the default, and above passlib's 656 000.
pub const SHA_CRYPT_ROUNDS: u64 = 700_000;
/// phpass' cost is a power of two; WordPress uses 13.
pub const PHPASS_COST: u64 = 18;
/// SHA-crypt and phpass hash the typed bytes again in each round, so that a long password multiplies
/// the cost: more bytes than this, which is libxcrypt's own limit, never verify there.
pub const TYPED_BYTES: usize = 512;

/// A hash whose cost is out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CostRefused {
    #[error("{parameter} is {value}, more than the {most} that one verification may cost")]
    TooExpensive { parameter: &'static str, value: u64, most: u64 },
    #[error("{parameter} is {value}, which means nothing below {least}")]
    Meaningless { parameter: &'static str, value: u64, least: u64 },
}

/// Refuses a `value` outside `least..=most`.
pub fn within(parameter: &'static str, value: u64, least: u64, most: u64) -> Result<(), CostRefused> {
    if value < least {
        return Err(CostRefused::Meaningless { parameter, value, least });
    }
    if value > most {
        return Err(CostRefused::TooExpensive { parameter, value, most });
    }
    Ok(())
}
