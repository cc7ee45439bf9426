//! Memberships: a person's part in a contract, as holder or member (O1).

use domain::{AccountId, ContractId, Role, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_ACCOUNT = "memberships.of_account",
        "SELECT account_id, contract_id, role, since, ended_at, changed_at FROM memberships \
         WHERE account_id = ?1 AND ended_at IS NULL ORDER BY contract_id LIMIT 100";
    OF_PAIR = "memberships.of_pair",
        "SELECT account_id, contract_id, role, since, ended_at, changed_at FROM memberships \
         WHERE account_id = ?1 AND contract_id = ?2";
    /// The people of a contract, the holder first, with whether they were added as minors.
    OF_CONTRACT = "memberships.of_contract",
        "SELECT m.account_id, m.role, m.since, a.person_sealed, n.account_id, n.adult_at \
         FROM memberships m JOIN accounts a ON a.account_id = m.account_id \
         LEFT JOIN minors n ON n.account_id = m.account_id \
         WHERE m.contract_id = ?1 AND m.ended_at IS NULL ORDER BY m.role, m.since, m.account_id LIMIT 100";
    /// Changes nothing: it waits for whoever is changing the row, and then looks at what stands there.
    HOLD = "memberships.hold",
        "UPDATE memberships SET since = since \
         WHERE account_id = ?1 AND contract_id = ?2 AND role = ?3 AND ended_at IS NULL";
    CHANGE_ROLE = "memberships.change_role",
        "UPDATE memberships SET role = ?4, changed_at = ?5 \
         WHERE account_id = ?1 AND contract_id = ?2 AND role = ?3 AND ended_at IS NULL";
    END = "memberships.end",
        "UPDATE memberships SET ended_at = ?4, changed_at = ?4 \
         WHERE account_id = ?1 AND contract_id = ?2 AND role = ?3 AND ended_at IS NULL";
    /// What was changed here stays when the old system's export comes again.
    PUT = "memberships.put",
        "INSERT INTO memberships (account_id, contract_id, role, since, ended_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (account_id, contract_id) DO UPDATE SET role = excluded.role, ended_at = excluded.ended_at \
         WHERE memberships.changed_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredMembership {
    pub account: AccountId,
    pub contract: ContractId,
    /// `holder` or `member`.
    pub role: String,
    pub since: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// When it was changed here; no import changes it then. Not written by `put`.
    pub changed_at: Option<Timestamp>,
}

/// Somebody of a household, with what a page needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredHousemate {
    pub account: AccountId,
    pub role: Role,
    pub since: Timestamp,
    pub person_sealed: Vec<u8>,
    /// Added as a minor; `adult_at` says until when, where that is known.
    pub is_minor: bool,
    pub adult_at: Option<Timestamp>,
}

/// The people of a contract today, the holder first; at most 100.
pub async fn of_contract(db: &Db, contract: ContractId) -> Result<Vec<StoredHousemate>, Trouble> {
    let rows = db.fetch_many(&OF_CONTRACT, params![contract]).await?;
    let read = |row: &Row| {
        Ok(StoredHousemate {
            account: AccountId::from_bytes(row.array(0)?),
            role: if row.text(1)? == Role::Holder.word() { Role::Holder } else { Role::Member },
            since: row.instant(2)?,
            person_sealed: row.bytes(3)?,
            is_minor: row.opt_bytes(4)?.is_some(),
            adult_at: row.opt_instant(5)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Goes on only while somebody has this part in the contract. Loss `role_moved`.
pub fn hold(batch: &mut Batch, account: AccountId, contract: ContractId, role: Role) {
    batch.expect_one(&HOLD, params![account, contract, role.word()], "role_moved");
}

/// From one part to another. Loss `role_moved`: they no longer have the first.
pub fn change_role(
    batch: &mut Batch,
    (account, contract): (AccountId, ContractId),
    (from, to): (Role, Role),
    now: Timestamp,
) {
    batch.expect_one(&CHANGE_ROLE, params![account, contract, from.word(), to.word(), now], "role_moved");
}

/// A member leaves. Loss `role_moved`: they left already, or hold the contract now.
pub fn end(batch: &mut Batch, account: AccountId, contract: ContractId, now: Timestamp) {
    batch.expect_one(&END, params![account, contract, Role::Member.word(), now], "role_moved");
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
        changed_at: row.opt_instant(5)?,
    })
}
