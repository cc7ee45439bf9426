//! A record that holds together: words understood, values folded, each with the digest it is found by. Holds no id yet.
//! Knows nothing of what the store holds.

use domain::account::PersonName;
use domain::contract::{ContractKind, Role};
use domain::{Locale, Timestamp};

/// The key under which a value is found again.
pub type Digest = [u8; 16];

/// One line of a file, sound in itself.
#[derive(Clone)]
pub struct Checked {
    pub contract: CheckedContract,
    pub lines: Vec<Findable>,
    /// `None`: what is stored stays.
    pub access: Option<CheckedAccess>,
    pub mailboxes: Vec<CheckedMailbox>,
    pub people: Vec<CheckedPerson>,
}

#[derive(Clone)]
pub struct CheckedContract {
    /// Of source and ref: the key of a repeated import.
    pub origin: Digest,
    pub source: String,
    pub reference: String,
    pub brand: String,
    pub kind: ContractKind,
    pub segment: Option<String>,
    pub since: Option<Timestamp>,
}

/// A value as written, to be sealed, and the digest it is found by.
#[derive(Clone)]
pub struct Findable {
    pub digest: Digest,
    pub text: String,
}

#[derive(Clone)]
pub struct CheckedAccess {
    pub login: Findable,
    pub password: CheckedPassword,
    /// Of both: saying the same again changes nothing.
    pub said: Digest,
}

#[derive(Clone)]
pub struct CheckedMailbox {
    pub address: Findable,
    /// Which of the people.
    pub owner: Option<usize>,
}

#[derive(Clone)]
pub struct CheckedPerson {
    pub origin: Digest,
    pub role: Role,
    pub name: PersonName,
    /// `None`: the brand's own, or what is stored.
    pub locale: Option<Locale>,
    pub identifiers: Vec<CheckedIdentifier>,
    /// `None`: what is stored stays.
    pub contacts: Option<Vec<CheckedContact>>,
    pub password: Option<CheckedPassword>,
    /// When a minor comes of age; `None` for an adult, and where nothing is said.
    pub adult_at: Option<Timestamp>,
    pub disabled: bool,
}

#[derive(Clone)]
pub struct CheckedIdentifier {
    pub value: Findable,
    pub kind: &'static str,
}

#[derive(Clone)]
pub struct CheckedContact {
    pub value: Findable,
    /// `mail` or `phone`.
    pub kind: &'static str,
    pub verified: bool,
}

#[derive(Clone)]
pub struct CheckedPassword {
    pub hash: String,
    pub scheme: String,
}

impl Checked {
    /// The most statements that writing it takes.
    pub fn statements(&self) -> usize {
        let of_person = |person: &CheckedPerson| {
            5 + person.identifiers.len() + person.contacts.as_ref().map_or(0, |contacts| 2 * contacts.len())
        };
        2 + self.lines.len() + self.mailboxes.len() + self.people.iter().map(of_person).sum::<usize>()
    }
}
