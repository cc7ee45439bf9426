//! The original login and password of a line, one pair for each contract. Knows not whom they stand for: the holder of the
//! day is found through memberships.

use domain::{AccountId, ContractId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_CONTRACT = "line_access.of_contract",
        "SELECT contract_id, login_digest, login_sealed, hash_sealed, scheme, said_digest FROM line_access \
         WHERE contract_id = ?1";
    BY_LOGIN = "line_access.by_login",
        "SELECT contract_id, login_digest, login_sealed, hash_sealed, scheme, said_digest FROM line_access \
         WHERE login_digest = ?1";
    OF_HOLDER = "line_access.of_holder",
        "SELECT l.contract_id, l.login_digest, l.login_sealed, l.hash_sealed, l.scheme, l.said_digest \
         FROM memberships m JOIN line_access l ON l.contract_id = m.contract_id \
         WHERE m.account_id = ?1 AND m.role = 'holder' AND m.ended_at IS NULL LIMIT 4";
    /// Who signs in with something of their own already: the letter then leads to « mot de passe oublié ».
    HOLDER_WITH_LOGIN = "line_access.holder_with_login",
        "SELECT m.account_id FROM line_access l JOIN memberships m ON m.contract_id = l.contract_id \
         WHERE l.login_digest = ?1 AND m.role = 'holder' AND m.ended_at IS NULL \
         AND EXISTS (SELECT 1 FROM identifiers i WHERE i.account_id = m.account_id) LIMIT 1";
    SCHEMES = "line_access.schemes",
        "SELECT scheme, count(*) FROM line_access GROUP BY scheme ORDER BY scheme LIMIT 1000";
    /// A new letter may bring a new pair; what it serves for stays.
    PUT = "line_access.put",
        "INSERT INTO line_access (contract_id, login_digest, login_sealed, hash_sealed, scheme, said_digest, set_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (contract_id) DO UPDATE SET login_digest = excluded.login_digest, \
         login_sealed = excluded.login_sealed, hash_sealed = excluded.hash_sealed, scheme = excluded.scheme, \
         said_digest = excluded.said_digest, set_at = excluded.set_at";
    UPGRADE = "line_access.upgrade",
        "UPDATE line_access SET hash_sealed = ?3, scheme = ?4, set_at = ?5 WHERE contract_id = ?1 AND scheme = ?2";
    /// Changes nothing: it waits for whoever is changing the row, and then looks at what stands there.
    HOLD = "line_access.hold",
        "UPDATE line_access SET set_at = set_at WHERE contract_id = ?1 \
         AND (chosen_by IS NULL OR chosen_by <> ?2)";
    CLOSE = "line_access.close",
        "UPDATE line_access SET chosen_by = ?1 WHERE contract_id IN (\
         SELECT contract_id FROM memberships WHERE account_id = ?1 AND role = 'holder' AND ended_at IS NULL)";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredAccess {
    pub contract: ContractId,
    pub login_digest: [u8; 16],
    pub login_sealed: Vec<u8>,
    pub hash_sealed: Vec<u8>,
    pub scheme: String,
    /// Of what the import said.
    pub said_digest: [u8; 16],
}

pub async fn of_contract(db: &Db, contract: ContractId) -> Result<Option<StoredAccess>, Trouble> {
    let row = db.fetch_one(&OF_CONTRACT, params![contract]).await?;
    row.as_ref().map(read).transpose()
}

pub async fn by_login(db: &Db, digest: &[u8; 16]) -> Result<Option<StoredAccess>, Trouble> {
    let row = db.fetch_one(&BY_LOGIN, params![digest]).await?;
    row.as_ref().map(read).transpose()
}

/// Those of the contracts that the account holds today; at most 4.
pub async fn of_holder(db: &Db, account: AccountId) -> Result<Vec<StoredAccess>, Trouble> {
    let rows = db.fetch_many(&OF_HOLDER, params![account]).await?;
    rows.iter().map(read).collect()
}

/// The holder of the line that has this login, where they also have a login of their own.
pub async fn holder_with_login(db: &Db, digest: &[u8; 16]) -> Result<Option<AccountId>, Trouble> {
    let row = db.fetch_one(&HOLDER_WITH_LOGIN, params![digest]).await?;
    row.map(|row| row.array(0).map(AccountId::from_bytes)).transpose()
}

/// How many hashes there are of each scheme (NU2). Reads the whole index.
pub async fn schemes(db: &Db) -> Result<Vec<(String, i64)>, Trouble> {
    let rows = db.fetch_many(&SCHEMES, params![]).await?;
    rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
}

/// Sets what the letter of the contract says.
pub fn put(batch: &mut Batch, access: &StoredAccess, now: Timestamp) {
    let params = params![
        access.contract,
        access.login_digest,
        &access.login_sealed,
        &access.hash_sealed,
        &access.scheme,
        access.said_digest,
        now,
    ];
    batch.run(&PUT, params);
}

/// As `passwords::upgrade`.
pub fn upgrade(
    batch: &mut Batch,
    contract: ContractId,
    old_scheme: &str,
    hash_sealed: Vec<u8>,
    scheme: &str,
    now: Timestamp,
) {
    batch.run(&UPGRADE, params![contract, old_scheme, hash_sealed, scheme, now]);
}

/// Goes on only while this holder has not chosen: who proved the pair while they were choosing gets nothing by it. Loss
/// `password_moved`.
pub fn hold(batch: &mut Batch, contract: ContractId, account: AccountId) {
    batch.expect_one(&HOLD, params![contract, account], "password_moved");
}

/// From now on the pairs of the contracts that the account holds serve it for choosing only.
pub fn close(batch: &mut Batch, account: AccountId) {
    batch.run(&CLOSE, params![account]);
}

fn read(row: &Row) -> Result<StoredAccess, Trouble> {
    Ok(StoredAccess {
        contract: ContractId::from_bytes(row.array(0)?),
        login_digest: row.array(1)?,
        login_sealed: row.bytes(2)?,
        hash_sealed: row.bytes(3)?,
        scheme: row.text(4)?,
        said_digest: row.array(5)?,
    })
}
