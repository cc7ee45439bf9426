//! Why the demo does not start, in sentences for the person at the terminal.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::commands::Failure;
use crate::config::{Finding, chain};

#[derive(Debug, Error)]
pub enum DemoTrouble {
    #[error("port {0} or one of the {1} after it is busy; choose another with --port")]
    PortBusy(u16, u16),
    #[error("no {0} free ports in a row were found on this machine")]
    NoPorts(u16),
    #[error("{0} is in use by another demo; choose another folder with --data")]
    FolderBusy(PathBuf),
    #[error("{0} cannot be read or written")]
    File(PathBuf, #[source] io::Error),
    #[error("{0} is damaged: {1}. Remove the folder to begin with a new one")]
    Damaged(PathBuf, String),
    #[error("{0}")]
    Server(Finding),
    #[error("the store does not open")]
    Store(#[from] store::Trouble),
    #[error("the store does not take the clients")]
    Clients(#[from] app::Trouble),
    #[error("the sample customers were not brought in: {0}")]
    Customers(String),
    #[error("the demo's own {0}: {1}")]
    Own(&'static str, String),
    #[error("{0} does not answer: {1}")]
    NotReady(String, String),
    #[error("the check failed: {0}")]
    Check(String),
}

impl DemoTrouble {
    pub fn file(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File(path.to_owned(), source)
    }

    pub fn own(part: &'static str, error: &dyn std::error::Error) -> Self {
        Self::Own(part, chain(error))
    }
}

impl From<Finding> for DemoTrouble {
    fn from(finding: Finding) -> Self {
        Self::Server(finding)
    }
}

impl From<DemoTrouble> for Failure {
    fn from(trouble: DemoTrouble) -> Self {
        Self::trouble(format!("The demo: {}.", chain(&trouble)))
    }
}
