//! From the key file to keys ready for use: roots derived and expanded, signing keys parsed, once at start.

use super::{KeyFile, KeyState, KeyTrouble};
use crate::signing::{PublishedKey, Signer};
use crate::vault::Vault;

/// Everything that the key file gives, prepared. Nothing of the file itself needs to stay in memory.
pub struct Keys {
    vault: Vault,
    signer: Signer,
}

impl Keys {
    /// Refuses a file whose keys are weak, sample, doubled, misnamed or incomplete (KE3).
    pub fn prepare(file: &KeyFile) -> Result<Self, KeyTrouble> {
        let vault = Vault::new(&file.roots()?).ok_or(KeyTrouble::NoRoot)?;
        let (retired, published): (Vec<_>, Vec<_>) =
            file.pairs()?.into_iter().partition(|(state, _)| *state == KeyState::Retired);
        let published = published
            .into_iter()
            .map(|(state, pair)| PublishedKey { pair, is_active: state == KeyState::Active });
        let signer = Signer::new(published.collect()).ok_or(KeyTrouble::Active)?;
        let retired = retired.into_iter().map(|(_, pair)| pair).collect();
        Ok(Self { vault, signer: signer.remembering(retired) })
    }

    pub fn into_parts(self) -> (Vault, Signer) {
        (self.vault, self.signer)
    }
}
