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
        let published = |(state, pair)| PublishedKey { pair, is_active: state == KeyState::Active };
        let signer =
            Signer::new(file.pairs()?.into_iter().map(published).collect()).ok_or(KeyTrouble::Active)?;
        Ok(Self { vault, signer })
    }

    pub fn into_parts(self) -> (Vault, Signer) {
        (self.vault, self.signer)
    }
}
