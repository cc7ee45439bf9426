//! The one place that writes audit. Every fact goes into its account's lane, in the transaction of the act (AU1, AU2).
//! A leaf commits to the personal part by a salted hash: erasing salt and part leaves a chain that still verifies (AU4).

mod activity;
mod checkpoint;
mod export;
mod leaf;
mod trail;
pub mod verify;

pub use activity::Activity;
pub use checkpoint::{Checkpoint, Hash, TYP};
pub use trail::{Event, Trail};

use domain::{AccountId, Fact, Timestamp, audit};
use store::audit::Entry;
use store::db::Batch;

use crate::vault::Purpose;
use crate::{App, chance};

impl App {
    /// Adds one fact to an act. `personal` (device, place) is sealed and erasable; nothing personal stands in the fact.
    pub(crate) fn audit(
        &self,
        batch: &mut Batch,
        account: Option<AccountId>,
        fact: &Fact,
        personal: Option<&str>,
        now: Timestamp,
    ) {
        let salt = personal.map(|_| chance::bytes::<16>());
        let owner = account.map(|id| *id.bytes()).unwrap_or_default();
        let sealed = personal.map(|text| self.vault().seal(Purpose::AuditPersonal, &owner, text.as_bytes()));
        metrics::counter!("vestibule_facts_total", "code" => fact.code()).increment(1);
        let mut entry = Entry {
            lane: audit::lane(account),
            act: batch.act(),
            at: now,
            code: fact.code().to_owned(),
            account,
            body: serde_json::to_string(fact).expect("facts are plain values"),
            personal_hash: personal.zip(salt).map(|(text, salt)| leaf::personal_hash(&salt, text.as_bytes())),
            salt: salt.map(|salt| salt.to_vec()),
            personal_sealed: sealed,
            leaf: [0; 32],
        };
        entry.leaf = leaf::leaf_of(&entry);
        store::audit::append(batch, &entry);
    }
}

#[cfg(test)]
mod tests;
