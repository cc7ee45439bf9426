//! Identifiers: what people type to be recognised, found by digest. One belongs to one account (decision 11).

use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "identifiers.of_account",
        "SELECT account_id, kind, value_sealed, added_at FROM identifiers WHERE account_id = ?1 \
         ORDER BY added_at, value_digest LIMIT 100";
    BY_DIGEST = "identifiers.by_digest",
        "SELECT account_id, kind, value_sealed, added_at FROM identifiers WHERE value_digest = ?1";
    /// Touches its row again when the same account has it already, so that an import may run twice.
    INSERT = "identifiers.insert",
        "INSERT INTO identifiers (value_digest, account_id, kind, value_sealed, added_at) \
         VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (value_digest) DO UPDATE SET kind = excluded.kind \
         WHERE identifiers.account_id = excluded.account_id";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredIdentifier {
    pub account: AccountId,
    /// `mail`, `phone` or `login`.
    pub kind: String,
    pub value_sealed: Vec<u8>,
    pub added_at: Timestamp,
}

/// Oldest first; at most 100.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredIdentifier>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

pub async fn by_digest(db: &Db, digest: &[u8; 16]) -> Result<Option<StoredIdentifier>, Trouble> {
    let row = db.fetch_one(&BY_DIGEST, params![digest]).await?;
    row.as_ref().map(read).transpose()
}

/// Loss `identifier_taken`: another account has it. The same account may be given it again.
pub fn insert(batch: &mut Batch, digest: &[u8; 16], identifier: &StoredIdentifier) {
    let params =
        params![digest, identifier.account, &identifier.kind, &identifier.value_sealed, identifier.added_at,];
    batch.expect_one(&INSERT, params, "identifier_taken");
}

fn read(row: &Row) -> Result<StoredIdentifier, Trouble> {
    Ok(StoredIdentifier {
        account: AccountId::from_bytes(row.array(0)?),
        kind: row.text(1)?,
        value_sealed: row.bytes(2)?,
        added_at: row.instant(3)?,
    })
}
