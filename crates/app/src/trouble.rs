//! What can go wrong on our side of a use case. Logged once at the edge; people see a reference and what to do.

use thiserror::Error;

#[derive(Debug, Error)]
pub enum Trouble {
    #[error("the store failed")]
    Store(#[from] store::db::Trouble),
    #[error("a stored value does not open: {0}")]
    Sealed(&'static str),
    #[error("somebody else was first too many times: {0}")]
    Contended(&'static str),
    #[error("the file of audit checkpoints: {0}")]
    CheckpointFile(String),
    #[error("the installation is not ready: {0}")]
    Setup(String),
}

impl From<store::db::CommitError> for Trouble {
    fn from(error: store::db::CommitError) -> Self {
        match error {
            store::db::CommitError::Lost(loss) => Self::Contended(loss),
            store::db::CommitError::Trouble(trouble) => trouble.into(),
        }
    }
}

/// Why a turn was not taken.
#[derive(Debug, Error)]
pub enum TurnError {
    /// A replayed form, a back button, another tab or an attack: « cette page a expiré ».
    #[error("out of turn")]
    OutOfTurn,
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl From<journeys::OutOfTurn> for TurnError {
    fn from(_: journeys::OutOfTurn) -> Self {
        Self::OutOfTurn
    }
}

impl From<store::db::Trouble> for TurnError {
    fn from(trouble: store::db::Trouble) -> Self {
        Self::Trouble(trouble.into())
    }
}
