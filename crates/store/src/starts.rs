//! People whom a holder added by login, and the code that each of them may start with (X19). Knows no code, only its hash.

use domain::{AccountId, ContractId, StartId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "starts.of_account",
        "SELECT account_id, contract_id, added_by, added_at, start_id, code_hash, expires_at, started_at \
         FROM starts WHERE account_id = ?1";
    OF_CONTRACT = "starts.of_contract",
        "SELECT s.account_id, s.contract_id, s.added_by, s.added_at, s.start_id, s.code_hash, s.expires_at, s.started_at \
         FROM starts s JOIN memberships m ON m.account_id = s.account_id AND m.contract_id = s.contract_id \
         AND m.ended_at IS NULL WHERE s.contract_id = ?1 ORDER BY s.added_at, s.account_id LIMIT 100";
    COUNT = "starts.count",
        "SELECT count(*) FROM starts WHERE contract_id = ?1 AND added_at > ?2";
    /// The newest is counted with the others: whoever holds the holder's row counts after those who held it before.
    INSERT = "starts.insert",
        "INSERT INTO starts (account_id, contract_id, added_by, added_at, start_id, code_hash, expires_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    /// Changes nothing: it is lost where more were added than may be.
    HOLD_COUNT = "starts.hold_count",
        "UPDATE starts SET added_at = added_at WHERE account_id = ?1 \
         AND (SELECT count(*) FROM starts s WHERE s.contract_id = ?2 AND s.added_at > ?3) <= ?4";
    ISSUE = "starts.issue",
        "UPDATE starts SET start_id = ?3, code_hash = ?4, expires_at = ?5 \
         WHERE account_id = ?1 AND contract_id = ?2 AND (started_at IS NULL OR EXISTS (SELECT 1 FROM minors n \
         WHERE n.account_id = ?1 AND (n.adult_at IS NULL OR n.adult_at > ?6)))";
    TAKE_BACK = "starts.take_back",
        "UPDATE starts SET start_id = NULL, code_hash = NULL, expires_at = NULL \
         WHERE account_id = ?1 AND contract_id = ?2 AND start_id IS NOT NULL";
    SPEND = "starts.spend",
        "UPDATE starts SET start_id = NULL, code_hash = NULL, expires_at = NULL, \
         started_at = COALESCE(started_at, ?3) \
         WHERE account_id = ?1 AND start_id = ?2 AND expires_at > ?3 AND (started_at IS NULL OR EXISTS \
         (SELECT 1 FROM minors n WHERE n.account_id = ?1 AND (n.adult_at IS NULL OR n.adult_at > ?3)))";
    END_CODE = "starts.end_code",
        "UPDATE starts SET start_id = NULL, code_hash = NULL, expires_at = NULL \
         WHERE account_id = ?1 AND contract_id = ?2";
    FREE_LOGIN = "starts.free_login",
        "DELETE FROM identifiers WHERE account_id = ?1 AND EXISTS \
         (SELECT 1 FROM starts s WHERE s.account_id = ?1 AND s.contract_id = ?2 AND s.started_at IS NULL)";
    CLOSE = "starts.close",
        "UPDATE accounts SET disabled_at = ?3 WHERE account_id = ?1 AND disabled_at IS NULL AND EXISTS \
         (SELECT 1 FROM starts s WHERE s.account_id = ?1 AND s.contract_id = ?2 AND s.started_at IS NULL)";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredStart {
    pub account: AccountId,
    pub contract: ContractId,
    pub added_by: AccountId,
    pub added_at: Timestamp,
    /// The code that waits.
    pub code: Option<StoredStartCode>,
    pub started_at: Option<Timestamp>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredStartCode {
    pub id: StartId,
    pub hash: [u8; 32],
    pub expires_at: Timestamp,
}

/// Nothing for whoever was not added so.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Option<StoredStart>, Trouble> {
    let row = db.fetch_one(&OF_ACCOUNT, params![account]).await?;
    row.as_ref().map(read).transpose()
}

/// Those who are on the contract today; at most 100.
pub async fn of_contract(db: &Db, contract: ContractId) -> Result<Vec<StoredStart>, Trouble> {
    let rows = db.fetch_many(&OF_CONTRACT, params![contract]).await?;
    rows.iter().map(read).collect()
}

/// How many were added to the contract since then, whatever became of them.
pub async fn added_since(db: &Db, contract: ContractId, since: Timestamp) -> Result<u32, Trouble> {
    let row = db.fetch_one(&COUNT, params![contract, since]).await?;
    row.map_or(Ok(0), |row| crate::words::small(&row, 0))
}

/// Somebody is added, with the code that they start with. Loss `too_many_added`: more than `most` since `since`.
pub fn add(batch: &mut Batch, start: &StoredStart, (most, since): (u32, Timestamp)) {
    let (id, hash, expires_at) =
        start.code.map_or((None, None, None), |code| (Some(code.id), Some(code.hash), Some(code.expires_at)));
    let params = params![start.account, start.contract, start.added_by, start.added_at, id, hash, expires_at];
    batch.run(&INSERT, params);
    batch.expect_one(&HOLD_COUNT, params![start.account, start.contract, since, most], "too_many_added");
}

/// Another code takes the place of any that waits. Loss `start_gone`: not added to this contract, or an adult who has chosen a
/// password meanwhile.
pub fn issue(
    batch: &mut Batch,
    (account, contract): (AccountId, ContractId),
    code: &StoredStartCode,
    now: Timestamp,
) {
    let params = params![account, contract, code.id, code.hash, code.expires_at, now];
    batch.expect_one(&ISSUE, params, "start_gone");
}

/// The code that waits serves no more. Loss `start_gone`: none waits.
pub fn take_back(batch: &mut Batch, account: AccountId, contract: ContractId) {
    batch.expect_one(&TAKE_BACK, params![account, contract], "start_gone");
}

/// Single use. Loss `start_gone`: it served, was taken back or replaced, is too old, or its owner came of age with a password.
pub fn spend(batch: &mut Batch, account: AccountId, id: StartId, now: Timestamp) {
    batch.expect_one(&SPEND, params![account, id, now], "start_gone");
}

/// Somebody is no longer of the household: no code of its holder opens their account.
pub fn end_code(batch: &mut Batch, account: AccountId, contract: ContractId) {
    batch.run(&END_CODE, params![account, contract]);
}

/// An account that nobody ever started goes with its place in the household, and its login is free again.
pub fn close_unstarted(batch: &mut Batch, account: AccountId, contract: ContractId, now: Timestamp) {
    batch.run(&FREE_LOGIN, params![account, contract]);
    batch.run(&CLOSE, params![account, contract, now]);
}

fn read(row: &Row) -> Result<StoredStart, Trouble> {
    let code = match (row.opt_array(4)?, row.opt_array(5)?, row.opt_instant(6)?) {
        (Some(id), Some(hash), Some(expires_at)) => {
            Some(StoredStartCode { id: StartId::from_bytes(id), hash, expires_at })
        }
        _ => None,
    };
    Ok(StoredStart {
        account: AccountId::from_bytes(row.array(0)?),
        contract: ContractId::from_bytes(row.array(1)?),
        added_by: AccountId::from_bytes(row.array(2)?),
        added_at: row.instant(3)?,
        code,
        started_at: row.opt_instant(7)?,
    })
}
