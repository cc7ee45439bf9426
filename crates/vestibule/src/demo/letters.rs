//! Who still has a choice to make: holders with their letter's password, some on their last day, and people whose old
//! password is too weak (O7, X11). Written beside the sample customers, see demo-data/.

use domain::personalise::{POSTPONE_DAYS, PersonalisePolicy, Start};
use domain::{Brand, Timestamp};
use serde::{Deserialize, Serialize};

const LETTERS: &str = include_str!("../../demo-data/letters.json");

/// The names are those of docs/reference/demo.md.
#[derive(Clone, Serialize, Deserialize)]
pub struct Letter {
    pub identifier: String,
    pub password: String,
    pub rows: Vec<String>,
    pub hash: String,
    pub name: String,
    pub note: String,
}

pub fn read() -> Vec<Letter> {
    serde_json::from_str(LETTERS).expect("the letters were written by their own script")
}

/// The first of each kind: those whom people are introduced to.
pub fn introduced() -> Vec<Letter> {
    let mut all = read();
    all.dedup_by(|one, before| one.note == before.note);
    all
}

/// Copper lines are closed one after the other: their customers choose, and of some the last day has come.
pub fn policy(brand: &Brand) -> PersonalisePolicy {
    let start = |segment: &str, postpone_days| Start {
        brand: brand.id.clone(),
        segment: Some(segment.to_owned()),
        from: Timestamp::from_millis(0),
        postpone_days,
    };
    PersonalisePolicy { starts: vec![start("cuivre", POSTPONE_DAYS), start("cuivre-fin", 0)] }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proofs::password::{Argon2Memory, PasswordHash, verify};
    use serde_json::Value;

    use super::{introduced, read};
    use crate::demo::accounts;
    use crate::demo::customers::CUSTOMERS;

    /// Contracts by the logins of their letters and of their people, each with the hash of that login.
    fn known() -> HashMap<String, (Option<String>, Value)> {
        let mut known = HashMap::new();
        for contract in CUSTOMERS.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let mut note = |login: &Value, password: &Value| {
                let hash = password["hash"].as_str().map(str::to_owned);
                if let Some(login) = login.as_str() {
                    known.insert(login.to_owned(), (hash, contract.clone()));
                }
            };
            note(&contract["line_access"]["login"], &contract["line_access"]["password"]);
            for person in contract["people"].as_array().unwrap() {
                note(&person["identifiers"][0], &person["password"]);
            }
        }
        known
    }

    #[test]
    fn whoever_is_told_signs_in_with_what_is_told_and_has_one_mailbox_at_most() {
        let (known, mut memory) = (known(), Argon2Memory::default());
        for letter in read() {
            let (hash, contract) = &known[&letter.identifier];
            let stored = PasswordHash::parse(hash.as_ref().unwrap()).unwrap();
            assert!(verify(&stored, letter.password.as_bytes(), &mut memory), "{}", letter.identifier);
            assert!(contract["mailboxes"].as_array().unwrap().len() <= 1);
            let is_last = contract["segment"] == "cuivre-fin";
            assert_eq!(is_last, letter.note.contains("last day"), "{}", letter.identifier);
        }
    }

    #[test]
    fn one_of_each_kind_is_introduced_and_nobody_else_is_asked() {
        assert_eq!(introduced().len(), 3);
        let known = known();
        for account in accounts::read().accounts {
            let segment = known[&account.identifier].1["segment"].as_str().unwrap_or_default();
            assert!(!segment.starts_with("cuivre"), "{} would meet the screen", account.identifier);
        }
    }
}
