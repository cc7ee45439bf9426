//! Printed recovery codes (EN6): one set for an account, of which a new one takes the place, and codes that serve once.
//! Knows no code: only keyed digests.

use domain::{AccountId, CodeSetId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    SET_OF = "recovery_codes.set_of",
        "SELECT s.set_id, s.made_at, s.kept_at, s.chose_at, \
         (SELECT count(*) FROM recovery_codes c WHERE c.account_id = s.account_id AND c.used_at IS NULL) \
         FROM recovery_sets s WHERE s.account_id = ?1";
    IS_UNUSED = "recovery_codes.is_unused",
        "SELECT 1 FROM recovery_codes WHERE account_id = ?1 AND code_hash = ?2 AND used_at IS NULL";
    BEGIN = "recovery_codes.begin",
        "INSERT INTO recovery_sets (account_id, set_id, made_at) VALUES (?1, ?2, ?3) ON CONFLICT (account_id) DO NOTHING";
    RENEW = "recovery_codes.renew",
        "UPDATE recovery_sets SET set_id = ?3, made_at = ?4, kept_at = NULL WHERE account_id = ?1 AND set_id = ?2";
    FORGET = "recovery_codes.forget",
        "DELETE FROM recovery_codes WHERE account_id = ?1";
    PUT = "recovery_codes.put",
        "INSERT INTO recovery_codes (account_id, code_hash) VALUES (?1, ?2)";
    KEEP = "recovery_codes.keep",
        "UPDATE recovery_sets SET kept_at = COALESCE(kept_at, ?3) WHERE account_id = ?1 AND set_id = ?2";
    CHOSE = "recovery_codes.chose",
        "UPDATE recovery_sets SET chose_at = ?2 WHERE account_id = ?1";
    SPEND = "recovery_codes.spend",
        "UPDATE recovery_codes SET used_at = ?3 WHERE account_id = ?1 AND code_hash = ?2 AND used_at IS NULL";
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredSet {
    pub id: CodeSetId,
    pub made_at: Timestamp,
    /// When the customer said that they lie in a safe place.
    pub kept_at: Option<Timestamp>,
    /// When one of them chose the password of today: then none stands for the factor too (RE5).
    pub chose_at: Option<Timestamp>,
    pub left: u32,
}

pub async fn set_of(db: &Db, account: AccountId) -> Result<Option<StoredSet>, Trouble> {
    let row = db.fetch_one(&SET_OF, params![account]).await?;
    row.as_ref().map(read).transpose()
}

pub async fn is_unused(db: &Db, account: AccountId, code_hash: &[u8; 32]) -> Result<bool, Trouble> {
    Ok(db.fetch_one(&IS_UNUSED, params![account, code_hash]).await?.is_some())
}

/// A new set, and the end of every code before it (EN6). Loss `codes_moved`: another set was made since `before` was read.
pub fn renew(
    batch: &mut Batch,
    account: AccountId,
    (before, set): (Option<CodeSetId>, CodeSetId),
    code_hashes: &[[u8; 32]],
    now: Timestamp,
) {
    match before {
        None => batch.expect_one(&BEGIN, params![account, set, now], "codes_moved"),
        Some(before) => batch.expect_one(&RENEW, params![account, before, set, now], "codes_moved"),
    };
    batch.run(&FORGET, params![account]);
    for hash in code_hashes {
        batch.run(&PUT, params![account, hash]);
    }
}

/// Every code of the account is dead.
pub fn end(batch: &mut Batch, account: AccountId) {
    batch.run(&FORGET, params![account]);
}

/// The customer has them in a safe place. Loss `codes_moved`: they are not the codes of today.
pub fn keep(batch: &mut Batch, account: AccountId, set: CodeSetId, now: Timestamp) {
    batch.expect_one(&KEEP, params![account, set, now], "codes_moved");
}

/// The password of today was chosen by a code, or (`None`) by something else.
pub fn chose(batch: &mut Batch, account: AccountId, at: Option<Timestamp>) {
    batch.run(&CHOSE, params![account, at]);
}

/// Loss `code_used`: it served before, or a newer set has taken its place.
pub fn spend(batch: &mut Batch, account: AccountId, code_hash: &[u8; 32], now: Timestamp) {
    batch.expect_one(&SPEND, params![account, code_hash, now], "code_used");
}

fn read(row: &Row) -> Result<StoredSet, Trouble> {
    Ok(StoredSet {
        id: CodeSetId::from_bytes(row.array(0)?),
        made_at: row.instant(1)?,
        kept_at: row.opt_instant(2)?,
        chose_at: row.opt_instant(3)?,
        left: words::small(row, 4)?,
    })
}
