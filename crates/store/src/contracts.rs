//! Contracts: what is billed, and what a household shares (O1). Knows neither its people nor its lines.

use domain::{AccountId, ContractId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    BY_ORIGIN = "contracts.by_origin",
        "SELECT contract_id, ref_sealed, brand, kind, segment, created_at, ended_at FROM contracts \
         WHERE origin_digest = ?1";
    OF_ACCOUNT = "contracts.of_account",
        "SELECT c.contract_id, c.ref_sealed, c.brand, c.kind, c.segment, c.created_at, c.ended_at \
         FROM memberships m JOIN contracts c ON c.contract_id = m.contract_id \
         WHERE m.account_id = ?1 AND m.ended_at IS NULL ORDER BY c.contract_id LIMIT 100";
    /// Keeps the first instant of creation, and the reference, which is what the origin is a digest of.
    PUT = "contracts.put",
        "INSERT INTO contracts (contract_id, origin_digest, ref_sealed, brand, kind, segment, created_at, ended_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (origin_digest) DO UPDATE SET brand = excluded.brand, kind = excluded.kind, \
         segment = excluded.segment, ended_at = excluded.ended_at \
         WHERE contracts.contract_id = excluded.contract_id";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredContract {
    pub id: ContractId,
    pub ref_sealed: Vec<u8>,
    pub brand: String,
    /// `internet`, `mobile` or `other` (O5).
    pub kind: String,
    pub segment: Option<String>,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// The contract that an import made of this (source, ref).
pub async fn by_origin(db: &Db, origin_digest: &[u8; 16]) -> Result<Option<StoredContract>, Trouble> {
    let row = db.fetch_one(&BY_ORIGIN, params![origin_digest]).await?;
    row.as_ref().map(read).transpose()
}

/// Those that the account is a member of today; at most 100.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredContract>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// Adds a contract, or brings it up to date. Loss `contract_exists`: this origin has another id already, perhaps
/// from an import beside us; look it up again.
pub fn put(batch: &mut Batch, contract: &StoredContract, origin_digest: &[u8; 16]) {
    let params = params![
        contract.id,
        origin_digest,
        &contract.ref_sealed,
        &contract.brand,
        &contract.kind,
        contract.segment.as_ref(),
        contract.created_at,
        contract.ended_at,
    ];
    batch.expect_one(&PUT, params, "contract_exists");
}

fn read(row: &Row) -> Result<StoredContract, Trouble> {
    Ok(StoredContract {
        id: ContractId::from_bytes(row.array(0)?),
        ref_sealed: row.bytes(1)?,
        brand: row.text(2)?,
        kind: row.text(3)?,
        segment: row.opt_text(4)?,
        created_at: row.instant(5)?,
        ended_at: row.opt_instant(6)?,
    })
}
