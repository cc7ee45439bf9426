//! Passkeys: the one place that judges them (PK1-PK5). What a ceremony asks for, a new one, one as a second factor, and one as
//! the whole sign-in. Knows no page; the mathematics lies in `proofs`.

mod ceremony;
mod keep;
mod make;
mod second;
mod sign_in;

pub use ceremony::{Asked, Making, Standing};
pub(crate) use keep::Taken;

use domain::AccountId;
use domain::passkey::RelyingParty;
use proofs::passkey::Credential;
use store::authenticators::{self, StoredAuthenticator};

use crate::vault::Purpose;
use crate::{App, Trouble};

/// As the store names this kind.
const KIND: &str = domain::Factor::Passkey.word();

/// A passkey of an account, with what is kept of it.
struct Kept {
    stored: StoredAuthenticator,
    credential: Credential,
}

impl App {
    /// In whose name passkeys are made; `None` where no browser makes any.
    pub(crate) fn relying_party(&self) -> Option<RelyingParty> {
        self.policy().factors.relying_party.clone().or_else(|| RelyingParty::of(self.issuer()))
    }

    /// The passkeys of an account that the policy allows, blocked ones too.
    async fn passkeys(&self, account: AccountId) -> Result<Vec<Kept>, Trouble> {
        if !self.policy().factors.allows(domain::Factor::Passkey) {
            return Ok(Vec::new());
        }
        let all = authenticators::of_account(self.db(), account).await?;
        Ok(all.into_iter().filter_map(|stored| self.open_passkey(stored)).collect())
    }

    fn open_passkey(&self, stored: StoredAuthenticator) -> Option<Kept> {
        if stored.kind != KIND {
            return None;
        }
        let credential =
            self.vault().open_json(Purpose::Authenticator, stored.id.bytes(), &stored.secret_sealed)?;
        Some(Kept { stored, credential })
    }

    /// By what a credential is found, whoever has it (PK3).
    pub fn passkey_digest(&self, credential: &[u8]) -> [u8; 32] {
        self.vault().wide_digest("passkey/credential", credential)
    }
}
