//! Access tokens, found by their hash. They end by themselves, with their code, their sign-in, their device or their account.

use domain::{AccountId, ClientId, DeviceId, SignInId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    BY_HASH = "tokens.by_hash",
        "SELECT t.account_id, t.client_id, t.sign_in_id, t.code_hash, t.scope, t.issued_at, t.expires_at, \
         t.revoked_at, a.disabled_at \
         FROM access_tokens t JOIN accounts a ON a.account_id = t.account_id \
         WHERE t.token_hash = ?1";
    ISSUE = "tokens.issue",
        "INSERT INTO access_tokens (token_hash, account_id, client_id, sign_in_id, code_hash, scope, issued_at, \
         expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    REVOKE_OF_CODE = "tokens.revoke_of_code",
        "UPDATE access_tokens SET revoked_at = ?2 WHERE code_hash = ?1 AND revoked_at IS NULL";
    REVOKE_OF_SIGN_IN = "tokens.revoke_of_sign_in",
        "UPDATE access_tokens SET revoked_at = ?2 WHERE sign_in_id = ?1 AND revoked_at IS NULL";
    REVOKE_OF_DEVICE = "tokens.revoke_of_device",
        "UPDATE access_tokens SET revoked_at = ?3 WHERE account_id = ?2 AND revoked_at IS NULL \
         AND sign_in_id IN (SELECT sign_in_id FROM sessions WHERE device_id = ?1)";
    REVOKE_OF_OTHERS = "tokens.revoke_of_others",
        "UPDATE access_tokens SET revoked_at = ?3 \
         WHERE account_id = ?1 AND sign_in_id <> ?2 AND revoked_at IS NULL";
    REVOKE_OF_ACCOUNT = "tokens.revoke_of_account",
        "UPDATE access_tokens SET revoked_at = ?2 WHERE account_id = ?1 AND revoked_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredToken {
    pub account: AccountId,
    pub client: ClientId,
    pub sign_in: SignInId,
    pub code_hash: [u8; 32],
    pub scope: String,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// A token that is issued has none.
    pub revoked_at: Option<Timestamp>,
    /// Of the account, not of the token; read only.
    pub account_disabled_at: Option<Timestamp>,
}

pub async fn by_hash(db: &Db, hash: &[u8; 32]) -> Result<Option<StoredToken>, Trouble> {
    let row = db.fetch_one(&BY_HASH, params![hash]).await?;
    row.as_ref().map(read).transpose()
}

pub fn issue(batch: &mut Batch, hash: &[u8; 32], token: &StoredToken) {
    let params = params![
        hash,
        token.account,
        &token.client,
        token.sign_in,
        token.code_hash,
        &token.scope,
        token.issued_at,
        token.expires_at,
    ];
    batch.expect_one(&ISSUE, params, "token_exists");
}

/// What a replayed code had issued (OA4).
pub fn revoke_of_code(batch: &mut Batch, code_hash: &[u8; 32], now: Timestamp) {
    batch.run(&REVOKE_OF_CODE, params![code_hash, now]);
}

pub fn revoke_of_sign_in(batch: &mut Batch, sign_in: SignInId, now: Timestamp) {
    batch.run(&REVOKE_OF_SIGN_IN, params![sign_in, now]);
}

pub fn revoke_of_device(batch: &mut Batch, device: DeviceId, account: AccountId, now: Timestamp) {
    batch.run(&REVOKE_OF_DEVICE, params![device, account, now]);
}

/// Every token of the account but those of the sign-in at hand.
pub fn revoke_of_others(batch: &mut Batch, account: AccountId, sign_in: SignInId, now: Timestamp) {
    batch.run(&REVOKE_OF_OTHERS, params![account, sign_in, now]);
}

pub fn revoke_of_account(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&REVOKE_OF_ACCOUNT, params![account, now]);
}

fn read(row: &Row) -> Result<StoredToken, Trouble> {
    Ok(StoredToken {
        account: AccountId::from_bytes(row.array(0)?),
        client: ClientId(row.text(1)?),
        sign_in: SignInId::from_bytes(row.array(2)?),
        code_hash: row.array(3)?,
        scope: row.text(4)?,
        issued_at: row.instant(5)?,
        expires_at: row.instant(6)?,
        revoked_at: row.opt_instant(7)?,
        account_disabled_at: row.opt_instant(8)?,
    })
}
