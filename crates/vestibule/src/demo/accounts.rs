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

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use proofs::password::{Argon2Memory, PasswordHash, verify};
    use serde_json::Value;

    use super::{Account, read};
    use crate::demo::customers::CUSTOMERS;

    /// People by their first identifier.
    fn people() -> HashMap<String, Value> {
        let contracts = CUSTOMERS.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let people = contracts.flat_map(|contract| contract["people"].as_array().unwrap().clone());
        people.map(|person| (person["identifiers"][0].as_str().unwrap().to_owned(), person)).collect()
    }

    #[test]
    fn two_thousand_people_come_in() {
        assert_eq!(people().len(), 2000);
    }

    #[test]
    fn whoever_is_told_can_sign_in_with_what_is_told() {
        let (people, told, mut memory) = (people(), read(), Argon2Memory::default());
        for Account { identifier, password, hash, .. } in told.accounts.iter().chain(&told.closed) {
            let stored = people[identifier]["password"]["hash"].as_str().unwrap();
            let stored = PasswordHash::parse(stored).unwrap();
            assert!(verify(&stored, password.as_bytes(), &mut memory), "{identifier}");
            let label = stored.scheme_label();
            assert!(
                label.split(':').next().unwrap().starts_with(hash.as_str()),
                "{identifier}: {label} is not {hash}"
            );
        }
    }

    #[test]
    fn nobody_is_told_twice_and_only_the_closed_are_closed() {
        let (people, told) = (people(), read());
        let is_disabled = |account: &Account| people[&account.identifier]["disabled"] == Value::Bool(true);
        assert!(!told.accounts.iter().any(is_disabled));
        assert!(!told.closed.is_empty() && told.closed.iter().all(is_disabled));
        let names: HashSet<_> = told.accounts.iter().map(|account| &account.identifier).collect();
        assert_eq!(names.len(), told.accounts.len());
    }

    #[test]
    fn every_kind_of_old_hash_has_an_account_for_people_and_many_for_scripts() {
        let told = read().accounts;
        let kinds: HashSet<_> = told.iter().map(|account| account.hash.clone()).collect();
        assert_eq!(kinds.len(), 15);
        for kind in kinds {
            let of_kind = || told.iter().filter(|account| account.hash == kind);
            assert!(of_kind().count() >= 10, "{kind}");
            assert!(of_kind().any(|account| account.note.is_some()), "{kind}");
        }
    }
}
