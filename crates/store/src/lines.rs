//! Lines: an internet access or a telephone number on a contract.

use domain::{AccountId, ContractId, LineId};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "lines.of_account",
        "SELECT l.contract_id, l.line_id, l.number_sealed \
         FROM memberships m JOIN lines l ON l.contract_id = m.contract_id \
         WHERE m.account_id = ?1 AND m.ended_at IS NULL ORDER BY l.contract_id, l.line_id LIMIT 100";
    BY_NUMBER = "lines.by_number",
        "SELECT contract_id, line_id, number_sealed FROM lines WHERE contract_id = ?1 AND number_digest = ?2";
    PUT = "lines.put",
        "INSERT INTO lines (contract_id, line_id, number_digest, number_sealed) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (contract_id, number_digest) DO NOTHING";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredLine {
    pub contract: ContractId,
    pub id: LineId,
    pub number_sealed: Vec<u8>,
}

/// The lines of all contracts that the account is a member of today; at most 100.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredLine>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// The line of a contract that has this number.
pub async fn by_number(
    db: &Db,
    contract: ContractId,
    number_digest: &[u8; 16],
) -> Result<Option<StoredLine>, Trouble> {
    let row = db.fetch_one(&BY_NUMBER, params![contract, number_digest]).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a line; the same number on the same contract again changes nothing.
pub fn put(batch: &mut Batch, number_digest: &[u8; 16], line: &StoredLine) {
    let params = params![line.contract, line.id, number_digest, &line.number_sealed];
    batch.run(&PUT, params);
}

fn read(row: &Row) -> Result<StoredLine, Trouble> {
    Ok(StoredLine {
        contract: ContractId::from_bytes(row.array(0)?),
        id: LineId::from_bytes(row.array(1)?),
        number_sealed: row.bytes(2)?,
    })
}
