//! The trail as people read it: a customer their own, an operator any. Personal parts are opened where they still are.
//! Knows no sentence, and proves nothing: that is `verify`'s.

use domain::{AccountId, Fact, Identifier, Timestamp};
use store::Db;
use store::audit::StoredEntry;
use store::trail::{self, Mark, Of};

use crate::Trouble;
use crate::browser::Caller;
use crate::vault::{Purpose, Vault};

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub mark: Mark,
    pub at: Timestamp,
    /// The fact's stable code.
    pub code: String,
    pub account: Option<AccountId>,
    /// Absent for a fact of a newer release.
    pub fact: Option<Fact>,
    /// Ids and words, as they were written.
    pub body: String,
    /// « Firefox · Windows »; absent where it was not known, or erased (AU4).
    pub device: Option<String>,
    /// Such as `203.0.113.0/24`.
    pub network: Option<String>,
}

/// Reads the trail of a store, also without a running application.
pub struct Trail<'a> {
    pub db: &'a Db,
    pub vault: &'a Vault,
}

impl Trail<'_> {
    /// Newest first, before the mark, none older than `since`; `limit` at most.
    pub async fn page(
        &self,
        of: &Of,
        since: Timestamp,
        before: Mark,
        limit: u32,
    ) -> Result<Vec<Event>, Trouble> {
        let page = trail::page(self.db, of, since, before, limit).await?;
        Ok(page.iter().map(|stored| self.open(stored)).collect())
    }

    /// Whose login this is.
    pub async fn account_of(&self, login: &Identifier) -> Result<Option<AccountId>, Trouble> {
        let digest = self.vault.identifier_digest(login);
        let stored = store::identifiers::by_digest(self.db, &digest).await?;
        Ok(stored.map(|stored| stored.account))
    }

    fn open(&self, stored: &StoredEntry) -> Event {
        let entry = &stored.entry;
        let owner = entry.account.map(|id| *id.bytes()).unwrap_or_default();
        let place = entry
            .personal_sealed
            .as_deref()
            .and_then(|sealed| self.vault.open_text(Purpose::AuditPersonal, &owner, sealed));
        let (device, network) = place.as_deref().map(Caller::read_place).unwrap_or_default();
        Event {
            mark: Mark::of(stored),
            at: entry.at,
            code: entry.code.clone(),
            account: entry.account,
            fact: serde_json::from_str(&entry.body).ok(),
            body: entry.body.clone(),
            device: device.map(str::to_owned),
            network: network.map(str::to_owned),
        }
    }
}
