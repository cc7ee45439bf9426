//! A browser's memory of who uses it: which device row is whose, and the identifier of those who ticked « mémoriser
//! l'adresse mail ». Sealed; gives no power to sign in (SE9); profiles never mix.

use domain::{AccountId, DeviceId};
use serde::{Deserialize, Serialize};

/// A household's browser; the one not seen for longest makes room.
pub const MOST: usize = 6;

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct People(Vec<Person>);

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    #[serde(rename = "a")]
    pub account: AccountId,
    #[serde(rename = "d")]
    pub device: DeviceId,
    /// Only for who ticked the box, and then with the name to greet them by.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub remembered: Option<Remembered>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Remembered {
    #[serde(rename = "i")]
    pub identifier: String,
    #[serde(rename = "n")]
    pub given_name: String,
}

impl People {
    pub fn of(&self, account: AccountId) -> Option<&Person> {
        self.0.iter().find(|person| person.account == account)
    }

    /// The last person who asked to be remembered here.
    pub fn last_remembered(&self) -> Option<&Remembered> {
        self.remembered().next()
    }

    /// Everybody who asked to be remembered here, the last first.
    pub fn remembered(&self) -> impl Iterator<Item = &Remembered> {
        self.0.iter().filter_map(|person| person.remembered.as_ref())
    }

    /// Whoever is remembered here by this identifier.
    pub fn remembered_as(&self, identifier: &str) -> Option<&Remembered> {
        self.remembered().find(|known| known.identifier == identifier)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.0.iter()
    }

    /// Notes who signed in, first in the list. An unticked box forgets what was remembered before (O10).
    /// Gives back whoever had to make room.
    pub fn note(
        &mut self,
        account: AccountId,
        device: DeviceId,
        remembered: Option<(String, String)>,
    ) -> Vec<Person> {
        self.0.retain(|person| person.account != account);
        let remembered = remembered.map(|(identifier, given_name)| Remembered { identifier, given_name });
        self.0.insert(0, Person { account, device, remembered });
        self.0.split_off(self.0.len().min(MOST))
    }

    /// Forgets one person, identifier and device; the others stay as they are.
    pub fn forget(&mut self, account: AccountId) {
        self.0.retain(|person| person.account != account);
    }

    /// Forgets every remembered identifier, and keeps that these devices are known.
    pub fn forget_identifiers(&mut self) {
        for person in &mut self.0 {
            person.remembered = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(n: u8) -> AccountId {
        AccountId::from_bytes([n; 16])
    }

    fn device(n: u8) -> DeviceId {
        DeviceId::from_bytes([n; 16])
    }

    #[test]
    fn profiles_of_a_household_never_mix() {
        let mut people = People::default();
        people.note(account(1), device(1), Some(("jeanne@x".into(), "Jeanne".into())));
        people.note(account(2), device(2), None);
        assert_eq!(people.of(account(1)).map(|person| person.device), Some(device(1)));
        assert_eq!(people.last_remembered().map(|seen| seen.given_name.as_str()), Some("Jeanne"));
        people.note(account(1), device(1), None);
        assert_eq!(people.last_remembered(), None);
    }

    #[test]
    fn forgetting_one_person_leaves_the_others() {
        let mut people = People::default();
        people.note(account(1), device(1), Some(("jeanne@x".into(), "Jeanne".into())));
        people.note(account(2), device(2), Some(("paul@x".into(), "Paul".into())));
        people.forget(account(2));
        assert!(people.of(account(2)).is_none() && people.remembered_as("paul@x").is_none());
        assert_eq!(people.remembered_as("jeanne@x").map(|seen| seen.given_name.as_str()), Some("Jeanne"));
    }

    #[test]
    fn a_browser_remembers_a_household_and_not_a_crowd() {
        let mut people = People::default();
        for n in 0..20 {
            let left = people.note(account(n), device(n), None);
            assert_eq!(left.first().map(|left| left.account), n.checked_sub(6).map(account));
        }
        assert_eq!(people.iter().count(), MOST);
        assert!(people.of(account(19)).is_some() && people.of(account(0)).is_none());
    }
}
