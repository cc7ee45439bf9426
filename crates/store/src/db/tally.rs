//! How many works were written, and with how many commits. Counts since the start; knows nothing else.

use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug, Default)]
pub(super) struct Tally {
    works: AtomicU64,
    commits: AtomicU64,
}

impl Tally {
    pub(super) fn count(&self, works: usize) {
        self.works.fetch_add(works as u64, Ordering::Relaxed);
        self.commits.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn counted(&self) -> Written {
        Written { works: self.works.load(Ordering::Relaxed), commits: self.commits.load(Ordering::Relaxed) }
    }
}

/// What this process has written since it opened the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Batches and claims that were answered, lost ones included.
    pub works: u64,
    /// Durable commits that carried them: on SQLite one fsync each.
    pub commits: u64,
}
