//! Why an import cannot run at all, or cannot go on. A bad line is not trouble: it is told, counted and passed over.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

#[derive(Debug, Error)]
pub enum ImportTrouble {
    #[error("{path} cannot be read")]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the file became unreadable on the way")]
    Reading(#[source] io::Error),
    #[error("{0} is neither .jsonl nor .csv: the name's ending says how to read it")]
    Ending(PathBuf),
    #[error("the file is in UTF-16: save it as UTF-8")]
    Utf16,
    #[error("the first line of a CSV names its columns: {0}")]
    Header(String),
    #[error("--source: {0}")]
    Source(app::import::Reason),
    #[error("what to tell could not be written")]
    Telling(#[source] io::Error),
    #[error("the installation failed")]
    App(#[from] app::Trouble),
    #[error("a part of the import was given up")]
    GivenUp(#[from] tokio::task::JoinError),
}
