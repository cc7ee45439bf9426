//! Checkpoints of one source, each held against the one before it: signature, number, the hash it names, lanes that only
//! grow. Knows no lane's entries.

use std::collections::BTreeMap;

use super::Keys;
use super::finding::InCheckpoints;
use super::source::Found;
use crate::audit::checkpoint::{Checkpoint, Hash, TYP};

#[derive(Default)]
pub struct Chain {
    last: Option<Last>,
}

struct Last {
    seq: i64,
    hash: Hash,
    lanes: BTreeMap<u8, i64>,
}

impl Chain {
    /// What is wrong with the next one, and what it says, where it may be believed.
    pub fn follow(&mut self, found: &Found, keys: &Keys<'_>) -> (Vec<InCheckpoints>, Option<Checkpoint>) {
        let seq = found.seq;
        let signed = keys.signer.verify_record::<Checkpoint>(&found.jws, TYP);
        let signed = signed.filter(|said| said.seq == seq);
        let mut wrong = Vec::new();
        if signed.is_none() {
            wrong.push(InCheckpoints::NotSigned { seq });
        }
        wrong.extend(self.misplaced(seq));
        let follows = |last: &Last| seq == last.seq + 1;
        if let (Some(said), Some(last)) = (&signed, self.last.as_ref().filter(|last| follows(last)))
            && said.previous != Some(last.hash)
        {
            wrong.push(InCheckpoints::DoesNotFollow { seq });
        }
        wrong.extend(signed.as_ref().and_then(|said| self.goes_back(said)));
        let known = self.last.take().map(|last| last.lanes).unwrap_or_default();
        let lanes = signed.as_ref().map_or(known, numbers);
        self.last = Some(Last { seq, hash: Hash::of(&found.jws), lanes });
        (wrong, signed)
    }

    fn misplaced(&self, seq: i64) -> Option<InCheckpoints> {
        // The oldest may have any number: those before it were forgotten in their time.
        let last = self.last.as_ref()?.seq;
        match seq {
            _ if seq <= last => Some(InCheckpoints::OutOfOrder { seq }),
            _ if seq > last + 1 => Some(InCheckpoints::Missing { from: last + 1, to: seq - 1 }),
            _ => None,
        }
    }

    fn goes_back(&self, said: &Checkpoint) -> Option<InCheckpoints> {
        let (now, last) = (numbers(said), self.last.as_ref()?);
        let shrunk = last.lanes.iter().find(|(lane, seq)| now.get(lane).is_none_or(|now| now < seq));
        shrunk.map(|(lane, _)| InCheckpoints::GoesBack { seq: said.seq, lane: *lane })
    }
}

fn numbers(said: &Checkpoint) -> BTreeMap<u8, i64> {
    said.heads.iter().map(|(lane, seq, _)| (*lane, *seq)).collect()
}
