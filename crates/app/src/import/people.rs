//! How a person of a line is laid into the Batch: a new account, or what is new of one that is there. A credential that
//! was upgraded or chosen here stays; identifiers are only ever added.

use domain::account::PasswordOrigin;
use domain::{AccountId, ContactId, Timestamp};
use store::accounts::{self, StoredAccount};
use store::contacts::{self, StoredContact};
use store::identifiers::{self, StoredIdentifier};
use store::memberships::{self, StoredMembership};
use store::minors;
use store::passwords;

use super::checked::{CheckedContact, CheckedIdentifier, CheckedPassword, CheckedPerson};
use super::draft::{Desk, Placed};
use super::held::{HeldAccount, HeldContact, HeldPerson};
use super::outcome::Change;
use crate::chance;
use crate::vault::Purpose;

impl Desk<'_> {
    pub(super) fn person(
        &mut self,
        placed: &Placed<'_>,
        said: &CheckedPerson,
        held: &HeldPerson,
    ) -> (AccountId, Change) {
        let (account, mut change) = match &held.account {
            Some(account) => self.known_person(said, account),
            None => (self.new_person(placed, said), Change::Added),
        };
        for (index, (identifier, whose)) in said.identifiers.iter().zip(&held.identifiers).enumerate() {
            if whose.is_none() {
                self.identifier(account, index, identifier);
                change.note();
            }
        }
        if let Some(adult_at) = said.adult_at
            && held.minor.is_none_or(|minor| minor.told_at.is_none() && minor.adult_at != Some(adult_at))
        {
            minors::put(&mut self.batch, account, Some(adult_at), self.now);
            change.note();
        }
        let role = said.role.word();
        // What was changed here since, a hand-over or somebody who left, stays.
        let stands = held
            .membership
            .as_ref()
            .is_some_and(|held| held.changed_at.is_some() || (held.role == role && held.ended_at.is_none()));
        if !stands {
            let since = placed.contract.since.unwrap_or(self.now);
            let contract = placed.id;
            let role = role.to_owned();
            let row = StoredMembership { account, contract, role, since, ended_at: None, changed_at: None };
            memberships::put(&mut self.batch, &row);
            change.note();
        }
        (account, change)
    }

    fn new_person(&mut self, placed: &Placed<'_>, said: &CheckedPerson) -> AccountId {
        let id = chance::new_id(AccountId::new, self.now);
        let brand = self.import.app.brand(Some(&placed.contract.brand));
        let row = StoredAccount {
            id,
            brand: brand.id.clone(),
            locale: said.locale.unwrap_or(brand.default_locale),
            person_sealed: self.import.vault().seal_json(Purpose::Person, id.bytes(), &said.name),
            created_at: self.now,
            disabled_at: said.disabled.then_some(self.now),
        };
        accounts::insert(&mut self.batch, &row, &said.origin);
        if let Some(password) = &said.password {
            self.password(id, password);
        }
        for (index, contact) in said.contacts.iter().flatten().enumerate() {
            self.contact(id, index, contact, None);
        }
        self.remember_fact(id, &placed.contract.source);
        id
    }

    /// An account keeps the brand it was added with: the same person may be on contracts of two brands.
    fn known_person(&mut self, said: &CheckedPerson, held: &HeldAccount) -> (AccountId, Change) {
        let mut change = Change::Unchanged;
        let StoredAccount { id, brand, locale, disabled_at, .. } = &held.stored;
        let wanted = said.locale.unwrap_or(*locale);
        if said.name != held.name || wanted != *locale {
            let sealed = self.import.vault().seal_json(Purpose::Person, id.bytes(), &said.name);
            accounts::update_person(&mut self.batch, *id, brand, wanted, sealed);
            change.note();
        }
        // Never opened again by an import: whoever closed it here had a reason.
        if said.disabled && disabled_at.is_none() {
            accounts::disable(&mut self.batch, *id, self.now);
            change.note();
        }
        if let Some(password) = &said.password
            && held.password.as_ref().is_none_or(|held| {
                held.origin == PasswordOrigin::Imported.word() && held.hash != password.hash
            })
        {
            self.password(*id, password);
            change.note();
        }
        // What was changed here since stays (EL8).
        if let Some(contacts) = said.contacts.as_ref().filter(|_| !held.own_contacts) {
            self.contacts(*id, contacts, &held.contacts, &mut change);
        }
        (*id, change)
    }

    /// The file's list in the file's order, because the first is where relying parties and notices write to. What
    /// was verified here stays verified.
    fn contacts(
        &mut self,
        id: AccountId,
        said: &[CheckedContact],
        held: &[HeldContact],
        change: &mut Change,
    ) {
        let is_same = |(said, held): &(&CheckedContact, &HeldContact)| {
            said.value.digest == held.digest && (held.verified_at.is_some() || !said.verified)
        };
        let same = said.iter().zip(held).take_while(is_same).count();
        for contact in &held[same..] {
            contacts::remove(&mut self.batch, id, contact.id);
            change.note();
        }
        for (index, contact) in said.iter().enumerate().skip(same) {
            let known = held.iter().find(|held| held.digest == contact.value.digest);
            self.contact(id, index, contact, known.and_then(|held| held.verified_at));
            change.note();
        }
    }

    fn contact(
        &mut self,
        account: AccountId,
        index: usize,
        said: &CheckedContact,
        verified_at: Option<Timestamp>,
    ) {
        let text = said.value.text.as_bytes();
        let row = StoredContact {
            account,
            id: chance::new_id(ContactId::new, self.nth(index)),
            kind: said.kind.to_owned(),
            value_sealed: self.import.vault().seal(Purpose::Contact, account.bytes(), text),
            verified_at: verified_at.or(said.verified.then_some(self.now)),
            changed_at: self.now,
            leaves_at: None,
        };
        contacts::insert(&mut self.batch, &said.value.digest, &row);
    }

    fn identifier(&mut self, account: AccountId, index: usize, said: &CheckedIdentifier) {
        let text = said.value.text.as_bytes();
        let row = StoredIdentifier {
            account,
            kind: said.kind.to_owned(),
            value_sealed: self.import.vault().seal(Purpose::Identifier, account.bytes(), text),
            added_at: self.nth(index),
        };
        identifiers::insert(&mut self.batch, &said.value.digest, &row);
    }

    fn password(&mut self, account: AccountId, said: &CheckedPassword) {
        let sealed = self.import.vault().seal(Purpose::PasswordHash, account.bytes(), said.hash.as_bytes());
        passwords::put_imported(&mut self.batch, account, sealed, &said.scheme, self.now);
    }
}
