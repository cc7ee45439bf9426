//! Codes that were sent: one live for each method of an account, spent once (SM3). Knows no code, only digests.

use domain::{AccountId, AuthenticatorId, SentCodeId, Timestamp};

use crate::{Batch, Db, Trouble, params, words};

statements! {
    OF = "sent_codes.of",
        "SELECT account_id, authenticator_id, code_id, code_hash, tries, expires_at \
         FROM sent_codes WHERE account_id = ?1 AND authenticator_id = ?2";
    PUT = "sent_codes.put",
        "INSERT INTO sent_codes (account_id, authenticator_id, code_id, code_hash, tries, expires_at) \
         VALUES (?1, ?2, ?3, ?4, 0, ?5) \
         ON CONFLICT (account_id, authenticator_id) DO UPDATE SET code_id = excluded.code_id, \
         code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at";
    BOOK_TRY = "sent_codes.book_try",
        "UPDATE sent_codes SET tries = tries + 1 \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND code_id = ?3 AND tries = ?4";
    SPEND = "sent_codes.spend",
        "DELETE FROM sent_codes \
         WHERE account_id = ?1 AND authenticator_id = ?2 AND code_id = ?3 AND expires_at > ?4";
    FORGET = "sent_codes.forget",
        "DELETE FROM sent_codes WHERE account_id = ?1";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentCode {
    pub account: AccountId,
    pub authenticator: AuthenticatorId,
    pub id: SentCodeId,
    pub code_hash: [u8; 32],
    /// Zero when it is put.
    pub tries: u32,
    pub expires_at: Timestamp,
}

/// Expired ones too.
pub async fn of(db: &Db, account: AccountId, by: AuthenticatorId) -> Result<Option<SentCode>, Trouble> {
    let Some(row) = db.fetch_one(&OF, params![account, by]).await? else { return Ok(None) };
    Ok(Some(SentCode {
        account: AccountId::from_bytes(row.array(0)?),
        authenticator: AuthenticatorId::from_bytes(row.array(1)?),
        id: SentCodeId::from_bytes(row.array(2)?),
        code_hash: row.array(3)?,
        tries: words::small(&row, 4)?,
        expires_at: row.instant(5)?,
    }))
}

/// Lays a new one; what was sent before is worthless.
pub fn put(batch: &mut Batch, new: &SentCode) {
    let SentCode { account, authenticator, id, code_hash, expires_at, .. } = new;
    batch.run(&PUT, params![*account, *authenticator, *id, code_hash, *expires_at]);
}

/// Loss `sent_code_moved`: a parallel try was booked first, or another code was sent.
pub fn book_try(batch: &mut Batch, before: &SentCode) {
    let SentCode { account, authenticator, id, tries, .. } = before;
    batch.expect_one(&BOOK_TRY, params![*account, *authenticator, *id, *tries], "sent_code_moved");
}

/// Used, once. Loss `sent_code_used`: it was used, replaced, or is too old.
pub fn spend(batch: &mut Batch, code: &SentCode, now: Timestamp) {
    let SentCode { account, authenticator, id, .. } = code;
    batch.expect_one(&SPEND, params![*account, *authenticator, *id, now], "sent_code_used");
}

/// Everything that is under way for an account.
pub fn forget(batch: &mut Batch, account: AccountId) {
    batch.run(&FORGET, params![account]);
}
