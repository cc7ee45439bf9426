//! A dry run: the same checks and the same comparison with the store, and nothing written. What a file says twice is
//! found by a compact memory of what went by, since the store never learns of it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::checked::{Checked, Digest};
use super::outcome::Told;
use super::reason::{Flaw, Reason};
use super::write::Prepared;

/// Whose each identifier and each mailbox of the file is: 16 bytes for each, half a digest for both sides. Among a
/// million, two halves are the same by chance once in 30 million files.
#[derive(Default)]
pub struct DryRun {
    owners: HashMap<u64, u64>,
}

impl DryRun {
    /// What writing would have answered. Lines must come in the order of the file.
    pub fn foretell(&mut self, prepared: Prepared) -> Vec<Told> {
        let mut told = prepared.refused;
        for (item, outcome) in prepared.drafts.into_iter().flat_map(|draft| draft.items) {
            let verdict = self.admit(&item.checked).map(|()| outcome);
            told.push(item.told(verdict));
        }
        told
    }

    fn admit(&mut self, line: &Checked) -> Result<(), Reason> {
        for (index, person) in line.people.iter().enumerate() {
            for (at, identifier) in person.identifiers.iter().enumerate() {
                if !self.is_of(identifier.value.digest, person.origin) {
                    return Err(Flaw::IdentifierTaken.among("identifiers", at).of_person(index));
                }
            }
        }
        if let Some(access) = &line.access
            && !self.is_of(access.login.digest, line.contract.origin)
        {
            return Err(Flaw::IdentifierTaken.at("line_access"));
        }
        for (index, mailbox) in line.mailboxes.iter().enumerate() {
            if !self.is_of(mailbox.address.digest, line.contract.origin) {
                return Err(Flaw::MailboxTaken.among("mailboxes", index));
            }
        }
        Ok(())
    }

    /// Takes a value for its first owner.
    fn is_of(&mut self, value: Digest, owner: Digest) -> bool {
        let owner = half(owner);
        match self.owners.entry(half(value)) {
            Entry::Occupied(known) => *known.get() == owner,
            Entry::Vacant(free) => *free.insert(owner) == owner,
        }
    }
}

fn half(digest: Digest) -> u64 {
    let (half, _) = digest.split_first_chunk().expect("sixteen bytes begin with eight");
    u64::from_be_bytes(*half)
}
