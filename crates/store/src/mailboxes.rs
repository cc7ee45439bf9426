//! Mailboxes: the addresses of a household, each taken by one of its people or by nobody yet.

use domain::{AccountId, ContractId, MailboxId};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    BY_DIGEST = "mailboxes.by_digest",
        "SELECT contract_id, mailbox_id, account_id, address_sealed FROM mailboxes WHERE address_digest = ?1";
    OF_ACCOUNT = "mailboxes.of_account",
        "SELECT contract_id, mailbox_id, account_id, address_sealed FROM mailboxes WHERE account_id = ?1 \
         ORDER BY mailbox_id LIMIT 100";
    OF_CONTRACT = "mailboxes.of_contract",
        "SELECT contract_id, mailbox_id, account_id, address_sealed FROM mailboxes WHERE contract_id = ?1 \
         ORDER BY mailbox_id LIMIT 100";
    /// A contract has a hundred at most.
    FREE = "mailboxes.free",
        "SELECT b.contract_id, b.mailbox_id, b.account_id, b.address_sealed FROM memberships m \
         JOIN mailboxes b ON b.contract_id = m.contract_id \
         WHERE m.account_id = ?1 AND m.role = 'holder' AND m.ended_at IS NULL AND b.account_id IS NULL LIMIT 100";
    TAKE = "mailboxes.take",
        "UPDATE mailboxes SET account_id = ?2 WHERE address_digest = ?1 AND (account_id IS NULL OR account_id = ?2)";
    /// An import that no longer says whose a mailbox is does not take it away from anybody.
    PUT = "mailboxes.put",
        "INSERT INTO mailboxes (contract_id, mailbox_id, account_id, address_digest, address_sealed) \
         VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (address_digest) DO UPDATE SET account_id = COALESCE(excluded.account_id, mailboxes.account_id) \
         WHERE mailboxes.contract_id = excluded.contract_id";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredMailbox {
    pub contract: ContractId,
    pub id: MailboxId,
    pub account: Option<AccountId>,
    pub address_sealed: Vec<u8>,
}

pub async fn by_digest(db: &Db, address_digest: &[u8; 16]) -> Result<Option<StoredMailbox>, Trouble> {
    let row = db.fetch_one(&BY_DIGEST, params![address_digest]).await?;
    row.as_ref().map(read).transpose()
}

/// The mailboxes that the account has taken; at most 100.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<StoredMailbox>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// The mailboxes of a contract, whosever they are; at most 100.
pub async fn of_contract(db: &Db, contract: ContractId) -> Result<Vec<StoredMailbox>, Trouble> {
    let rows = db.fetch_many(&OF_CONTRACT, params![contract]).await?;
    rows.iter().map(read).collect()
}

/// Mailboxes of nobody yet, on the contracts that the account holds; at most 100.
pub async fn free_of_holder(db: &Db, account: AccountId) -> Result<Vec<StoredMailbox>, Trouble> {
    let rows = db.fetch_many(&FREE, params![account]).await?;
    rows.iter().map(read).collect()
}

/// The account takes a free mailbox; its own is its own already. Loss `mailbox_taken`.
pub fn take(batch: &mut Batch, address_digest: &[u8; 16], account: AccountId) {
    batch.expect_one(&TAKE, params![address_digest, account], "mailbox_taken");
}

/// Adds a mailbox, or says whose it is. Loss `mailbox_taken`: the address is on another contract.
pub fn put(batch: &mut Batch, address_digest: &[u8; 16], mailbox: &StoredMailbox) {
    let params =
        params![mailbox.contract, mailbox.id, mailbox.account, address_digest, &mailbox.address_sealed,];
    batch.expect_one(&PUT, params, "mailbox_taken");
}

fn read(row: &Row) -> Result<StoredMailbox, Trouble> {
    Ok(StoredMailbox {
        contract: ContractId::from_bytes(row.array(0)?),
        id: MailboxId::from_bytes(row.array(1)?),
        account: row.opt_array(2)?.map(AccountId::from_bytes),
        address_sealed: row.bytes(3)?,
    })
}
