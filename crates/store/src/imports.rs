//! How far the import of each file came, so that an interrupted one goes on where it stopped.

use domain::Timestamp;

use crate::{Batch, Db, Trouble, params, words};

statements! {
    LINES_DONE = "imports.lines_done",
        "SELECT lines_done FROM imports WHERE file_digest = ?1";
    /// Never backwards: of two imports of one file, the one ahead is right.
    NOTE = "imports.note",
        "INSERT INTO imports (file_digest, lines_done, updated_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (file_digest) DO UPDATE SET lines_done = excluded.lines_done, updated_at = excluded.updated_at \
         WHERE imports.lines_done < excluded.lines_done";
}

/// Lines of the file with this digest that need not be read again; None for a file never seen.
pub async fn lines_done(db: &Db, digest: &[u8]) -> Result<Option<u64>, Trouble> {
    let row = db.fetch_one(&LINES_DONE, params![digest]).await?;
    row.map(|row| words::small(&row, 0)).transpose()
}

/// Goes into the Batch that writes those lines.
pub fn note(batch: &mut Batch, digest: &[u8], lines_done: u64, now: Timestamp) {
    let lines_done = i64::try_from(lines_done).unwrap_or(i64::MAX);
    batch.run(&NOTE, params![digest, lines_done, now]);
}
