//! Which of the two formats a file is in, and one line of it as a record.

use std::path::Path;

use app::import::Record;

use super::file::Lines;
use super::trouble::ImportTrouble;
use super::{jsonl, table};

#[derive(Clone, Debug)]
pub enum Format {
    /// One contract a line.
    Jsonl,
    /// One person a line, after a first line that names the columns.
    Csv(table::Header),
}

impl Format {
    /// By the name's ending; of a CSV the first line is read.
    pub fn of(path: &Path, lines: &mut Lines) -> Result<Self, ImportTrouble> {
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("jsonl" | "ndjson") => Ok(Self::Jsonl),
            Some("csv") => {
                let line = lines.next().map_err(ImportTrouble::Reading)?;
                let text = line.map_or(Ok(String::new()), |line| line.text);
                let header = text.map_err(|bad| bad.to_string()).and_then(|text| table::Header::parse(&text));
                header.map(Self::Csv).map_err(ImportTrouble::Header)
            }
            _ => Err(ImportTrouble::Ending(path.to_owned())),
        }
    }

    /// The record, or why the line is none.
    pub fn record(&self, text: &str) -> Result<Record, String> {
        match self {
            Self::Jsonl => jsonl::parse(text),
            Self::Csv(header) => header.record(text),
        }
    }
}
