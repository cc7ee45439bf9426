//! Second factors: what an account holds, how a proof is judged, how a new one is set up, who is asked for one.
//! The one place that judges a factor is `judge`; the one that draws a factor's secret is `enrol`.

mod door;
mod enrol;
mod exempt;
mod explain;
pub mod forecast;
mod judge;
mod lay;

pub use door::Factors;
pub use enrol::Secret;
pub use explain::{Explanation, explain};

use domain::factor::{Held, is_protected};
use domain::{AccountId, DeviceId, Factor, Timestamp};
use store::authenticators::{self, StoredAuthenticator};

use crate::vap::codes;
use crate::vault::Purpose;
use crate::{App, Trouble};

impl App {
    /// What the account holds, of the kinds that the policy allows: what is off no longer counts.
    pub async fn held(&self, account: AccountId) -> Result<Vec<Held>, Trouble> {
        let stored = authenticators::of_account(self.db(), account).await?;
        let phones = self.held_phones(account).await?;
        let read = stored.iter().filter_map(|one| self.read_held(one));
        let mut held: Vec<Held> = read.filter_map(|one| codes::named(one, &phones)).collect();
        held.extend(phones);
        Ok(held)
    }

    fn read_held(&self, stored: &StoredAuthenticator) -> Option<Held> {
        let kind = Factor::from_word(&stored.kind).filter(|kind| self.policy().factors.allows(*kind))?;
        let label =
            self.vault().open_text(Purpose::AuthenticatorLabel, stored.id.bytes(), &stored.label_sealed);
        Some(Held {
            id: stored.id,
            kind,
            label: label.unwrap_or_default(),
            created_at: stored.created_at,
            last_used_at: stored.last_used_at,
            blocked: stored.blocked_at.is_some(),
        })
    }

    /// When a factor was last proven on a known device; not looked for where none is held.
    pub(crate) async fn factor_proven_at(
        &self,
        held: &[Held],
        account: AccountId,
        device: Option<DeviceId>,
    ) -> Result<Option<Timestamp>, Trouble> {
        let Some(device) = device.filter(|_| is_protected(held)) else { return Ok(None) };
        let stored = store::devices::by_id(self.db(), device).await?;
        Ok(stored.filter(|stored| stored.account == account).and_then(|stored| stored.factor_at))
    }
}
