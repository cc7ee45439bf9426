//! Memberships: a person's part in a contract, as holder or member (O1).

use domain::{AccountId, ContractId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "memberships.of_account",
        "SELECT account_id, contract_id, role, since, ended_at FROM memberships \
         WHERE account_id = ?1 AND ended_at IS NULL ORDER BY contract_id LIMIT 100";
    OF_PAIR = "memberships.of_pair",
        "SELECT account_id, contract_id, role, since, ended_at FROM memberships \
         WHERE account_id = ?1 AND contract_id = ?2";
    PUT = "memberships.put",
        "INSERT INTO memberships (account_id, contract_id, role, since, ended_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (account_id, contract_id) DO UPDATE SET role = excluded.role, ended_at = excluded.ended_at";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredMembership {
    pub account: AccountId,
    pub contract: ContractId,
    /// `holder` or `member`.
    pub role: String,
    pub since: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// Those of today; at most 100.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredMembership>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// The part that the account has, or had, in the contract.
pub async fn of_pair(
    db: &Db,
    account: AccountId,
    contract: ContractId,
) -> Result<Option<StoredMembership>, Trouble> {
    let row = db.fetch_one(&OF_PAIR, params![account, contract]).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a membership, or brings its role and its end up to date; `since` stays what it was.
pub fn put(batch: &mut Batch, membership: &StoredMembership) {
    let params = params![
        membership.account,
        membership.contract,
        &membership.role,
        membership.since,
        membership.ended_at,
    ];
    batch.run(&PUT, params);
}

fn read(row: &Row) -> Result<StoredMembership, Trouble> {
    Ok(StoredMembership {
        account: AccountId::from_bytes(row.array(0)?),
        contract: ContractId::from_bytes(row.array(1)?),
        role: row.text(2)?,
        since: row.instant(3)?,
        ended_at: row.opt_instant(4)?,
    })
}
