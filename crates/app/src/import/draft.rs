//! A Batch in the making: lines laid one after the other, until it holds enough. Writes nothing; `write` commits it.

use std::time::Duration;

use domain::{AccountId, ContractId, Fact, LineId, MailboxId, Timestamp, audit};
use store::contracts::{self, StoredContract};
use store::db::Batch;
use store::line_access::{self, StoredAccess};
use store::lines::{self, StoredLine};
use store::mailboxes::{self, StoredMailbox};

use super::Import;
use super::checked::{Checked, CheckedContract};
use super::held::Held;
use super::judge::Seen;
use super::outcome::{Change, Item, Outcome};
use crate::chance;
use crate::vault::Purpose;

/// A Batch stops growing here: small enough that a customer who signs in meanwhile hardly waits for it.
const ENOUGH: usize = 200;

/// Some lines, ready to be committed together.
pub struct Draft {
    pub(super) batch: Batch,
    pub(super) items: Vec<(Item, Outcome)>,
}

pub(super) struct Desk<'a> {
    pub import: &'a Import,
    pub now: Timestamp,
    pub batch: Batch,
    pub seen: Seen,
    statements: usize,
    items: Vec<(Item, Outcome)>,
    facts: Vec<(AccountId, String)>,
}

/// Where the rows of a line belong.
pub(super) struct Placed<'a> {
    pub contract: &'a CheckedContract,
    pub id: ContractId,
}

impl<'a> Desk<'a> {
    pub fn new(import: &'a Import) -> Self {
        let now = import.app.now();
        let batch = crate::chance::act(now);
        let (seen, items, facts) = (Seen::default(), Vec::new(), Vec::new());
        Self { import, now, batch, seen, statements: 0, items, facts }
    }

    /// Whether this line needs another Batch than the one begun.
    pub fn has_no_place_for(&self, line: &Checked) -> bool {
        let full = self.statements > 0 && self.statements + line.statements() > ENOUGH;
        full || self.seen.meets(line)
    }

    /// Lays a line that was judged.
    pub fn lay(&mut self, item: Item, held: &Held) {
        let line = &item.checked;
        self.statements += line.statements();
        let (id, mut contract) = self.contract(&line.contract, held.contract.as_ref());
        let placed = Placed { contract: &line.contract, id };
        self.lines(line, held, id, &mut contract);
        self.access(line, held, id, &mut contract);
        let people: Vec<_> = line
            .people
            .iter()
            .zip(&held.people)
            .map(|(said, held)| self.person(&placed, said, held))
            .collect();
        self.mailboxes(line, held, id, &people, &mut contract);
        self.seen.note(line);
        let outcome = Outcome { contract, people: people.into_iter().map(|(_, change)| change).collect() };
        self.items.push((item, outcome));
    }

    /// Facts go last, lane after lane: they hold their lanes until the commit, and always in this order.
    pub fn finish(mut self) -> Draft {
        self.facts.sort_by_key(|(account, _)| audit::lane(Some(*account)));
        for (account, source) in std::mem::take(&mut self.facts) {
            let fact = Fact::AccountImported { source };
            self.import.app.audit(&mut self.batch, Some(account), &fact, None, self.now);
        }
        Draft { batch: self.batch, items: self.items }
    }

    /// Makes rows of one list sort as the file lists them: each a millisecond after the one before.
    pub fn nth(&self, index: usize) -> Timestamp {
        self.now + Duration::from_millis(index as u64)
    }

    pub fn remember_fact(&mut self, account: AccountId, source: &str) {
        self.facts.push((account, source.to_owned()));
    }

    fn contract(&mut self, said: &CheckedContract, held: Option<&StoredContract>) -> (ContractId, Change) {
        let known = self.seen.contracts.get(&said.origin).or(held);
        let (mut row, change) = match known {
            Some(row) if says_the_same(row, said) => return (row.id, Change::Unchanged),
            Some(row) => (row.clone(), Change::Updated),
            None => (self.new_contract(said), Change::Added),
        };
        row.brand.clone_from(&said.brand);
        said.kind.word().clone_into(&mut row.kind);
        row.segment.clone_from(&said.segment);
        contracts::put(&mut self.batch, &row, &said.origin);
        let id = row.id;
        self.seen.contracts.insert(said.origin, row);
        (id, change)
    }

    fn new_contract(&self, said: &CheckedContract) -> StoredContract {
        let id = chance::new_id(ContractId::new, self.now);
        let reference = said.reference.as_bytes();
        StoredContract {
            id,
            ref_sealed: self.import.vault().seal(Purpose::Contract, id.bytes(), reference),
            brand: String::new(),
            kind: String::new(),
            segment: None,
            created_at: said.since.unwrap_or(self.now),
            ended_at: None,
        }
    }

    fn lines(&mut self, line: &Checked, held: &Held, contract: ContractId, change: &mut Change) {
        for (index, (number, is_held)) in line.lines.iter().zip(&held.lines).enumerate() {
            if *is_held || self.seen.lines.contains(&(line.contract.origin, number.digest)) {
                continue;
            }
            let id = chance::new_id(LineId::new, self.nth(index));
            let number_sealed =
                self.import.vault().seal(Purpose::Line, contract.bytes(), number.text.as_bytes());
            lines::put(&mut self.batch, &number.digest, &StoredLine { contract, id, number_sealed });
            change.note();
        }
    }

    fn access(&mut self, line: &Checked, held: &Held, contract: ContractId, change: &mut Change) {
        let Some(said) = &line.access else { return };
        let stands = held.access.as_ref().is_some_and(|held| held.said == Some(said.said));
        if stands || self.seen.accesses.contains_key(&said.login.digest) {
            return;
        }
        let seal = |purpose, text: &str| self.import.vault().seal(purpose, contract.bytes(), text.as_bytes());
        let row = StoredAccess {
            contract,
            login_digest: said.login.digest,
            login_sealed: seal(Purpose::LineLogin, &said.login.text),
            hash_sealed: seal(Purpose::LineHash, &said.password.hash),
            scheme: said.password.scheme.clone(),
            said_digest: said.said,
        };
        line_access::put(&mut self.batch, &row, self.now);
        change.note();
    }

    fn mailboxes(
        &mut self,
        line: &Checked,
        held: &Held,
        contract: ContractId,
        people: &[(AccountId, Change)],
        change: &mut Change,
    ) {
        for (index, (said, held)) in line.mailboxes.iter().zip(&held.mailboxes).enumerate() {
            let account = said.owner.and_then(|owner| people.get(owner)).map(|(account, _)| *account);
            let stands = held.as_ref().is_some_and(|held| account.is_none() || held.account == account);
            let seen = self.seen.mailboxes.contains_key(&said.address.digest);
            if stands || (seen && account.is_none()) {
                continue;
            }
            let id = chance::new_id(MailboxId::new, self.nth(index));
            let text = said.address.text.as_bytes();
            let address_sealed = self.import.vault().seal(Purpose::Mailbox, contract.bytes(), text);
            let row = StoredMailbox { contract, id, account, address_sealed };
            mailboxes::put(&mut self.batch, &said.address.digest, &row);
            change.note();
        }
    }
}

fn says_the_same(row: &StoredContract, said: &CheckedContract) -> bool {
    row.brand == said.brand && row.kind == said.kind.word() && row.segment == said.segment
}
