//! Why a phone's call is refused: the closed list of the protocol's page. `web` gives each its status.

use domain::Timestamp;
use domain::vap::EnrolmentState;
use proofs::vap::answer;
use thiserror::Error;

use crate::Trouble;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VapRefused {
    UnknownEnrolment,
    AlreadyClaimed,
    NotClaimed,
    /// The enrolment is over: expired, cancelled or superseded.
    Over(EnrolmentState),
    TooMany {
        until: Timestamp,
    },
    /// Of a call.
    BadProof,
    /// Of a new key.
    BadIntroduction,
    KeyReused,
    BadPushEndpoint,
    /// The phone's own lock, as it was brought or shown.
    BadLock,
    UseNonce,
    Revoked,
    Suspended,
    Replayed,
    UnknownChallenge,
    NumberMismatch {
        attempts_left: u32,
    },
    Answer(answer::Refused),
}

impl VapRefused {
    /// The stable word that the phone reads.
    pub const fn word(self) -> &'static str {
        match self {
            Self::UnknownEnrolment => "unknown_enrolment",
            Self::AlreadyClaimed => "already_claimed",
            Self::NotClaimed => "not_claimed",
            Self::Over(state) => state.word(),
            Self::TooMany { .. } => "too_many_requests",
            Self::BadProof | Self::BadIntroduction => "bad_proof",
            Self::KeyReused => "key_reused",
            Self::BadPushEndpoint => "bad_push_endpoint",
            Self::BadLock => "bad_lock",
            Self::UseNonce => "use_nonce",
            Self::Revoked => "enrolment_revoked",
            Self::Suspended => "enrolment_suspended",
            Self::Replayed => "replayed",
            Self::UnknownChallenge => "unknown_challenge",
            Self::NumberMismatch { .. } => "number_mismatch",
            Self::Answer(refused) => refused.word(),
        }
    }
}

#[derive(Debug, Error)]
pub enum VapError {
    #[error("{}", .0.word())]
    Refused(VapRefused),
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl From<VapRefused> for VapError {
    fn from(refused: VapRefused) -> Self {
        Self::Refused(refused)
    }
}

impl From<store::db::Trouble> for VapError {
    fn from(trouble: store::db::Trouble) -> Self {
        Self::Trouble(trouble.into())
    }
}
