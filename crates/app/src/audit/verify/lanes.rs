//! Walks all lanes forward, side by side, a page of each in memory at a time: from checkpoint to checkpoint, each entry
//! once. Knows no checkpoint: it is told how far to go.

use std::collections::VecDeque;

use domain::audit::LANES;
use store::audit::{Entry, StoredEntry};
use store::db::Trouble as StoreTrouble;
use store::doubted::{self, Row};

use super::finding::{Finding, InLane};
use super::{Keys, Report};
use crate::audit::leaf::{chained, leaf_of, personal_hash};
use crate::vault::Purpose;

/// Entries of a lane in memory.
const PAGE: u32 = 128;

/// Where the walk through a lane stands.
pub struct Lane {
    number: u8,
    /// The last entry that was passed.
    pub seq: i64,
    /// Its head; absent where the last entry could not be read.
    pub head: Option<[u8; 32]>,
    /// Up to here a checkpoint agreed.
    pub agreed: i64,
    /// A checkpoint contradicted it: those that follow will too.
    pub is_parted: bool,
    /// That it was cut is told.
    pub is_cut: bool,
    page: VecDeque<Row>,
    read_to: i64,
    told: u32,
}

pub struct Lanes(Vec<Lane>);

impl Lanes {
    pub fn new() -> Self {
        let lane = |number| Lane {
            number,
            seq: 0,
            head: Some([0; 32]),
            agreed: 0,
            is_parted: false,
            is_cut: false,
            page: VecDeque::new(),
            // Numbers below 1 are found too.
            read_to: i64::MIN,
            told: 0,
        };
        Self((0..LANES).map(lane).collect())
    }

    pub fn get(&mut self, number: u8) -> Option<&mut Lane> {
        self.0.get_mut(usize::from(number))
    }
}

impl Lane {
    /// Passes entries until this number, or until there are no more.
    pub async fn walk_to(
        &mut self,
        seq: i64,
        keys: &Keys<'_>,
        report: &mut Report<'_>,
    ) -> Result<(), StoreTrouble> {
        while self.seq < seq {
            let Some(row) = self.next(keys).await? else { break };
            self.pass(row, keys, report);
        }
        Ok(())
    }

    /// The head after this number, where the walk has come so far.
    pub async fn head_at(&self, seq: i64, keys: &Keys<'_>) -> Result<Option<[u8; 32]>, StoreTrouble> {
        if seq == self.seq {
            return Ok(self.head);
        }
        Ok(match doubted::at(keys.db, self.number, seq).await? {
            Some(Row::Entry(stored)) => Some(stored.head),
            _ => None,
        })
    }

    /// The number of the entry that comes next, if there is one.
    pub async fn next_number(&mut self, keys: &Keys<'_>) -> Result<Option<i64>, StoreTrouble> {
        let Some(row) = self.next(keys).await? else { return Ok(None) };
        let number = number_of(&row);
        self.page.push_front(row);
        Ok(Some(number))
    }

    pub fn find(&mut self, what: InLane, report: &mut Report<'_>) {
        let lane = self.number;
        report.find(&mut self.told, Finding::InLane { lane, what }, Finding::MoreInLane { lane });
    }

    async fn next(&mut self, keys: &Keys<'_>) -> Result<Option<Row>, StoreTrouble> {
        if self.page.is_empty() {
            self.page = doubted::lane(keys.db, self.number, self.read_to, PAGE).await?.into();
            self.read_to = self.page.back().map_or(self.read_to, number_of);
        }
        Ok(self.page.pop_front())
    }

    fn pass(&mut self, row: Row, keys: &Keys<'_>, report: &mut Report<'_>) {
        let (seq, due) = (number_of(&row), self.seq + 1);
        if seq < due {
            return self.find(InLane::NoNumber { seq }, report);
        }
        if seq > due {
            self.find(InLane::Missing { from: due, to: seq - 1 }, report);
            self.head = None;
        }
        self.seq = seq;
        match row {
            Row::Unreadable(seq) => {
                self.find(InLane::Unreadable { seq }, report);
                self.head = None;
            }
            Row::Entry(stored) => self.pass_entry(&stored, keys, report),
        }
        report.pass();
    }

    fn pass_entry(&mut self, stored: &StoredEntry, keys: &Keys<'_>, report: &mut Report<'_>) {
        let (seq, entry) = (stored.seq, &stored.entry);
        if leaf_of(entry) != entry.leaf {
            self.find(InLane::Changed { seq }, report);
        }
        if !is_personal_whole(entry, keys) {
            self.find(InLane::PersonalChanged { seq }, report);
        }
        if self.head.is_some_and(|head| chained(&head, &entry.leaf) != stored.head) {
            self.find(InLane::DoesNotFollow { seq }, report);
        }
        report.erased += i64::from(entry.personal_hash.is_some() && entry.salt.is_none());
        // Whatever was found, what follows is held against what stands here, so that each harm is told once.
        self.head = Some(stored.head);
    }
}

fn number_of(row: &Row) -> i64 {
    match row {
        Row::Entry(stored) => stored.seq,
        Row::Unreadable(seq) => *seq,
    }
}

/// The personal part gives the hash that the leaf covers; or it was erased whole, or there never was one.
fn is_personal_whole(entry: &Entry, keys: &Keys<'_>) -> bool {
    match (&entry.salt, &entry.personal_sealed, entry.personal_hash) {
        (None, None, _) => true,
        (Some(salt), Some(sealed), Some(hash)) => {
            let owner = entry.account.map(|id| *id.bytes()).unwrap_or_default();
            let personal = keys.vault.open(Purpose::AuditPersonal, &owner, sealed);
            personal.is_some_and(|personal| personal_hash(salt, &personal) == hash)
        }
        _ => false,
    }
}
