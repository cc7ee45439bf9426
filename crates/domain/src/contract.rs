//! Contracts and the people on them (O1): one contract has a holder and members, lines and mailboxes.

use serde::{Deserialize, Serialize};

use crate::{AccountId, ContractId, LineId, MailboxId, Timestamp};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contract {
    pub id: ContractId,
    pub brand: String,
    pub kind: ContractKind,
    /// The operator's own word for a group of customers, used by roll-outs (O4).
    pub segment: Option<String>,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// Only internet customers are concerned by the new journey (O5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    Internet,
    Mobile,
    Other,
}

impl ContractKind {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Internet => "internet",
            Self::Mobile => "mobile",
            Self::Other => "other",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Internet, Self::Mobile, Self::Other].into_iter().find(|kind| kind.word() == word)
    }
}

/// A person's part in a contract.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The customer whose name is on the contract.
    Holder,
    Member,
}

impl Role {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Member => "member",
        }
    }
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Holder, Self::Member].into_iter().find(|role| role.word() == word)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Membership {
    pub contract: ContractId,
    pub account: AccountId,
    pub role: Role,
}

/// A line is billed: an internet access, a telephone number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub id: LineId,
    pub contract: ContractId,
    pub number: String,
}

/// An address in the household. `account` is whose it is; a mailbox nobody has taken yet has none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    pub id: MailboxId,
    pub contract: ContractId,
    pub account: Option<AccountId>,
    pub address: String,
}
