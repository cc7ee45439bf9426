//! What may not be written although the line is sound: an identifier or a mailbox that is somebody else's (decision 11).

use std::collections::{HashMap, HashSet};

use store::contracts::StoredContract;

use super::checked::{Checked, Digest};
use super::held::Held;
use super::reason::{Flaw, Reason};

/// What a Batch in the making holds already and the store does not yet.
#[derive(Default)]
pub struct Seen {
    pub contracts: HashMap<Digest, StoredContract>,
    pub accounts: HashSet<Digest>,
    pub identifiers: HashSet<Digest>,
    /// Login of a line, and on which contract.
    pub accesses: HashMap<Digest, Digest>,
    /// Contract and number.
    pub lines: HashSet<(Digest, Digest)>,
    /// Address, and on which contract.
    pub mailboxes: HashMap<Digest, Digest>,
}

impl Seen {
    /// Whether the line speaks of somebody whose rows are in the making: it must wait for the next Batch.
    pub fn meets(&self, line: &Checked) -> bool {
        line.people.iter().any(|person| self.accounts.contains(&person.origin))
    }

    pub fn note(&mut self, line: &Checked) {
        let contract = line.contract.origin;
        self.accounts.extend(line.people.iter().map(|person| person.origin));
        let identifiers = line.people.iter().flat_map(|person| &person.identifiers);
        self.identifiers.extend(identifiers.map(|identifier| identifier.value.digest));
        self.accesses.extend(line.access.as_ref().map(|access| (access.login.digest, contract)));
        self.lines.extend(line.lines.iter().map(|number| (contract, number.digest)));
        self.mailboxes.extend(line.mailboxes.iter().map(|mailbox| (mailbox.address.digest, contract)));
    }

    /// The first thing that is another's already.
    pub fn judge(&self, line: &Checked, held: &Held) -> Result<(), Reason> {
        for (index, (person, held)) in line.people.iter().zip(&held.people).enumerate() {
            let own = held.account.as_ref().map(|account| account.stored.id);
            for (at, (identifier, whose)) in person.identifiers.iter().zip(&held.identifiers).enumerate() {
                let other = whose.is_some_and(|whose| Some(whose) != own);
                let of_line = held.of_lines[at] || self.accesses.contains_key(&identifier.value.digest);
                if other || of_line || self.identifiers.contains(&identifier.value.digest) {
                    return Err(Flaw::IdentifierTaken.among("identifiers", at).of_person(index));
                }
            }
        }
        if let (Some(said), Some(held)) = (&line.access, &held.access) {
            let login = &said.login.digest;
            let others = self.accesses.get(login).is_some_and(|contract| *contract != line.contract.origin);
            if held.taken || others || self.identifiers.contains(login) {
                return Err(Flaw::IdentifierTaken.at("line_access"));
            }
        }
        let own = held.contract.as_ref().map(|contract| contract.id);
        for (index, (mailbox, held)) in line.mailboxes.iter().zip(&held.mailboxes).enumerate() {
            let other = held.as_ref().is_some_and(|held| Some(held.contract) != own);
            let seen = self.mailboxes.get(&mailbox.address.digest);
            if other || seen.is_some_and(|contract| *contract != line.contract.origin) {
                return Err(Flaw::MailboxTaken.among("mailboxes", index));
            }
        }
        Ok(())
    }
}
