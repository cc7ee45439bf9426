//! Decoys: a hash that no password opens and that costs what a real one costs, so that an unknown
//! identifier takes as long as a known one (NU2, architecture invariant 9).

use argon2::{Algorithm, Version};
use zeroize::Zeroizing;

use super::argon2::Argon2Hash;
use super::bcrypt::BcryptHash;
use super::encoding::number;
use super::pbkdf2::{Digest, Pbkdf2Hash};
use super::phpass::PhpassHash;
use super::salted_digest::{SaltedDigest, Sha};
use super::scrypt::ScryptHash;
use super::sha_crypt::ShaCryptHash;
use super::{PasswordHash, ours};
use crate::keys;

/// A hash with the algorithm and cost of `scheme_label` (see `PasswordHash::scheme_label`), its salt
/// and digest made from `seed`, which the caller derives from its own key and the identifier. A label
/// that is unknown or out of bounds gives a decoy of our own hash: there is always work to do.
pub fn decoy(scheme_label: &str, seed: [u8; 32]) -> PasswordHash {
    let chaff = Chaff::new(seed);
    labelled(scheme_label, &chaff)
        .filter(|hash| hash.cost_within_bounds().is_ok())
        .unwrap_or_else(|| PasswordHash::Argon2(ours::current(chaff.salt(), chaff.digest(ours::DIGEST))))
}

fn labelled(label: &str, chaff: &Chaff) -> Option<PasswordHash> {
    let (name, costs) = label.split_once(':').unwrap_or((label, ""));
    let costs: Vec<u32> = match costs {
        "" => Vec::new(),
        _ => costs.split(':').map(number).collect::<Option<_>>()?,
    };
    match *costs {
        [] => digest(name, chaff),
        [cost] => one_cost(name, cost, chaff),
        [memory_kib, passes, lanes] if name.starts_with("argon2") => {
            let (algorithm, version) = match name.strip_suffix("-v16") {
                Some(name) => (name, Version::V0x10),
                None => (name, Version::V0x13),
            };
            Some(PasswordHash::Argon2(Argon2Hash {
                algorithm: Algorithm::new(algorithm).ok()?,
                version,
                memory_kib,
                passes,
                lanes,
                salt: chaff.salt(),
                digest: chaff.digest(ours::DIGEST),
            }))
        }
        [log_n, r, p] if name == "scrypt" => {
            let log_n = u8::try_from(log_n).ok().filter(|log_n| *log_n < 64)?;
            let (salt, digest) = (chaff.salt(), chaff.digest(64));
            Some(PasswordHash::Scrypt(ScryptHash { log_n, r, p, salt, digest }))
        }
        _ => None,
    }
}

fn one_cost(name: &str, cost: u32, chaff: &Chaff) -> Option<PasswordHash> {
    match name {
        "bcrypt" | "bcrypt-sha256" => Some(PasswordHash::Bcrypt(BcryptHash {
            prehashed: name == "bcrypt-sha256",
            cost,
            salt: chaff.salt().try_into().ok()?,
            digest: chaff.digest(23).try_into().ok()?,
        })),
        "phpass" => Some(PasswordHash::Phpass(PhpassHash {
            cost: cost.try_into().ok()?,
            salt: chaff.salt()[..8].to_vec(),
            digest: chaff.digest(16),
        })),
        "sha256-crypt" | "sha512-crypt" => {
            let wide = name == "sha512-crypt";
            let digest = chaff.digest(if wide { 64 } else { 32 });
            Some(PasswordHash::ShaCrypt(ShaCryptHash { wide, rounds: cost, salt: chaff.salt(), digest }))
        }
        _ => Digest::named(name).map(|function| {
            let (salt, digest) = (chaff.salt(), chaff.digest(function.length()));
            PasswordHash::Pbkdf2(Pbkdf2Hash { function, iterations: cost, salt, digest })
        }),
    }
}

fn digest(name: &str, chaff: &Chaff) -> Option<PasswordHash> {
    let (function, salted) = match name {
        "sha" => (Sha::One, false),
        "sha256" => (Sha::Two256, false),
        "sha512" => (Sha::Two512, false),
        "ssha" => (Sha::One, true),
        "ssha256" => (Sha::Two256, true),
        "ssha512" => (Sha::Two512, true),
        _ => return None,
    };
    let salt = if salted { chaff.salt() } else { Vec::new() };
    Some(PasswordHash::SaltedDigest(SaltedDigest { function, digest: chaff.digest(function.length()), salt }))
}

/// What a decoy is filled with: bytes that look random and are the same for the same seed.
struct Chaff {
    seed: Zeroizing<[u8; 32]>,
}

impl Chaff {
    fn new(seed: [u8; 32]) -> Self {
        Self { seed: Zeroizing::new(seed) }
    }

    fn salt(&self) -> Vec<u8> {
        keys::derive(&self.seed, "decoy salt")[..16].to_vec()
    }

    /// At most 64 bytes.
    fn digest(&self, length: usize) -> Vec<u8> {
        let halves = [keys::derive(&self.seed, "decoy digest 1"), keys::derive(&self.seed, "decoy digest 2")];
        halves.iter().flat_map(|half| half.iter().copied()).take(length).collect()
    }
}
