//! Second factors: what an account holds, how a proof is judged, how a new one is set up, who is asked for one.
//! The one place that judges a factor is `judge`; the one that draws a factor's secret is `enrol`.

mod door;
mod enrol;
mod exempt;
mod explain;
pub mod forecast;
mod judge;
mod lay;
mod sending;

pub use door::Factors;
pub use enrol::{CardOnScreen, Secret};
pub use explain::{Explanation, explain};
pub(crate) use sending::held_address;
pub use sending::{Masked, SimChange, Underway, Used};

use domain::factor::{Held, is_asked};
use domain::{AccountId, DeviceId, Factor, Timestamp};
use store::authenticators::{self, StoredAuthenticator};

use crate::vap::codes;
use crate::vault::Purpose;
use crate::{App, Trouble};

impl App {
    /// What the account holds, of the kinds that the policy allows: what is off no longer counts.
    pub async fn held(&self, account: AccountId) -> Result<Vec<Held>, Trouble> {
        let now = self.now();
        let stored = authenticators::of_account(self.db(), account).await?;
        let phones = self.held_phones(account).await?;
        let read = stored.iter().filter_map(|one| self.read_held(one, now));
        let mut held: Vec<Held> = read.filter_map(|one| codes::named(one, &phones)).collect();
        held.extend(phones);
        // An address that may not be written to any more is no step of a sign-in (O12).
        if stored.iter().any(|one| one.kind == Factor::MailCode.word()) {
            let serving = self.code_addresses(account, now).await?;
            let serves = |id| {
                let kept = stored.iter().find(|one| one.id == id).and_then(|one| self.kept_secret(one));
                kept.is_some_and(|kept| serving.iter().any(|(_, address)| *address == kept))
            };
            held.retain(|one| one.kind != Factor::MailCode || serves(one.id));
        }
        Ok(held)
    }

    /// Whether a kind counts now: the policy allows it, and texts and calls have not ended (SM6).
    pub(crate) fn serves(&self, kind: Factor, now: Timestamp) -> bool {
        let ended = self.policy().sending.ends_at.is_some_and(|end| end <= now);
        self.policy().factors.allows(kind) && !(ended && matches!(kind, Factor::Sms | Factor::Voice))
    }

    /// The cell of a printed card that is asked for, and how many codes are left.
    pub async fn asked_cell(
        &self,
        account: AccountId,
        by: domain::AuthenticatorId,
    ) -> Result<Option<(String, u8)>, Trouble> {
        let stored = authenticators::of_account(self.db(), account).await?;
        let Some(one) = stored.into_iter().find(|one| one.id == by) else { return Ok(None) };
        let secret = self.vault().open(Purpose::Authenticator, one.id.bytes(), &one.secret_sealed);
        let asked = secret.and_then(|secret| proofs::card::asked(&secret, one.counter));
        Ok(asked.map(|cell| (proofs::card::name(cell), proofs::card::left(one.counter))))
    }

    fn read_held(&self, stored: &StoredAuthenticator, now: Timestamp) -> Option<Held> {
        let kind = Factor::from_word(&stored.kind).filter(|kind| self.serves(*kind, now))?;
        let ending = kind.is_sent().then(|| self.kept_secret(stored)).flatten();
        // A card whose codes were all used proves nothing any more, and still protects.
        let used_up = kind == Factor::Card && proofs::card::left(stored.counter) == 0;
        let label =
            self.vault().open_text(Purpose::AuthenticatorLabel, stored.id.bytes(), &stored.label_sealed);
        Some(Held {
            id: stored.id,
            kind,
            label: label.unwrap_or_default(),
            created_at: stored.created_at,
            last_used_at: stored.last_used_at,
            blocked: stored.blocked_at.is_some() || used_up,
            lost: stored.lost_at.is_some(),
            ending: ending.and_then(|kept| sending::ending(kind, kept)),
        })
    }

    /// When a factor was last proven on a known device; not looked for where none is held.
    pub(crate) async fn factor_proven_at(
        &self,
        held: &[Held],
        account: AccountId,
        device: Option<DeviceId>,
    ) -> Result<Option<Timestamp>, Trouble> {
        let Some(device) = device.filter(|_| is_asked(held)) else { return Ok(None) };
        let stored = store::devices::by_id(self.db(), device).await?;
        Ok(stored.filter(|stored| stored.account == account).and_then(|stored| stored.factor_at))
    }
}
