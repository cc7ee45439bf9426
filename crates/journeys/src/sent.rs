//! Codes that are sent to somebody: by text, by call, by mail. What a journey knows of one that is under way, and what the
//! shell says when it is asked to send one. Knows neither code nor number.

use domain::telephone::BadNumber;
use domain::{AuthenticatorId, SentCodeId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Refusal;

/// A code that is under way, for one question and no other (SM3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sent {
    pub id: SentCodeId,
    /// The method it proves; none while that is being set up.
    pub by: Option<AuthenticatorId>,
    /// Where it went, as far as that is ever shown: `78`, or `c…@lumen.example`.
    pub to: String,
    pub until: Timestamp,
    /// From when on another one may be asked for.
    pub again_at: Timestamp,
}

/// What the shell says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sending {
    Sent(Sent),
    /// Not sent: too many went before (SM2).
    TooSoon {
        until: Timestamp,
    },
    /// Not sent: a budget is used up, or nobody reads what goes to that country (SM2).
    NotNow,
    BadNumber(BadNumber),
    /// SM5: the number's SIM card changed a moment ago; it serves again then, at the latest. `untold` where the account's
    /// owner does not know yet.
    SimChanged {
        until: Timestamp,
        untold: bool,
    },
    /// The operator does not say whether it did, and the policy wants to know.
    Unchecked,
    /// No address of theirs can serve: none was verified, or this very sign-in opens it.
    NoAddress,
}

impl Sending {
    /// The code that is under way, or why there is none.
    pub fn outcome(self) -> Result<Sent, Refusal> {
        Err(match self {
            Self::Sent(sent) => return Ok(sent),
            Self::TooSoon { until } => Refusal::TooManyMessages { until },
            Self::NotNow => Refusal::NotSentNow,
            Self::SimChanged { until, .. } => Refusal::SimChanged { until },
            Self::Unchecked => Refusal::NumberUnchecked,
            Self::BadNumber(bad) => Refusal::BadNumber(bad),
            Self::NoAddress => Refusal::NoAddress,
        })
    }
}
