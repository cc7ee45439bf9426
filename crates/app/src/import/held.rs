//! What the store holds of the contract and the people that a line is about, opened where it must be compared.
//! Reads only; a guard in the Batch catches whatever changes afterwards.

use domain::account::PersonName;
use domain::{AccountId, ContactId, Identifier, Timestamp};
use store::accounts::{self, StoredAccount};
use store::contracts::{self, StoredContract};
use store::mailboxes::{self, StoredMailbox};
use store::memberships::{self, StoredMembership};
use store::minors::{self, StoredMinor};
use store::{contacts, identifiers, line_access, lines, passwords};

use super::Import;
use super::checked::{Checked, CheckedPerson, Digest};
use crate::Trouble;
use crate::vault::Purpose;

/// In the order of the line's own lists.
pub struct Held {
    pub contract: Option<StoredContract>,
    pub lines: Vec<bool>,
    pub access: Option<HeldAccess>,
    pub mailboxes: Vec<Option<StoredMailbox>>,
    pub people: Vec<HeldPerson>,
}

/// What stands in the way of the line's login, or stands there already.
pub struct HeldAccess {
    /// Somebody's own identifier, or the login of another line.
    pub taken: bool,
    /// What the last import said.
    pub said: Option<Digest>,
}

pub struct HeldPerson {
    pub account: Option<HeldAccount>,
    /// Whose each of the line's identifiers is.
    pub identifiers: Vec<Option<AccountId>>,
    /// Which of them are the logins of a line.
    pub of_lines: Vec<bool>,
    pub membership: Option<StoredMembership>,
    /// Asked for only where the line says when somebody comes of age.
    pub minor: Option<StoredMinor>,
}

pub struct HeldAccount {
    pub stored: StoredAccount,
    pub name: PersonName,
    /// In their order.
    pub contacts: Vec<HeldContact>,
    /// They changed an address here: the file's no longer count (EL8).
    pub own_contacts: bool,
    pub password: Option<HeldPassword>,
}

pub struct HeldContact {
    pub id: ContactId,
    pub digest: Digest,
    pub verified_at: Option<Timestamp>,
}

pub struct HeldPassword {
    pub hash: String,
    /// `imported`, `upgraded` or `chosen`.
    pub origin: String,
}

impl Import {
    pub(super) async fn held(&self, line: &Checked) -> Result<Held, Trouble> {
        let db = self.app.db();
        let contract = contracts::by_origin(db, &line.contract.origin).await?;
        let (lines, mailboxes, people) = (Vec::new(), Vec::new(), Vec::new());
        let access = self.held_access(line, contract.as_ref()).await?;
        let mut held = Held { contract, lines, access, mailboxes, people };
        for number in &line.lines {
            held.lines.push(match &held.contract {
                Some(contract) => lines::by_number(db, contract.id, &number.digest).await?.is_some(),
                None => false,
            });
        }
        for mailbox in &line.mailboxes {
            held.mailboxes.push(mailboxes::by_digest(db, &mailbox.address.digest).await?);
        }
        for person in &line.people {
            let person = self.held_person(person, held.contract.as_ref()).await?;
            held.people.push(person);
        }
        Ok(held)
    }

    async fn held_access(
        &self,
        line: &Checked,
        contract: Option<&StoredContract>,
    ) -> Result<Option<HeldAccess>, Trouble> {
        let Some(said) = &line.access else { return Ok(None) };
        let db = self.app.db();
        let own = match contract {
            Some(contract) => line_access::of_contract(db, contract.id).await?,
            None => None,
        };
        let whose = line_access::by_login(db, &said.login.digest).await?;
        let others = whose.is_some_and(|whose| Some(whose.contract) != contract.map(|contract| contract.id));
        let taken = others || identifiers::by_digest(db, &said.login.digest).await?.is_some();
        Ok(Some(HeldAccess { taken, said: own.map(|own| own.said_digest) }))
    }

    async fn held_person(
        &self,
        person: &CheckedPerson,
        contract: Option<&StoredContract>,
    ) -> Result<HeldPerson, Trouble> {
        let db = self.app.db();
        let account = match accounts::by_origin(db, &person.origin).await? {
            Some(stored) => Some(self.held_account(stored).await?),
            None => None,
        };
        let mut held = HeldPerson {
            account,
            identifiers: Vec::new(),
            of_lines: Vec::new(),
            membership: None,
            minor: None,
        };
        for identifier in &person.identifiers {
            let digest = &identifier.value.digest;
            let stored = identifiers::by_digest(db, digest).await?;
            let is_new = stored.is_none();
            held.identifiers.push(stored.map(|stored| stored.account));
            held.of_lines.push(is_new && line_access::by_login(db, digest).await?.is_some());
        }
        if let (Some(account), Some(_)) = (&held.account, person.adult_at) {
            held.minor = minors::of_account(db, account.stored.id).await?;
        }
        if let (Some(account), Some(contract)) = (&held.account, contract) {
            held.membership = memberships::of_pair(db, account.stored.id, contract.id).await?;
        }
        Ok(held)
    }

    async fn held_account(&self, stored: StoredAccount) -> Result<HeldAccount, Trouble> {
        let (db, vault, owner) = (self.app.db(), self.vault(), stored.id.bytes());
        let name = vault.open_json(Purpose::Person, owner, &stored.person_sealed);
        let name = name.ok_or(Trouble::Sealed("person"))?;
        let mut held = Vec::new();
        for contact in contacts::of_account(db, stored.id).await? {
            let text = vault.open_text(Purpose::Contact, owner, &contact.value_sealed);
            let text = text.ok_or(Trouble::Sealed("contact"))?;
            let folded = Identifier::parse(&text).map_err(|_| Trouble::Sealed("contact"))?;
            let digest = self.contact_digest(folded.as_str());
            held.push(HeldContact { id: contact.id, digest, verified_at: contact.verified_at });
        }
        let password = match passwords::of_account(db, stored.id).await? {
            None => None,
            Some(password) => {
                let hash = vault.open_text(Purpose::PasswordHash, owner, &password.hash_sealed);
                Some(HeldPassword { hash: hash.ok_or(Trouble::Sealed("password"))?, origin: password.origin })
            }
        };
        let own_contacts = store::contact_changes::is_own(db, stored.id).await?;
        Ok(HeldAccount { stored, name, contacts: held, own_contacts, password })
    }
}
