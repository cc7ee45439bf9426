//! Authorization codes, found by their hash and spent once (RFC 6749 §4.1.2). Knows no grant: it is sealed.

use domain::{AccountId, ClientId, SignInId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    BY_HASH = "codes.by_hash",
        "SELECT account_id, client_id, sign_in_id, grant_sealed, issued_at, expires_at, used_at \
         FROM authorization_codes WHERE code_hash = ?1";
    ISSUE = "codes.issue",
        "INSERT INTO authorization_codes (code_hash, account_id, client_id, sign_in_id, grant_sealed, issued_at, \
         expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    SPEND = "codes.spend",
        "UPDATE authorization_codes SET used_at = ?2 WHERE code_hash = ?1 AND used_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredCode {
    pub account: AccountId,
    pub client: ClientId,
    pub sign_in: SignInId,
    pub grant_sealed: Vec<u8>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// Set once it was spent; a code that is issued has none.
    pub used_at: Option<Timestamp>,
}

/// Spent and expired ones too: a replay must be recognised (OA4).
pub async fn by_hash(db: &Db, hash: &[u8; 32]) -> Result<Option<StoredCode>, Trouble> {
    let row = db.fetch_one(&BY_HASH, params![hash]).await?;
    row.as_ref().map(read).transpose()
}

pub fn issue(batch: &mut Batch, hash: &[u8; 32], code: &StoredCode) {
    let params = params![
        hash,
        code.account,
        &code.client,
        code.sign_in,
        &code.grant_sealed,
        code.issued_at,
        code.expires_at,
    ];
    batch.expect_one(&ISSUE, params, "code_exists");
}

/// Loss `code_spent`: somebody spent it first, or it does not exist.
pub fn spend(batch: &mut Batch, hash: &[u8; 32], now: Timestamp) {
    batch.expect_one(&SPEND, params![hash, now], "code_spent");
}

fn read(row: &Row) -> Result<StoredCode, Trouble> {
    Ok(StoredCode {
        account: AccountId::from_bytes(row.array(0)?),
        client: ClientId(row.text(1)?),
        sign_in: SignInId::from_bytes(row.array(2)?),
        grant_sealed: row.bytes(3)?,
        issued_at: row.instant(4)?,
        expires_at: row.instant(5)?,
        used_at: row.opt_instant(6)?,
    })
}
