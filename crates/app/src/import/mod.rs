//! The import of customers: contracts with their people, lines, mailboxes, contacts and passwords, from another system
//! (X11). Safe to run twice: the key is source and ref, and a credential changed here is never overwritten. Knows no file.

pub(crate) mod age;
mod check;
mod checked;
mod draft;
mod dry;
mod held;
mod judge;
mod outcome;
mod people;
mod person;
mod reason;
mod record;
mod words;
mod write;

#[cfg(test)]
mod tests;

pub use checked::Checked;
pub use dry::DryRun;
pub use outcome::{Change, Item, Outcome, Told};
pub use reason::{Flaw, Place, Reason};
pub use record::{
    ContactRecord, LineAccessRecord, LineRecord, MailboxRecord, PasswordRecord, PersonRecord, Record,
};
pub use write::Prepared;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use store::db::Batch;

use crate::vault::Vault;
use crate::{App, Trouble};

/// One file's way into the store. Clones share it.
#[derive(Clone)]
pub struct Import {
    app: App,
    /// The source of a record that names none.
    source: Arc<str>,
    /// Under which the file's progress is kept.
    file: [u8; 32],
    /// How far every line is answered for good.
    done: Arc<AtomicU64>,
}

impl Import {
    /// `file` is the SHA-256 of the file. `source` must be a plain word; see `Flaw::BadSource`.
    pub fn new(app: App, source: &str, file: &[u8; 32]) -> Result<Self, Reason> {
        let source: Arc<str> = words::source(source).map_err(|flaw| flaw.at("source"))?.into();
        let named = [file.as_slice(), source.as_bytes()].concat();
        let file = app.vault().wide_digest("import", &named);
        Ok(Self { app, source, file, done: Arc::default() })
    }

    /// How many lines of this file an earlier import has answered; 0 for a file never seen.
    pub async fn lines_done(&self) -> Result<u64, Trouble> {
        Ok(store::imports::lines_done(self.app.db(), &self.file).await?.unwrap_or(0))
    }

    /// Says that every line up to this one is answered; the next Batch takes it along. Call it only when the lines are
    /// durable: a rerun after a crash begins behind it.
    pub fn answered(&self, lines: u64) {
        self.done.store(lines, Ordering::Relaxed);
    }

    /// Writes down where the last `answered` stands, at the end or at a stop.
    pub async fn finish(&self) -> Result<(), Trouble> {
        let mut batch = crate::chance::act(self.app.now());
        self.note_progress(&mut batch);
        self.app.commit(batch).await
    }

    fn note_progress(&self, batch: &mut Batch) {
        let done = self.done.load(Ordering::Relaxed);
        if done > 0 {
            store::imports::note(batch, &self.file, done, self.app.now());
        }
    }

    fn vault(&self) -> &Vault {
        self.app.vault()
    }
}
