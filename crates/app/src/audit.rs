//! The one place that writes audit. Every fact goes into its account's lane, in the transaction of the act (AU1, AU2).
//! A leaf commits to H(salt || personal part): erasing both leaves a chain that still verifies (AU4).

use aws_lc_rs::digest::{Context, SHA256};
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
        let body = serde_json::to_string(fact).expect("facts are plain values");
        let act = batch.act();
        let salt = personal.map(|_| chance::bytes::<16>());
        let committed = match (personal, &salt) {
            (Some(personal), Some(salt)) => digest(&[salt, personal.as_bytes()]),
            _ => [0; 32],
        };
        let owner = account.map(|id| *id.bytes()).unwrap_or_default();
        let leaf = leaf(act.bytes(), now, fact.code(), &owner, &body, &committed);
        let sealed = personal.map(|text| self.vault().seal(Purpose::AuditPersonal, &owner, text.as_bytes()));
        metrics::counter!("vestibule_facts_total", "code" => fact.code()).increment(1);
        let entry = Entry {
            lane: audit::lane(account),
            act,
            at: now,
            code: fact.code().to_owned(),
            account,
            body,
            salt: salt.map(|salt| salt.to_vec()),
            personal_sealed: sealed,
            leaf,
        };
        store::audit::append(batch, &entry);
    }
}

/// What an entry's leaf covers. Lengths stand in front, so that no two entries give the same bytes.
fn leaf(
    act: &[u8],
    at: Timestamp,
    code: &str,
    owner: &[u8; 16],
    body: &str,
    committed: &[u8; 32],
) -> [u8; 32] {
    let at = at.millis().to_be_bytes();
    let parts: [&[u8]; 6] = [act, &at, code.as_bytes(), owner, body.as_bytes(), committed];
    digest(&parts)
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    digest
}
