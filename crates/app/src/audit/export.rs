//! Checkpoints outside of the database: a file that only grows, a line each. Whoever rewrites the store, checkpoints and
//! all, contradicts it. Every node keeps its own whole copy; what a crash left out is appended at the next look.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use store::checkpoints::{self, StoredCheckpoint};

use super::checkpoint::{Checkpoint, Hash};
use crate::{App, Trouble};

/// Checkpoints appended at once.
const PAGE: u32 = 200;
/// Enough for several lines; the longest is one token (`oidc::jws::MAX_BYTES`).
const TAIL: u64 = 64 * 1024;

impl App {
    /// Appends what the configured file lacks.
    pub(crate) async fn export_checkpoints(&self) -> Result<(), Trouble> {
        let Some(path) = self.checkpoint_file() else { return Ok(()) };
        loop {
            let last = in_the_file(path, last_line).await?;
            let page = match &last.line {
                None => checkpoints::after(self.db(), 0, PAGE).await?,
                Some((seq, jws)) => self.after_the_file(*seq, jws).await?,
            };
            if page.is_empty() {
                return Ok(());
            }
            in_the_file(path, move |path| append(path, last.is_torn, &page)).await?;
        }
    }

    /// The checkpoints after the file's last one, which the store must still hold as it was.
    async fn after_the_file(&self, seq: i64, jws: &str) -> Result<Vec<StoredCheckpoint>, Trouble> {
        let mut page = checkpoints::after(self.db(), seq - 1, PAGE).await?;
        match page.first() {
            Some(same) if same.seq == seq && same.jws == jws => Ok(page.split_off(1)),
            // Forgotten by the store since (after a long rest of this node): the next one names it.
            Some(next) if next.seq == seq + 1 && follows(next, jws) => Ok(page),
            _ => Err(Trouble::CheckpointFile(format!(
                "it ends with checkpoint {seq}, which the store does not hold: run `vestibule audit verify`"
            ))),
        }
    }
}

fn follows(next: &StoredCheckpoint, jws: &str) -> bool {
    Checkpoint::unverified(&next.jws).is_some_and(|said| said.previous == Some(Hash::of(jws)))
}

/// How a file ends.
#[derive(Default)]
struct Last {
    /// Number and text of its last checkpoint.
    line: Option<(i64, String)>,
    /// A crash cut the last line: it is left as it is, and a new one begun.
    is_torn: bool,
}

/// Files are slow: away from the threads that serve.
async fn in_the_file<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
) -> Result<T, Trouble> {
    let path = PathBuf::from(path);
    let done = tokio::task::spawn_blocking(move || work(&path)).await;
    let done = done.unwrap_or_else(|_| Err(io::Error::other("the task that writes it ended early")));
    done.map_err(|error| Trouble::CheckpointFile(error.to_string()))
}

fn last_line(path: &Path) -> io::Result<Last> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Last::default()),
        opened => opened?,
    };
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let text = String::from_utf8_lossy(&tail);
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let line =
        whole.lines().rev().find_map(|line| Some((Checkpoint::unverified(line)?.seq, line.to_owned())));
    if line.is_none() && !whole.is_empty() {
        return Err(io::Error::other("it holds something else than checkpoints"));
    }
    Ok(Last { line, is_torn: !text.is_empty() && !text.ends_with('\n') })
}

fn append(path: &Path, is_torn: bool, page: &[StoredCheckpoint]) -> io::Result<()> {
    let mut lines = String::from(if is_torn { "\n" } else { "" });
    for checkpoint in page {
        lines.push_str(&checkpoint.jws);
        lines.push('\n');
    }
    let mut file = OpenOptions::new().append(true).create(true).mode(0o640).open(path)?;
    file.write_all(lines.as_bytes())?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(bytes: &str) -> Last {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints");
        std::fs::write(&path, bytes).unwrap();
        last_line(&path).unwrap()
    }

    fn line(seq: i64) -> String {
        use base64::Engine as _;
        let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        let claims = format!(r#"{{"iss":"https://a.example","seq":{seq},"at":0,"heads":[]}}"#);
        format!("{}.{}.{}", part(r#"{"alg":"ES256"}"#), part(&claims), part("signature"))
    }

    #[test]
    fn a_line_that_a_crash_cut_is_passed_over() {
        let (first, second) = (line(1), line(2));
        let whole = written(&format!("{first}\n{second}\n"));
        assert_eq!((whole.line, whole.is_torn), (Some((2, second.clone())), false));
        let torn = written(&format!("{first}\n{}", &second[..second.len() / 2]));
        assert_eq!((torn.line, torn.is_torn), (Some((1, first)), true));
        assert!(written("").line.is_none());
    }

    #[test]
    fn a_file_of_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes");
        std::fs::write(&path, "dear diary\ntoday\n").unwrap();
        assert!(last_line(&path).is_err());
    }

    #[test]
    fn a_torn_line_gets_an_end_before_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints");
        std::fs::write(&path, "abc").unwrap();
        let checkpoint = StoredCheckpoint { seq: 1, at: domain::Timestamp::from_millis(0), jws: line(1) };
        append(&path, true, &[checkpoint]).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("abc\n{}\n", line(1)));
    }
}
