//! A wave: a bounded number of lines, read, understood and compared with the store side by side while the wave before
//! is being written. So memory stays constant and both cores work.

use std::sync::Arc;

use app::import::{Import, Item, Prepared};
use tokio::task::{JoinSet, spawn_blocking};

use super::file::{Line, Lines};
use super::format::Format;
use super::trouble::ImportTrouble;

/// Lines of one wave, all of which share one commit: about a twentieth of a second, which is the longest that a
/// customer's sign-in may wait for an import.
const LINES: usize = 512;
/// Bytes of one wave, whatever its lines hold.
const BYTES: usize = 4 * 1024 * 1024;
/// Lines that one task works on.
const PIECE: usize = 32;

/// A line that cannot be written.
pub struct Refused {
    pub line: u64,
    /// How many people it speaks of, as far as can be told.
    pub people: usize,
    pub reason: String,
}

/// The lines of one wave, ready to be written.
#[derive(Default)]
pub struct Wave {
    pub prepared: Prepared,
    pub refused: Vec<Refused>,
    pub lines: u64,
    /// The number of its last line.
    pub last: u64,
    /// Bytes of the file up to there.
    pub offset: u64,
}

/// Reads and prepares the next wave; `None` at the end of the file.
pub async fn next(
    mut lines: Lines,
    format: Arc<Format>,
    import: Import,
) -> Result<(Lines, Option<Wave>), ImportTrouble> {
    let (read, lines) = spawn_blocking(move || (read(&mut lines), lines)).await?;
    let read = read.map_err(ImportTrouble::Reading)?;
    if read.is_empty() {
        return Ok((lines, None));
    }
    let mut wave =
        Wave { lines: read.len() as u64, last: lines.number(), offset: lines.offset, ..Wave::default() };
    for piece in pieces(read, &format, &import).await? {
        wave.prepared.append(piece.0);
        wave.refused.extend(piece.1);
    }
    Ok((lines, Some(wave)))
}

fn read(lines: &mut Lines) -> std::io::Result<Vec<Line>> {
    let (mut wave, mut bytes) = (Vec::with_capacity(LINES), 0);
    while wave.len() < LINES
        && bytes < BYTES
        && let Some(line) = lines.next()?
    {
        bytes += line.text.as_ref().map_or(0, String::len);
        wave.push(line);
    }
    Ok(wave)
}

type Piece = (Prepared, Vec<Refused>);

/// In the order of the lines, whichever was ready first.
async fn pieces(
    mut lines: Vec<Line>,
    format: &Arc<Format>,
    import: &Import,
) -> Result<Vec<Piece>, ImportTrouble> {
    let mut tasks = JoinSet::new();
    let mut number = 0;
    while !lines.is_empty() {
        let rest = lines.split_off(lines.len().min(PIECE));
        let (piece, format, import) = (std::mem::replace(&mut lines, rest), format.clone(), import.clone());
        tasks.spawn(async move { (number, prepare(piece, &format, &import).await) });
        number += 1;
    }
    let mut ready = Vec::with_capacity(tasks.len());
    while let Some(done) = tasks.join_next().await {
        let (number, piece) = done?;
        ready.push((number, piece?));
    }
    ready.sort_by_key(|(number, _)| *number);
    Ok(ready.into_iter().map(|(_, piece)| piece).collect())
}

async fn prepare(lines: Vec<Line>, format: &Format, import: &Import) -> Result<Piece, app::Trouble> {
    let (mut items, mut refused) = (Vec::with_capacity(lines.len()), Vec::new());
    for line in lines {
        match understand(line, format, import) {
            Ok(item) => items.push(item),
            Err(line) => refused.push(line),
        }
    }
    Ok((import.prepare(items).await?, refused))
}

fn understand(line: Line, format: &Format, import: &Import) -> Result<Item, Refused> {
    let refuse = |people: usize, reason: String| Refused { line: line.number, people, reason };
    let text = line.text.map_err(|bad| refuse(0, bad.to_string()))?;
    let record = format.record(&text).map_err(|reason| refuse(0, reason))?;
    let checked = import.check(&record).map_err(|reason| refuse(record.people.len(), reason.to_string()))?;
    Ok(Item { line: line.number, checked })
}
