//! Contact addresses and phones of an account. Two people may share one (O1), so nothing here is unique but to its account.

use domain::{AccountId, ContactId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "contacts.of_account",
        "SELECT account_id, contact_id, kind, value_sealed, verified_at, changed_at, leaves_at FROM contacts \
         WHERE account_id = ?1 ORDER BY contact_id LIMIT 100";
    SHARING = "contacts.sharing",
        "SELECT account_id FROM contacts WHERE value_digest = ?1 AND kind = ?2 AND (leaves_at IS NULL OR leaves_at > ?3) ORDER BY account_id LIMIT 20";
    INSERT = "contacts.insert",
        "INSERT INTO contacts (account_id, contact_id, kind, value_digest, value_sealed, verified_at, changed_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (account_id, value_digest) DO NOTHING";
    REMOVE = "contacts.remove",
        "DELETE FROM contacts WHERE account_id = ?1 AND contact_id = ?2";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredContact {
    pub account: AccountId,
    pub id: ContactId,
    /// `mail` or `phone`.
    pub kind: String,
    pub value_sealed: Vec<u8>,
    pub verified_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    /// It is sent away, and stands until then (EL8). One that is inserted has none.
    pub leaves_at: Option<Timestamp>,
}

/// In the order they were made; at most 100.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredContact>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// The accounts that have this mail address as a contact: two people may share one (O1). At most 20.
pub async fn sharing_mail(db: &Db, digest: &[u8; 16], now: Timestamp) -> Result<Vec<AccountId>, Trouble> {
    let rows = db.fetch_many(&SHARING, params![digest, "mail", now]).await?;
    rows.iter().map(|row| row.array(0).map(AccountId::from_bytes)).collect()
}

/// Adds a contact; the same value for the same account again changes nothing.
pub fn insert(batch: &mut Batch, digest: &[u8; 16], contact: &StoredContact) {
    let params = params![
        contact.account,
        contact.id,
        &contact.kind,
        digest,
        &contact.value_sealed,
        contact.verified_at,
        contact.changed_at,
    ];
    batch.run(&INSERT, params);
}

/// Takes a contact away; one that is gone already is no loss.
pub fn remove(batch: &mut Batch, account: AccountId, contact: ContactId) {
    batch.run(&REMOVE, params![account, contact]);
}

fn read(row: &Row) -> Result<StoredContact, Trouble> {
    Ok(StoredContact {
        account: AccountId::from_bytes(row.array(0)?),
        id: ContactId::from_bytes(row.array(1)?),
        kind: row.text(2)?,
        value_sealed: row.bytes(3)?,
        verified_at: row.opt_instant(4)?,
        changed_at: row.instant(5)?,
        leaves_at: row.opt_instant(6)?,
    })
}
