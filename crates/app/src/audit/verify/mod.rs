//! Proves the audit, or says where it is not what was written (AU2): leaves, chains, heads, checkpoints of the store and
//! of an exported file, in one pass at constant memory, beside a serving process. Writes nothing.

mod chain;
mod finding;
mod lanes;
mod source;

pub use finding::{Finding, InCheckpoints, InLane, Source};

use std::path::Path;

use domain::Timestamp;
use domain::audit::LANES;
use store::Db;
use store::audit::LaneHead;
use store::doubted;

use self::chain::Chain;
use self::lanes::Lanes;
use self::source::{Both, Found, Step};
use super::checkpoint::{Checkpoint, Hash};
use crate::Trouble;
use crate::signing::Signer;
use crate::vault::Vault;

/// What a verification reads, and with which keys.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    pub db: &'a Db,
    pub vault: &'a Vault,
    pub signer: &'a Signer,
}

/// What is told while it goes on.
pub enum Told {
    Found(Finding),
    /// Entries verified so far, of as many as there were at the beginning.
    Progress {
        entries: i64,
        of: i64,
    },
}

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    pub entries: i64,
    /// Whose personal part was erased.
    pub erased: i64,
    pub checkpoints: i64,
    /// The newest checkpoint that was believed, and how many entries came after it.
    pub newest: Option<(i64, Timestamp)>,
    pub uncovered: i64,
    pub findings: u64,
}

/// Findings of one lane, or of one source of checkpoints, that are told.
const TOLD: u32 = 20;

/// Counts, and passes on.
struct Report<'a> {
    entries: i64,
    of: i64,
    erased: i64,
    findings: u64,
    told_of: [u32; 2],
    tell: &'a mut (dyn FnMut(Told) + Send),
}

impl Report<'_> {
    fn pass(&mut self) {
        self.entries += 1;
        if self.entries % 1000 == 0 {
            (self.tell)(Told::Progress { entries: self.entries, of: self.of });
        }
    }

    /// Tells the finding, or once that there are more of its kind.
    fn find(&mut self, told: &mut u32, finding: Finding, more: Finding) {
        self.findings += 1;
        *told += 1;
        match *told {
            ..=TOLD => (self.tell)(Told::Found(finding)),
            _ if *told == TOLD + 1 => (self.tell)(Told::Found(more)),
            _ => {}
        }
    }

    fn find_checkpoint(&mut self, from: Source, what: InCheckpoints) {
        let mut told = self.told_of[from as usize];
        self.find(&mut told, Finding::InCheckpoints { from, what }, Finding::MoreInCheckpoints { from });
        self.told_of[from as usize] = told;
    }
}

/// Verifies everything. What is written meanwhile is verified too, as far as it comes.
pub async fn verify(
    keys: Keys<'_>,
    file: Option<&Path>,
    tell: &mut (dyn FnMut(Told) + Send),
) -> Result<Summary, Trouble> {
    let of = doubted::heads(keys.db).await?.iter().map(|head| head.seq).sum();
    let mut report = Report { entries: 0, of, erased: 0, findings: 0, told_of: [0; 2], tell };
    if doubted::has_stray(keys.db).await? {
        report.find(&mut 0, Finding::StrayLane, Finding::StrayLane);
    }
    let mut walk = Walk { keys, lanes: Lanes::new(), checkpoints: 0, newest: None };
    walk.checkpoints(Both::open(file)?, &mut report).await?;
    let uncovered = walk.walk_to_heads(&mut report).await?;
    Ok(Summary {
        entries: report.entries,
        erased: report.erased,
        checkpoints: walk.checkpoints,
        newest: walk.newest.map(|said| (said.seq, said.at)),
        uncovered,
        findings: report.findings,
    })
}

struct Walk<'a> {
    keys: Keys<'a>,
    lanes: Lanes,
    checkpoints: i64,
    newest: Option<Checkpoint>,
}

impl Walk<'_> {
    /// The same checkpoint is read in store and file, and must be the same.
    async fn checkpoints(&mut self, mut both: Both, report: &mut Report<'_>) -> Result<(), Trouble> {
        let (mut in_store, mut in_file) = (Chain::default(), Chain::default());
        let (mut store, mut file, mut has_parted) = (0, 0, false);
        while let Some(Step { stored, exported }) = both.next(&self.keys, report).await? {
            if let (Some(stored), Some(exported)) = (&stored, &exported)
                && stored != exported
                && !std::mem::replace(&mut has_parted, true)
            {
                report.find_checkpoint(Source::File, InCheckpoints::Differs { seq: stored.seq });
            }
            if let Some(found) = &stored {
                store = found.seq;
                self.compare(found, Source::Store, &mut in_store, report).await?;
            }
            if let Some(found) = &exported {
                file = found.seq;
                self.compare(found, Source::File, &mut in_file, report).await?;
            }
        }
        if file > store {
            report.find_checkpoint(Source::File, InCheckpoints::StoreEndsEarlier { store, file });
        }
        Ok(())
    }

    /// Holds the lanes against one checkpoint, walking them as far as it saw them.
    async fn compare(
        &mut self,
        found: &Found,
        from: Source,
        chain: &mut Chain,
        report: &mut Report<'_>,
    ) -> Result<(), Trouble> {
        let (wrong, said) = chain.follow(found, &self.keys);
        for what in wrong {
            report.find_checkpoint(from, what);
        }
        let Some(said) = said else { return Ok(()) };
        for (lane, seq, hash) in &said.heads {
            self.compare_lane(*lane, (*seq, *hash), &said, report).await?;
        }
        if self.newest.as_ref().is_none_or(|newest| newest.seq < said.seq) {
            self.checkpoints += 1;
            self.newest = Some(said);
        }
        Ok(())
    }

    async fn compare_lane(
        &mut self,
        number: u8,
        (seq, hash): (i64, Hash),
        said: &Checkpoint,
        report: &mut Report<'_>,
    ) -> Result<(), Trouble> {
        let Some(lane) = self.lanes.get(number).filter(|_| seq > 0) else { return Ok(()) };
        lane.walk_to(seq, &self.keys, report).await?;
        if lane.is_parted {
            return Ok(());
        }
        let (checkpoint, at) = (said.seq, said.at);
        if lane.seq < seq {
            (lane.is_parted, lane.is_cut) = (true, true);
            lane.find(InLane::CutOffSince { from: lane.seq + 1, to: seq, checkpoint, at }, report);
            return Ok(());
        }
        match lane.head_at(seq, &self.keys).await? {
            Some(head) if Hash(head) == hash => lane.agreed = lane.agreed.max(seq),
            // Missing or unreadable entries were found on the way.
            None => {}
            Some(_) => {
                lane.is_parted = true;
                lane.find(InLane::Rewritten { from: lane.agreed + 1, to: seq, checkpoint, at }, report);
            }
        }
        Ok(())
    }

    /// Beyond the last checkpoint, to where the lanes stand now. Answers how many entries no checkpoint covers yet.
    async fn walk_to_heads(&mut self, report: &mut Report<'_>) -> Result<i64, Trouble> {
        let heads = doubted::heads(self.keys.db).await?;
        for number in 0..LANES {
            let head = heads.iter().find(|head| head.lane == number).copied();
            self.walk_to_head(number, head, report).await?;
        }
        let covered = |said: &Checkpoint| said.heads.iter().map(|(_, seq, _)| seq).sum::<i64>();
        let covered = self.newest.as_ref().map_or(0, covered);
        Ok((report.entries - covered).max(0))
    }

    async fn walk_to_head(
        &mut self,
        number: u8,
        head: Option<LaneHead>,
        report: &mut Report<'_>,
    ) -> Result<(), Trouble> {
        let keys = self.keys;
        let Some(lane) = self.lanes.get(number) else { return Ok(()) };
        let Some(head) = head else {
            lane.walk_to(i64::MAX, &keys, report).await?;
            lane.find(InLane::NoHead, report);
            return Ok(());
        };
        lane.walk_to(head.seq, &keys, report).await?;
        if lane.seq < head.seq {
            if !lane.is_cut {
                lane.find(InLane::CutOff { from: lane.seq + 1, to: head.seq }, report);
            }
        } else if lane.seq == head.seq && lane.head.is_some_and(|seen| seen != head.head) {
            lane.find(InLane::HeadDiffers { seq: head.seq }, report);
        }
        let Some(seq) = lane.next_number(&keys).await?.or((lane.seq > head.seq).then_some(lane.seq)) else {
            return Ok(());
        };
        // An entry and its head are written together: one that was written meanwhile has moved the head too.
        let now = doubted::heads(keys.db).await?;
        let now = now.iter().find(|now| now.lane == number).map_or(head.seq, |now| now.seq);
        if now < seq {
            lane.walk_to(i64::MAX, &keys, report).await?;
            lane.find(InLane::BeyondHead { head: now, seq }, report);
        }
        Ok(())
    }
}
