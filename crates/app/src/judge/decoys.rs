//! Decoys: what is hashed when nobody has an identifier. The algorithm and cost are drawn by the identifier itself from
//! the mix that the store really holds, so that time tells nothing (NU2).

use std::sync::RwLock;

use domain::Identifier;
use proofs::password::{PasswordHash, decoy};

use crate::vault::Vault;

/// The scheme of a fresh installation: ours.
const OURS: &str = "argon2id:19456:2:1";

/// Schemes with how many accounts have each.
pub struct Decoys(RwLock<Vec<(String, u64)>>);

impl Default for Decoys {
    fn default() -> Self {
        Self(RwLock::new(vec![(OURS.into(), 1)]))
    }
}

impl Decoys {
    /// Takes the mix as counted in the store; an empty one leaves ours.
    pub fn set(&self, mut mix: Vec<(String, u64)>) {
        mix.retain(|(_, count)| *count > 0);
        if mix.is_empty() {
            mix.push((OURS.into(), 1));
        }
        *self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner) = mix;
    }

    /// The decoy of an identifier: always the same scheme while the mix stands.
    pub fn of(&self, vault: &Vault, identifier: &Identifier) -> PasswordHash {
        let seed = vault.wide_digest("decoy", identifier.as_str().as_bytes());
        let (first, _) = seed.split_first_chunk::<8>().expect("thirty-two bytes begin with eight");
        let mix = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let total: u64 = mix.iter().map(|(_, count)| count).sum();
        let mut at = u64::from_be_bytes(*first) % total.max(1);
        for (scheme, count) in mix.iter() {
            if at < *count {
                return decoy(scheme, seed);
            }
            at -= count;
        }
        decoy(OURS, seed)
    }
}
