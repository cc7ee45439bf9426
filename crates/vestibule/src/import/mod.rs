//! `vestibule import`: reads a file of customers, wave after wave, and says what became of every line. What a line
//! means and what it writes is `app::import`'s affair. The format is documented in docs/reference/import.md.

mod drive;
mod file;
mod format;
mod jsonl;
mod table;
mod tally;
mod tell;
mod trouble;
mod wave;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use app::App;
use app::import::{DryRun, Import};

pub use tally::{Count, Ending, Report, Tally};
pub use tell::Teller;
pub use trouble::ImportTrouble;

use drive::Drive;
use file::{Lines, Survey};
use format::Format;

/// The source of records that name none, where `--source` does not either.
const SOURCE: &str = "import";

/// What is asked on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct Order {
    /// The customers: .jsonl (one contract a line) or .csv (one person a line)
    pub file: PathBuf,
    /// Check everything, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The old system's name, for lines that do not name one; with `ref` it is the key of a repeated import
    #[arg(long, value_name = "NAME", default_value = SOURCE)]
    pub source: String,
    /// Begin at the first line even where an earlier import of this file was interrupted
    #[arg(long)]
    pub from_start: bool,
}

impl Order {
    /// An order for a whole file, as the command line gives it without any flag.
    pub fn new(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into(), dry_run: false, source: SOURCE.into(), from_start: false }
    }
}

/// Imports the file. Once `stop` is done, the wave at hand is finished and no other is begun.
///
/// # Errors
/// When the file cannot be read as a whole or the store fails; bad lines are told and counted instead.
pub async fn run(
    order: &Order,
    app: &App,
    mut teller: Teller,
    stop: impl Future<Output = ()>,
) -> Result<Report, ImportTrouble> {
    let began = app.now();
    let path = order.file.clone();
    let (survey, mut lines) = tokio::task::spawn_blocking(move || file::survey(&path)).await??;
    let format = Arc::new(Format::of(&order.file, &mut lines)?);
    let import = Import::new(app.clone(), &order.source, &survey.digest).map_err(ImportTrouble::Source)?;
    let lines = resume(order, &import, &survey, lines, &mut teller).await?;
    teller.begin(survey.bytes, began);
    let mut drive = Drive { app, import, format, teller, tally: Tally::default() };
    let dry = order.dry_run.then(DryRun::default);
    let finished = drive.through(lines, dry, stop).await?;
    if !order.dry_run {
        if finished {
            drive.import.answered(survey.lines);
        }
        drive.import.finish().await?;
    }
    drive.teller.end();
    let ending = match (finished, drive.tally.contracts.refused) {
        (false, _) => Ending::Stopped,
        (true, 0) => Ending::EveryLine,
        (true, _) => Ending::SomeRefused,
    };
    Ok(Report { tally: drive.tally, ending, took: app.now().since(began), dry: order.dry_run })
}

/// Passes over what an interrupted import of the same file has answered already, and says so.
async fn resume(
    order: &Order,
    import: &Import,
    survey: &Survey,
    mut lines: Lines,
    teller: &mut Teller,
) -> Result<Lines, ImportTrouble> {
    let done = import.lines_done().await?;
    if order.dry_run || done == 0 {
        return Ok(lines);
    }
    let said = if done >= survey.lines {
        "this file was imported before: every line is compared again".to_owned()
    } else if order.from_start {
        format!("an earlier import of this file came to line {done}: beginning again as asked")
    } else {
        import.answered(done);
        lines = tokio::task::spawn_blocking(move || lines.skip_to(done).map(|()| lines))
            .await?
            .map_err(ImportTrouble::Reading)?;
        format!("an earlier import of this file was interrupted: going on after line {done}")
    };
    teller.say(&said).map_err(ImportTrouble::Telling)?;
    Ok(lines)
}
