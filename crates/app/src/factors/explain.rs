//! What is decided about one account's second factor, for an operator (X6). Reads a store, also without a running
//! application; writes nothing.

use domain::factor::{FactorPolicy, Fate, Standing, foretell};
use domain::{Factor, Identifier, Timestamp};
use store::{Db, authenticators, factor_standings};

use crate::Trouble;
use crate::vault::{Purpose, Vault};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// What they would meet who signed in now.
    pub fate: Fate,
    pub holds: Vec<Factor>,
    pub standing: Standing,
    /// Why they were let off the last time, also where that has ended.
    pub reason: Option<String>,
}

/// Of whoever this identifier recognises; nothing for nobody.
pub async fn explain(
    (db, vault): (&Db, &Vault),
    identifier: &Identifier,
    now: Timestamp,
    policy: &FactorPolicy,
) -> Result<Option<Explanation>, Trouble> {
    let digest = vault.identifier_digest(identifier);
    let Some(row) = store::credentials::for_sign_in(db, &digest).await? else { return Ok(None) };
    let Some(account) = store::accounts::by_id(db, row.account).await? else { return Ok(None) };
    let stored = authenticators::of_account(db, row.account).await?;
    let holds: Vec<Factor> = stored.iter().filter_map(|one| Factor::from_word(&one.kind)).collect();
    let standing = factor_standings::of_account(db, row.account).await?;
    let reason = match factor_standings::exemption(db, row.account).await? {
        None => None,
        Some((_, sealed)) => {
            let text = vault.open_text(Purpose::ExemptionReason, row.account.bytes(), &sealed);
            Some(text.ok_or(Trouble::Sealed("exemption"))?)
        }
    };
    let fate = foretell(&holds, standing, account.created_at, now, policy);
    Ok(Some(Explanation { fate, holds, standing, reason }))
}
