//! Why something could not be delivered, in the one distinction that matters to an outbox: try again, or give up.
//! Carries no personal data, because it is logged: what the other side answered is told by its code alone.

use std::time::Duration;

use thiserror::Error;

#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SendError {
    /// The other side is away, slow, or wrongly configured: the same message may pass later.
    #[error("not delivered for now: {0}")]
    Temporary(String),
    /// The other side is busy, and said for how long.
    #[error("not delivered for now: {reason}")]
    Later { reason: String, wait: Duration },
    /// This message will never pass as it is.
    #[error("not deliverable: {0}")]
    Permanent(String),
}

impl SendError {
    pub fn temporary(reason: impl Into<String>) -> Self {
        Self::Temporary(reason.into())
    }
    pub fn permanent(reason: impl Into<String>) -> Self {
        Self::Permanent(reason.into())
    }
    pub const fn may_pass_later(&self) -> bool {
        matches!(self, Self::Temporary(_) | Self::Later { .. })
    }
}
