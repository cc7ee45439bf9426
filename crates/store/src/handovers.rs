//! Proposals to hand a contract over (X2): one at a time for a contract. Knows not who may make one.

use domain::{AccountId, ContractId, HandoverId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    OF_CONTRACT = "handovers.of_contract",
        "SELECT contract_id, handover_id, from_account, to_account, proposed_at, expires_at FROM handovers \
         WHERE contract_id = ?1";
    /// One that has expired makes room.
    PROPOSE = "handovers.propose",
        "INSERT INTO handovers (contract_id, handover_id, from_account, to_account, proposed_at, expires_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (contract_id) DO UPDATE SET handover_id = excluded.handover_id, \
         from_account = excluded.from_account, to_account = excluded.to_account, \
         proposed_at = excluded.proposed_at, expires_at = excluded.expires_at \
         WHERE handovers.expires_at <= excluded.proposed_at";
    TAKE = "handovers.take",
        "DELETE FROM handovers WHERE contract_id = ?1 AND handover_id = ?2 AND expires_at > ?3";
    FORGET_OF_PERSON = "handovers.forget_of_person",
        "DELETE FROM handovers WHERE contract_id = ?1 AND to_account = ?2";
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredHandover {
    pub contract: ContractId,
    pub id: HandoverId,
    pub from: AccountId,
    pub to: AccountId,
    pub proposed_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The proposal of a contract, expired or not.
pub async fn of_contract(db: &Db, contract: ContractId) -> Result<Option<StoredHandover>, Trouble> {
    let row = db.fetch_one(&OF_CONTRACT, params![contract]).await?;
    row.as_ref().map(read).transpose()
}

/// Loss `handover_open`: there is one already.
pub fn propose(batch: &mut Batch, handover: &StoredHandover) {
    let params = params![
        handover.contract,
        handover.id,
        handover.from,
        handover.to,
        handover.proposed_at,
        handover.expires_at,
    ];
    batch.expect_one(&PROPOSE, params, "handover_open");
}

/// Accepted, declined or withdrawn: of all who try, one takes it away. Loss `handover_gone`.
pub fn take(batch: &mut Batch, contract: ContractId, id: HandoverId, now: Timestamp) {
    batch.expect_one(&TAKE, params![contract, id, now], "handover_gone");
}

/// Somebody leaves the household: what was proposed to them is void.
pub fn forget_of_person(batch: &mut Batch, contract: ContractId, to: AccountId) {
    batch.run(&FORGET_OF_PERSON, params![contract, to]);
}

fn read(row: &Row) -> Result<StoredHandover, Trouble> {
    Ok(StoredHandover {
        contract: ContractId::from_bytes(row.array(0)?),
        id: HandoverId::from_bytes(row.array(1)?),
        from: AccountId::from_bytes(row.array(2)?),
        to: AccountId::from_bytes(row.array(3)?),
        proposed_at: row.instant(4)?,
        expires_at: row.instant(5)?,
    })
}
