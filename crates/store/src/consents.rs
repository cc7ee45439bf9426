//! What a customer allowed a client to know (C33). Compares no scopes.

use domain::{AccountId, ClientId, Timestamp};

use crate::{Batch, Db, Trouble, params};

statements! {
    GIVEN = "consents.given",
        "SELECT scopes, given_at FROM consents WHERE account_id = ?1 AND client_id = ?2";
    PUT = "consents.put",
        "INSERT INTO consents (account_id, client_id, scopes, given_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (account_id, client_id) DO UPDATE SET scopes = excluded.scopes, given_at = excluded.given_at";
}

/// The scopes, separated by spaces, as they were given, and when.
pub async fn given(
    db: &Db,
    account: AccountId,
    client: &ClientId,
) -> Result<Option<(String, Timestamp)>, Trouble> {
    let row = db.fetch_one(&GIVEN, params![account, client]).await?;
    row.map(|row| Ok((row.text(0)?, row.instant(1)?))).transpose()
}

/// Replaces what was given before; the caller joins old and new scopes if that is what the customer said.
pub fn put(batch: &mut Batch, account: AccountId, client: &ClientId, scopes: &str, now: Timestamp) {
    batch.run(&PUT, params![account, client, scopes, now]);
}
