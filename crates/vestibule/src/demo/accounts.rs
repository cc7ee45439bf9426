//! Who can sign in: the accounts whose password the demo tells. Written with the sample customers, see demo-data/.

use serde::{Deserialize, Serialize};

const ACCOUNTS: &str = include_str!("../../demo-data/accounts.json");

#[derive(Deserialize)]
pub struct Accounts {
    pub accounts: Vec<Account>,
    /// Closed by the company: they must be refused like a wrong password.
    pub closed: Vec<Account>,
}

/// The names are those of docs/reference/demo.md.
#[derive(Clone, Serialize, Deserialize)]
pub struct Account {
    pub identifier: String,
    pub password: String,
    /// Rows of the product that this account shows.
    pub rows: Vec<String>,
    /// Which kind of hash the old system exported.
    pub hash: String,
    /// The tool that made it.
    pub made_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For people; whoever has one is introduced at start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

pub fn read() -> Accounts {
    serde_json::from_str(ACCOUNTS).expect("the accounts were written by their own script")
}
